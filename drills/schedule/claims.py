"""Claims (開始の確保): of all processes that see a drill come due, one settles it."""

from __future__ import annotations

from typing import Protocol

from drills.notices.events import NoticeIntended
from drills.schedule.events import Settling


class Claims(Protocol):
    """Where a start is claimed, by one process on one host."""

    def take(self, event: Settling) -> bool:
        """Settle a start for good, as `event` says; False where somebody has done so already.

        Durable when it comes back. Raises `Unreachable` where nobody can tell, `JournalBroken`
        where the record cannot be written.
        """
        ...

    def take_notice(self, event: NoticeIntended) -> bool:
        """Take the right to send a notice, as `take` does a start; what it raises is the same."""
        ...

    def close(self) -> None:
        """Let go of what was opened."""
        ...
