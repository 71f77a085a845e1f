"""Plans of one organisation, with rules made by hand or at random."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from bcp.durations import DAY, BusinessDays, Span
from bcp.message import LANGUAGES, Message, render
from bcp.model import Organisation, Plan
from bcp.programme.month_days import WORDS
from bcp.programme.rule import Blackout, Outage, PlanCalendar, Rule
from bcp.upkeep import IfClosed, Obstacle, PlannedDrill, UnattendedMode

ZONES = ("Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe")
DATES = {"transfers": "04-01", "flood-season": "06-01"}
CALENDAR = PlanCalendar(time_zone="Asia/Tokyo", dates=DATES)

clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
spans = st.one_of(
    st.integers(1, 60).map(lambda days: Span(days * DAY)), st.integers(1, 30).map(BusinessDays)
)
_crons = st.sampled_from(
    ("30 2 * * mon-fri", "0 2 * * *", "15 1,13 * * sun", "0 9 29 2 *", "45 23 31 * *")
)
_days = st.dates(datetime(2019, 1, 1).date(), datetime(2050, 12, 31).date()).map(str)
_rules = st.one_of(
    _crons.map(lambda line: Rule(cron=line)),
    st.builds(lambda day, at: Rule(date=day, at=at), _days, clocks),
    st.builds(
        lambda months, day, at: Rule(in_=tuple(sorted(months)), day=day, at=at),
        st.sets(st.integers(1, 12), min_size=1),
        st.sampled_from(WORDS),
        clocks,
    ),
    st.builds(
        lambda word, by, at: Rule(after=word, by=by, at=at),
        st.sampled_from((*DATES, "first")),
        spans,
        clocks,
    ),
    st.builds(
        lambda word, by, at: Rule(before=word, by=by, at=at),
        st.sampled_from((*DATES,)),
        spans,
        clocks,
    ),
    st.just(Rule(with_="outage")),
)
_obstacles: st.SearchStrategy[set[Obstacle]] = st.sets(st.sampled_from(get_args(Obstacle)))
_policies: st.SearchStrategy[IfClosed | None] = st.sampled_from((None, *get_args(IfClosed)))
_alone: st.SearchStrategy[UnattendedMode | None] = st.sampled_from((None, "walkthrough"))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan with two drills, of which the second may come after the first."""
    year = draw(st.integers(2019, 2049))
    calendar = PlanCalendar(
        time_zone=draw(st.sampled_from(ZONES)),
        dates=DATES,
        blackouts=(
            Blackout("02-16", "03-15"),
            Blackout(f"{year}-09-20", f"{year}-09-30"),
            Blackout("12-20", "01-10"),
        )[: draw(st.integers(0, 3))],
        outages=(Outage(f"{year}-11-06 22:00", f"{year}-11-07 06:00"), Outage(f"{year}-03-08")),
    )
    first = draw(
        st.lists(_rules.filter(lambda rule: rule.after != "first"), min_size=1, max_size=2)
    )
    second = draw(st.lists(_rules, min_size=1, max_size=2))
    drills = tuple(
        PlannedDrill(
            name,
            starts=tuple(rules),
            if_closed=draw(_policies),
            despite=tuple(sorted(draw(_obstacles))),
            unattended=draw(_alone),
        )
        for name, rules in (("first", first), ("second", second))
    )
    return Plan(
        Organisation("見本町", closed_days=(f"{year}-06-15",)),
        quiet_hours=("22:00-01:30",),
        calendar=calendar,
        drills=drills,
    )


moments = st.datetimes(datetime(2019, 1, 1), datetime(2050, 12, 1)).map(
    lambda each: each.replace(tzinfo=UTC)
)
lengths = st.integers(0, 500).map(lambda days: timedelta(days=days))


def planned(*rules: Rule, id: str = "quake", **rest: Any) -> PlannedDrill:
    """A drill with these rules."""
    return PlannedDrill(id, starts=rules, **rest)


def town(
    *drills: PlannedDrill, calendar: PlanCalendar = CALENDAR, quiet: tuple[str, ...] = ()
) -> Plan:
    """A plan of these drills."""
    return Plan(Organisation("見本町"), drills=drills, calendar=calendar, quiet_hours=quiet)


def said(message: Message | None) -> tuple[str, ...]:
    """In both languages."""
    return () if message is None else tuple(render(message, lang) for lang in LANGUAGES)
