"""What a device says of itself is recorded as it changes, and never floods the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.asking import Expectation, ProbeCall
from bcp.durations import MINUTE, SECOND, Span
from bcp.model import Rto
from drills.core import events as e
from drills.core.brief import Brief, Target
from drills.core.machine import replay
from drills.core.recovery import recovery_of
from drills.core.telling import AGAIN_US, APART_US, MOST_LETTERS, Teller
from scenarios.reading import Fact, Reading
from tests.core import making as m
from tests.core.simulation import Simulation, World, drilled

NEWS = {"rx_level_dbm": 0.5, "modulation": 0.0}
LATENCY = 10_000


def said(at: int, level: Fact, modulation: Fact = "256QAM", **more: Fact) -> e.Sample:
    facts = {"reply": True, "rx_level_dbm": level, "modulation": modulation, **more}
    return e.Sample(at, at + LATENCY, "held", Reading(facts))


def told(samples: Iterable[e.Sample], news: dict[str, float] = NEWS) -> list[e.DeviceTold]:
    teller, found = Teller("hop/radio", news), list[e.DeviceTold]()
    for each in samples:
        teller, more = teller.heard(each)
        found += more
    return found


def levels(found: Iterable[e.DeviceTold]) -> list[Fact]:
    return [each.facts["rx_level_dbm"] for each in found]


def every(seconds: int, level: Callable[[int], Fact], until: int) -> list[e.Sample]:
    return [said(at * SECOND, level(at)) for at in range(0, until, seconds)]


def test_a_level_that_sinks_is_told_step_by_step_though_all_is_well() -> None:
    found = told(every(15, lambda at: -45.0 - at / 15, 75))
    assert levels(found) == [-45.0, -46.0, -47.0, -48.0, -49.0]


def test_a_level_that_sinks_slowly_is_told_as_soon_as_it_sank_enough() -> None:
    assert levels(told(every(10, lambda at: -45.0 - at / 100, 60))) == [-45.0, -45.5]


def test_noise_below_the_least_difference_is_told_once_a_minute() -> None:
    noise = every(1, lambda at: -45.0 + (0.4 if at % 2 else 0), 8 * 60)
    assert [each.at - LATENCY for each in told(noise)] == [each * MINUTE for each in range(8)]


def test_a_word_that_changes_is_told_whatever_the_numbers_do() -> None:
    found = told([said(0, -45.0), said(11 * SECOND, -45.0, "QPSK")])
    assert [each.facts["modulation"] for each in found] == ["256QAM", "QPSK"]


def test_a_fact_that_it_does_not_say_any_more_is_told_by_its_absence() -> None:
    found = told([said(0, -45.0), said(11 * SECOND, None)])
    assert [dict(each.facts) for each in found][1] == {"modulation": "256QAM"}


def test_what_the_probe_does_not_mark_is_never_told() -> None:
    found = told(said(at * 11 * SECOND, -45.0, rtt_ms=float(at)) for at in range(5))
    assert [set(each.facts) for each in found] == [set(NEWS)]
    assert told([said(0, -45.0)], news={}) == []


def test_a_number_that_was_not_measured_says_so() -> None:
    (found,) = told([said(0, -45.0, basis="observed")])
    assert found.facts["basis"] == "observed"


def test_however_long_a_device_s_words_are_a_record_is_short() -> None:
    (found,) = told([said(0, -45.0, "警" * 70_000)])
    assert found.facts["modulation"] == "警" * MOST_LETTERS


def test_silence_tells_nothing_and_is_no_change() -> None:
    silent = e.Sample(20 * SECOND, 21 * SECOND, "broken", Reading({"reply": False}))
    unasked = e.Sample(22 * SECOND, 22 * SECOND, "unknown", Reading())
    assert levels(told([said(0, -45.0), silent, unasked, said(40 * SECOND, -45.2)])) == [-45.0]


def test_an_answer_that_was_overtaken_does_not_take_the_newer_ones_place() -> None:
    late = e.Sample(SECOND, 30 * SECOND, "held", said(0, -45.0).reading)
    assert levels(told([said(2 * SECOND, -60.0), late])) == [-60.0]


@given(
    st.lists(st.tuples(st.integers(0, 20 * SECOND), st.integers(-80, -40)), max_size=80),
    st.integers(0, 5 * SECOND),
)
def test_two_records_are_never_nearer_than_the_least_time_between_them(
    answers: list[tuple[int, int]], took: int
) -> None:
    samples, at = list[e.Sample](), 0
    for wait, level in answers:
        at += wait
        reading = Reading({"reply": True, "rx_level_dbm": level, "modulation": str(level)})
        samples.append(e.Sample(at, at + took, "held", reading))
    found = told(samples)
    assert all(b.at - a.at >= APART_US for a, b in pairwise(found))
    assert bool(found) == bool(samples)


class Fading(World):
    """The radio loses 1 dB every 20 seconds, for ever."""

    def look(self, subject: str, at: int) -> Reading:
        if not self.up(subject, at):
            return super().look(subject, at)
        level = -45.0 - at // (20 * SECOND)
        return Reading({"reply": True, "rx_level_dbm": level, "modulation": "256QAM"})


DOWN = {"hop": [(100 * SECOND, 130 * SECOND)]}


def fading(**more: object) -> Fading:
    return Fading(news={"radio": NEWS}, down=DOWN, **more)  # type: ignore[arg-type]


def short() -> Brief:
    call = ProbeCall("radio", "hop", expect=(Expectation("reply", "equals", True),))
    hop = m.system("hop", probe=(call,), rto=Rto(Span(MINUTE)))
    return m.brief(m.inject("end", at=5 * MINUTE), systems=(hop,))


def test_a_recovery_takes_as_long_as_without_the_records() -> None:
    quiet, loud = drilled(short(), Fading(down=DOWN)), drilled(short(), fading())
    assert (len(quiet.of(e.DeviceTold)), len(loud.of(e.DeviceTold))) == (0, 14)
    target = Target("hop", None, "onset", rto=Span(MINUTE))
    assert recovery_of(quiet.drill, target) == recovery_of(loud.drill, target)


def test_the_state_knows_what_was_told_last_and_a_replay_comes_to_the_same() -> None:
    run = drilled(short(), fading())
    assert run.drill.checks["hop/radio"].told == run.of(e.DeviceTold)[-1]
    assert replay(run.events) == run.drill


def test_a_run_that_was_taken_up_does_not_tell_again_what_was_just_told() -> None:
    first = Simulation(fading()).begin(short())
    first.run(until=63 * SECOND)
    again = Simulation.crashed_after(first.events, fading(), gap=2 * SECOND)
    again.run(until=75 * SECOND)
    assert [each.at // SECOND for each in again.of(e.DeviceTold)] == [0, 20, 40, 60]


@pytest.mark.parametrize(("apart", "most"), [(APART_US, 2_880), (AGAIN_US, 480)])
def test_eight_hours_of_one_device_are_at_most_so_many_records(apart: int, most: int) -> None:
    changes = apart == APART_US
    answers = every(1, lambda at: -45.0 - (at % 60 if changes else 0), 8 * 60 * 60)
    assert len(told(answers)) == most
