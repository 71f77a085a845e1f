"""One writer per run, on every platform, and none left behind when its process dies.

The writer holds an exclusive SQLite transaction on ``lock.sqlite`` for its whole life; the
operating system lets go of it with the process. Nothing else may open that file in the writer's
process, not even to copy it: on POSIX systems closing any handle of a file drops its locks.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bcp.message import Phrase
from drills.errors import Refusal
from drills.journal.trouble import errorname, require_files_beside, spoken_errors
from drills.whole_file import made_own

NAME = "lock.sqlite"
_PATIENCE_S = 1.0  # a passing `is_held` elsewhere must not look like a second writer

HELD = Phrase(
    "journal.held",
    ja="実施「{run}」は、別のプログラムが記録中です。そちらを終えてから、もう一度実行してください。",
    en="run {run} is being recorded by another process. End that one, then try again.",
)


class RunLock:
    """The right to write one run. Raises `Refusal`, naming the run, where another has it."""

    def __init__(self, folder: Path) -> None:
        path = folder / NAME
        with spoken_errors(path):
            require_files_beside(path)
            made_own(path)
            self._connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=_PATIENCE_S
            )
            try:
                self._connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                self._connection.close()
                if errorname(error) != "SQLITE_BUSY":
                    raise
                raise Refusal(HELD(run=folder.name)) from error

    def release(self) -> None:
        """Let another writer in."""
        self._connection.close()


def is_held(folder: Path) -> bool:
    """Whether some process is writing this run now. Raises `JournalBroken` if nobody can tell."""
    path = folder / NAME
    with spoken_errors(path):
        if not path.is_file():
            return False
    require_files_beside(path)
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with spoken_errors(path), closing(sqlite3.connect(uri, uri=True, timeout=0)) as connection:
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError as error:
            if errorname(error) != "SQLITE_BUSY":
                raise
            return True
    return False
