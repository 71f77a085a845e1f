from __future__ import annotations

from dataclasses import replace
from typing import get_args

from drills.core.events import Source
from drills.core.recovery import STILL_DOWN
from drills.report.figures import NOTHING
from drills.report.html_bars import LIMIT_AT, bar_of
from drills.report.measured_lines import Figure

FIGURE = Figure(
    verdict="met",
    limit_us=100,
    actual_us=50,
    error_us=10,
    low_us=40,
    high_us=60,
    difference_us=-50,
    source="measured",
    counted_from="onset",
    why=None,
    assumed_us=0,
    paused_us=0,
    approximate=False,
    formula=NOTHING(),
    records=(),
)
UNMEASURED = replace(FIGURE, actual_us=None, error_us=None, low_us=None, high_us=None)


def test_the_certain_part_ends_where_the_error_begins() -> None:
    bar = bar_of(FIGURE)
    assert (bar.limit, bar.certain, bar.high, bar.cut) == (LIMIT_AT, 24.8, 37.2, False)
    assert bar.band == 12.4


def test_the_target_stands_at_the_same_place_in_every_bar() -> None:
    longer = replace(FIGURE, limit_us=100_000)
    assert bar_of(longer).limit == bar_of(FIGURE).limit


def test_a_target_inside_the_error_is_drawn_inside_the_band() -> None:
    bar = bar_of(replace(FIGURE, verdict="within_error", low_us=95, high_us=105))
    assert bar.limit is not None
    assert bar.certain < bar.limit < bar.high


def test_what_is_too_long_for_the_room_is_cut_and_says_so() -> None:
    bar = bar_of(replace(FIGURE, verdict="missed", low_us=900, high_us=910))
    assert (bar.certain, bar.band, bar.cut) == (100.0, 0.0, True)


def test_what_was_not_measured_has_no_length() -> None:
    bar = bar_of(replace(UNMEASURED, verdict="not_measured"))
    assert (bar.kind, bar.certain, bar.high) == ("blank", 0.0, 0.0)


def test_what_was_still_down_is_certain_up_to_its_target_and_open_beyond() -> None:
    bar = bar_of(replace(UNMEASURED, verdict="missed", why=STILL_DOWN(elapsed=200)))
    assert (bar.kind, bar.certain, bar.cut) == ("beyond", LIMIT_AT, True)


def test_a_step_that_failed_early_is_not_drawn_as_if_it_had_taken_long() -> None:
    assert bar_of(replace(UNMEASURED, verdict="missed")).kind == "blank"


def test_without_a_target_there_is_no_line_of_it() -> None:
    bar = bar_of(replace(FIGURE, verdict="no_target", limit_us=None))
    assert (bar.limit, bar.high) == (None, LIMIT_AT)


def test_a_target_of_no_time_at_all_stands_at_the_beginning() -> None:
    bar = bar_of(replace(FIGURE, verdict="missed", limit_us=0))
    assert (bar.limit, bar.high, bar.cut) == (0.0, LIMIT_AT, False)


def test_nothing_lost_is_a_bar_of_no_length() -> None:
    bar = bar_of(replace(FIGURE, low_us=0, high_us=0))
    assert (bar.kind, bar.certain, bar.high) == ("measured", 0.0, 0.0)


def test_what_was_only_given_or_assumed_does_not_look_like_what_was_seen() -> None:
    drawn = {each: bar_of(replace(FIGURE, source=each)).unreal for each in get_args(Source)}
    assert [source for source, unreal in drawn.items() if unreal] == ["injected", "assumed"]
