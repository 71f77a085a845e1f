"""A line of cron means what the scheduler's own library means by it, and its traps are closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bcp.programme.cron import MONTHS, WEEKDAYS, CronLine, WrongCron, read_cron
from bcp.programme.dues import dues
from bcp.programme.rule import PlanCalendar, Rule
from tests.bcp.programme.making import planned, said, town


def _parts(low: int, high: int, names: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    def shown(number: int) -> str:
        return names[number - low] if names else str(number)

    one = st.integers(low, high).map(shown)
    pair = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted)
    ends = pair.map(lambda both: f"{shown(both[0])}-{shown(both[1])}")
    # The library knows no steps of names, and none that is wider than its range.
    every = st.integers(2, 6 if names else 9).map(lambda step: f"*/{step}")
    listed = st.lists(st.one_of(one, ends), min_size=1, max_size=3).map(",".join)
    return listed if names else st.one_of(every, listed)


_day_and_weekday = st.one_of(
    st.just(("*", "*")),
    st.tuples(_parts(1, 31), st.just("*")),
    st.tuples(st.just("*"), _parts(0, 6, WEEKDAYS)),
)
# A line of ours comes 24 times a day at the most.
_minute_and_hour = st.one_of(
    st.tuples(st.sampled_from(("0", "59")), _parts(0, 23)),
    st.tuples(st.sampled_from(("*/30", "10-12")), st.sampled_from(("0", "8-15", "*/3", "22-23,1"))),
)
_lines = st.builds(
    lambda times, both, month: f"{' '.join(times)} {both[0]} {month} {both[1]}",
    *(_minute_and_hour, _day_and_weekday),
    st.one_of(st.just("*"), _parts(1, 12), _parts(1, 12, MONTHS)),
)


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(_lines, st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_a_line_comes_when_the_schedulers_library_says(line: str, since: datetime) -> None:
    since = since.replace(tzinfo=UTC)
    utc = PlanCalendar(time_zone="UTC", holidays="none", year_end=False)
    drill = planned(Rule(cron=line), despite=("closed-days",))
    until = since + timedelta(days=35)
    ours = [due.at for due in dues(town(drill, calendar=utc), since, until)]
    trigger = CronTrigger.from_crontab(line, timezone=UTC)
    theirs: list[datetime] = []
    at = trigger.get_next_fire_time(None, since)
    while at is not None and at < until and len(theirs) < 50:
        theirs.append(at)
        at = trigger.get_next_fire_time(at, at)
    assert list(islice(ours, 50)) == theirs


@pytest.mark.parametrize(
    ("line", "english"),
    [
        ("30 2 * * 1-5", "a weekday is no number here: '1' is another day in every program."),
        ("30 2 13 * fri", "a line may not limit both the day of the month and the weekday"),
        (
            "30 2 * *",
            "a line of cron has five fields: minute, hour, day, month, weekday; this has 4",
        ),
        ("30 24 * * *", "'24' cannot be read as an hour (0 to 23)."),
        ("30 2 * * fri-mon", "'fri-mon' ends before it begins."),
        ("5/15 2 * * *", "'5/15' cannot be read as a minute (0 to 59)."),
        ("*/60 2 * * *", "'*/60' cannot be read as a minute (0 to 59)."),
        ("*/0 2 * * *", "'*/0' cannot be read as a minute (0 to 59)."),
        ("30 2 * * mo", "'mo' cannot be read as a weekday (mon to sun)."),
        ("@daily", "a line of cron has five fields"),
        ("* * * * *", "by this line a drill would begin 1440 times a day; 24 times are the most."),
        ("*/30 0-11,13 * * *", "by this line a drill would begin 26 times a day"),
    ],
)
def test_what_programs_mean_differently_is_refused(line: str, english: str) -> None:
    wrong = read_cron(line)
    assert isinstance(wrong, WrongCron)
    assert said(wrong.what)[1].startswith(english)
    assert wrong.remedy is not None


def test_a_range_over_the_week_is_offered_in_two_parts() -> None:
    wrong = read_cron("0 9 * * fri-mon")
    assert isinstance(wrong, WrongCron)
    assert said(wrong.remedy)[1] == 'Write it in two parts: "fri-sun,mon".'
    assert isinstance(read_cron("0 9 * * fri-sun,mon"), CronLine)
