"""The board tells the real date of the next drill that people hold, and no name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bcp.upkeep import PlannedDrill
from drills.serve.next_date import NextDate
from tests.year.made import plan


def us(day: str) -> int:
    """An instant of UTC in microseconds since 1970."""
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) * 1_000_000


def test_the_next_date_is_that_of_a_drill_that_people_hold_and_not_of_every_night() -> None:
    town, dates = plan(), NextDate()
    first = dates.of(town, us("2027-03-20"))
    assert first is not None
    assert f"{first:%Y-%m-%d %H:%M}" == "2027-04-15 10:00"
    # It is moved behind the election, as the calendar says.
    later = dates.of(town, us("2027-05-01"))
    assert later is not None
    assert f"{later:%Y-%m-%d}" == "2027-07-21"


def test_a_plan_without_rules_names_no_date() -> None:
    town = plan()
    undated = replace(town, drills=(PlannedDrill("someday"),))
    nightly = replace(town, drills=tuple(each for each in town.drills if each.unattended))
    assert NextDate().of(undated, us("2027-03-20")) is None
    assert NextDate().of(nightly, us("2027-03-20")) is None
