"""The words of every reason that the schedule's record may hold.

A reason is kept as its code, and a code is words only in a process that has loaded the file which
owns them. The service has loaded them all; whoever merely shows the record would say bare codes.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from drills.notices import sender
from drills.runtime.sending import mail, program, webhook
from drills.schedule import alive, claims_postgres, notice_loop, record, scheduling, service
from drills.schedule.recorded import standing_in
from drills.schedule.standing import Standing

GIVEN_BY: tuple[ModuleType, ...] = (
    *(service, scheduling, alive, claims_postgres, notice_loop),
    *(sender, mail, program, webhook),
)
"""Who gives reasons, with everything that they ask for theirs."""


def read_to_show(runs: Path) -> tuple[record.Entry, ...]:
    """`record.read` for people: the words of the reasons are at hand. Raises `JournalBroken`."""
    return record.read(runs)


def standing_to_show(runs: Path) -> Standing:
    """`standing_in` for people, in the same way. Raises `JournalBroken`."""
    return standing_in(runs)
