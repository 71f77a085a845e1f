"""What another clock shows, as it is typed."""

from __future__ import annotations

from bcp.durations import SECOND, parse_span
from bcp.message import Phrase
from bcp.written_times import read_clock
from drills.core.clock_orders import ERROR, CompareClock
from drills.errors import Refusal

TO_THE_SECOND = Phrase(
    "order.clock_to_the_second",
    ja="「{given}」は秒までの時刻ではありません。10:15:30 のように秒まで書き、"
    "その秒になったときに Enter を押してください。",
    en="{given!r} is no time to the second. Write it like 10:15:30, and press Enter when the "
    "clock shows that second.",
)
BAD_ERROR = Phrase(
    "order.clock_error_unread",
    ja="--error には 3s のように秒や分を書いてください（{given}）。",
    en="--error wants a span such as 3s, not {given!r}.",
)


def read_to_this(shown: str, of: str, error: str | None, by: str) -> CompareClock:
    """The order that compares this terminal's clock. Raises `Refusal` for an unreadable time."""
    clock = read_clock(shown)
    if clock is None or clock.width > SECOND:
        raise Refusal(TO_THE_SECOND(given=shown))
    span = None if error is None else parse_span(error)
    if error is not None and span is None:
        raise Refusal(BAD_ERROR(given=error))
    return CompareClock(of, clock.since, by, ERROR if span is None else span.us)
