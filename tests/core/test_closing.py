"""The end of a drill: what was done is taken back, in reverse, and what cannot be is listed."""

from __future__ import annotations

import pytest

from bcp.business_days import Calendar
from bcp.durations import HOUR, MINUTE, SECOND, BusinessDays, Span
from bcp.message import render
from bcp.model import CommandRef, Marker
from drills.core import events as e
from drills.core.effects import Put
from drills.core.machine import decide
from drills.core.orders import Abort, Answer, Order, Pause, RealEvent, SettleDoubt, Skip
from drills.core.retraction_orders import Retract
from scenarios.model import Due, Pretend, Step
from tests.core import making as m
from tests.core.simulation import (
    FAILURE,
    NOT_SENT,
    SUCCESS,
    Result,
    Said,
    Simulation,
    World,
    drilled,
)

DOUBTFUL = Result(None)
WEB = m.system("web")
TWO = (m.run("a", "cut", "restore"), m.run("b", "stop", "start"), m.ask("wait"))
ABORT = (MINUTE, Abort("lead", "enough"))


def commands(simulation: Simulation) -> list[str]:
    return [each.command for each in simulation.world.done]


def finish(simulation: Simulation) -> str:
    last = simulation.events[-1]
    assert isinstance(last, e.DrillEnded)
    return last.finish


def aborted(*steps: Step, **world: object) -> Simulation:
    return drilled(m.brief(*steps), World(orders=(ABORT,), **world))  # type: ignore[arg-type]


def test_an_aborted_drill_takes_back_what_was_done_in_reverse() -> None:
    run = aborted(*TWO)
    assert commands(run) == ["cut", "stop", "start", "restore"]
    assert finish(run) == "aborted"


def test_only_what_was_done_is_taken_back() -> None:
    run = aborted(m.run("a", "cut", "restore"), m.ask("wait"), m.run("b", "stop", "start"))
    assert commands(run) == ["cut", "restore"]


def test_what_was_never_sent_is_not_taken_back_and_what_failed_is() -> None:
    unsent = aborted(*TWO, results={"cut": (Result(NOT_SENT),)})
    assert commands(unsent) == ["cut", "stop", "start"]
    failed = aborted(*TWO, results={"cut": (Result(FAILURE),)})
    assert commands(failed) == ["cut", "stop", "start", "restore"]


def test_an_undo_that_fails_does_not_stop_the_rest_and_is_listed_with_what_to_type() -> None:
    run = aborted(*TWO, results={"start": (Result(FAILURE),)})
    assert commands(run) == ["cut", "stop", "start", "restore"]
    (left,) = run.drill.impossible
    assert (left.action, left.server, left.line) == (2, "sv", "drill-start")


def test_an_undo_that_could_not_be_sent_is_listed() -> None:
    run = aborted(*TWO, results={"start": (Result(NOT_SENT),), "restore": (DOUBTFUL,)})
    assert [each.line for each in run.drill.impossible] == [
        "drill-start",
        "drill-restore --line 1",
    ]


def test_an_undo_that_was_not_sent_is_told_apart_from_one_that_failed() -> None:
    run = aborted(*TWO, results={"start": (Result(NOT_SENT),), "restore": (Result(FAILURE),)})
    unsent, failed = (each.why for each in run.drill.impossible)
    assert render(unsent, "en") == "The undo could not be sent: [test.not_sent]"
    assert render(unsent, "ja").startswith("元に戻す操作を送れませんでした: ")
    assert render(failed, "en") == "The undo did not succeed."


def test_an_abort_that_leaves_all_as_it_is_lists_all() -> None:
    orders = ((MINUTE, Abort("lead", undo=False)),)
    run = drilled(m.brief(*TWO), World(orders=orders))
    assert commands(run) == ["cut", "stop"]
    assert [each.action for each in run.drill.impossible] == [2, 1]


def test_a_step_that_took_it_back_already_spares_the_undo() -> None:
    steps = (m.run("a", "cut", "restore"), m.run("b", "restore", None), m.ask("wait"))
    assert commands(aborted(*steps)) == ["cut", "restore"]


def test_a_repair_is_not_taken_back_because_it_took_back_what_was_broken() -> None:
    # Undoing the repair would leave the service stopped on somebody's live system.
    repaired = (m.run("a", "stop", "start"), m.run("b", "start", "stop"), m.ask("wait"))
    assert commands(aborted(*repaired)) == ["stop", "start"]


