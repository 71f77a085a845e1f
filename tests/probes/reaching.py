"""What a probe needs for one ask outside a drill."""

from __future__ import annotations

import time
from pathlib import Path

from drills.probes._contract import FileSeen, ShellAnswer


class NoServers:
    """A reach without servers; paths start at `folder`, and an ask has `limit_us`."""

    def __init__(self, folder: Path = Path(), limit_us: int = 5_000_000) -> None:
        self._folder = folder
        self._over = self.elapsed_us() + limit_us

    async def shell(self, server: str, command: str) -> ShellAnswer:
        raise AssertionError("this probe asks no server")

    async def file(
        self, server: str, path: str, newest: str | None = None, *, digest: bool = False
    ) -> FileSeen:
        raise AssertionError("this probe asks no server")

    def path(self, written: str) -> str:
        return str(self._folder / written)

    def elapsed_us(self) -> int:
        return time.perf_counter_ns() // 1000

    def left_us(self) -> int:
        return max(self._over - self.elapsed_us(), 0)
