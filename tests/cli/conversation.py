"""What a person sees: exit code, standard output and standard error of one command."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests import loaded


@dataclass(frozen=True)
class Seen:
    """The end of one command."""

    code: int
    out: str
    err: str


def bcp_drill(*words: str, cwd: Path, timeout: int = 300, given: str = "") -> Seen:
    """Type a command as a person would, in a process of its own that was loaded before.

    `given` is what comes through a pipe.
    """
    done = loaded.ended("tui", *words, cwd=cwd, timeout=timeout, given=given)
    return Seen(done.returncode, done.stdout, done.stderr)


def from_the_start(*words: str, cwd: Path, timeout: float = 300) -> Seen:
    """The same where how the program starts and what it loads is part of what is proven."""
    done = subprocess.run(
        [sys.executable, "-m", "tui", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Seen(done.returncode, done.stdout, done.stderr)
