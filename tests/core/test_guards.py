"""Guards end a drill, a blind guard is told, and what must hold first does."""

from __future__ import annotations

import pytest

from bcp.asking import Expectation, ProbeCall
from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Message, Text, render
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.guard_orders import GUARD_STAYS, PullLever
from drills.core.guards import not_met
from drills.core.judging import sample_of
from drills.core.machine import replay
from drills.core.orders import Abort, Pause, SetAside, take
from scenarios.model import Mode, Requirement, Safety, StopCondition
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.simulation import Simulation, World, drilled

EVERY = 5 * SECOND
LIMIT = 10 * SECOND
GUARD = "stop_when#1"
NAME = Text("住民票の窓口", "the counter")
TWO = (m.run("a", at=0), m.ask("b", at=0))
WEB = m.system("web")


def guarded(**rest: object) -> Safety:
    rule = StopCondition(None, Span(LIMIT), m.call("counter"), Span(EVERY), NAME)
    return Safety(stop_when=(rule,), **rest)  # type: ignore[arg-type]


def brief(mode: Mode = "operational", **rest: object) -> Brief:
    safety = guarded(**rest)
    return m.brief(*TWO, systems=(WEB,), mode=mode, safety=safety)


def closing(run: Simulation) -> e.ClosingBegan:
    return run.of(e.ClosingBegan)[0]


def test_a_guard_broken_for_so_long_ends_the_drill_within_one_interval() -> None:
    run = drilled(brief(), World(down={"counter": [(MINUTE, HOUR)]}))
    assert MINUTE + LIMIT <= closing(run).at <= MINUTE + LIMIT + EVERY
    assert closing(run).finish == "stop_condition"
    assert [each.command for each in run.world.done] == ["cut", "restore"]


def test_the_end_says_which_guard_and_what_was_measured_against_what_is_wanted() -> None:
    run = drilled(brief(), World(down={"counter": [(MINUTE, HOUR)]}))
    reason = closing(run).reason
    assert reason is not None
    assert reason.params["guard"] == GUARD
    said = render(reason, "ja")
    assert said.startswith("中止条件「住民票の窓口」が10秒以上続いています")
    assert "応答" in said
    assert "あり" in said


def test_a_guard_that_holds_again_in_time_ends_nothing() -> None:
    spells = [(MINUTE, MINUTE + 7 * SECOND), (2 * MINUTE, 2 * MINUTE + 7 * SECOND)]
    end = Abort("op")
    run = drilled(brief(), World(down={"counter": spells}, orders=((10 * MINUTE, end),)))
    assert closing(run).finish == "aborted"
    assert len(run.of(e.CheckReturned)) == 2


def test_a_guard_ends_a_paused_drill_too() -> None:
    world = World(down={"counter": [(MINUTE, HOUR)]}, orders=((SECOND, Pause("op")),))
    assert closing(drilled(brief(), world)).finish == "stop_condition"


def test_a_guard_that_cannot_be_asked_ends_nothing_and_is_told_once_as_blind() -> None:
    world = World(unasked={"counter": [(MINUTE, HOUR)]}, orders=((30 * MINUTE, Abort("op")),))
    run = drilled(brief(), world)
    assert closing(run).finish == "aborted"
    (blind,) = run.of(e.GuardBlind)
    assert blind.guard == GUARD
    assert MINUTE + LIMIT <= blind.at <= MINUTE + LIMIT + EVERY + SECOND
    assert blind.why == (Message("test.unasked"),)


def test_a_guard_that_was_broken_before_nobody_could_ask_counts_the_whole_time() -> None:
    world = World(
        down={"counter": [(MINUTE, HOUR)]},
        unasked={"counter": [(MINUTE + 6 * SECOND, MINUTE + 31 * SECOND)]},
    )
    end = closing(drilled(brief(), world))
    assert end.finish == "stop_condition"
    assert MINUTE + 31 * SECOND <= end.at <= MINUTE + 31 * SECOND + EVERY


def test_after_a_restart_a_guard_counts_on_and_blindness_is_told_anew() -> None:
    world = World(unasked={"counter": [(MINUTE, HOUR)]}, orders=((50 * MINUTE, Abort("op")),))
    run = Simulation(world).begin(brief())
    run.run(until=10 * MINUTE)
    after = Simulation.crashed_after(run.events, world, gap=MINUTE)
    after.run()
    assert len(after.of(e.GuardBlind)) == 2
    assert replay(after.events) == after.drill


