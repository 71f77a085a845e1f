"""A real terminal with a person's hands and eyes: tmux, in a server of its own."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 120.0
LOOK_S = 0.05
_ENVIRONMENT = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TMUX": ""}


@dataclass(frozen=True)
class Terminal:
    """One window of `columns` by `rows` cells."""

    socket: str

    def type(self, *keys: str) -> None:
        """Press keys by tmux's names: ``Enter``, ``Tab``, ``C-x``, or one letter."""
        for key in keys:
            self._tmux("send-keys", "-t", "drill", key)

    def write(self, text: str) -> None:
        """Type words, also such as an input method would give."""
        self._tmux("send-keys", "-t", "drill", "-l", text)

    def bytes(self, raw: bytes) -> None:
        """Send bytes as a terminal in some other encoding would."""
        self._tmux("send-keys", "-t", "drill", "-H", *(f"{each:02x}" for each in raw))

    def resize(self, columns: int, rows: int) -> None:
        """Pull at the window's corner."""
        self._tmux("resize-window", "-t", "drill", "-x", str(columns), "-y", str(rows))

    def screen(self, *, colours: bool = False) -> str:
        """What is to be seen now; with `colours` also the escape codes."""
        return self._tmux("capture-pane", "-t", "drill", "-p", *(["-e"] if colours else []))

    def until(self, enough: str | Callable[[str], bool], patience_s: float = PATIENCE_S) -> str:
        """Look until some words are on the screen, and give it. Raises `AssertionError`."""
        deadline = time.monotonic() + patience_s
        while True:
            seen = self.screen()
            if enough in seen if isinstance(enough, str) else enough(seen):
                return seen
            assert time.monotonic() < deadline, f"waited for {enough!r}, and saw:\n{seen}"
            time.sleep(LOOK_S)

    def leave(self) -> str:
        """Leave the program once its drill has ended, and give what is then to be seen.

        While the engine behind the screen still closes its connections, it asks before it leaves.
        """

        def left(screen: str) -> bool:
            if "画面を閉じます" in screen:
                self.type("C-q", "C-q")
            return "left with" in screen

        self.type("C-q")
        return self.until(left)

    def hang_up(self) -> None:
        """Close the window, as a broken line would, and see that nothing is left behind it."""
        leader = int(self._tmux("list-panes", "-t", "drill", "-F", "#{pane_pid}"))
        self._tmux("kill-session", "-t", "drill")
        _gone(leader)

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-u", "-L", self.socket, *words],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=_ENVIRONMENT,
        )
        return done.stdout


@contextmanager
def terminal(
    words: Sequence[str],
    cwd: Path,
    *,
    columns: int = 80,
    rows: int = 24,
    env: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """Run a command in a new terminal; the window stays when it ends, with its exit code."""
    socket = f"drill-{uuid.uuid4().hex[:12]}"
    told = " ".join(f"{key}={shlex.quote(value)}" for key, value in (env or {}).items())
    line = f"env {told} {shlex.join(words)}; echo left with $?; exec cat"
    subprocess.run(
        [
            *("tmux", "-u", "-L", socket, "-f", "/dev/null", "new-session", "-d", "-s", "drill"),
            *("-x", str(columns), "-y", str(rows), "-c", str(cwd), line),
        ],
        check=True,
        env=_ENVIRONMENT,
    )
    try:
        yield Terminal(socket)
    finally:
        left = subprocess.run(
            ["tmux", "-L", socket, "list-panes", "-a", "-F", "#{pane_pid}"],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        subprocess.run(["tmux", "-L", socket, "kill-server"], capture_output=True, check=False)
        for each in left:
            _gone(int(each))


def _gone(leader: int) -> None:
    """Whatever ran in a window that was closed must end by itself. Raises `AssertionError`."""
    deadline = time.monotonic() + PATIENCE_S
    while left := _session(leader):
        assert time.monotonic() < deadline, f"still there behind its terminal: {left}"
        time.sleep(LOOK_S)


def _session(leader: int) -> list[str]:
    """The processes of a session, by the name of their leader."""
    seen = subprocess.run(
        ["ps", "-o", "pid=,args=", "-s", str(leader)], capture_output=True, text=True, check=False
    )
    return seen.stdout.splitlines()
