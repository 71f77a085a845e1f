"""A pool that is closed again, and the failure a command ends in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bcp.model import Server
from drills.errors import Unreachable
from drills.probes._contract import ShellAnswer
from drills.runtime.ssh import SshPool
from tests.daemons.sshd import plan_of

SECOND = 1_000_000


@asynccontextmanager
async def pool_of(
    *servers: Server, folder: Path | str = "", limit: int = 20
) -> AsyncIterator[SshPool]:
    """A pool over a plan of these servers."""
    pool = SshPool(plan_of(*servers, folder=folder), limit)
    try:
        yield pool
    finally:
        await pool.close()


async def answer_of(server: Server, command: str, *, within_s: float = 15) -> ShellAnswer:
    """What one command answers on a connection of its own."""
    async with pool_of(server) as pool:
        return await pool.shell(server.id, command, timeout_us=round(within_s * SECOND))


async def failure_of(*servers: Server, within_s: float = 15, command: str = "hi") -> Unreachable:
    """What keeps a command from running on the last of these servers."""
    async with pool_of(*servers) as pool:
        with pytest.raises(Unreachable) as caught:
            await pool.shell(servers[-1].id, command, timeout_us=round(within_s * SECOND))
    return caught.value


async def until(holds: Callable[[], object], *, within_s: float = 120) -> None:
    """Return when something on a real machine has become so."""
    async with asyncio.timeout(within_s):
        while not holds():  # noqa: ASYNC110 - a daemon sets no event of ours
            await asyncio.sleep(0.02)
