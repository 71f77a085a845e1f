"""How the program says to other programs what became of it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The documented table; see ``docs/exit-codes.md``."""

    PASSED = 0
    TARGET_MISSED = 1
    STEP_FAILED = 2
    NOT_STARTED = 3
    ABORTED = 4
    REAL_EVENT = 5
    INVALID_INPUT = 6
    INTERNAL_ERROR = 7
    RECORD_BROKEN = 8
