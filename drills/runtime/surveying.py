"""The sweep of a survey: every question once, gently, and once more where nobody answered.

At most `Pace.at_once` questions are under way, one at a time for each host and never sooner than
`Pace.apart_us` after the last, each a little late by chance, so that a hundred devices do not
answer in one burst. What a probe itself asks for (`drills.probes._contract`) is kept besides.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bcp.asking import ProbeCall
from bcp.durations import MILLISECOND, SECOND
from bcp.model import Plan
from bcp.probe_call import params_of
from drills import probes
from drills.core.events import Sample
from drills.core.survey import Item, target_of
from drills.core.survey_found import Finding, finding, heard_as
from drills.errors import Refusal
from drills.runtime.clock import DrillClock
from drills.runtime.watcher import AsksProbes, sampled


@dataclass(frozen=True)
class Pace:
    """How gently is asked; `again_us` passes before a silent one is asked once more."""

    at_once: int = 10
    apart_us: int = SECOND
    again_us: int = 5 * SECOND
    jitter_us: int = 300 * MILLISECOND


@dataclass
class _Host:
    """Whoever is asked; `free_at` is when the next question may go there (loop time)."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


Told = Callable[[Finding], object]


class Sweep:
    """One survey's questions. Belongs to one event loop; `told` hears of each asset when done."""

    def __init__(self, plan: Plan, asker: AsksProbes, told: Told, pace: Pace | None = None) -> None:
        self._plan, self._asker, self._told = plan, asker, told
        self._pace = pace or Pace()
        self._clock = DrillClock()
        self._slots = asyncio.Semaphore(self._pace.at_once)
        self._hosts: dict[str, _Host] = {}

    async def run(self, items: Sequence[Item]) -> tuple[Finding, ...]:
        """Ask all of them. Whoever cancels it gets what was found so far, the rest not asked."""
        found: dict[int, Finding] = {}
        tasks = [asyncio.create_task(self._one(n, item, found)) for n, item in enumerate(items)]
        try:
            await asyncio.gather(*tasks)
        except asyncio.CancelledError:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return tuple(
            found[n] if n in found else finding(item, (None,) * len(item.calls))
            for n, item in enumerate(items)
        )

    async def _one(self, number: int, item: Item, found: dict[int, Finding]) -> None:
        samples: list[Sample | None] = [None] * len(item.calls)
        asked = 0
        try:
            for n, call in enumerate(item.calls):
                sample = await self._asked(call)
                asked += 1
                if _is_silent(call, sample):
                    await asyncio.sleep(_at_least(self._pace.again_us, call) / SECOND)
                    sample = await self._asked(call)
                    asked += 1
                # Only now: who was silent once, before the survey was ended, is not known to be.
                samples[n] = sample
        finally:
            found[number] = finding(item, samples, asked)
        self._told(found[number])

    async def _asked(self, call: ProbeCall) -> Sample:
        host = self._hosts.setdefault(target_of(self._plan, call), _Host())
        async with host.turn:
            now = asyncio.get_running_loop().time()
            by_chance = random.uniform(0, self._pace.jitter_us) / SECOND  # noqa: S311 - no secret
            await asyncio.sleep(max(0.0, host.free_at - now) + by_chance)
            async with self._slots:
                apart = _at_least(self._pace.apart_us, call) / SECOND
                host.free_at = asyncio.get_running_loop().time() + apart
                return await sampled(self._asker, call, self._clock)


def _at_least(us: int, call: ProbeCall) -> int:
    """A pause that is also what the probe itself asks for."""
    return us if call.apart is None else max(us, call.apart.us)


def _is_silent(call: ProbeCall, sample: Sample) -> bool:
    """Whether nobody answered who might the next time: one lost packet must be no finding.

    Where silence is normal it comes back as unknown, like what could not be asked at all.
    """
    heard = heard_as(call, sample)
    return heard == "silent" or (heard == "unknown" and _may_be_silent(call))


def _may_be_silent(call: ProbeCall) -> bool:
    if call.silence is not None or call.wants_silence:
        return call.silence == "unknown" and not call.wants_silence
    try:
        module = probes.get(call.word)
        return probes.silence(module, params_of(call, module.Params)) == "unknown"
    except Refusal:
        return False