def test_a_repair_that_failed_is_taken_back_before_what_it_was_to_repair() -> None:
    broken = (m.run("a", "stop", "start"), m.run("b", "start", "stop"))
    run = aborted(
        *broken, m.ask("wait", after=()), results={"start": (Result(FAILURE), Result(SUCCESS))}
    )
    assert commands(run) == ["stop", "start", "stop", "start"]


def test_one_command_takes_back_everything_that_has_it_as_undo() -> None:
    twice = (m.run("a", "stop", "start"), m.run("b", "stop", "start"), m.run("c", "start", None))
    assert commands(aborted(*twice, m.ask("wait"))) == ["stop", "stop", "start"]


def test_a_step_that_failed_to_take_it_back_does_not_spare_the_undo() -> None:
    steps = (m.run("a", "cut", "restore"), m.run("b", "restore", None), m.ask("wait"))
    run = aborted(*steps, results={"restore": (Result(FAILURE), Result(SUCCESS))})
    assert commands(run) == ["cut", "restore", "restore"]
    assert run.drill.impossible == ()


def test_a_completed_drill_takes_back_what_still_stands() -> None:
    run = drilled(m.brief(m.run("a")))
    assert (commands(run), finish(run)) == (["cut", "restore"], "completed")


def test_a_drill_whose_time_is_over_takes_back_what_still_stands() -> None:
    run = drilled(m.brief(*TWO, limit=MINUTE))
    assert commands(run) == ["cut", "stop", "start", "restore"]
    assert finish(run) == "time_limit"


def test_an_abort_waits_for_the_command_that_is_running_and_keeps_its_result() -> None:
    run = aborted(m.run("a"), results={"cut": (Result(SUCCESS, 2 * MINUTE),)})
    ended = run.of(e.StepEnded)[0]
    assert (ended.outcome, ended.source, ended.at) == ("held", "measured", 2 * MINUTE)
    assert commands(run) == ["cut", "restore"]


def test_no_step_begins_once_the_end_has_begun() -> None:
    run = aborted(m.run("a"), m.inject("b"), results={"cut": (Result(SUCCESS, 2 * MINUTE),)})
    assert [each.step for each in run.of(e.StepDue)] == ["a"]


def test_an_abort_works_in_a_pause() -> None:
    orders = ((SECOND, Pause("x")), ABORT)
    run = drilled(m.brief(m.ask("a")), World(orders=orders))
    assert run.events[-1].at == MINUTE


def test_an_action_in_doubt_is_taken_back() -> None:
    run = aborted(*TWO, results={"stop": (DOUBTFUL,)})
    assert commands(run) == ["cut", "stop", "start", "restore"]


def settled(*said: Said, results: tuple[Result, ...] = (DOUBTFUL, Result())) -> Simulation:
    # The question is put twice: at the beginning for an approval, and when the doubt arose.
    simulation = Simulation(World(results={"cut": results})).begin(m.brief(m.run("a")))
    for each in said:
        simulation.run(until=simulation.now + each.after)
        simulation.order(each.order)
    simulation.run(until=simulation.now + HOUR)
    return simulation


def settle(verdict: str) -> Said:
    return Said(SettleDoubt("a", verdict, "hanako", "looked"), MINUTE)  # type: ignore[arg-type]


def test_an_action_in_doubt_is_not_repeated_and_somebody_is_asked() -> None:
    run = settled()
    assert commands(run) == ["cut"]
    assert [step for _, step in run.world.asked] == ["a"]


@pytest.mark.parametrize(
    ("verdict", "outcome", "done"),
    [("done", "held", ["cut", "restore"]), ("not_done", "broken", ["cut"])],
)
def test_a_person_says_what_became_of_it(verdict: str, outcome: str, done: list[str]) -> None:
    run = settled(settle(verdict))
    ended = run.of(e.StepEnded)[0]
    assert (ended.outcome, ended.source, ended.by) == (outcome, "observed", "hanako")
    assert commands(run) == done


def test_it_is_repeated_only_on_a_persons_word() -> None:
    run = settled(settle("repeat"))
    assert commands(run) == ["cut", "cut", "restore"]
    assert run.of(e.StepEnded)[0].outcome == "held"


def test_what_may_have_happened_before_a_repeat_that_failed_is_still_taken_back() -> None:
    run = settled(settle("repeat"), results=(DOUBTFUL, Result(NOT_SENT)))
    assert commands(run) == ["cut", "cut", "restore"]


