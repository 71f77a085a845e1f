"""Figures are joined only where they may be compared, and no more is claimed than they show."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import HOUR, MINUTE
from bcp.message import Text
from drills.history.direction import direction
from drills.history.index import rows
from drills.history.trend import Series, Trend, trend
from tests.history.making import Held, days, hold, unlike


def _trend(runs: Path, *drills: Held) -> Trend:
    hold(runs, *drills)
    return trend(rows(runs), lambda _, target: target.id == "mail")


def _series(runs: Path, *drills: Held) -> Series:
    (series,) = _trend(runs, *drills).series
    return series


def _years(count: int, **rest: object) -> list[Held]:
    return [unlike(Held(day), **rest) for day in days(2026, count)]


def test_the_same_drill_makes_one_line(tmp_path: Path) -> None:
    series = _series(tmp_path / "runs", *_years(3))
    assert [len(each) for each in series.stretches] == [3]
    latest = series.latest
    assert (latest.count, latest.met, latest.direction) == (3, 3, None)
    assert latest.median_us == latest.best_us == latest.worst_us == 40 * MINUTE


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"limit": 2 * HOUR}, ("target",)),
        ({"mode": "walkthrough"}, ("mode",)),
        ({"steps": ("look", "more")}, ("scenario",)),
        ({"asked": "http"}, ("asked",)),
        ({"title": Text("他の題"), "name": Text("他の名"), "every": 5_000_000}, ()),
    ],
)
def test_a_line_is_cut_where_something_else_was_drilled(
    tmp_path: Path, changes: dict[str, object], words: tuple[str, ...]
) -> None:
    before, after = _years(2)
    series = _series(tmp_path / "runs", before, unlike(after, **changes))
    assert series.points[1].changed == words
    assert len(series.stretches) == (2 if words else 1)
    assert series.latest.count == (1 if words else 2)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"mode": "tabletop"}, "tabletop"),
        ({"finish": "aborted"}, "aborted"),
        ({"finish": "stop_condition"}, "stopped"),
        ({"finish": "real_event"}, "real_event"),
        ({"finish": None}, "open"),
        ({"back": ()}, "not_measured"),
    ],
)
def test_what_is_no_measured_recovery_is_left_out_and_named(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    one, other = _years(2)
    series = _series(tmp_path / "runs", one, unlike(other, **changes))
    assert [each.run_id[:8] for each in series.points] == ["20260414"]
    assert [(each.run_id[:8], each.reason) for each in series.left_out] == [("20260514", reason)]


def test_a_miss_without_a_return_is_no_figure_and_is_counted(tmp_path: Path) -> None:
    one, other = _years(2)
    series = _series(tmp_path / "runs", one, unlike(other, back=(("mail", -1),)))
    assert series.latest.count == 1
    assert series.latest.not_recovered == 1
    assert series.left_out[0].reason == "not_recovered"


def test_a_damaged_record_is_named_and_not_counted(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    place = hold(runs, *_years(2))[1]
    (place / "journal.sqlite").write_bytes(b"junk" * 1_000)
    found = trend(rows(runs), lambda _, target: target.id == "mail")
    assert found.drills == 1
    assert [(each.place, each.reason) for each in found.left_out] == [(place.name, "damaged")]


def test_municipalities_that_share_a_folder_do_not_share_a_line(tmp_path: Path) -> None:
    one, other = _years(2)
    found = _trend(tmp_path / "runs", one, unlike(other, organisation="隣町"))
    assert [len(each.points) for each in found.series] == [1, 1]


def test_a_target_that_changed_without_a_new_figure_is_said(tmp_path: Path) -> None:
    one, other = _years(2)
    series = _series(tmp_path / "runs", one, unlike(other, limit=2 * HOUR, back=()))
    assert series.limit_us == HOUR
    assert series.latest.changed_since == ("target",)


def test_of_few_figures_no_trend_is_claimed() -> None:
    assert direction([(9, 10), (7, 8), (5, 6), (3, 4)]) is None
    assert direction([(9, 10), (7, 8), (5, 6), (3, 4), (1, 2)]) == "shorter"
    assert direction([(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]) == "longer"


def test_intervals_that_overlap_show_no_trend() -> None:
    assert direction([(number, number + 100) for number in range(20)]) == "none"


def test_one_order_of_five_that_chance_often_gives_is_no_trend() -> None:
    assert direction([(9, 9), (7, 7), (8, 8), (5, 5), (3, 3)]) == "none"


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), min_size=5, max_size=12))
def test_the_pairs_are_counted_as_one_by_one(drawn: list[tuple[int, int]]) -> None:
    intervals = [(low, low + width) for low, width in drawn]
    found = direction(intervals)
    mirrored = direction(intervals[::-1])
    opposite = {"shorter": "longer", "longer": "shorter", "none": "none"}
    assert found is not None
    assert mirrored == opposite[found]
    count = len(intervals)
    pairs = [
        (intervals[b][0] > intervals[a][1]) - (intervals[b][1] < intervals[a][0])
        for a in range(count)
        for b in range(a + 1, count)
    ]
    enough = (abs(sum(pairs)) - 1) ** 2 >= 1.96**2 * count * (count - 1) * (2 * count + 5) / 18
    claimed = found != "none"
    assert claimed == (enough and sum(pairs) != 0 and abs(sum(pairs)) > 1)
