"""The watch asks nobody sooner than its probe allows, the first look before the start included."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

from bcp.asking import ProbeCall, Settled
from bcp.durations import Span
from drills.core.brief import Check
from drills.core.state import Drill
from drills.runtime.clock import DrillClock
from drills.runtime.watcher import Watcher, phase
from scenarios.reading import Reading
from tests.runtime.briefs import brief_of

APART = Span(60_000_000)


class Counting:
    """A world that says well to all, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        self.asked += 1
        return Reading(facts={"reply": True})


async def test_the_watch_begins_no_sooner_after_the_first_look_than_the_probe_wants() -> None:
    call = ProbeCall("wireguard", "vpn:51820", apart=APART)
    made = (Check(f"vpn/{n}", "vpn", None, call, APART, Settled()) for n in range(1000))
    # Its place in the second would come at once.
    check = next(each for each in made if phase(each) < 10_000)
    brief = replace(brief_of(), checks=(check,))
    world = Counting()
    watcher = Watcher(brief, world, DrillClock())
    await watcher.first_look()
    with suppress(TimeoutError):
        async with asyncio.timeout(0.3):
            await watcher.run(lambda: Drill(brief), lambda events: None)
    assert world.asked == 1
