"""One sentence for each event of people: called, gathered, checked in, written to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bcp.message import Text
from drills.core import events as e
from drills.core.state import Drill
from drills.report.call_words import called_said, corrected_said, written_said
from drills.report.checkin_words import (
    CLOSED,
    came_said,
    expected_said,
    missing_said,
    opened_said,
    results_said,
)
from drills.report.message_words import ALL_CLEAR, MESSAGES, chosen_said, message_said
from drills.report.muster_words import absent_said, mustered_said
from drills.report.told_line import Told


def _message(event: Any, drill: Drill) -> Told | None:
    what = message_said(event, drill)
    by = event.by if isinstance(event, e.MessageSettled) else ""
    return None if what is None else Told(what, Text(by))


def _checked_in(event: e.CheckedIn, drill: Drill) -> Told | None:
    what = came_said(event, drill)
    return None if what is None else Told(what)


PEOPLE: Mapping[type, Callable[[Any, Drill], Told | None]] = {
    e.Called: lambda event, drill: Told(called_said(event, drill), Text(event.by)),
    e.Mustered: lambda event, drill: Told(mustered_said(event, drill), Text(event.by)),
    e.PeopleAbsent: lambda event, drill: Told(absent_said(event, drill)),
    e.NumberCorrected: lambda event, drill: Told(corrected_said(event, drill), Text(event.by)),
    e.NumberWritten: lambda event, drill: Told(written_said(event, drill)),
    e.PeopleExpected: lambda event, _: Told(expected_said(event)),
    e.CheckedIn: _checked_in,
    e.ResultsTaken: lambda event, _: Told(results_said(event), Text(event.by)),
    e.CheckInOpened: lambda event, _: Told(opened_said(event)),
    e.CheckInClosed: lambda event, _: Told(CLOSED(step=event.step)),
    e.MissingFound: lambda event, drill: Told(missing_said(event, drill)),
    **dict.fromkeys(MESSAGES, _message),
    e.SendChosen: lambda event, drill: Told(chosen_said(event), Text(event.by)),
    e.AllClearOrdered: lambda event, drill: Told(ALL_CLEAR(), Text(event.by)),
}
