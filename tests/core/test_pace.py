"""The watch is calm when all is well, and quick wherever an edge may come."""

from __future__ import annotations

from dataclasses import replace

from bcp.asking import ProbeCall, Settled
from bcp.durations import SECOND, Span
from drills.core.brief import Check
from drills.core.events import CheckLost, CheckTally, ClosingBegan, Sample, StepEnded
from drills.core.pace import interval, is_stirring
from drills.core.state import CheckState, Drill, StepState
from scenarios.reading import Reading

CHECK = Check("hp/http", "hp", None, ProbeCall("http", "x"), Span(SECOND), Settled())
WELL = CheckState(tally=CheckTally("hp/http", 1, 0, 0, 0, 0, None, 0, 1))
CALM = Drill(checks={CHECK.id: WELL})
ENDED = StepEnded(10 * SECOND, "s", "done", "held", "observed")


def test_all_is_well_and_nobody_works_so_it_asks_a_fifth_as_often() -> None:
    assert interval(CALM, CHECK, stirring=is_stirring(CALM, 0)) == 5 * SECOND


def test_it_never_asks_faster_than_the_plan_says_nor_slows_a_slow_check() -> None:
    slow = replace(CHECK, every=Span(20 * SECOND))
    assert interval(CALM, slow, stirring=False) == 20 * SECOND
    assert interval(CALM, slow, stirring=True) == 20 * SECOND


def test_a_lost_check_and_one_never_asked_are_asked_quickly() -> None:
    bad = Sample(0, 1, "broken", Reading())
    lost = CheckState(tally=WELL.tally, outages=((CheckLost(1, CHECK.id, None, bad), None),))
    for state in (lost, CheckState()):
        assert interval(Drill(checks={CHECK.id: state}), CHECK, stirring=False) == SECOND


def test_an_open_step_a_step_just_ended_and_the_closing_stir_the_watch() -> None:
    assert is_stirring(Drill(steps={"s": StepState(due=0)}), SECOND)
    ended = Drill(steps={"s": StepState(due=0, ended=ENDED)})
    assert is_stirring(ended, 39 * SECOND)
    assert not is_stirring(ended, 40 * SECOND)
    assert is_stirring(Drill(closing=ClosingBegan(0, "completed")), 0)
