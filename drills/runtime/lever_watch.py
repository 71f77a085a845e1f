"""Ends the running drill when somebody pulls the "no drills" lever."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bcp.message import Message
from drills.core.guard_orders import PullLever
from drills.core.orders import Order
from drills.journal.lever import Lever

LOOK_S = 0.5


async def mind_the_lever(runs: Path, give: Callable[[Order], Awaitable[Message | None]]) -> None:
    """Wait until the lever of this folder of runs is pulled, and give the order that it is."""
    lever = Lever(runs)
    while True:
        pulled = lever.state()
        if pulled is not None:
            await give(PullLever(pulled.by, pulled.reason))
            return
        await asyncio.sleep(LOOK_S)
