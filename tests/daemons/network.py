"""A network of a test's own that lasts: loopback, the daemons that a test starts, and one who asks.

It is a network, a file system's mounts and processes of its own; the system ends all of it with its
first process. Root needs no more; anybody else is made root of a namespace of users first.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from tests import loaded

_SPACES = ("--net", "--mount", "--pid")
# Programs that insist on writing below /run find nothing of the machine's there.
_FIRST = "ip link set lo up && mount -t tmpfs none /run && echo ready && exec sleep infinity"
_WITHIN_S = 120.0


class Network:
    """Where commands, daemons and asks run; `network()` makes one."""

    def __init__(self, within: tuple[str, ...], asker: tuple[TextIO, TextIO]) -> None:
        self._within = within
        self._questions, self._answers = asker

    def run(self, line: str, *, text: str | None = None, check: bool = True) -> str:
        """What a shell line prints, errors included."""
        words = [*self._within, "/bin/sh", "-c", line]
        done = subprocess.run(words, input=text, capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
        assert not check or done.returncode == 0, f"{line}: {said}"
        return said

    def raw(self, file: str) -> bytes:
        """What a file holds."""
        words = [*self._within, "/bin/cat", file]
        return subprocess.run(words, capture_output=True, check=True).stdout

    def python(self, script: str) -> str:
        """What a script of Python prints."""
        words = [*self._within, sys.executable, "-c", script]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    def start(self, line: str, until: str) -> None:
        """Start a daemon; it is ready when the shell line `until` succeeds."""
        self.run(f"setsid {line} </dev/null >/run/said 2>&1 &")
        over = time.monotonic() + _WITHIN_S
        while self.run(f"({until}) >/dev/null 2>&1 && echo yes; true") != "yes\n":
            assert time.monotonic() < over, f"{line}: {self.run('cat /run/said')}"
            time.sleep(0.02)

    @contextmanager
    def frozen(self, program: str) -> Iterator[None]:
        """A program that is stopped as it stands: its port is there, and nobody answers."""
        self.run(f"pkill -STOP -x {program}")
        try:
            yield
        finally:
            self.run(f"pkill -CONT -x {program}")

    @contextmanager
    def firewall(self, rule: str) -> Iterator[None]:
        """Rules of nft for what comes in, such as ``udp dport 500 drop``."""
        self.run("nft add table inet wall")
        self.run("nft 'add chain inet wall input { type filter hook input priority 0; }'")
        self.run(f"nft add rule inet wall input {rule}")
        try:
            yield
        finally:
            self.run("nft delete table inet wall")

    def ask(
        self,
        word: str,
        subject: str,
        params: Mapping[str, Any] | None = None,
        limit_us: int = 4_000_000,
        silence: str | None = None,
    ) -> dict[str, Any]:
        """One reading: its facts, whether it is unknown, its words' code, and both sentences."""
        question = json.dumps([word, subject, dict(params or {}), limit_us, silence])
        self._questions.write(question + "\n")
        self._questions.flush()
        answer: dict[str, Any] = json.loads(self._answers.readline())
        return answer


@contextmanager
def network(folder: Path, *secrets: str) -> Iterator[Network]:
    """A network whose asks have the files of `folder` as their plan's, `secrets` among them."""
    root = os.geteuid() == 0
    words = ["unshare", *(() if root else ("--map-root-user",)), *_SPACES]
    words += ["--fork", "--kill-child", "--mount-proc", "/bin/sh", "-c", _FIRST]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout
            assert holder.stdout.readline() == "ready\n"
            children = Path(f"/proc/{holder.pid}/task/{holder.pid}/children")
            target = children.read_text().split()[0]
            user = () if root else ("--user", "--preserve-credentials")
            within = ("nsenter", "--target", target, *user, *_SPACES)
            asker = ("tests.daemons.asker", str(folder), *secrets)
            with loaded.talking(*asker, inside=int(target)) as questions_and_answers:
                yield Network(within, questions_and_answers)
        finally:
            holder.kill()