def test_a_failing_undo_of_a_repeated_action_is_tried_once() -> None:
    world = World(results={"cut": (DOUBTFUL, Result()), "restore": (Result(FAILURE),)})
    run = Simulation(world).begin(m.brief(m.run("a")))
    run.run(until=MINUTE)
    run.order(SettleDoubt("a", "repeat", "x"))
    run.run()
    assert commands(run) == ["cut", "cut", "restore"]
    assert len(run.drill.impossible) == 1


def test_a_step_skipped_in_doubt_is_taken_back_all_the_same() -> None:
    run = settled(Said(Skip("a", "x"), MINUTE), settle("repeat"))
    assert commands(run) == ["cut", "restore"]


def test_nobody_is_asked_about_an_undo_in_doubt_because_nobody_may_answer_any_more() -> None:
    run = aborted(*TWO, results={"start": (DOUBTFUL,)})
    doubt = run.of(e.ActionInDoubt)[0]
    assert decide(run.drill, doubt) == ()
    assert not any(isinstance(each, Put) for each in decide(run.drill, doubt))


def test_a_crash_in_the_middle_of_an_action_leaves_it_in_doubt_and_does_it_once() -> None:
    world = World(results={"cut": (Result(took=MINUTE),)})
    run = Simulation(world).begin(m.brief(m.run("a")))
    run.run(until=SECOND)
    after = Simulation.crashed_after(run.events, world, gap=10 * MINUTE)
    after.run(until=HOUR)
    assert commands(after) == ["cut"]
    assert len(after.of(e.ActionInDoubt)) == 1
    assert after.drill.step("a").is_open


def test_a_crash_in_the_middle_of_an_undo_lists_it_and_goes_on_with_the_rest() -> None:
    world = World(orders=(ABORT,), results={"start": (Result(took=MINUTE),)})
    run = Simulation(world).begin(m.brief(*TWO))
    run.run(until=MINUTE + SECOND)
    after = Simulation.crashed_after(run.events, world, gap=10 * MINUTE)
    after.run()
    assert commands(after) == ["cut", "stop", "start", "restore"]
    assert [each.line for each in after.drill.impossible] == ["drill-start"]


def test_a_question_under_way_at_a_crash_is_asked_again() -> None:
    world = World(latency=5 * SECOND)
    run = Simulation(world).begin(m.brief(m.probe("a")))
    run.run(until=SECOND)
    after = Simulation.crashed_after(run.events, world, gap=MINUTE)
    after.run()
    assert [each.attempt for each in after.of(e.ProbeAsked)] == [1, 2]
    assert [each.outcome for each in after.of(e.StepEnded)] == ["held"]


def test_a_guard_that_is_down_too_long_stops_the_drill_and_is_named() -> None:
    world = World(down={"web": [(MINUTE, HOUR)]})
    brief = m.brief(*TWO, systems=(WEB,), safety=m.stop_when("web", 30 * SECOND))
    run = drilled(brief, world)
    assert run.of(e.ClosingBegan)[0].at == MINUTE + 30 * SECOND
    assert finish(run) == "stop_condition"
    assert commands(run) == ["cut", "stop", "start", "restore"]
    assert run.drill.closing is not None
    assert run.drill.closing.reason is not None
    assert run.drill.closing.reason.params["system"] == "web"


def test_a_guard_that_comes_back_in_time_stops_nothing_and_no_pretence_does() -> None:
    world = World(down={"web": [(MINUTE, MINUTE + 20 * SECOND)]})
    pretended = m.inject("p", at=0, set=(Pretend("system", "web"),))
    steps = (pretended, m.inject("a", at=30 * MINUTE))
    brief = m.brief(*steps, systems=(WEB,), safety=m.stop_when("web", 30 * SECOND))
    assert finish(drilled(brief, world)) == "completed"


def test_a_guard_stops_a_paused_drill_too() -> None:
    world = World(down={"web": [(MINUTE, HOUR)]}, orders=((SECOND, Pause("x")),))
    brief = m.brief(m.ask("a"), systems=(WEB,), safety=m.stop_when("web", 30 * SECOND))
    assert finish(drilled(brief, world)) == "stop_condition"


