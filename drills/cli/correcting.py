"""A correction to the record of a drill that nobody runs any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase
from drills.core import audit
from drills.core.events import ClockCompared, Event, FromSegment, Merged
from drills.core.machine import replay
from drills.core.orders import Amend, take
from drills.core.paper_orders import Enter
from drills.core.result_orders import TakeResults
from drills.core.retraction_orders import Retract
from drills.core.state import Drill
from drills.core.survey_events import SurveyTaken
from drills.core.survey_orders import TakeSurvey
from drills.errors import Refusal
from drills.journal.sqlite import SqliteJournal, read
from drills.runtime.terminals import here

NO_RECORD = Phrase(
    "order.no_record",
    ja="記録{seq}はありません。番号は1から{last}までで、「bcp-drill replay {run} --numbers」で"
    "見られます。",
    en="There is no record {seq}. They go from 1 to {last}; bcp-drill replay {run} --numbers "
    "shows them.",
)


NO_FIELD = Phrase(
    "order.no_field",
    ja="記録{seq}には、訂正できる項目「{field}」がありません。{then}",
    en="Record {seq} has no field {field!r} that could be corrected. {then}",
)
NO_FIELD_AT_ALL = Phrase(
    "order.no_field_at_all",
    ja="記録{seq}は、すべてプログラムが書いたもので、訂正できる項目がありません。",
    en="Record {seq} was written by the program alone; it has no field that could be corrected.",
)
# What the program itself measured or resolved is no person's word.
NEVER_CORRECTED = ("at", "brief", "terminal")
# By these the clocks and segments were put together; a word beside them would change nothing of it.
_WORKED_OUT: Mapping[type, tuple[str, ...]] = {
    Merged: ("segments", "evidence", "pairs", "without", "municipalities"),
    FromSegment: ("segment",),
    ClockCompared: ("shown", "error"),
    SurveyTaken: ("survey",),
}


def require_record(folder: Path, order: Amend | Retract) -> None:
    """Raise `Refusal` where a correction names a record that the run does not have."""
    if not isinstance(order, Amend):
        return
    last = 0
    for record in read(folder):
        last = record.seq
        if record.seq == order.seq:
            _require_field(record.event(), order)
    if not 1 <= order.seq <= last:
        raise Refusal(NO_RECORD(seq=order.seq, last=last, run=folder.name))


def _require_field(event: Event, order: Amend) -> None:
    never = (*NEVER_CORRECTED, *_WORKED_OUT.get(type(event), ()))
    known = [each.name for each in fields(event) if each.name not in never]
    if not known:
        raise Refusal(NO_FIELD_AT_ALL(seq=order.seq))
    if order.field not in known:
        then = remedy(order.field, known)
        raise Refusal(NO_FIELD(seq=order.seq, field=order.field, then=then))


def as_recorded(folder: Path) -> Drill:
    """Fold a run's record. Raises `JournalBroken` where it cannot be trusted."""
    return replay(each.event() for each in read(folder))


def corrected(folder: Path, order: Amend | Retract | Enter | TakeSurvey | TakeResults) -> None:
    """Add a correction, a log from paper, a survey or who else was told of it behind a run's end.

    Raises `Refusal` where it is not possible, `JournalBroken` where it cannot be recorded.
    """
    with SqliteJournal.open(folder) as journal:
        records = list(read(folder))
        drill = replay(each.event() for each in records)
        since = max(0, (time.time_ns() - records[-1].wall_ns) // 1000)
        taken = take(drill, order, records[-1].event().at + since)
        if isinstance(taken, Message):
            raise Refusal(taken)

        async def appended() -> None:
            given = audit.taken(order, here("order"), taken[0].at)
            await journal.append((*given, *taken))

        asyncio.run(appended())
