"""A correction to the record of a drill that nobody runs any more."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from bcp.message import Message, Phrase
from drills.core.machine import replay
from drills.core.orders import Amend, take
from drills.core.paper_orders import Enter
from drills.core.retraction_orders import Retract
from drills.core.state import Drill
from drills.errors import Refusal
from drills.journal.sqlite import SqliteJournal, read

NO_RECORD = Phrase(
    "order.no_record",
    ja="記録{seq}はありません。番号は1から{last}までで、「bcp-drill replay {run} --numbers」で"
    "見られます。",
    en="There is no record {seq}. They go from 1 to {last}; bcp-drill replay {run} --numbers "
    "shows them.",
)


def require_record(folder: Path, order: Amend | Retract) -> None:
    """Raise `Refusal` where a correction names a record that the run does not have."""
    if not isinstance(order, Amend):
        return
    last = max((each.seq for each in read(folder)), default=0)
    if not 1 <= order.seq <= last:
        raise Refusal(NO_RECORD(seq=order.seq, last=last, run=folder.name))


def as_recorded(folder: Path) -> Drill:
    """Fold a run's record. Raises `JournalBroken` where it cannot be trusted."""
    return replay(each.event() for each in read(folder))


def corrected(folder: Path, order: Amend | Retract | Enter) -> None:
    """Add a correction, a log from paper, or who else was told of it, behind the end of a run.

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
            await journal.append(taken)

        asyncio.run(appended())
