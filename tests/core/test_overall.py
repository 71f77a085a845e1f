"""One word for a drill, by precedence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import SECOND, Span
from bcp.message import Message
from drills.core import events as e
from drills.core.brief import Brief, Target
from drills.core.machine import replay
from drills.core.overall import Overall, failed_steps, overall, steps_not_done
from drills.core.state import Drill
from scenarios.reading import Reading
from tests.core import making as m

S = SECOND
WEB = m.target("web", rto=Span(60 * S))
MADE = m.brief(m.ask("a"), m.probe("b", if_broken="note"), systems=(m.system("web"),))
FINISHES: tuple[e.Finish, ...] = ("time_limit", "aborted")
END = e.DrillEnded(200 * S, "completed")


def drill(*events: e.Event, targets: tuple[Target, ...] = (WEB,), made: Brief = MADE) -> Drill:
    return replay((e.DrillStarted(0, replace(made, targets=targets)), *events))


def ended(step: str, outcome: str) -> e.StepEnded:
    return e.StepEnded(S, step, "ended", outcome, "observed")  # type: ignore[arg-type]


def outage(back: int) -> tuple[e.Event, ...]:
    good, bad = (e.Sample(at, at + S, "held", Reading()) for at in (0, back))
    lost = replace(good, sent=10 * S, received=11 * S, outcome="broken")
    return (
        e.CheckLost(11 * S, "web/tcp", replace(good, sent=9 * S), lost),
        e.CheckReturned(back + S, "web/tcp", replace(lost, sent=back - S), bad),
    )


STEPS = (ended("a", "held"), ended("b", "held"))


@pytest.mark.parametrize(
    ("back", "word"),
    [(40, Overall.PASSED), (70, Overall.WITHIN_ERROR), (90, Overall.TARGET_MISSED)],
)
def test_the_targets_decide_where_all_steps_held(back: int, word: Overall) -> None:
    assert overall(drill(*STEPS, *outage(back * S), END)) == word


def test_a_failed_step_goes_before_a_missed_target() -> None:
    done = drill(ended("a", "broken"), ended("b", "held"), *outage(90 * S), END)
    assert overall(done) == Overall.STEP_FAILED
    assert [each.id for each in failed_steps(done)] == ["a"]


def test_a_step_that_nobody_could_judge_is_no_pass() -> None:
    assert overall(drill(ended("a", "unknown"), ended("b", "held"), END)) == Overall.STEP_FAILED


def test_a_failure_that_is_only_noted_does_not_count() -> None:
    done = drill(ended("a", "held"), ended("b", "broken"), *outage(40 * S), END)
    assert overall(done) == Overall.PASSED


def test_a_step_never_reached_within_the_time_counts() -> None:
    done = drill(ended("a", "held"), *outage(40 * S), e.DrillEnded(200 * S, "time_limit"))
    assert overall(done) == Overall.STEP_FAILED


def test_a_step_that_only_an_abort_kept_from_beginning_is_no_failure() -> None:
    late, off = (drill(ended("a", "held"), e.DrillEnded(200 * S, finish)) for finish in FINISHES)
    assert [each.id for each in failed_steps(late)] == ["b"]
    assert [each.id for each in failed_steps(off)] == []
    assert [each.id for each in steps_not_done(late)] == []
    assert [each.id for each in steps_not_done(off)] == ["b"]


def test_something_left_changed_is_no_pass() -> None:
    left = e.UndoImpossible(S, 1, "sv", "drill-restore", Message("test.why"))
    assert overall(drill(*STEPS, *outage(40 * S), left, END)) == Overall.STEP_FAILED


@pytest.mark.parametrize(
    ("finish", "word"),
    [
        ("aborted", Overall.ABORTED),
        ("real_event", Overall.REAL_EVENT),
        ("stop_condition", Overall.STOPPED),
    ],
)
def test_how_it_ended_goes_before_everything_else(finish: e.Finish, word: Overall) -> None:
    assert overall(drill(ended("a", "broken"), e.DrillEnded(S, finish))) == word


def test_without_a_record_of_the_end_it_is_not_closed() -> None:
    assert overall(drill(*STEPS, *outage(40 * S))) == Overall.NOT_CLOSED


def test_a_drill_that_measured_none_of_its_targets_is_no_pass() -> None:
    assert overall(drill(*STEPS, END)) == Overall.NOT_MEASURED


def test_a_drill_without_targets_passes_on_its_steps() -> None:
    assert overall(drill(*STEPS, END, targets=())) == Overall.PASSED


def test_a_system_that_was_never_lost_does_not_spoil_one_that_was_measured() -> None:
    never = m.target("other", rto=Span(S))
    assert overall(drill(*STEPS, *outage(40 * S), END, targets=(WEB, never))) == Overall.PASSED


def test_a_system_that_could_not_be_asked_once_spoils_a_drill_that_measured_another() -> None:
    deaf = replace(MADE.checks[0], id="deaf/tcp", system="deaf")
    made = replace(MADE, checks=(*MADE.checks, deaf))
    tally = e.CheckTally("deaf/tcp", 0, 0, 9, 0, None, None, None, 0)
    events = (*STEPS, *outage(40 * S), e.Watched(190 * S, 0, (tally,)), END)
    targets = (WEB, m.target("deaf", rto=Span(S)))
    assert overall(drill(*events, targets=targets, made=made)) == Overall.NOT_MEASURED


def test_an_rpo_that_the_plan_gives_no_way_to_measure_is_no_verdict() -> None:
    target = m.target("web", rto=Span(60 * S), rpo=Span(S))
    assert overall(drill(*STEPS, *outage(40 * S), END, targets=(target,))) == Overall.PASSED