def test_a_guard_decides_about_no_recovery_and_has_no_target() -> None:
    started = brief()
    assert [each.id for each in started.checks] == ["web/tcp"]
    assert {each.system for each in started.targets} == {"web"}
    assert [each.id for each in started.watched] == ["web/tcp", GUARD]


def test_a_guard_cannot_be_set_aside() -> None:
    run = Simulation(World()).begin(brief())
    run.run(until=MINUTE)
    given = take(run.drill, SetAside(GUARD, "op", "noise"), run.now)
    assert given == GUARD_STAYS(check=GUARD)


def test_at_a_table_nothing_is_asked() -> None:
    at_table = brief("tabletop", require=(Requirement("web"),))
    assert (at_table.guards, at_table.required) == ((), ())
    assert not_met(at_table, {}) == ()


def test_the_lever_ends_a_drill_takes_back_what_it_did_and_names_who_and_why() -> None:
    order = PullLever("総務課長", "台風が近づいています")
    run = drilled(brief(), World(orders=((MINUTE, order),)))
    assert (closing(run).finish, closing(run).by) == ("aborted", "総務課長")
    assert [each.command for each in run.world.done] == ["cut", "restore"]
    reason = closing(run).reason
    assert reason is not None
    assert "台風が近づいています" in render(reason, "ja")


ANSWERS = {
    "held": Reading({"reply": True}),
    "broken": Reading.silent(Message("test.silent")),
    "unknown": Reading.unknown(Message("test.unasked")),
}


@pytest.mark.parametrize(
    ("web", "counter", "codes"),
    [
        ("held", "held", []),
        ("broken", "held", ["guards.not_held"]),
        ("unknown", "held", ["guards.not_asked"]),
        ("held", "broken", ["guards.met_before"]),
        ("held", "unknown", ["guards.guard_not_asked"]),
        ("broken", "broken", ["guards.not_held", "guards.met_before"]),
    ],
)
def test_all_that_does_not_hold_before_the_start_is_told(
    web: str, counter: str, codes: list[str]
) -> None:
    started = brief(require=(Requirement("web"),))
    looks = {
        each.id: sample_of(each.call, 0, 1, ANSWERS[answer])
        for each, answer in zip(started.watched, (web, counter), strict=True)
    }
    assert [each.code for each in not_met(started, looks)] == codes


def test_a_precondition_says_what_was_measured_and_what_is_wanted() -> None:
    call = ProbeCall("http", "http://web/", expect=(Expectation("status", "equals", 200),))
    safety = Safety(require=(Requirement(None, call, Text("ホームページ", "the home page")),))
    started = m.brief(*TWO, safety=safety)
    ((check,),) = [each.checks for each in started.required]
    looks = {check.id: sample_of(check.call, 0, 1, Reading({"reply": True, "status": 503}))}
    (said,) = not_met(started, looks)
    assert render(said, "en") == (
        'The precondition "the home page" does not hold: status 503, wanted 200'
    )


def test_where_nothing_answered_only_what_the_author_wants_is_said_to_be_missing() -> None:
    wanted = (Expectation("trusted", "equals", True), Expectation("status", "equals", 200))
    call = ProbeCall("http", "http://web/", expect=wanted)
    safety = Safety(require=(Requirement(None, call, Text("ホームページ", "the home page")),))
    started = m.brief(*TWO, safety=safety)
    ((check,),) = [each.checks for each in started.required]
    silent = Reading.silent(Message("test.silent"))
    (said,) = not_met(started, {check.id: sample_of(check.call, 0, 1, silent)})
    assert render(said, "en").endswith("[test.silent] status was not told, wanted 200")


def test_a_question_of_another_zone_is_not_asked_from_here() -> None:
    call = m.call("counter")
    rules = (StopCondition(None, Span(LIMIT), call, zone="lgwan"),)
    safety = Safety(stop_when=rules, require=(Requirement(None, call, zone="lgwan"),))
    started = m.brief(*TWO, safety=safety)
    assert len(started.guards) == len(started.required) == 1
