"""The drills' own processes: started without a shell, and left alone when the service dies."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from drills.errors import Spoken
from drills.journal.trouble import spoken_errors
from drills.platform import end_group, own_group
from drills.whole_file import made_own

LOGS = "schedule-logs"
MOST_BYTES = 2 * 1024 * 1024
"""So much of what a drill prints is kept; the journal, not its log, is the record."""
_TAIL = 2_000

Ended = Callable[[str, str, int], None]
"""Told the key, the run and the exit code."""


class Children:
    """The processes that this one started. `ended` is called from a thread of its own."""

    def __init__(self, runs: Path, ended: Ended) -> None:
        self._logs = runs / LOGS
        self._ended = ended
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._turn = threading.Lock()

    def start(
        self, key: str, run: str, words: Sequence[str], environment: Mapping[str, str], folder: Path
    ) -> int:
        """Start one in `folder`; gives its number. Raises `JournalBroken` where it cannot be."""
        log = self.log_of(run)
        with spoken_errors(log):
            self._logs.mkdir(mode=0o700, parents=True, exist_ok=True)
            made_own(log)
            with open(log, "ab", opener=_opened) as out:
                process = subprocess.Popen(  # noqa: S603 - no shell reads the words
                    words,
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    cwd=folder,
                    env=dict(environment),
                    **own_group(),
                )
        with self._turn:
            self._processes[run] = process
        threading.Thread(target=self._awaited, args=(key, run, process), daemon=True).start()
        return process.pid

    def _awaited(self, key: str, run: str, process: subprocess.Popen[bytes]) -> None:
        code = process.wait()
        # What cannot be recorded now is found in the drill's journal at a later look.
        with suppress(Spoken):
            self._ended(key, run, code)
        with self._turn:
            self._processes.pop(run, None)

    def has(self, run: str) -> bool:
        """Whether the run's process was started here, and its end is not noted yet."""
        with self._turn:
            return run in self._processes

    def any_left(self) -> bool:
        """Whether one of them still runs."""
        with self._turn:
            return bool(self._processes)

    def kill(self, run: str) -> None:
        """End one, and all that it started, at once."""
        with self._turn:
            process = self._processes.get(run)
            # One whose end was seen already has given its number back.
            if process is not None and process.poll() is None:
                end_group(process.pid)

    def log_of(self, run: str) -> Path:
        """Where it is kept what the run's process prints."""
        return self._logs / f"{run}.log"

    def last_words(self, run: str) -> str:
        """The last line that the process printed; empty where there is none."""
        try:
            with self.log_of(run).open("rb") as file:
                file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
                lines = file.read().decode("utf-8", "replace").splitlines()
        except OSError:
            return ""
        return next((each.strip() for each in reversed(lines) if each.strip()), "")

    def shorten_logs(self) -> None:
        """Keep the second half of every log that has grown too long."""
        with self._turn:
            runs = tuple(self._processes)
        for run in runs:
            with suppress(OSError), self.log_of(run).open("r+b") as file:
                if os.fstat(file.fileno()).st_size > MOST_BYTES:
                    file.seek(-MOST_BYTES // 2, os.SEEK_END)
                    kept = file.read()
                    file.seek(0)
                    # The drill's process appends, wherever the end is.
                    file.truncate(0)
                    file.write(b"[...]\n" + kept)


def _opened(path: str, flags: int) -> int:
    """No link is followed to a file of somebody else's, and no pipe waited for."""
    plain = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.open(path, flags | plain, 0o600)
