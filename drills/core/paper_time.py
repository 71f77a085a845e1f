"""From the wall time that somebody wrote to the drill's clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bcp.durations import DAY, HOUR, MINUTE
from bcp.message import Message, Phrase
from bcp.wareki import LocalTime, offset_seconds
from bcp.written_times import Clock, Date, midnight, midnight_of, read_when
from drills.core.brief import Brief
from drills.core.paper_events import PaperLine

WHICH_DAY = Phrase(
    "paper.which_day",
    ja="前の行より{back:span}戻る時刻で、日付がありません。翌日か、書き間違いかが分かりません。",
    en="this is {back:span} before the line above, without a date: the next day, or a slip?",
)
WHICH_DAY_FIRST = Phrase(
    "paper.which_day_first",
    ja="訓練の開始より{back:span}前の時刻で、日付がありません。翌日か、書き間違いかが分かりません。",
    en="this is {back:span} before the drill began, without a date: the next day, or a slip?",
)
NO_DAY = Phrase(
    "paper.no_day",
    ja="いつの訓練か分かりません。日付がありません。",
    en="there is no date, so nobody knows on which day this was.",
)
BACKWARDS = Phrase(
    "paper.backwards",
    ja="上の行より{back:span}前の時刻です。",
    en="this is {back:span} before the line above.",
)
TO_COME = Phrase(
    "paper.to_come",
    ja="まだ来ていない日時です（{clock}）。",
    en="that time is yet to come ({clock}).",
)
LONG_BEFORE = Phrase(
    "paper.long_before",
    ja="訓練の開始より一日以上前の日時です（{clock}）。",
    en="that is more than a day before the drill began ({clock}).",
)
NO_SUCH_DAY = Phrase(
    "paper.no_such_day",
    ja="その日付は、訓練の前後の年にありません。",
    en="no year around the drill has that date.",
)
NOT_A_TIME = Phrase(
    "paper.not_a_time",
    ja="「{given}」を時刻として読めません。「22:10」か「11/21 22:10」のように書いてください。",
    en='{given!r} is not a time. Write it like 22:10 or "2026-11-21 22:10".',
)
TYPE_THE_DATE = Phrase(
    "paper.type_the_date",
    ja="{why}「11/21 22:10」のように日付から書いてください。",
    en='{why} Write it with its date, like "2026-11-21 22:10".',
)
# A clock on a wall may be ahead of the computer's.
_AHEAD = 10 * MINUTE
# Notes of one hour are often not in order. Half a day back is the next day.
_OUT_OF_ORDER = HOUR
_NEXT_DAY = 12 * HOUR


@dataclass(frozen=True)
class Around:
    """What a written time is understood by: when the drill began, and now, in Unix time (µs).

    `alone` where nothing but the paper tells when it was: then `began_us` is only the midnight
    from which it is read, of the day that somebody named where it is `dated`, and its lines stand
    in the order in which they happened unless their dates say otherwise.
    """

    began_us: int
    now_us: int
    offset_s: int
    alone: bool = False
    dated: bool = True

    @classmethod
    def of(cls, brief: Brief, now: int) -> Around:
        """The circumstances of a drill whose clock shows `now`."""
        began = brief.wall_ns // 1_000
        return cls(began, began + now, offset_seconds(brief.plan.organisation.utc_offset))

    def local(self, unix_us: int) -> LocalTime:
        """An instant on the organisation's wall clock."""
        return LocalTime(unix_us, self.offset_s)


def instant(
    around: Around, clock: Clock, date: Date | None, before_us: int | None
) -> int | Message:
    """The Unix time (µs) at which a written minute begins, or why that cannot be told.

    Without a date it is the day of the line before, `before_us`, or of the drill's start.
    """
    reference = around.began_us if before_us is None else before_us
    if date is None and before_us is None and not around.dated:
        return NO_DAY()
    if date is None:
        found = _same_or_next_day(around, clock, reference, first=before_us is None)
    else:
        found = _on(around, clock, date)
    if isinstance(found, Message):
        return found
    said = around.local(found)
    clock_said = f"{said.day[0]}-{said.day[1]:02}-{said.day[2]:02} {said.clock}"
    if found > around.now_us + _AHEAD:
        return TO_COME(clock=clock_said)
    if found < around.began_us - DAY and not around.alone:
        return LONG_BEFORE(clock=clock_said)
    return found


def typed_at(around: Around, when: str, line: PaperLine) -> PaperLine | Message:
    """A line that was typed by itself, at the time it was typed with; or why that is none."""
    read = read_when(when)
    if read is None:
        return NOT_A_TIME(given=when)
    clock, date = read
    found = instant(around, clock, date, None)
    if isinstance(found, Message):
        return TYPE_THE_DATE(why=found) if date is None else found
    low = found - around.began_us
    return replace(line, low=low, high=low + clock.width)


def _on(around: Around, clock: Clock, date: Date) -> int | Message:
    try:
        return midnight(date, around.local(around.began_us)) + clock.since
    except ValueError:
        return NO_SUCH_DAY()


def _same_or_next_day(
    around: Around, clock: Clock, reference: int, *, first: bool
) -> int | Message:
    found = midnight_of(around.local(reference)) + clock.since
    if around.alone and found - DAY >= reference:
        found -= DAY  # 25:40, behind 25:30
    back = reference - found
    if back >= _NEXT_DAY:
        return found + DAY
    if around.alone and back > 0:
        return BACKWARDS(back=back)
    if back > _OUT_OF_ORDER:
        return (WHICH_DAY_FIRST if first else WHICH_DAY)(back=back)
    return found
