"""A pseudo terminal to type into and to read from; a thing of Unix."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

SIZE = (50, 160)
LIMIT_S = 10.0


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, words: Sequence[str], cwd: Path) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        self._child = subprocess.Popen(
            words,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=cwd,
            start_new_session=True,
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LANG": "C.UTF-8",
            },
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        os.close(self._ours)

    def write(self, keys: bytes) -> None:
        """Type."""
        os.write(self._ours, keys)

    def press(self, keys: bytes, sign: bytes) -> float:
        """Type, and give the seconds until `sign` is written. Raises `TimeoutError`."""
        self.write(keys)
        return self.until(sign, LIMIT_S)

    def until(self, sign: bytes, limit_s: float) -> float:
        """Read until `sign` comes, and give the seconds that took. Raises `TimeoutError`."""
        began, seen = time.perf_counter(), b""
        while (taken := time.perf_counter() - began) < limit_s:
            seen += self._read(limit_s - taken)
            if sign in seen:
                return time.perf_counter() - began
        raise TimeoutError(f"{sign!r} was not seen within {limit_s} s; seen: {seen[-3000:]!r}")

    def rest(self, seconds: float) -> None:
        """Read whatever comes for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._read(left)

    def cpu_s(self) -> float:
        """The processor time of the command so far."""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _read(self, seconds: float) -> bytes:
        if select.select([self._ours], [], [], seconds)[0]:
            return os.read(self._ours, 65_536)
        return b""
