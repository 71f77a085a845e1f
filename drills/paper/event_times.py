"""The times of an event list: from its start, on the clock, or on a day; as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bcp.durations import DAY, HOUR, MINUTE, SECOND, parse_span
from bcp.message import Message
from bcp.written_times import Clock, Date, day_number, narrow, read_when
from drills.paper import event_words as w
from drills.paper.grid import Cell

_AT_ONCE = frozenset({"T", "T0", "H", "開始", "開始時", "訓練開始", "発災", "発災時", "STARTEX"})
# ``J+1 H+2 M-5``: days (J, D), hours, minutes and seconds from the start, one after the other.
_LETTERS = {"J": DAY, "D": DAY, "H": HOUR, "M": MINUTE, "S": SECOND, "T": MINUTE}
_PART = re.compile(r"([JDHMST])\s*([+-])\s*(\d{1,5})(?=\s|$|[JDHMST])", re.ASCII)
_CLOCKED = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_SAID = re.compile(
    r"(?:(\d{1,3})\s*日\s*)?(?:(\d{1,3})\s*(?:時間|H|HOURS?)\s*(半)?\s*)?"
    r"(?:(\d{1,5})\s*(?:分間?|MIN|MINUTES?)\s*)?(?:(\d{1,5})\s*秒\s*)?",
    re.ASCII,
)
_FROM_START = re.compile(r"^(?:訓練)?(?:開始|発災|発生)(?:から)?\s*(?=[+\d])")
_NEXT_DAY = re.compile(
    r"^(?:(翌々日)|(翌[日朝]?)|(\d{1,2})日目の?|[DJ]\+(\d{1,2}))\s*(?=\D*\d)", re.ASCII
)
# A full hour is meant to the minute where it is planned.
_FULL_HOUR = re.compile(r"(?<=\d)時(?!\s*[\d半])")
_HALF_A_DAY = 12 * HOUR


def read_length(text: str) -> int | None:
    """「1時間30分」, ``30分以内``, ``1:30`` or our own ``1h30m`` in microseconds, or None."""
    plain = narrow(text).removesuffix("以内").removesuffix("で").strip()
    span = parse_span(plain.replace(" ", "").lower())
    if span is not None:
        return span.us
    clock = _CLOCKED.fullmatch(plain)
    if clock is not None:
        hour, minute, second = (int(each or 0) for each in clock.groups())
        return hour * HOUR + minute * MINUTE + second * SECOND
    said = _SAID.fullmatch(plain.upper())
    if not plain or said is None:
        return None
    days, hours, half, minutes, seconds = said.groups()
    whole = int(days or 0) * DAY + int(hours or 0) * HOUR + (30 * MINUTE if half else 0)
    return whole + int(minutes or 0) * MINUTE + int(seconds or 0) * SECOND


def read_offset(text: str, *, bare: bool = False) -> int | None:
    """``T+10``, ``H+2 M-5``, ``J+1``, ``+0:30``, 「開始30分後」 in microseconds, or None.

    A number alone is minutes: behind T+ and +, and with `bare` everywhere, as in a column that is
    called elapsed time. Negative before the start.
    """
    plain = narrow(text).upper()
    if plain in _AT_ONCE:
        return 0
    parts = _parts(plain)
    if parts is not None:
        return parts
    plain = _FROM_START.sub("", plain)
    for mark, way in (("T+", 1), ("T-", -1), ("+", 1), ("-", -1)):
        if plain.startswith(mark):
            return _signed(plain.removeprefix(mark), way)
    for end, way in (("後", 1), ("前", -1), ("経過", 1)):
        if plain.endswith(end):
            return _signed(plain.removesuffix(end), way)
    return _signed(plain, 1) if bare else None


def _signed(plain: str, sign: int) -> int | None:
    plain = plain.strip()
    if plain.isascii() and plain.isdigit() and len(plain) <= 5:
        return sign * int(plain) * MINUTE
    length = read_length(plain)
    return None if length is None else sign * length


def _parts(plain: str) -> int | None:
    found = _PART.findall(plain)
    if not found or _PART.sub("", plain).strip():
        return None
    return sum(
        _LETTERS[letter] * int(amount) * (-1 if sign == "-" else 1)
        for letter, sign, amount in found
    )


@dataclass
class Timeline:
    """Where the start is, and what the rows above said: from a cell to time since the start.

    `start` is the time of day of T+0, and `day` its date; without them the first row that has one
    says it. A time without a date is of the day that was written in the row above, also where that
    one's hour was 24 or later; one that is earlier by more than twelve hours is of the day after.
    """

    start: int | None = None
    day: Date | None = None
    before: int | None = None
    relative: bool = False
    # In days from that of T+0: which one `day` is, and which one the row above was written under.
    _dated: int = 0
    _days: int = 0

    def at(self, cell: Cell, date: Date | None, elapsed: int | None) -> int | Message:
        """The microseconds since the start, or why they cannot be told.

        `date` and `elapsed` are what other columns of the row say of it.
        """
        offset = None if cell.clock else read_offset(cell.text)
        if offset is not None:
            self.relative = True
            return offset
        text, days = _FULL_HOUR.sub("時0分", narrow(cell.text)), None
        later = None if cell.clock else _NEXT_DAY.match(text)
        if later is not None:
            days = _days_of(later)
            text = text[later.end() :]
        clock, own = (cell.clock, cell.date) if cell.clock else _read(text)
        if clock is None:
            return w.BAD_TIME(text=cell.text[:40])
        return self._on_clock(clock.since, own or date, days, elapsed)

    def _on_clock(
        self, clock: int, date: Date | None, days: int | None, elapsed: int | None
    ) -> int | Message:
        if self.start is None and self.relative and elapsed is None:
            return w.NO_START()
        if self.start is None:
            self.start = (clock - (elapsed or 0)) % DAY
            self.before, self.day = elapsed or 0, date
            self._days = self._dated = (self.before - clock + self.start) // DAY
            return self.before
        if date is not None and days is None:
            if self.day is None and self.before is None:
                self.day = date
            if self.day is None:
                return w.NO_START_DATE()
            days = self._dated + _days_between(self.day, date)
        elif days is not None:
            days += min(self._dated, 0)
        if days is None:
            days = self._by_elapsed(clock, self.start, elapsed)
        found = self._by_the_row_above(clock, self.start) if days is None else days
        if isinstance(found, Message):
            return found
        self._days = found
        self.before = clock - self.start + found * DAY
        return self.before

    def _by_elapsed(self, clock: int, start: int, elapsed: int | None) -> int | None:
        """The day that the elapsed time tells, where it agrees with that time of day."""
        if elapsed is None or elapsed < (self.before or 0):
            return None
        days, rest = divmod(elapsed - clock + start, DAY)
        return None if rest else days

    def _by_the_row_above(self, clock: int, start: int) -> int | Message:
        """The day of the row above, or the one after it."""
        if self.before is None:
            return start // DAY if clock < DAY else 0
        since = clock - start + self._days * DAY
        if since >= self.before:
            return self._days
        if self.before - since <= _HALF_A_DAY or since + DAY < self.before:
            return w.EARLIER_THAN_ABOVE()
        return self._days + 1


def _days_of(later: re.Match[str]) -> int:
    """How many days after that of the start: 「翌日」 and ``D+1`` one, 「2日目」 one as well."""
    if later[3]:
        return max(int(later[3]) - 1, 0)
    return int(later[4]) if later[4] else 2 if later[1] else 1


def _read(text: str) -> tuple[Clock | None, Date | None]:
    return read_when(text) or (None, None)


def _days_between(first: Date, then: Date) -> int:
    """How many days lie between; without years, those of one turn of the year."""
    year = first.year or then.year or 2027
    begun = day_number(year, first.month, first.day)
    days = day_number(then.year or year, then.month, then.day) - begun
    if then.year is None and days < -180:
        days = day_number(year + 1, then.month, then.day) - begun
    return days
