"""Verdicts against targets: at the limit, around it, and where nothing was measured."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.model import Need, Rto
from drills.core import events as e
from drills.core.measure import Measure, weigh
from drills.core.orders import Answer
from drills.core.recovery import recoveries
from drills.core.state import ActionState, CheckState, Drill, StepState
from drills.core.step_goals import step_results
from scenarios.model import Goal, Pretend
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.simulation import Said, World, drilled
from tests.core.test_outages import lost, returned, state_of

LIMIT = 100
NOW = 1_000
END = e.DrillEnded(NOW, "aborted")


def drill(
    *outages: tuple[e.CheckLost, e.CheckReturned | None],
    start: str = "onset",
    limit: int | None = LIMIT,
    **rest: Any,
) -> Drill:
    rto = None if limit is None else Rto(Span(limit), start)
    brief = m.brief(m.inject("a"), systems=(m.system("web", rto=rto),))
    checks = {"web/tcp": CheckState(outages)}
    return replace(Drill(), **{"brief": brief, "now": NOW, "checks": checks, **rest})


def web(low: int, high: int, back: tuple[int, int] | None) -> tuple[Any, Any]:
    return lost("web/tcp", low, high), None if back is None else returned("web/tcp", *back)


@pytest.mark.parametrize(
    ("measure", "verdict"),
    [
        (Measure(90, 100), "met"),
        (Measure(100, 100), "met"),
        (Measure(100, 101), "within_error"),
        (Measure(90, 110), "within_error"),
        (Measure(101, 101), "missed"),
        (Measure(101, 110), "missed"),
    ],
)
def test_a_measure_meets_its_limit_up_to_and_including_it(measure: Measure, verdict: str) -> None:
    assert weigh(measure, 100) == verdict


@pytest.mark.parametrize(
    ("back", "verdict"),
    [((90, 110), "met"), ((90, 111), "within_error"), ((120, 130), "missed")],
)
def test_a_recovery_is_an_interval_from_loss_to_return(back: tuple[int, int], verdict: str) -> None:
    (one,) = recoveries(drill(web(10, 19, back)))
    assert one.rto.verdict == verdict
    assert one.rto.actual == Measure(back[0] - 19, back[1] - 10)
    assert one.rto.source == "measured"


def test_what_was_never_down_has_measured_nothing() -> None:
    (one,) = recoveries(drill())
    assert (one.rto.verdict, one.rto.actual) == ("not_measured", None)


def test_without_a_target_there_is_a_figure_and_no_verdict() -> None:
    (one,) = recoveries(drill(web(10, 20, (50, 60)), limit=None))
    assert (one.rto.verdict, one.rto.actual) == ("no_target", Measure(30, 50))


def test_what_is_still_down_has_missed_once_its_time_is_over_and_is_no_pass_before() -> None:
    (late,) = recoveries(drill(web(10, 20, None)))
    assert (late.rto.verdict, late.rto.actual) == ("missed", None)
    (open_still,) = recoveries(drill(web(10, 20, None), now=100))
    assert open_still.rto.verdict == "not_measured"


def test_a_loss_that_nobody_saw_can_be_missed_but_never_met() -> None:
    unseen = (lost("web/tcp", None, 20), returned("web/tcp", 50, 60))
    (one,) = recoveries(drill(unseen))
    assert (one.rto.verdict, one.rto.actual) == ("not_measured", None)
    long = (lost("web/tcp", None, 20), returned("web/tcp", 200, 210))
    (missed,) = recoveries(drill(long))
    assert missed.rto.verdict == "missed"


def test_a_loss_that_nobody_saw_does_not_matter_where_time_counts_from_a_moment() -> None:
    unseen = (lost("web/tcp", None, 20), returned("web/tcp", 50, 60))
    (one,) = recoveries(drill(unseen, start="detection", moments={"detection": 30}))
    assert (one.rto.verdict, one.rto.actual) == ("met", Measure(20, 30))


def test_a_moment_that_never_came_leaves_it_unmeasured() -> None:
    (one,) = recoveries(drill(web(10, 20, (50, 60)), start="detection"))
    assert one.rto.verdict == "not_measured"
    assert one.rto.why is not None
    assert one.rto.why.params["start"] == "detection"


def test_the_worst_outage_speaks_for_all() -> None:
    (one,) = recoveries(drill(web(10, 20, (50, 60)), web(200, 210, (500, 510))))
    assert (one.rto.verdict, len(one.outages)) == ("missed", 2)


def test_a_restart_in_between_makes_it_approximate() -> None:
    within = drill(web(10, 20, (50, 60)), restarts=((30, 40),))
    after = drill(web(10, 20, (50, 60)), restarts=((70, 80),))
    assert recoveries(within)[0].rto.approximate
    assert not recoveries(after)[0].rto.approximate


def test_a_jump_adds_assumed_time_and_a_pause_is_listed_and_not_taken_out() -> None:
    jumped = drill(web(10, 20, (50, 60)), jumps=(e.TimeJumped(30, 1_000, "a"),), pauses=((35, 45),))
    rto = recoveries(jumped)[0].rto
    assert (rto.actual, rto.assumed, rto.paused) == (Measure(1_030, 1_050), 1_000, 10)
    assert rto.verdict == "missed"


def test_what_was_lost_after_a_jump_has_none_of_its_time() -> None:
    steps = (
        m.inject("night", jump=8 * HOUR),
        m.inject("loss", set=(Pretend("system", "web", until="back"),)),
        m.inject("back", at=8 * HOUR + 10 * SECOND),
    )
    systems = (m.system("web", rto=Rto(Span(MINUTE))),)
    (one,) = recoveries(drilled(m.brief(*steps, systems=systems)).drill)
    assert (one.rto.verdict, one.rto.assumed, one.rto.source) == ("met", 0, "injected")


def test_a_whole_drill_brackets_the_true_recovery() -> None:
    world = World(down={"web": [(MINUTE, 3 * MINUTE)]})
    systems = (m.system("web", rto=Rto(Span(2 * MINUTE))),)
    run = drilled(m.brief(m.inject("a", at=5 * MINUTE), systems=systems), world)
    (one,) = recoveries(run.drill)
    assert one.rto.actual is not None
    assert one.rto.actual.low <= 2 * MINUTE <= one.rto.actual.high
    assert one.rto.verdict == "within_error"
    assert one.rto.actual.error <= 2 * SECOND


def test_a_watched_system_that_never_answered_was_watched_all_the_same() -> None:
    codes = [one.rto.why.code for one in recoveries(drill()) if one.rto.why]
    assert codes == ["recovery.no_outage"]


def tallied(held: int | None, unknown: int = 3) -> CheckState:
    return CheckState(tally=e.CheckTally("db/tcp", 0, 0, unknown, 0, held, None, None, 0))


@pytest.mark.parametrize(
    ("held", "code"), [(None, "recovery.never_asked"), (5, "recovery.no_outage")]
)
def test_what_could_not_be_asked_once_is_never_said_to_have_been_up(
    held: int | None, code: str
) -> None:
    systems = (
        m.system("db", rto=Rto(Span(1))),
        m.system("web", probed=False, needs=(Need(("db",)),), rto=Rto(Span(1))),
    )
    made = m.brief(m.inject("a"), systems=systems)
    for one in recoveries(replace(Drill(), brief=made, checks={"db/tcp": tallied(held)})):
        assert one.rto.why is not None
        assert one.rto.why.code == code
        assert one.rto.why.params.get("checks", ("db/tcp",)) == ("db/tcp",)


def test_one_check_of_several_that_could_never_be_asked_leaves_the_system_unknown() -> None:
    made = m.brief(m.inject("a"), systems=(m.system("db"), m.system("web")))
    two = replace(made.checks[1], system="db")
    made = replace(made, checks=(made.checks[0], two), targets=(m.target("db"),))
    checks = {"db/tcp": tallied(5), "web/tcp": tallied(None)}
    (one,) = recoveries(replace(Drill(), brief=made, checks=checks))
    assert one.rto.why is not None
    assert one.rto.why.params["checks"] == ("web/tcp",)


def test_a_system_judged_by_its_needs_needs_no_probe_of_its_own() -> None:
    systems = (
        m.system("db"),
        m.system("web", probed=False, needs=(Need(("db",)),), rto=Rto(Span(1))),
        m.system("lone", probed=False),
    )
    run = drilled(m.brief(m.inject("a", at=MINUTE), systems=systems))
    codes = {one.target.system: one.rto.why.code for one in recoveries(run.drill) if one.rto.why}
    assert codes["web"] == "recovery.no_outage"
    assert codes["lone"] == "recovery.no_probe"


def test_at_a_table_no_machine_looked_at_anything() -> None:
    systems = (m.system("web", rto=Rto(Span(1))),)
    run = drilled(m.brief(m.inject("a"), systems=systems, mode="tabletop"))
    (one,) = recoveries(run.drill)
    assert one.rto.why is not None
    assert one.rto.why.code == "recovery.at_a_table"


def undo(at: int, outcome: e.Outcome = "held") -> ActionState:
    order = e.ActionOrdered(at - 5, 1, "undo", "sv", "restore", undoes=1)
    return ActionState(order, e.ActionEnded(at, 1, outcome, Reading()))


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ({}, "recovery.still_down_so_far"),
        ({"ended": END}, "recovery.still_down"),
        ({"ended": END, "actions": {1: undo(500)}}, "recovery.not_looked_at"),
        ({"ended": END, "actions": {1: undo(500, "broken")}}, "recovery.still_down"),
        ({"ended": END, "actions": {1: undo(10)}}, "recovery.still_down"),
    ],
)
def test_what_is_down_at_the_end_says_whether_anybody_looked_after_the_undo(
    rest: dict[str, Any], code: str
) -> None:
    (one,) = recoveries(drill(web(10, 20, None), **rest))
    assert one.rto.why is not None
    assert one.rto.why.code == code


def test_what_was_undone_after_the_last_look_is_not_counted_as_down_until_the_end() -> None:
    seen = recoveries(drill(web(10, 20, None), ended=END))[0]
    unseen = recoveries(drill(web(10, 20, None), ended=END, actions={1: undo(500)}))[0]
    assert (seen.rto.verdict, unseen.rto.verdict) == ("missed", "not_measured")


def timed(answer: e.Answer = "done", within: int | None = MINUTE, **goal: Any) -> str:
    goals = (Goal(step="a", within=None if within is None else Span(within), **goal),)
    brief = m.brief(m.inject("i"), m.ask("a"), m.ask("b", within=1), targets=goals)
    run = drilled(brief, World(people={"a": (Said(Answer("a", answer, "x"), MINUTE),)}))
    ((_, result),) = step_results(run.drill)
    return result.verdict


def test_the_time_of_a_step_is_judged_like_any_other() -> None:
    assert timed() == "met"
    assert timed(within=MINUTE - 1) == "missed"
    assert timed(within=None) == "no_target"
    assert timed("failed") == "missed"
    assert timed(start="onset") == "met"
    assert timed(start="declaration") == "not_measured"


@pytest.mark.parametrize("finish", ["aborted", "stop_condition", "real_event"])
@pytest.mark.parametrize(
    ("at", "ended", "verdict"),
    [
        (40, None, "not_measured"),
        (40, (40, "skipped"), "not_measured"),
        (200, (200, "skipped"), "missed"),
        (40, (30, "broken"), "missed"),
    ],
)
def test_a_step_that_was_cut_off_is_not_missed_before_its_time_was_over(
    finish: e.Finish, at: int, ended: tuple[int, e.Outcome] | None, verdict: str
) -> None:
    made = m.brief(m.ask("a"), targets=(Goal(step="a", within=Span(LIMIT)),))
    over = None if ended is None else e.StepEnded(ended[0], "a", "skipped", ended[1], "injected")
    state = StepState(planned=0, due=0, ended=over)
    closed = replace(
        Drill(), brief=made, now=NOW, steps={"a": state}, closing=e.ClosingBegan(at, finish)
    )
    ((_, result),) = step_results(closed)
    assert result.verdict == verdict
    assert (result.why is not None) == (verdict == "not_measured")


def test_at_the_time_limit_a_step_that_was_cut_short_has_missed_its_time() -> None:
    made = m.brief(m.ask("a"), targets=(Goal(step="a", within=Span(LIMIT)),))
    over = e.StepEnded(40, "a", "expired", "broken", "measured")
    closing = e.ClosingBegan(40, "time_limit")
    state = StepState(due=0, ended=over)
    closed = replace(Drill(), brief=made, now=40, steps={"a": state}, closing=closing)
    assert [each.verdict for _, each in step_results(closed)] == ["missed"]


@pytest.mark.parametrize(
    ("now", "due", "verdict", "code"),
    [
        (40, 0, "not_measured", "recovery.not_ended_yet"),
        (200, 0, "missed", None),
        (40, None, "not_measured", "recovery.not_ended_yet"),
    ],
)
def test_where_the_record_breaks_off_a_step_may_still_have_time(
    now: int, due: int | None, verdict: str, code: str | None
) -> None:
    made = m.brief(m.ask("a"), targets=(Goal(step="a", within=Span(LIMIT)),))
    going_on = replace(Drill(), brief=made, now=now, steps={"a": StepState(due=due)})
    ((_, result),) = step_results(going_on)
    assert (result.verdict, result.why.code if result.why else None) == (verdict, code)


def test_a_step_that_never_began_says_so() -> None:
    made = m.brief(m.ask("a"), targets=(Goal(step="a", within=Span(LIMIT)),))
    ended = replace(Drill(), brief=made, now=NOW, ended=e.DrillEnded(NOW, "time_limit"))
    ((_, result),) = step_results(ended)
    assert result.why is not None
    assert (result.verdict, result.why.code) == ("not_measured", "recovery.not_begun")


def test_a_set_aside_check_gives_an_observed_time() -> None:
    aside = e.CheckSetAside(60, "web/tcp", "hanako", "seen")
    state = replace(state_of("web/tcp", ((10, None),)), set_aside=aside)
    (one,) = recoveries(drill(checks={"web/tcp": state}))
    assert (one.rto.verdict, one.rto.source, one.rto.actual) == (
        "met",
        "observed",
        Measure(50, 50),
    )
