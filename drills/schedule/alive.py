"""Which processes of the service live: each holds a lock that ends with its process."""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from drills.errors import JournalBroken
from drills.journal.lock import NAME, RunLock, is_held
from drills.journal.trouble import spoken_errors

FOLDER = "schedule-services"
_NOT_IN_A_NAME = re.compile(r"[^\w-]+")


class Alive:
    """One process among those of the service on this host. Raises `JournalBroken`."""

    def __init__(self, runs: Path, host: str, pid: int) -> None:
        self._root = runs / FOLDER
        own = _NOT_IN_A_NAME.sub("-", host)[:40]
        self.name = f"{own}-{pid}-{secrets.token_hex(3)}"
        with spoken_errors(self._root):
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._tidied()
            (self._root / self.name).mkdir(mode=0o700)
        self._lock = RunLock(self._root / self.name)

    def _tidied(self) -> None:
        """Remove what processes left that were killed; one that just begins has no lock yet."""
        for each in self._root.iterdir():
            with suppress(OSError, JournalBroken):
                if (each / NAME).is_file() and not is_held(each):
                    shutil.rmtree(each)

    def lives(self, service: str) -> bool:
        """Whether that process still lives. One that cannot be asked about counts as living."""
        # To open its own lock's file once more would let go of the lock.
        if service == self.name:
            return True
        try:
            return is_held(self._root / service)
        except JournalBroken:
            return True

    def leave(self) -> None:
        """Let go."""
        self._lock.release()
        with suppress(OSError):
            shutil.rmtree(self._root / self.name)
