from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.eras import day_in_japanese
from bcp.wareki import LocalTime, date_said, fiscal_year_said, offset_seconds


def at(text: str) -> LocalTime:
    return LocalTime(int(datetime.fromisoformat(f"{text}+09:00").timestamp()) * 1_000_000)


@pytest.mark.parametrize(
    ("iso", "said", "year"),
    [
        ("2026-11-21T10:00:00", "令和8年11月21日（土）", "令和8年度"),
        ("2019-05-01T00:00:00", "令和元年5月1日（水）", "令和元年度"),
        ("2019-04-30T23:59:59", "平成31年4月30日（火）", "令和元年度"),
        ("2019-03-31T12:00:00", "平成31年3月31日（日）", "平成30年度"),
        ("2027-03-31T12:00:00", "令和9年3月31日（水）", "令和8年度"),
        ("2027-04-01T00:00:00", "令和9年4月1日（木）", "令和9年度"),
        ("1989-01-07T12:00:00", "昭和64年1月7日（土）", "昭和63年度"),
    ],
)
def test_dates_are_said_as_offices_write_them(iso: str, said: str, year: str) -> None:
    assert date_said(at(iso), "ja") == said
    assert fiscal_year_said(at(iso), "ja") == year


def test_in_english_dates_are_said_by_the_common_calendar() -> None:
    assert date_said(at("2026-11-21T10:00:00"), "en") == "Sat 2026-11-21"
    assert fiscal_year_said(at("2027-03-31T10:00:00"), "en") == "fiscal year 2026"


@given(st.integers(-1_200_000_000, 10_000_000_000), st.integers(-12, 14))
def test_days_and_clocks_are_those_of_the_calendar(unix: int, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    wanted = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=unix)
    wanted = wanted.astimezone(zone)
    local = LocalTime(unix * 1_000_000, hours * 3600)
    assert date(*local.day) == wanted.date()
    assert local.weekday == wanted.weekday()
    assert local.clock == f"{wanted:%H:%M:%S}"
    assert datetime.fromisoformat(local.iso) == wanted


def test_an_offset_is_read_as_the_plan_writes_it() -> None:
    assert offset_seconds("+09:00") == 9 * 3600
    assert offset_seconds("-03:30") == -3 * 3600 - 1800
    with pytest.raises(ValueError, match="9"):
        offset_seconds("9")


def test_a_day_in_a_japanese_sentence_is_written_as_offices_write_it() -> None:
    assert day_in_japanese("2027-07-12") == "令和9年7月12日"
    assert day_in_japanese("2027-11-07 08:00") == "令和9年11月7日 08:00"
    assert day_in_japanese("2019-05-01") == "令和元年5月1日"
    assert day_in_japanese("毎年") == "毎年"
