"""Comparing this terminal's clock with another one, as an order: part of `drills.core.orders`."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.durations import DAY, SECOND
from bcp.message import Message, Phrase
from drills.core.clock_events import ClockCompared
from drills.core.order_words import OVER
from drills.core.state import Drill

ERROR = 1_500_000
"""What is assumed of a reading, in microseconds: the second that is shown lasts 1 s, and hand and
program take up to 0.5 s. Whoever reads a clock without seconds, or over the telephone, states more.
"""
LARGEST_ERROR = 3600 * SECOND

NO_NAME = Phrase(
    "order.clock_without_name",
    ja="どの時計と比べたか（--of 名前）と、誰が比べたか（--operator）の両方が要ります。",
    en="It wants both which clock it was (--of NAME) and who read it (--operator).",
)
BAD_ERROR = Phrase(
    "order.clock_bad_error",
    ja="読み取りの誤差は、0.1秒から1時間までで指定してください。",
    en="The error of the reading must be from 0.1 s to 1 h.",
)


@dataclass(frozen=True)
class CompareClock:
    """A person reads a named clock to this terminal; see `ClockCompared` for the fields."""

    reference: str
    shown: int
    by: str
    error: int = ERROR


def compared(drill: Drill, order: CompareClock, now: int) -> tuple[ClockCompared, ...] | Message:
    """Give the comparison as an event, or why it cannot be taken."""
    if drill.ended is not None:
        return OVER()
    if not order.by.strip() or not order.reference.strip():
        return NO_NAME()
    if not SECOND // 10 <= order.error <= LARGEST_ERROR:
        return BAD_ERROR()
    return (ClockCompared(now, order.reference.strip(), order.shown % DAY, order.error, order.by),)
