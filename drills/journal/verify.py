"""Whether a journal still says what was recorded, and if not, from which record on.

The chain shows every change to a record that its maker did not carry through to the end. It cannot
show a chain that was computed anew as a whole; for that, compare `Verification.head` with the one
that was printed or signed when the drill ended.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bcp.message import Message
from drills.core.events import DrillEnded
from drills.errors import Spoken
from drills.journal.file import SELECT_FROM, opened_to_read, path_of
from drills.journal.record import GENESIS, Record, chained

CLOSING = DrillEnded.__name__


@dataclass(frozen=True)
class Verification:
    """What was found.

    `records` counts the good ones, all before `first_bad`. `what` says what is wrong, None if
    nothing is; with a `first_bad` of None it is about the whole file. `closed` is whether a
    record ends the drill, after which only what was added later may follow: a run that goes on or
    was cut off is not closed, which is no error by itself.
    `head` is the hash of the last good record, 64 zeros where there is none.
    """

    records: int
    first_bad: int | None
    what: Message | None
    closed: bool
    head: str

    @property
    def trusted(self) -> bool:
        """Whether every record is as it was recorded."""
        return self.what is None


def verify(place: Path) -> Verification:
    """Check every record of a run, given by its folder or its file. Raises nothing."""
    last: Record | None = None
    ended = False
    what: Message | None = None
    opened = False
    try:
        with opened_to_read(path_of(place)) as connection:
            opened = True
            for record in _sound(connection):
                last = record
                ended = ended or record.kind == CLOSING
    except Spoken as error:
        what = error.message
    good = last.seq if last else 0
    return Verification(
        records=good,
        first_bad=good + 1 if what and opened else None,
        what=what,
        closed=what is None and ended,
        head=last.hash if last else GENESIS,
    )


def read_good(place: Path) -> Iterator[Record]:
    """The records before the first bad one; none where the file cannot be opened at all."""
    with suppress(Spoken), opened_to_read(path_of(place)) as connection:
        yield from _sound(connection)


def _sound(connection: sqlite3.Connection) -> Iterator[Record]:
    for record in chained(connection.execute(SELECT_FROM, (1,))):
        record.event()
        yield record
