"""What holds for every programme of every plan, in every zone, from 2019 to 2050."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import Phase, given, settings

from bcp.model import Plan
from bcp.programme.days import Days
from bcp.programme.dues import MOST_MOVED, Due, Programme, dues
from bcp.programme.local_time import instant, on_the_clock
from bcp.programme.written_days import span_written, yearly_span
from bcp.quiet_hours import quiet_now
from tests.bcp.programme.making import lengths, moments, plans

FEW = settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))


@FEW
@given(plans(), moments, lengths, lengths)
def test_two_ranges_beside_each_other_have_what_both_have_together(
    plan: Plan, since: datetime, first: timedelta, second: timedelta
) -> None:
    middle, until = since + first, since + first + second
    apart = dues(plan, since, middle) + dues(plan, middle, until)
    assert apart == dues(plan, since, until)


@FEW
@given(plans(), moments, lengths)
def test_the_first_that_is_held_is_the_first_of_all_of_them(
    plan: Plan, since: datetime, length: timedelta
) -> None:
    until = since + length
    held = [each for each in dues(plan, since, until) if each.omitted is None]
    first = Programme.of(plan, {}).first_held(plan.drills, since, until)
    assert first == next(iter(held), None)


@FEW
@given(moments)
def test_a_fixed_offset_reckons_as_the_zone_that_has_it(moment: datetime) -> None:
    fixed, tokyo = timezone(timedelta(hours=9)), ZoneInfo("Asia/Tokyo")
    local = moment.replace(tzinfo=None)
    assert instant(local, fixed) == instant(local, tokyo)
    assert on_the_clock(moment, fixed).isoformat() == on_the_clock(moment, tokyo).isoformat()


@FEW
@given(plans(), moments, lengths)
def test_every_key_is_there_once_and_nothing_starts_twice_at_a_time(
    plan: Plan, since: datetime, length: timedelta
) -> None:
    found = dues(plan, since, since + length)
    starts = [(due.drill, due.at) for due in found if due.omitted is None]
    assert len({due.key for due in found}) == len(found)
    assert len(set(starts)) == len(starts)


@FEW
@given(plans(), moments, lengths)
def test_nothing_is_held_on_what_stands_against_it(
    plan: Plan, since: datetime, length: timedelta
) -> None:
    drills = {each.id: each for each in plan.drills}
    with_outage = {
        each.id for each in plan.drills for rule in each.starts if rule.with_ is not None
    }
    for due in dues(plan, since, since + length):
        if due.omitted is not None or due.drill in with_outage:
            continue
        despite = drills[due.drill].despite
        alone = drills[due.drill].unattended is not None
        assert _against(plan, due) - set(despite) - (set() if alone else {"quiet-hours"}) == set()


@FEW
@given(plans(), moments, lengths)
def test_what_is_moved_passes_no_other_and_not_more_than_a_month(
    plan: Plan, since: datetime, length: timedelta
) -> None:
    found = dues(plan, since, since + length)
    for drill in plan.drills:
        own = [(due.moved_from or due.at, due.at) for due in found if due.drill == drill.id]
        assert [at for _, at in sorted(own)] == sorted(at for _, at in own)
    far = timedelta(days=MOST_MOVED + 1)
    assert all(abs(due.at - due.moved_from) < far for due in found if due.moved_from)


@FEW
@given(plans(), moments, lengths)
def test_every_time_is_one_that_clocks_there_show(
    plan: Plan, since: datetime, length: timedelta
) -> None:
    zone = ZoneInfo(plan.calendar.time_zone or "")
    for due in dues(plan, since, since + length):
        local = due.at.astimezone(zone)
        assert local.replace(tzinfo=None) == due.at.replace(tzinfo=None)
        assert local.fold == 0
        assert since <= due.at < since + length


def _against(plan: Plan, due: Due) -> set[str]:
    """What stands against it, found in another way than the programme does."""
    local = due.at.replace(tzinfo=None)
    out = set() if Days.of(plan).is_open(local.date()) else {"closed-days"}
    for each in plan.calendar.outages:
        span = span_written(each.first, each.last)
        if span and span[0] <= local < span[1]:
            out.add("outages")
    for black in plan.calendar.blackouts:
        span = span_written(black.first, black.last)
        spans = [yearly_span(black.first, black.last, local.year - back) for back in (0, 1)]
        in_year = any(each and each[0] <= local.date() <= each[1] for each in spans)
        if in_year or (span and span[0] <= local < span[1]):
            out.add("blackouts")
    if quiet_now(plan.quiet_hours, local.hour * 60 + local.minute):
        out.add("quiet-hours")
    return out
