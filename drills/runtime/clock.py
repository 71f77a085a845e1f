"""The drill's clock: microseconds since the start, from a clock that nobody can set."""

from __future__ import annotations

import time


class DrillClock:
    """Counts from zero. `drift` tells how far the wall clock has moved against it since.

    The performance counter is monotonic and fine on every platform; Windows counts
    `time.monotonic` in steps of 16 ms.
    """

    def __init__(self) -> None:
        self.set(0)

    def set(self, at: int) -> None:
        """Count from `at` again, from now on."""
        self._began = time.perf_counter_ns()
        self._wall = time.time_ns()
        self._at = at

    def now(self) -> int:
        """The drill's time."""
        return self._at + (time.perf_counter_ns() - self._began) // 1000

    def wall_ns(self) -> int:
        """Unix time, for people to read."""
        return time.time_ns()

    def drift(self) -> int:
        """Microseconds that the wall clock was moved by since this clock began."""
        passed = time.perf_counter_ns() - self._began
        return (time.time_ns() - self._wall - passed) // 1000
