"""A day in words is that of its own clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from bcp.days_said import day_said

FAR_EAST = timezone(timedelta(hours=14))


def test_a_day_and_a_time_of_that_day_are_said_alike() -> None:
    for day in (date(2026, 11, 21), datetime(2026, 11, 21, 0, 5, tzinfo=FAR_EAST)):
        assert day_said(day, "ja") == "令和8年11月21日（土）"
        assert day_said(day, "en") == "Sat 2026-11-21"
    assert day_said(date(1969, 12, 31), "en") == "Wed 1969-12-31"
