"""The watch: every check asked again and again, one window a second for the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol
from zlib import crc32

from bcp.asking import ProbeCall
from bcp.durations import SECOND
from drills.core.brief import Brief, Check
from drills.core.events import Event, Sample, Watched
from drills.core.judging import is_silence_wanted, sample_of
from drills.core.pace import interval, is_stirring
from drills.core.state import CheckState, Drill
from drills.core.watch import Tracker, resumed
from drills.runtime.asking import TIMEOUT_US
from drills.runtime.clock import DrillClock
from drills.runtime.evidence import Evidence
from drills.runtime.news import tellers_of
from scenarios.reading import Reading

WINDOW = SECOND
# Answers that are late may overlap, so that a frozen server is seen and its return too; but no
# more than these, so that it is not flooded when it wakes.
IN_FLIGHT = 5
LOOK_US = SECOND // 10


class AsksProbes(Protocol):
    """Whoever can put a question to the world."""

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        """Ask once; never raises but `asyncio.CancelledError`."""
        ...


async def sampled(asker: AsksProbes, call: ProbeCall, clock: DrillClock) -> Sample:
    """Ask a question, and its control target at the same instant where silence is wanted."""
    sent = clock.now()
    aside = call.control.call(call.timeout) if call.control and call.wants_silence else None
    beside = asyncio.create_task(asker.ask(aside)) if aside else None
    try:
        reading = await asker.ask(call)
        control = None
        if beside is not None and is_silence_wanted(call, reading):
            control = await beside
    finally:
        if beside is not None:
            beside.cancel()
    return sample_of(call, sent, clock.now(), reading, control)


Happened = Callable[[tuple[Event, ...]], object]


class Watcher:
    """Asks the brief's checks for as long as it runs and reports what the trackers make of it."""

    def __init__(
        self,
        brief: Brief,
        asker: AsksProbes,
        clock: DrillClock,
        evidence: Evidence | None = None,
    ) -> None:
        self._checks = brief.asked
        once = (check for each in brief.required for check in each.checks)
        self._first = {each.id: each for each in (*once, *self._checks)}
        self._asker, self._clock, self._evidence = asker, clock, evidence
        self._trackers = {
            each.id: Tracker(each.id, each.settled, _patience(each)) for each in self._checks
        }
        self._tellers = tellers_of(self._checks)
        self._asked: dict[str, int] = {}
        self._in_flight: dict[str, set[asyncio.Task[None]]] = {
            each.id: set() for each in self._checks
        }
        self._since = 0

    def take_up(self, states: Mapping[str, CheckState]) -> None:
        """Go on after a restart from what the journal says."""
        for check in self._checks:
            state = states.get(check.id, CheckState())
            window = (state.tally_at, state.tally) if state.tally else None
            lost = state.lost.first_bad if state.lost else None
            self._trackers[check.id] = resumed(
                check.id, check.settled, window, lost, _patience(check)
            )
            self._tellers[check.id] = replace(self._tellers[check.id], last=state.told)

    async def first_look(self) -> dict[str, Sample]:
        """Ask everything once, before the drill's clock starts; times are those of the clock.

        That is every check, and whatever must hold before the start besides.
        """
        samples = await asyncio.gather(*map(self._sample, self._first.values()))
        return dict(zip(self._first, samples, strict=True))

    def first_heard(self, looks: Mapping[str, Sample]) -> tuple[Event, ...]:
        """Give the trackers what the first look at their checks found."""
        return tuple(fact for each in self._checks for fact in self.heard(each.id, looks[each.id]))

    def heard(self, check: str, sample: Sample) -> tuple[Event, ...]:
        """Give one answer to its tracker, and tell what its device says of itself."""
        if self._evidence is not None:
            self._evidence.note(check, sample)
        self._trackers[check], facts = self._trackers[check].heard(sample)
        self._tellers[check], told = self._tellers[check].heard(sample)
        return (*facts, *told)

    def window(self, at: int) -> Watched | None:
        """Close the present window, or None where nothing was asked in it."""
        tallies = []
        for check, tracker in self._trackers.items():
            counts = tracker.counts
            self._trackers[check], tally = tracker.tally()
            if counts.held or counts.broken or counts.unknown:
                tallies.append(tally)
        since, self._since = self._since, at
        return Watched(at, since, tuple(tallies)) if tallies else None

    async def run(self, drill: Callable[[], Drill], happened: Happened) -> None:
        """Ask until cancelled; at once back where there is nothing to ask, as at a table.

        Whoever cancels closes the last window with `window`.
        """
        if not self._checks:
            return
        self._since = self._clock.now()
        # The first look has just asked every one of them, and some want to be left alone for long.
        self._asked = {
            each.id: self._since - each.every.us + max(phase(each), _apart(each))
            for each in self._checks
        }
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._windows(happened))
                await self._asks(group, drill, happened)
        finally:
            for task in (each for tasks in self._in_flight.values() for each in tasks):
                task.cancel()

    async def _asks(
        self, group: asyncio.TaskGroup, drill: Callable[[], Drill], happened: Happened
    ) -> None:
        while True:
            now, state = self._clock.now(), drill()
            stirring = is_stirring(state, now)
            for check in self._checks:
                wait = interval(state, check, stirring=stirring) - LOOK_US // 2
                # Not a little too soon: each question would wait longer for its turn than the last.
                wait = max(wait, _apart(check))
                due = now - self._asked[check.id] >= wait
                if due and len(self._in_flight[check.id]) < IN_FLIGHT:
                    self._asked[check.id] = now
                    task = group.create_task(self._one(check, happened))
                    self._in_flight[check.id].add(task)
                    task.add_done_callback(self._in_flight[check.id].discard)
            await asyncio.sleep(LOOK_US / SECOND)

    async def _one(self, check: Check, happened: Happened) -> None:
        facts = self.heard(check.id, await self._sample(check))
        if facts:
            happened(facts)

    async def _windows(self, happened: Happened) -> None:
        while True:
            await asyncio.sleep(WINDOW / SECOND)
            window = self.window(self._clock.now())
            if window is not None:
                happened((window,))

    async def _sample(self, check: Check) -> Sample:
        return await sampled(self._asker, check.call, self._clock)


def _patience(check: Check) -> int:
    """Microseconds for which an answer to a check is waited for: its turn, and then the answer."""
    return 2 * (check.call.timeout.us if check.call.timeout else TIMEOUT_US)


def _apart(check: Check) -> int:
    """Microseconds that the probe wants between two questions to its target; often none."""
    return check.call.apart.us if check.call.apart else 0


def phase(check: Check) -> int:
    """Microseconds by which a check's questions lie behind the others', at most a second.

    Hundreds of checks that all begin together would go on asking together: a burst of traffic once
    a second, and answers that wait for each other. Each keeps a place of its own, the same in every
    run.
    """
    return crc32(check.id.encode()) % min(check.every.us, SECOND)
