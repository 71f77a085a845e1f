"""What time it is where a plan applies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bcp.model import Organisation, Plan
from bcp.programme.rule import PlanCalendar
from drills.runtime.calendar import local_now


def test_today_is_that_of_the_zone_in_which_drills_are_planned() -> None:
    town = Organisation("見本町", utc_offset="+09:00")
    there = local_now(Plan(town, calendar=PlanCalendar("America/New_York")))
    assert there.utcoffset() == datetime.now(ZoneInfo("America/New_York")).utcoffset()
    assert local_now(Plan(town)).utcoffset() == timedelta(hours=9)
    assert abs(there - datetime.now(UTC)) < timedelta(minutes=5)
