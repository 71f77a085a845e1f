"""What is due by a day, as events of whole days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from bcp.message import Message, Phrase
from drills.agenda.veil import Veil
from drills.ics.values import CalendarEvent
from drills.items.calendar_file import whose
from drills.printed.wording import Wording
from drills.readiness.due import DueKind, DueLine

DUE = Phrase("agenda.due", ja="【期限】{what}", en="Due: {what}")
OWNER = Phrase("agenda.owner", ja="担当: {owner}", en="Whose: {owner}")
INSPECTIONS = Phrase("agenda.inspections", ja="点検・試験", en="Inspections and tests")
OTHERS = Phrase("agenda.others", ja="期限", en="Days that end something")

_IS_INSPECTED: frozenset[DueKind] = frozenset({"inspection", "restore", "test_run", "voice_test"})
# Action items and planned drills have events of their own, with more to say.
_SAID_ELSEWHERE: frozenset[DueKind] = frozenset({"item", "drill"})
# In an event of whole days a reminder counts from midnight: nine in the morning.
_MORNING = timedelta(hours=9)
# Who is reminded more than a quarter of a year before has forgotten it again.
_EARLIEST = 90


_SORTS: Mapping[bool, Phrase] = {True: INSPECTIONS, False: OTHERS}


def is_inspection(line: DueLine) -> bool:
    """Whether it is something to look at or to try, not an end of something."""
    return line.kind in _IS_INSPECTED


def events_of_due(
    lines: Iterable[DueLine], wording: Wording, veil: Veil
) -> Iterator[CalendarEvent]:
    """Each line but those that have another event.

    One thing keeps its identifier when its date becomes another: after an inspection was done its
    event stands on the next day.
    """
    for line in lines:
        if line.kind not in _SAID_ELSEWHERE:
            yield CalendarEvent(
                uid=f"due.{line.key}.{whose(wording.plan)}@bcp-drill",
                starts=line.day,
                summary=veil(wording.said(DUE(what=wording.said(line.what)))),
                description=veil("\n".join(_told(line, wording))),
                categories=(wording.said(_SORTS[is_inspection(line)]),),
                reminders=tuple(_reminders(line.notice)),
            )


def _told(line: DueLine, wording: Wording) -> Iterator[str]:
    said: list[Message] = [line.do]
    if owner := wording.said(line.owner):
        said.insert(0, OWNER(owner=owner))
    for each in said:
        yield wording.said(each)


def _reminders(notice: int) -> Iterator[timedelta]:
    if notice > 0:
        yield _MORNING - timedelta(days=min(notice, _EARLIEST))
    yield _MORNING
