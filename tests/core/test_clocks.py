"""The event clock: pauses stop it, jumps move it, compression speeds it up."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import HOUR, MINUTE, SECOND
from drills.core.clocks import deadline, event_time, people_time, ran_out, real_time
from drills.core.events import TimeJumped
from drills.core.state import Drill
from tests.core import making as m

NOW = 10 * HOUR


def drill(
    compress: float = 1.0,
    pauses: tuple[tuple[int, int | None], ...] = (),
    jumps: tuple[tuple[int, int], ...] = (),
    now: int = NOW,
) -> Drill:
    jumped = tuple(TimeJumped(at, by, None) for at, by in jumps)
    brief = m.brief(m.inject("a"), compress=compress)
    return replace(Drill(), brief=brief, now=now, pauses=pauses, jumps=jumped)


def test_compression_moves_injects_and_not_the_deadlines_of_people() -> None:
    fast = drill(compress=10)
    assert real_time(fast, 20 * MINUTE) == 2 * MINUTE
    assert deadline(fast, 0, 20 * MINUTE) == 20 * MINUTE


def test_a_pause_shifts_what_comes_after_it_and_nothing_before_it() -> None:
    once = drill(pauses=((5 * MINUTE, 8 * MINUTE),))
    assert real_time(once, 5 * MINUTE) == 5 * MINUTE
    assert real_time(once, 5 * MINUTE + 1) == 8 * MINUTE + 1


def test_what_a_jump_leaps_over_was_planned_for_the_instant_of_the_jump() -> None:
    once = drill(jumps=((10 * MINUTE, 8 * HOUR),))
    assert real_time(once, 20 * MINUTE) == 10 * MINUTE
    assert real_time(once, 8 * HOUR + 20 * MINUTE) == 20 * MINUTE


def test_people_are_given_a_jump_as_time_they_had() -> None:
    once = drill(jumps=((10 * MINUTE, 8 * HOUR),), pauses=((11 * MINUTE, 12 * MINUTE),))
    assert people_time(once, 5 * MINUTE, 15 * MINUTE) == 8 * HOUR + 9 * MINUTE
    assert deadline(once, 5 * MINUTE, 9 * HOUR) == HOUR + 6 * MINUTE


def test_who_ended_just_before_a_jump_has_not_had_its_time() -> None:
    once = drill(jumps=((10 * MINUTE, 8 * HOUR),))
    assert people_time(once, 5 * MINUTE, 10 * MINUTE) == 5 * MINUTE
    assert people_time(once, 5 * MINUTE, 10 * MINUTE + 1) == 8 * HOUR + 5 * MINUTE + 1


def test_time_that_a_jump_took_away_ran_out_at_the_jump_and_not_before_it() -> None:
    jumped = drill(jumps=((10 * MINUTE, 8 * HOUR), (20 * MINUTE, HOUR)))
    assert ran_out(jumped, 5 * MINUTE, 4 * MINUTE) == 9 * MINUTE
    assert ran_out(jumped, 5 * MINUTE, 30 * MINUTE) == 10 * MINUTE + 1
    assert ran_out(jumped, 5 * MINUTE, 8 * HOUR + 30 * MINUTE) == 20 * MINUTE + 1
    assert ran_out(jumped, 5 * MINUTE, 10 * HOUR) == HOUR + 5 * MINUTE


@st.composite
def broken_time(draw: st.DrawFn) -> Drill:
    lengths = draw(st.lists(st.integers(1, 60), min_size=4, max_size=10))
    at, pauses, jumps = 0, [], []
    for length in lengths:
        at += length
        match draw(st.sampled_from(("pause", "jump", "nothing"))):
            case "pause":
                pauses.append((at * SECOND, (at + length) * SECOND))
                at += length
            case "jump":
                jumps.append((at * SECOND, length * SECOND))
    compress = draw(st.sampled_from((1.0, 0.5, 2.0, 10.0, 3.7)))
    return drill(compress, tuple(pauses), tuple(jumps), now=(at + 1) * SECOND)


@given(broken_time(), st.integers(0, 900 * SECOND))
def test_the_real_instant_is_the_first_at_which_the_event_clock_shows_it(
    broken: Drill, shown: int
) -> None:
    at = real_time(broken, shown)
    # A step of the compressed clock may be longer than one microsecond.
    slack = 4
    assert event_time(broken, at) >= shown - slack
    if at > 0:
        assert event_time(broken, at - 1) <= shown + slack
