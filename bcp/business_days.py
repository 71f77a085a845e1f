"""Working days, counted without a clock: weekends, holidays and the year-end are data."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.durations import DAY, SECOND


@dataclass(frozen=True)
class Calendar:
    """Which days are worked where the plan applies.

    `utc_offset_s` turns Unix time into local days. `closed` are day numbers since 1970-01-01,
    local, on which nobody works, weekends aside.
    """

    utc_offset_s: int = 9 * 3_600
    closed: frozenset[int] = frozenset()

    def is_working(self, day: int) -> bool:
        """Whether the day of that number is worked."""
        weekday = (day + 3) % 7  # 1970-01-01 was a Thursday; Monday is 0
        return weekday < 5 and day not in self.closed

    def moved(self, unix_us: int, days: int) -> int:
        """The same time of day, `days` working days later (earlier where negative)."""
        local = unix_us + self.utc_offset_s * SECOND
        day, within = divmod(local, DAY)
        step = 1 if days > 0 else -1
        left = abs(days)
        while left:
            day += step
            left -= self.is_working(day)
        return day * DAY + within - self.utc_offset_s * SECOND
