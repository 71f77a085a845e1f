"""A terminal's clock compared with another one by a person."""

from __future__ import annotations

import pytest

from bcp.durations import DAY, HOUR, MINUTE, SECOND
from bcp.message import Message
from drills.cli.clock_reading import read_to_this
from drills.core import events as e
from drills.core.clock_events import ClockCompared
from drills.core.clock_orders import ERROR, CompareClock
from drills.core.machine import replay
from drills.core.orders import take
from drills.core.state import Drill
from drills.errors import Refusal
from tests.core import making as m


def running() -> Drill:
    return replay([e.DrillStarted(0, m.brief(m.ask("a")))])


def test_a_reading_is_noted_with_its_error_and_who_read_it() -> None:
    order = read_to_this("10:15:30", " 電波時計 ", None, "係長")
    shown = 10 * HOUR + 15 * MINUTE + 30 * SECOND
    assert take(running(), order, 7) == (ClockCompared(7, "電波時計", shown, ERROR, "係長"),)


def test_a_clock_may_be_read_while_the_drill_closes_but_not_behind_its_end() -> None:
    order = CompareClock("w", 0, "a")
    closing = replay(
        [e.DrillStarted(0, m.brief(m.ask("a"))), e.ClosingBegan(1, "aborted", "a", None)]
    )
    assert isinstance(take(closing, order, 2), tuple)
    ended = replay([e.DrillStarted(0, m.brief(m.ask("a"))), e.DrillEnded(1, "completed")])
    assert isinstance(take(ended, order, 2), Message)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (CompareClock("", 0, "a"), "order.clock_without_name"),
        (CompareClock("w", 0, " "), "order.clock_without_name"),
        (CompareClock("w", 0, "a", error=0), "order.clock_bad_error"),
        (CompareClock("w", 0, "a", error=DAY), "order.clock_bad_error"),
    ],
)
def test_an_order_that_says_too_little_is_refused(order: CompareClock, code: str) -> None:
    said = take(running(), order, 0)
    assert isinstance(said, Message)
    assert said.code == code


@pytest.mark.parametrize("shown", ["10:15", "10時15分", "now", ""])
def test_a_time_without_seconds_is_no_comparison(shown: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_to_this(shown, "w", None, "a")
    assert refused.value.message.code == "order.clock_to_the_second"


def test_a_stated_error_takes_the_place_of_the_usual_one() -> None:
    assert read_to_this("１０：１５：３０", "w", "5s", "a").error == 5 * SECOND
    with pytest.raises(Refusal):
        read_to_this("10:15:30", "w", "much", "a")
