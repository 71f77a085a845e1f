"""Commands of the system, and waiting for what they began."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence


class LabFailed(Exception):
    """Something of the lab could not be done; its text says what, in words for people."""


def run(
    words: Sequence[str], *, text: str = "", check: bool = True, within_s: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run a command and wait for its end; `LabFailed` where it fails and `check` is set."""
    done = subprocess.run(
        words, input=text, capture_output=True, text=True, timeout=within_s, check=False
    )
    if check and done.returncode:
        said = (done.stderr.strip() or done.stdout.strip())[-600:]
        raise LabFailed(f"{' '.join(words)}: exit {done.returncode}: {said}")
    return done


def until(holds: Callable[[], object], what: str, *, within_s: float = 120) -> None:
    """Return when something has become so; else `LabFailed`, which names it."""
    deadline = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline:
            raise LabFailed(f"{what}: not within {within_s:g} s")
        time.sleep(0.01)


def start(words: Sequence[str], greeting: str) -> None:
    """Start something that lives on by itself, and return when it has said its greeting.

    It is nobody's child: who ends it finds it by its network, maybe from another process.
    """
    with subprocess.Popen(
        ["setsid", "--fork", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline()
        if said != f"{greeting}\n":
            raise LabFailed(f"{' '.join(words)}: {said}{process.stderr.read()}")
