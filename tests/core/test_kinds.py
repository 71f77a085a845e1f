"""Every kind of step in every mode: who ends it, how, and where the judgement comes from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bcp.asking import Expectation, Settled
from bcp.durations import HOUR, MILLISECOND, MINUTE, SECOND, Span
from bcp.model import Level, Need
from drills.core import events as e
from drills.core.orders import Answer, Approve, SetAside
from scenarios.model import Clear, Mode, Pretend, Probe, Step
from tests.core import making as m
from tests.core.simulation import FAILURE, NOT_SENT, Result, Said, Simulation, World, drilled

MODES: tuple[Mode, ...] = ("tabletop", "walkthrough", "operational")
WEB = m.system("web")
DONE = (Said(Answer("s", "done", "hanako")),)
DOWN = Pretend("system", "web")


def ending(simulation: Simulation, step: str = "s") -> e.StepEnded:
    return next(each for each in simulation.of(e.StepEnded) if each.step == step)


def asked_at(simulation: Simulation) -> list[int]:
    return [each.at for each in simulation.of(e.ProbeAsked)]


@pytest.mark.parametrize("mode", MODES)
def test_an_inject_ends_as_it_is_given_in_every_mode(mode: Mode) -> None:
    run = drilled(m.brief(m.inject("s", at=MINUTE), mode=mode))
    ended = ending(run)
    assert (ended.at, ended.outcome, ended.source) == (MINUTE, "held", "injected")
    assert run.world.asked == []


@pytest.mark.parametrize("make", [m.ask, m.notify])
@pytest.mark.parametrize("mode", MODES)
def test_people_answer_questions_and_reports_in_every_mode(
    mode: Mode, make: Callable[[str], Step]
) -> None:
    run = drilled(m.brief(make("s"), mode=mode), World(people={"s": DONE}))
    ended = ending(run)
    assert (ended.ending, ended.source, ended.by, ended.at) == (
        "done",
        "observed",
        "hanako",
        SECOND,
    )


@pytest.mark.parametrize(
    "step", [m.probe("s"), m.wait_probe("s"), m.wait_for("s", "web"), m.run("s")]
)
def test_on_the_table_every_machine_step_is_a_question_with_an_assumed_answer(step: Step) -> None:
    brief = m.brief(step, mode="tabletop", systems=(WEB,))
    run = drilled(brief, World(people={"s": DONE}))
    ended = ending(run)
    assert (ended.ending, ended.source, ended.by) == ("done", "assumed", "hanako")
    assert brief.checks == ()
    assert not run.of(e.ProbeAsked)
    assert not run.of(e.ActionOrdered)


def test_in_a_walkthrough_probes_are_asked_and_actions_only_spoken_of() -> None:
    steps = (m.probe("p"), m.run("s"))
    run = drilled(m.brief(*steps, mode="walkthrough"), World(people={"s": DONE}))
    assert ending(run, "p").source == "measured"
    assert (ending(run).ending, ending(run).source) == ("done", "observed")
    assert run.world.done == []


@pytest.mark.parametrize("mode", ["walkthrough", "operational"])
def test_a_probe_ends_on_its_answer_at_its_receipt(mode: Mode) -> None:
    run = drilled(m.brief(m.probe("s"), mode=mode))
    ended = ending(run)
    assert (ended.outcome, ended.source, ended.at) == ("held", "measured", 10 * MILLISECOND)
    bad = drilled(m.brief(m.probe("s"), mode=mode), World(down={"web": [(0, HOUR)]}))
    assert ending(bad).outcome == "broken"
    assert ending(bad).why


def test_a_probe_may_want_silence_and_gets_it() -> None:
    silent = World(down={"web": [(0, HOUR)]})
    assert ending(drilled(m.brief(m.probe("s", m.SILENT)), silent)).outcome == "held"
    assert ending(drilled(m.brief(m.probe("s", m.SILENT)))).outcome == "broken"


def test_a_late_probe_answer_after_the_deadline_changes_nothing() -> None:
    run = drilled(m.brief(m.probe("s", within=SECOND), m.ask("t")), World(latency=5 * SECOND))
    assert ending(run).ending == "expired"
    assert len(run.of(e.StepEnded)) == 2


def test_a_wait_asks_until_it_holds_and_no_faster_than_it_may() -> None:
    run = drilled(m.brief(m.wait_probe("s")), World(down={"web": [(0, 3 * SECOND)]}))
    assert asked_at(run) == [0, SECOND, 2 * SECOND, 3 * SECOND]
    assert ending(run).at == 3 * SECOND + 10 * MILLISECOND


def test_a_slow_wait_never_has_two_questions_under_way() -> None:
    world = World(down={"web": [(0, 9 * SECOND)]}, latency=4 * SECOND)
    run = drilled(m.brief(m.wait_probe("s")), world)
    assert asked_at(run) == [0, 4 * SECOND, 8 * SECOND]


def test_a_wait_that_never_holds_expires_with_what_it_saw_last() -> None:
    run = drilled(m.brief(m.wait_probe("s", within=5 * SECOND)), World(down={"web": [(0, HOUR)]}))
    ended = ending(run)
    assert (ended.ending, ended.outcome, ended.at) == ("expired", "broken", 5 * SECOND)
    assert len(ended.why) > 1


def test_waiting_for_a_system_takes_as_many_good_answers_as_its_plan_wants() -> None:
    world = World(down={"web": [(0, 10 * SECOND)]})
    run = drilled(m.brief(m.wait_for("s", "web"), systems=(WEB,)), world)
    returned = run.of(e.CheckReturned)[0]
    assert returned.first_good.sent == 10 * SECOND
    assert 12 * SECOND < ending(run).at <= 14 * SECOND


def test_a_wait_never_holds_on_answers_to_asks_sent_before_it_was_due() -> None:
    # The action breaks the system a moment after it has returned; all answers before were good.
    world = World(down={"web": [(20 * SECOND + 1, 40 * SECOND)]})
    steps = (m.inject("a", at=20 * SECOND), m.wait_for("s", "web"))
    ended = ending(drilled(m.brief(*steps, systems=(WEB,)), world))
    assert ended.at >= 42 * SECOND


def test_a_wait_for_a_system_judged_by_its_needs_asks_them_anew_too() -> None:
    portal = m.system("portal", needs=(Need(("web",)),), probed=False)
    world = World(down={"web": [(20 * SECOND + 1, 40 * SECOND)]})
    steps = (m.inject("a", at=20 * SECOND), m.wait_for("s", "portal"))
    ended = ending(drilled(m.brief(*steps, systems=(WEB, portal)), world))
    assert ended.at >= 42 * SECOND


def test_a_wait_holds_in_time_although_the_system_was_good_all_along() -> None:
    steps = (m.inject("a", at=20 * SECOND), m.wait_for("s", "web"))
    ended = ending(drilled(m.brief(*steps, systems=(WEB,))))
    assert 22 * SECOND <= ended.at <= 24 * SECOND


def test_a_check_set_aside_by_a_named_person_holds_nobody_up() -> None:
    world = World(
        down={"web": [(0, HOUR)]}, orders=((MINUTE, SetAside("web/tcp", "hanako", "I see it")),)
    )
    assert ending(drilled(m.brief(m.wait_for("s", "web"), systems=(WEB,)), world)).at == MINUTE


def test_one_level_may_be_waited_for() -> None:
    levels = (Level("one", probe=(m.call("one"),)), Level("all", probe=(m.call("all"),)))
    desk = m.system("desk", probed=False, levels=levels)
    world = World(down={"one": [(0, 10 * SECOND)], "all": [(0, 60 * SECOND)]})
    steps = (m.wait_for("first", "desk", "one"), m.wait_for("s", "desk"))
    run = drilled(m.brief(*steps, systems=(desk,)), world)
    assert 12 * SECOND <= ending(run, "first").at <= 14 * SECOND
    assert ending(run).at >= 62 * SECOND


def test_an_action_runs_once_and_ends_its_step_by_its_exit_code() -> None:
    run = drilled(m.brief(m.run("s")))
    assert [(each.server, each.command) for each in run.world.done] == [
        ("sv", "cut"),
        ("sv", "restore"),
    ]
    assert (ending(run).outcome, ending(run).source) == ("held", "measured")
    bad = drilled(m.brief(m.run("s")), World(results={"cut": (Result(FAILURE),)}))
    assert ending(bad).outcome == "broken"
    unsent = drilled(m.brief(m.run("s")), World(results={"cut": (Result(NOT_SENT),)}))
    assert ending(unsent).outcome == "unknown"
    assert [each.command for each in unsent.world.done] == ["cut"]


def approved(*said: Approve) -> Simulation:
    brief = m.brief(m.run("s"), safety=m.approvals("s", "lead", "owner"))
    world = World(people={"s": tuple(Said(each, n * SECOND) for n, each in enumerate(said, 1))})
    simulation = Simulation(world).begin(brief)
    simulation.run(until=MINUTE)
    return simulation


def test_an_action_waits_for_every_role_that_must_approve_it() -> None:
    assert approved(Approve("s", "lead", "a")).world.done == []
    run = approved(Approve("s", "lead", "a"), Approve("s", "owner", "b"))
    assert run.of(e.ActionOrdered)[0].at == 2 * SECOND


def test_one_refusal_is_enough_and_is_given_with_its_reason() -> None:
    run = approved(Approve("s", "lead", "a", granted=False, note="not today"))
    assert (ending(run).ending, ending(run).outcome) == ("refused", "skipped")
    assert ending(run).why[0].params["note"] == "not today"
    assert run.world.done == []


def test_nobody_answers_for_a_machine_in_an_operational_drill() -> None:
    run = Simulation(World(people={"s": DONE})).begin(
        m.brief(m.run("s"), safety=m.approvals("s", "lead"))
    )
    run.run(until=MINUTE)
    assert len(run.world.refused) == 1
    assert run.of(e.Answered) == []


def test_a_permission_that_has_expired_on_the_day_refuses_the_action() -> None:
    run = drilled(m.brief(m.run("s"), today="2027-01-01"))
    assert ending(run).ending == "refused"
    assert run.world.done == []
    last_day = drilled(m.brief(m.run("s"), today="2026-12-31"))
    assert ending(last_day).ending == "held"


def test_the_tool_is_refused_what_must_not_come_first() -> None:
    steps = (m.ask("safe"), m.run("s", at=SECOND))
    run = drilled(m.brief(*steps, forbid=m.forbid("safe", "s")))
    assert (ending(run).ending, run.world.done) == ("refused", [])
    assert run.of(e.Deviated) == []


def test_a_person_who_did_it_too_early_is_recorded_and_not_stopped() -> None:
    steps = (m.ask("safe"), m.ask("clean"), m.ask("s", at=SECOND))
    rules = (*m.forbid("safe", "s"), *m.forbid("clean", "s"))
    run = drilled(m.brief(*steps, forbid=rules), World(people={"s": DONE}))
    assert ending(run).ending == "done"
    assert [(each.step, each.before) for each in run.of(e.Deviated)] == [
        ("s", "safe"),
        ("s", "clean"),
    ]


def test_what_came_in_the_right_order_is_no_deviation() -> None:
    steps = (m.ask("safe"), m.ask("s", after=["safe"]))
    people = {"safe": (Said(Answer("safe", "done", "x")),), "s": DONE}
    run = drilled(m.brief(*steps, forbid=m.forbid("safe", "s")), World(people=people))
    assert run.of(e.Deviated) == []


def test_a_pretended_loss_overlays_a_live_probe_and_says_so() -> None:
    steps = (m.inject("a", set=(DOWN,)), m.probe("s"))
    run = drilled(m.brief(*steps, systems=(WEB,)))
    assert (ending(run).outcome, ending(run).source) == ("broken", "injected")
    answered = run.of(e.ProbeAnswered)[0]
    assert answered.sample.outcome == "held"


def test_pretended_isolation_holds_for_what_must_not_answer() -> None:
    steps = (m.inject("a", set=(DOWN,)), m.probe("s", m.SILENT))
    ended = ending(drilled(m.brief(*steps, systems=(WEB,))))
    assert (ended.outcome, ended.source) == ("held", "injected")


def test_what_is_pretended_to_be_up_breaks_what_must_not_answer() -> None:
    up = Pretend("system", "web", "up")
    world = World(down={"web": [(0, HOUR)]})
    steps = (m.inject("a", set=(up,)), m.probe("s", m.SILENT), m.probe("t"))
    run = drilled(m.brief(*steps, systems=(WEB,)), world)
    assert (ending(run).outcome, ending(run).source) == ("broken", "injected")
    assert (ending(run, "t").outcome, ending(run, "t").source) == ("held", "injected")


def test_a_pretended_answer_makes_up_no_other_fact() -> None:
    up = Pretend("system", "web", "up")
    fast = Expectation("latency_ms", "at_most", 10)
    steps = (m.inject("a", set=(up,)), m.probe("s", m.REPLIES, fast))
    assert ending(drilled(m.brief(*steps, systems=(WEB,)))).outcome == "held"


def test_a_pretended_level_lets_its_own_checks_hold_and_not_those_above() -> None:
    levels = (Level("one", probe=(m.call("one"),)), Level("all", probe=(m.call("all"),)))
    desk = m.system("desk", probed=False, levels=levels)
    steps = (
        m.inject("a", set=(Pretend("system", "desk", "one"),)),
        m.probe("low", subject="one"),
        m.probe("s", subject="all"),
        m.wait_for("level", "desk", "one"),
        m.wait_for("whole", "desk", within=MINUTE),
    )
    run = drilled(m.brief(*steps, systems=(desk,)))
    outcomes = {each.step: each.outcome for each in run.of(e.StepEnded)}
    assert outcomes == {
        "a": "held",
        "low": "held",
        "s": "broken",
        "level": "held",
        "whole": "broken",
    }


def test_a_pretended_server_overlays_what_is_asked_through_it() -> None:
    down = Pretend("server", "sv")
    through = m.step("s", Probe(m.call("web", server="sv")))
    ended = ending(drilled(m.brief(m.inject("a", set=(down,)), through, m.probe("t"))))
    assert (ended.outcome, ended.source) == ("broken", "injected")


def test_a_wait_under_a_pretended_loss_holds_when_it_is_cleared_and_not_before() -> None:
    steps = (
        m.inject("a", set=(DOWN,)),
        m.wait_probe("s", at=SECOND, within=HOUR),
        m.inject("fixed", at=MINUTE + 500 * MILLISECOND, clear=(Clear("system", "web"),)),
    )
    ended = ending(drilled(m.brief(*steps, systems=(WEB,))))
    assert (ended.at, ended.source) == (MINUTE + 500 * MILLISECOND, "measured")


def test_a_wait_for_silence_holds_when_the_loss_is_pretended_and_not_before() -> None:
    steps = (
        m.wait_probe("s", m.SILENT),
        m.inject("cut", at=MINUTE + 500 * MILLISECOND, set=(DOWN,)),
    )
    ended = ending(drilled(m.brief(*steps, systems=(WEB,))))
    assert (ended.at, ended.source) == (MINUTE + 500 * MILLISECOND, "injected")


def test_a_pretended_state_ends_with_the_step_it_was_set_until() -> None:
    until = Pretend("system", "web", "down", until="fixed")
    steps = (m.inject("a", set=(until,)), m.inject("fixed", at=MINUTE))
    cleared = drilled(m.brief(*steps, systems=(WEB,))).of(e.PretenceCleared)
    assert [(each.at, each.step) for each in cleared] == [(MINUTE, "fixed")]


def test_a_pretended_state_that_nobody_ended_vanishes_with_the_drill() -> None:
    run = drilled(m.brief(m.inject("a", set=(DOWN,)), systems=(WEB,)))
    assert [each.step for each in run.of(e.PretenceCleared)] == [None]


def test_a_step_that_failed_pretends_nothing() -> None:
    run = drilled(m.brief(m.ask("a", set=(DOWN,), within=SECOND), systems=(WEB,)))
    assert run.of(e.PretenceSet) == []


def test_a_system_is_pretended_while_the_real_one_is_watched_on() -> None:
    steps = (m.inject("a", set=(DOWN,)), m.wait_for("s", "web", within=MINUTE))
    run = drilled(m.brief(*steps, systems=(WEB,)))
    assert ending(run).ending == "expired"
    assert run.of(e.CheckLost) == []
    assert len(run.of(e.Watched)) >= 59


def test_a_wait_for_a_pretended_system_holds_once_it_is_set_up_again() -> None:
    steps = (
        m.inject("a", set=(DOWN,)),
        m.wait_for("s", "web"),
        m.inject("b", at=MINUTE, set=(Pretend("system", "web", "up"),)),
    )
    ended = ending(drilled(m.brief(*steps, systems=(WEB,))))
    assert (ended.at, ended.source) == (MINUTE, "injected")


def test_the_span_that_a_system_must_hold_counts_from_the_wait() -> None:
    slow = m.system("web", settled=Settled(span=Span(10 * SECOND)))
    steps = (m.inject("a", at=20 * SECOND), m.wait_for("s", "web"))
    assert 30 * SECOND <= ending(drilled(m.brief(*steps, systems=(slow,)))).at <= 32 * SECOND
