"""The drill's own seat: the lab's network with this machine's files.

The toolkit under test has to run here, or it reaches nothing: in a process (`words`, `run`), or in
this one on a thread of its own (`play`).
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import subprocess
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.lab.commands import run
from tests.lab.disk import USER
from tests.lab.instance import Instance
from tests.lab.topology import OPS, SERVERS

T = TypeVar("T")
_CLONE_NEWNET = 0x40000000  # linux/sched.h


@dataclass(frozen=True)
class Seat:
    """Where the people sit who run the drill: 198.18.40.10, on a cable to ``hq``.

    With another `node`: the terminal of a separated zone, which reaches one server.
    """

    lab: Instance
    node: str = OPS

    def words(self, words: Sequence[str]) -> list[str]:
        """What to start on this machine to run `words` in the lab's network."""
        return [*self.lab.within(self.node), *words]

    def run(
        self, words: Sequence[str], *, text: str = "", check: bool = True, within_s: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a command with this machine's files and the lab's network."""
        return run(self.words(words), text=text, check=check, within_s=within_s)

    def ssh(
        self, node: str, line: str, *, options: Sequence[str] = (), key: str = "drill"
    ) -> subprocess.CompletedProcess[str]:
        """Type a line on a server with OpenSSH's own client, as somebody at this seat would."""
        settings = ("IdentitiesOnly=yes", "BatchMode=yes", "StrictHostKeyChecking=yes")
        words = ["ssh", "-F", "none", "-i", str(self.lab.keys / key)]
        for each in (*settings, f"UserKnownHostsFile={self.lab.keys}/known_hosts", *options):
            words += ["-o", each]
        return self.run([*words, f"{USER}@{SERVERS[node]}", line], check=False)

    def play(self, make: Callable[[], Coroutine[Any, Any, T]], *, within_s: float = 120) -> T:
        """Run a coroutine on a loop of its own in the lab's network, and give back its result.

        A network belongs to a thread, and to the threads that it starts; so a loop's name lookups
        go through the lab too, and the rest of this process is left where it is.
        """
        future: Future[T] = Future()

        def played() -> None:
            try:
                self._move_this_thread()
                future.set_result(asyncio.run(make()))
            except BaseException as error:  # raised again where it was asked for
                future.set_exception(error)

        threading.Thread(target=played, name="seat", daemon=True).start()
        return future.result(within_s)

    def _move_this_thread(self) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        handle = os.open(self.lab.network(self.node), os.O_RDONLY)
        try:
            if libc.setns(handle, _CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), "setns")
        finally:
            os.close(handle)
