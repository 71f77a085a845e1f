"""Dates as Japanese offices write them, from Unix time, without a clock or a time zone database.

A fiscal year (年度) runs from 1 April to 31 March.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bcp.durations import DAY, HOUR, MINUTE, SECOND
from bcp.eras import japanese_year
from bcp.message import Language

_WEEKDAYS = tuple(
    zip("月火水木金土日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True)
class LocalTime:
    """An instant on the wall clock of a place `offset_s` seconds ahead of UTC."""

    unix_us: int
    offset_s: int = 9 * 3_600

    @property
    def day(self) -> tuple[int, int, int]:
        """Year, month and day."""
        return _civil(self._local // DAY)

    @property
    def weekday(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return (self._local // DAY + 3) % 7  # 1970-01-01 was a Thursday

    @property
    def clock(self) -> str:
        """``10:05:09``."""
        second = self._local % DAY // SECOND
        return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"

    @property
    def iso(self) -> str:
        """``2026-11-21T10:05:09.250000+09:00``, for machines."""
        year, month, day = self.day
        sign, ahead = ("-", -self.offset_s) if self.offset_s < 0 else ("+", self.offset_s)
        zone = f"{sign}{ahead // 3600:02}:{ahead // 60 % 60:02}"
        fraction = self._local % SECOND
        return f"{year:04}-{month:02}-{day:02}T{self.clock}.{fraction:06}{zone}"

    @property
    def _local(self) -> int:
        return self.unix_us + self.offset_s * SECOND


def offset_seconds(written: str) -> int:
    """``+09:00`` as seconds ahead of UTC. Raises `ValueError` where it is not written so."""
    found = _OFFSET.fullmatch(written)
    if found is None:
        raise ValueError(written)
    ahead = int(found[2]) * HOUR + int(found[3]) * MINUTE
    return (-ahead if found[1] == "-" else ahead) // SECOND


def date_said(time: LocalTime, lang: Language) -> str:
    """「令和8年11月21日（土）」, or "Sat 2026-11-21"."""
    year, month, day = time.day
    ja, en = _WEEKDAYS[time.weekday]
    if lang == "en":
        return f"{en} {year:04}-{month:02}-{day:02}"
    return f"{japanese_year(time.day)}年{month}月{day}日（{ja}）"


def fiscal_year_said(time: LocalTime, lang: Language) -> str:
    """「令和8年度」 for April 2026 to March 2027, or "fiscal year 2026"."""
    year, month, _ = time.day
    return fiscal_year_named(year if month >= 4 else year - 1, lang)


def fiscal_year_named(began: int, lang: Language) -> str:
    """「令和8年度」, or "fiscal year 2026", for the fiscal year that began in that year."""
    if lang == "en":
        return f"fiscal year {began}"
    # A fiscal year keeps the name its last day has: that of 2019, begun in Heisei, is 令和元年度.
    return f"{japanese_year((began, 12, 31))}年度"


def _civil(days: int) -> tuple[int, int, int]:
    """Year, month, day of a day number since 1970-01-01 (Hinnant, chrono-compatible dates)."""
    shifted = days + 719_468  # from 1 March of year 0, so that leap days end a cycle
    era, of_era = divmod(shifted, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    return year + era * 400 + (month >= 10), month + (3 if month < 10 else -9), day
