"""The times of event lists as people write them: read to the minute, or not at all."""

from __future__ import annotations

import pytest

from bcp.durations import DAY, HOUR, MINUTE, SECOND
from bcp.message import Message
from bcp.written_times import Clock, Date
from drills.paper.event_times import Timeline, read_length, read_offset
from drills.paper.grid import Cell

NINE = 9 * HOUR


@pytest.mark.parametrize(
    ("written", "since"),
    [
        ("T+10", 10 * MINUTE),
        ("Ｔ＋１０", 10 * MINUTE),
        ("t + 10", 10 * MINUTE),
        ("T+10m", 10 * MINUTE),
        ("T+1h30m", 90 * MINUTE),
        ("T+1:30", 90 * MINUTE),
        ("T+0:00:30", 30 * SECOND),
        ("H+2 M-5", 115 * MINUTE),
        ("H+2M+5", 125 * MINUTE),
        ("J+1", DAY),
        ("D+1 H+3", DAY + 3 * HOUR),
        ("+15", 15 * MINUTE),
        ("+15分", 15 * MINUTE),
        ("開始30分後", 30 * MINUTE),
        ("発災後", None),
        ("発災から1時間半後", 90 * MINUTE),
        ("1日2時間後", 26 * HOUR),
        ("90分経過", 90 * MINUTE),
        ("開始", 0),
        ("発災時", 0),
        ("T0", 0),
        ("10分前", -10 * MINUTE),
        ("T-5", -5 * MINUTE),
        ("9:10", None),
        ("10", None),
        ("T+", None),
        ("T+1:75", None),
        ("そのうち", None),
        ("H+2 そのあと", None),
        ("", None),
    ],
)
def test_a_time_from_the_start_is_read_as_people_write_it(written: str, since: int | None) -> None:
    assert read_offset(written) == since


def test_a_number_alone_is_minutes_only_where_the_column_says_so() -> None:
    assert read_offset("45", bare=True) == 45 * MINUTE
    assert read_offset("1:30", bare=True) == 90 * MINUTE
    assert read_offset("45") is None


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("30分以内", 30 * MINUTE),
        ("1時間30分", 90 * MINUTE),
        ("30m", 30 * MINUTE),
        ("2 hours", 2 * HOUR),
        ("すぐ", None),
        ("30", None),
    ],
)
def test_a_length_is_read_as_people_write_it(written: str, length: int | None) -> None:
    assert read_length(written) == length


def _read(*cells: Cell | str, start: Timeline | None = None) -> list[int | str]:
    timeline = start or Timeline()
    written = [each if isinstance(each, Cell) else Cell(each) for each in cells]
    found = [timeline.at(each, None, None) for each in written]
    return [each.code if isinstance(each, Message) else each // MINUTE for each in found]


def test_the_first_time_of_day_is_the_start() -> None:
    assert _read("9:00", "9:10", "午後1時半") == [0, 10, 270]


def test_a_time_that_excel_knows_is_read_like_one_that_is_typed() -> None:
    assert _read(Cell("", None, Clock(NINE)), Cell("", None, Clock(NINE + 5 * MINUTE))) == [0, 5]


def test_after_midnight_it_is_the_next_day() -> None:
    assert _read("22:10", "23:50", "0:20", "9:00") == [0, 100, 130, 650]


def test_a_night_may_be_written_on() -> None:
    assert _read("22:10", "25:30") == [0, 200]


def test_hours_of_24_and_later_stay_on_the_day_they_are_written_under() -> None:
    assert _read("22:00", "24:00", "25:10", "26:00", "27:30") == [0, 120, 190, 240, 330]
    assert _read("22:00", "25:10", "2:00", "9:00") == [0, 190, 240, 660]
    assert _read("22:00", "24:30", "0:20", "25:00") == [
        *(0, 150, "events.earlier_than_above", 180),
    ]
    assert _read("25:10", "26:00", "翌9:00") == [0, 50, 470]
    assert _read("11/28 25:10", "26:00", "11/29 3:10") == [0, 50, 120]
    assert _read("25:10", "1:30", start=Timeline(25 * HOUR)) == [10, 30]


@pytest.mark.parametrize(
    "written", ["翌8:30", "翌日 8:30", "翌朝8時30分", "2日目 8:30", "D+1 8:30"]
)
def test_the_next_day_can_be_named(written: str) -> None:
    assert _read("9:00", written, "8:40") == [0, 1410, 1420]


def test_a_row_that_goes_back_a_little_is_refused_and_not_taken_for_the_next_day() -> None:
    assert _read("9:00", "10:05", "9:50", "10:10") == [0, 65, "events.earlier_than_above", 70]


def test_days_are_counted_from_that_of_the_start_in_either_calendar() -> None:
    start = Timeline(NINE, Date(2026, 11, 28))
    assert _read("2026-11-28 9:30", "令和8年11月29日 8時", "11/30 9:00", start=start) == [
        *(30, 23 * 60, 48 * 60),
    ]


def test_a_list_may_go_over_the_end_of_the_year() -> None:
    assert _read("12/31 22:00", "1/1 1:00") == [0, 180]


def test_a_date_is_refused_where_the_day_of_the_start_is_not_known() -> None:
    assert _read("9:00", "11/29 8:00") == [0, "events.no_start_date"]


def test_a_time_of_day_is_refused_where_nothing_says_when_the_start_was() -> None:
    assert _read("T+10", "9:30") == [10, "events.no_start"]
    assert _read("T+10", "9:30", start=Timeline(NINE)) == [10, 30]


def test_what_is_no_time_is_refused_in_its_own_words() -> None:
    assert _read("昼ごろ", "9時すぎ", "13") == ["events.bad_time"] * 3
