"""Single days that are known from calendars on paper, and from the clocks of other countries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bcp.durations import DAY, BusinessDays, Span
from bcp.model import Plan
from bcp.programme.dues import Due, dues
from bcp.programme.rule import Blackout, Outage, PlanCalendar, Rule
from tests.bcp.programme.making import CALENDAR, DATES, planned, said, town


def _in_year(plan: Plan, year: int, drill: str = "quake") -> list[Due]:
    begin, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    return [due for due in dues(plan, begin, end) if due.drill == drill]


def _told(due: Due) -> str:
    """``09-21 09:00, not 09-20: closed (…)``; one that is not held ends with the reason."""
    told = f"{due.at:%m-%d %H:%M}"
    if due.moved_from is not None:
        told += f", not {due.moved_from:%m-%d}"
    why = said(due.omitted or due.because)
    return told + (f": {why[1]}" if why else "") + (" (expected)" if due.expected else "")


@pytest.mark.parametrize(
    ("rule", "year", "days"),
    [
        (Rule(in_=(9,), day="3rd mon", at="09:00"), 2027, ["09-21 09:00, not 09-20"]),
        # 振替休日: 4 May 2020 was a holiday of its own, so the 3rd moved to the 6th.
        (Rule(date="2020-05-06", at="09:00"), 2020, ["05-07 09:00, not 05-06"]),
        # 国民の休日: 22 September 2026 lies between two holidays.
        (Rule(date="2026-09-22", at="09:00"), 2026, ["09-24 09:00, not 09-22"]),
        (Rule(in_=(4,), day="last business", at="09:00"), 2028, ["04-28 09:00"]),
        (Rule(in_=(1,), day="1st business", at="09:00"), 2027, ["01-04 09:00"]),
        (Rule(in_=(12,), day="last day", at="09:00"), 2027, ["01-04 09:00, not 12-31"]),
        (Rule(after="transfers", by=BusinessDays(10), at="10:00"), 2027, ["04-15 10:00"]),
        (Rule(before="flood-season", by=Span(14 * DAY), at="09:00"), 2027, ["05-18 09:00"]),
        (Rule(cron="0 9 29 2 *"), 2028, ["02-29 09:00"]),
        (Rule(cron="0 9 29 2 *"), 2027, []),
        (Rule(in_=(2, 4), day="30", at="09:00"), 2027, ["04-30 09:00"]),
        (Rule(in_=(5,), day="5th mon", at="09:00"), 2027, ["05-31 09:00"]),
        (Rule(in_=(4,), day="5th mon", at="09:00"), 2027, []),
    ],
    ids=str,
)
def test_a_rule_comes_on_these_days(rule: Rule, year: int, days: list[str]) -> None:
    found = [_told(due).partition(": ")[0] for due in _in_year(town(planned(rule)), year)]
    assert found == days


def test_what_stands_against_a_day_is_named() -> None:
    calendar = PlanCalendar(
        "Asia/Tokyo",
        DATES,
        blackouts=(Blackout("02-16", "03-15"),),
        outages=(Outage("2027-11-07 08:00", "2027-11-07 17:00"),),
    )
    rules = [Rule(date=day, at="09:00") for day in ("2027-02-20", "2027-11-07", "2027-12-30")]
    late = town(planned(*rules), calendar=calendar)
    never = town(planned(*rules, if_closed="skip", despite=("closed-days",)), calendar=calendar)
    assert [_told(each) for each in _in_year(late, 2027)] == [
        "03-16 09:00, not 02-20: closed (weekend)",
        "11-08 09:00, not 11-07: closed (weekend)",
    ]
    assert [_told(each) for each in _in_year(never, 2027)] == [
        "02-20 09:00: no drills: 2027-02-16 to 2027-03-15",
        "11-07 09:00: planned outage of the mains: 2027-11-07 08:00 to 2027-11-07 17:00",
        "12-30 09:00",
    ]


def test_the_drill_of_the_outage_is_held_with_it() -> None:
    calendar = PlanCalendar("Asia/Tokyo", outages=(Outage("2027-11-07 08:00", "2027-11-07 17:00"),))
    plan = town(planned(Rule(with_="outage")), calendar=calendar, quiet=("22:00-12:00",))
    assert [_told(each) for each in _in_year(plan, 2027)] == ["11-07 08:00"]


def test_quiet_hours_bind_what_starts_by_itself_only() -> None:
    rule = Rule(date="2027-09-01", at="09:00")
    people = town(planned(rule), quiet=("08:30-17:15",))
    alone = town(planned(rule, unattended="walkthrough"), quiet=("08:30-17:15",))
    assert [_told(each) for each in _in_year(people, 2027)] == ["09-01 09:00"]
    assert _in_year(alone, 2027)[0].omitted is not None


def test_nightly_drills_leave_holidays_out_and_are_not_held_twice() -> None:
    nightly = town(planned(Rule(cron="30 2 * * mon-fri")))
    moved = town(planned(Rule(cron="30 2 * * mon-fri"), if_closed="after"))
    for plan in (nightly, moved):
        found = [due for due in _in_year(plan, 2027) if due.omitted is None]
        assert len(found) == 242
        assert len({due.at for due in found}) == len(found)


def test_what_comes_after_a_drill_counts_from_when_it_was_held() -> None:
    first = planned(Rule(in_=(4, 10), day="2nd tue", at="09:00"), id="first")
    plan = town(first, planned(Rule(after="first", by=Span(14 * DAY), at="13:00")))
    span = (datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))

    def told(*held: datetime) -> list[str]:
        return [_told(due) for due in dues(plan, *span, {"first": held}) if due.drill == "quake"]

    assert told() == ["04-27 13:00 (expected)", "10-26 13:00 (expected)"]
    assert told(datetime(2027, 4, 20, 1, tzinfo=UTC)) == [
        "05-06 13:00, not 05-04: closed (Greenery Day)",
        "10-26 13:00 (expected)",
    ]


@pytest.mark.parametrize(
    ("zone", "line", "day", "told"),
    [
        # Clocks go from 02:00 to 03:00, and from 02:00 back to 01:00.
        ("America/New_York", "30 2 * * *", "2027-03-14", ["2027-03-14T03:00:00-04:00"]),
        ("America/New_York", "30 1 * * *", "2027-11-07", ["2027-11-07T01:30:00-04:00"]),
        ("Europe/London", "30 1 * * *", "2027-03-28", ["2027-03-28T02:00:00+01:00"]),
        ("Europe/London", "30 1 * * *", "2027-10-31", ["2027-10-31T01:30:00+01:00"]),
        # Half an hour: from 02:00 to 02:30, and from 02:00 back to 01:30.
        ("Australia/Lord_Howe", "15 2 * * *", "2027-10-03", ["2027-10-03T02:30:00+11:00"]),
        ("Australia/Lord_Howe", "45 1 * * *", "2027-04-04", ["2027-04-04T01:45:00+11:00"]),
        # Four times lie in the gap, and the first after it is the fifth: it is held once.
        ("America/New_York", "*/15 2 * * *", "2027-03-14", ["2027-03-14T03:00:00-04:00"]),
    ],
)
def test_a_time_that_clocks_skip_is_the_next_and_one_that_comes_twice_is_the_first(
    zone: str, line: str, day: str, told: list[str]
) -> None:
    calendar = PlanCalendar(zone, holidays="none", year_end=False)
    plan = town(planned(Rule(cron=line), despite=("closed-days",)), calendar=calendar)
    found = [due.at.isoformat() for due in _in_year(plan, 2027)]
    assert [each for each in found if each.startswith(day)] == told


def test_without_a_zone_the_organisations_offset_counts() -> None:
    plan = town(planned(Rule(date="2027-09-01", at="10:00")), calendar=PlanCalendar())
    assert [due.key for due in _in_year(plan, 2027)] == ["quake@2027-09-01T01:00Z"]
    assert CALENDAR.time_zone == "Asia/Tokyo"
