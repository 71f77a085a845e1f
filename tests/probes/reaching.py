"""What a probe needs for one ask outside a drill."""

from __future__ import annotations

import time
from pathlib import Path

from drills.probes._contract import ShellAnswer


class NoServers:
    """A reach without servers; paths start at `folder`."""

    def __init__(self, folder: Path = Path()) -> None:
        self._folder = folder

    async def shell(self, server: str, command: str) -> ShellAnswer:
        raise AssertionError("this probe asks no server")

    def path(self, written: str) -> str:
        return str(self._folder / written)

    def elapsed_us(self) -> int:
        return time.perf_counter_ns() // 1000
