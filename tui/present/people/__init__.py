"""The boards of steps of people: which there are, and which step has one."""

from __future__ import annotations

from drills.core.state import Drill
from drills.report.zone_words import is_own
from scenarios.model import Step
from tui.present.people._contract import PeopleBoard
from tui.present.people.calls import CallsBoard
from tui.present.people.checkin import CheckInBoard
from tui.present.people.muster import MusterBoard

BOARDS: tuple[type[PeopleBoard], ...] = (CallsBoard, MusterBoard, CheckInBoard)


def kind_of_board(step: Step) -> type[PeopleBoard] | None:
    """The board for this kind of step, or None where it is about no people."""
    return next((each for each in BOARDS if isinstance(step.do, each.KIND)), None)


def people_steps(drill: Drill) -> tuple[Step, ...]:
    """The steps of people that this terminal began, those that go on first."""
    if drill.brief is None:
        return ()
    begun = [
        each
        for each in drill.brief.scenario.steps
        if drill.step(each.id).due is not None
        and kind_of_board(each) is not None
        and is_own(drill, each.id)
    ]
    return tuple(sorted(begun, key=lambda each: drill.step(each.id).ended is not None))