def test_a_completed_drill_looks_a_while_for_systems_to_come_back_after_its_undo() -> None:
    def cut(world: World, at: int, _: object) -> None:
        world.down["web"] = [(at, 10 * HOUR)]

    def restore(world: World, at: int, _: object) -> None:
        world.down["web"] = [(world.down["web"][0][0], at + 5 * SECOND)]

    world = World(acts={"cut": cut, "restore": restore})
    steps = (m.inject("i", at=10 * SECOND), m.run("a"), m.ask("b", within=20 * SECOND))
    run = drilled(m.brief(*steps, systems=(WEB,)), world)
    assert len(run.of(e.CheckReturned)) == 1
    assert finish(run) == "completed"


def test_the_real_event_ends_the_drill_as_that_and_takes_back_what_was_done() -> None:
    told = (2 * MINUTE, Retract("all", "lead"))
    orders = ((MINUTE, RealEvent("lead", "shaking")), told)
    run = drilled(m.brief(*TWO), World(orders=orders))
    assert commands(run) == ["cut", "stop", "start", "restore"]
    assert finish(run) == "real_event"
    orders = ((MINUTE, RealEvent("lead", undo=False)), told)
    left = drilled(m.brief(*TWO), World(orders=orders))
    assert commands(left) == ["cut", "stop"]
    assert [each.action for each in left.drill.impossible] == [2, 1]


def reporting(
    *, due: Due, at: int = 30 * MINUTE, orders: tuple[tuple[int, Order], ...] = ()
) -> Simulation:
    steps = (
        m.inject("aware", marks="awareness"),
        m.notify("report", due=due),
        m.inject("end", at=at),
    )
    return drilled(m.brief(*steps), World(orders=orders))


DAYS = Due(Span(5 * 24 * HOUR), "awareness")


def left(simulation: Simulation) -> tuple[str, str, str]:
    ended = next(each for each in simulation.of(e.StepEnded) if each.step == "report")
    return ended.ending, ended.outcome, ended.why[0].code if ended.why else ""


def test_an_obligation_that_outlasts_the_drill_is_left_open_and_fails_nothing() -> None:
    run = reporting(due=DAYS)
    assert left(run) == ("skipped", "skipped", "core.step_left_open")
    assert (finish(run), run.events[-1].at) == ("completed", 30 * MINUTE)


def test_an_obligation_counted_in_working_days_is_left_open_too() -> None:
    steps = (m.notify("report", due=Due(BusinessDays(5))), m.inject("end", at=MINUTE))
    run = drilled(m.brief(*steps, calendar=Calendar(closed=frozenset({20_780}))))
    assert left(run)[2] == "core.step_left_open"


def test_an_obligation_is_answered_in_time_where_somebody_can() -> None:
    run = reporting(due=DAYS, orders=((MINUTE, Answer("report", "done", "x")),))
    assert left(run) == ("done", "held", "")


def test_a_jump_over_the_deadline_brings_the_obligation_into_the_drill() -> None:
    steps = (
        m.inject("aware", marks="awareness"),
        m.notify("report", due=DAYS),
        m.inject("later", at=MINUTE, jump=6 * 24 * HOUR),
    )
    run = drilled(m.brief(*steps))
    assert finish(run) == "time_limit"
    assert left(run)[:2] == ("expired", "broken")


def test_an_obligation_due_within_the_drill_is_waited_for_until_its_end() -> None:
    run = reporting(due=Due(Span(HOUR), "awareness"))
    assert (finish(run), left(run)[0]) == ("time_limit", "expired")


def test_an_obligation_is_left_open_also_when_the_drills_time_is_over() -> None:
    run = reporting(due=DAYS, at=3 * HOUR)
    assert (finish(run), left(run)[2]) == ("time_limit", "core.step_left_open")


def test_an_obligation_that_was_not_given_yet_is_waited_for() -> None:
    steps = (m.inject("a"), m.notify("report", at=HOUR, due=DAYS))
    run = drilled(m.brief(*steps))
    assert run.of(e.StepDue)[-1].at == HOUR
    assert finish(run) == "completed"


def test_a_marker_being_written_does_not_wake_a_closing_drill_for_nothing() -> None:
    marker = Marker(CommandRef("sv", "mark"), CommandRef("sv", "marks"))
    web = m.system("web", marker=marker)
    world = World(
        down={"web": [(MINUTE, 2 * MINUTE)]}, results={"marks": (Result(SUCCESS, 5 * MINUTE),)}
    )
    run = drilled(m.brief(m.inject("a", at=90 * SECOND), systems=(web,)), world)
    assert len(run.drill.markers_found) == 1
