"""What a probe needs for one ask outside a drill."""

from __future__ import annotations

import time
from pathlib import Path

from bcp.asking import AssetKind, ProbeCall
from bcp.device_profile import Profile
from bcp.model import Asset
from bcp.secret_source import SecretSource
from drills.probes._contract import FileSeen, Revealing, ShellAnswer
from drills.probes._snmp import SnmpDevice, SnmpSession
from scenarios.reading import Reading


class NoServers:
    """A reach without servers; paths start at `folder`, and an ask has `limit_us`."""

    def __init__(self, folder: Path = Path(), limit_us: int = 5_000_000) -> None:
        self._folder = folder
        self._over = self.elapsed_us() + limit_us

    async def shell(self, server: str, command: str) -> ShellAnswer:
        raise AssertionError("this probe asks no server")

    async def file(
        self,
        server: str,
        path: str,
        newest: str | None = None,
        *,
        digest: bool = False,
        content: bool = False,
    ) -> FileSeen:
        raise AssertionError("this probe asks no server")

    def asset(self, kind: AssetKind, id: str) -> Asset:
        raise AssertionError("this probe asks about nothing of the plan")

    def secret(self, source: SecretSource) -> Revealing:
        raise AssertionError("this probe needs no secret")

    def snmp(self, device: SnmpDevice) -> SnmpSession:
        raise AssertionError("this probe asks no agent")

    def profile(self, name: str) -> Profile | None:
        raise AssertionError("this probe asks no device")

    async def ask(self, call: ProbeCall) -> Reading:
        raise AssertionError("this probe asks no other")

    def path(self, written: str) -> str:
        return str(self._folder / written)

    def elapsed_us(self) -> int:
        return time.perf_counter_ns() // 1000

    def left_us(self) -> int:
        return max(self._over - self.elapsed_us(), 0)
