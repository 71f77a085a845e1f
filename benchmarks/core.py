"""How long the core thinks: an 8-hour drill of 300 steps, with 50 watched checks.

    .venv/bin/python -m benchmarks.core [--runs 5] [--hours 8]

No network and no waiting: the world is a script, and time passes as fast as the core allows. What
is timed is the core alone (`advance` and `next_wake`), not the script around it.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from dataclasses import dataclass, field

from bcp.durations import HOUR, SECOND
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.machine import advance, next_wake
from drills.core.orders import Answer, take
from drills.core.state import Drill
from tests.core import making

STEPS, CHECKS = 300, 50


@dataclass
class Timed:
    """What one drill took."""

    events: int = 0
    calls: list[float] = field(default_factory=list)


def _brief(hours: float) -> Brief:
    limit = int(hours * HOUR)
    systems = tuple(making.system(f"system{n}") for n in range(CHECKS))
    steps = tuple(
        making.inject(f"s{n}", at=n * limit // STEPS) if n % 2 == 0 else making.ask(f"s{n}")
        for n in range(STEPS)
    )
    return making.brief(*steps, systems=systems, limit=limit)


def _window(brief: Brief, at: int) -> e.Watched:
    tallies = tuple(
        e.CheckTally(each.id, 1, 0, 0, 0, at - 100, None, 0, at // SECOND) for each in brief.checks
    )
    return e.Watched(at, at - SECOND, tallies)


def _one_drill(brief: Brief) -> Timed:
    timed, drill, now = Timed(), Drill(), 0
    given: tuple[e.Event, ...] = (e.DrillStarted(0, brief),)
    next_window = SECOND
    while drill.ended is None:
        began = time.perf_counter()
        drill, events, _ = advance(drill, given, now)
        wake = next_wake(drill)
        timed.calls.append(time.perf_counter() - began)
        timed.events += len(events)
        now = min(next_window, wake or next_window)
        given = ()
        if now == next_window:
            given = (_window(brief, now), *_answers(drill, now))
            next_window += SECOND
    return timed


def _answers(drill: Drill, now: int) -> tuple[e.Event, ...]:
    """Somebody answers every open question within the second."""
    taken = (take(drill, Answer(name, "done", "x"), now) for name in drill.steps)
    return tuple(each[0] for each in taken if isinstance(each, tuple))


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="How long the core thinks.")
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--hours", type=float, default=8.0)
    given = asked.parse_args()
    brief = _brief(given.hours)
    drills = [_one_drill(brief) for _ in range(given.runs)]
    totals = [sum(each.calls) for each in drills]
    calls = [call * 1000 for each in drills for call in each.calls]
    print(f"Python {platform.python_version()}, {platform.system()}, {given.runs} runs")
    print(f"{STEPS} steps, {CHECKS} checks, {given.hours:g} h: {drills[0].events} events")
    print(
        f"a whole drill: median {statistics.median(totals):.2f} s "
        f"({min(totals):.2f} to {max(totals):.2f}), "
        f"{drills[0].events / statistics.median(totals):.0f} events/s"
    )
    print(
        f"one call: median {statistics.median(calls):.3f} ms, "
        f"p99 {statistics.quantiles(calls, n=100)[98]:.3f} ms, longest {max(calls):.3f} ms"
    )


if __name__ == "__main__":
    main()
