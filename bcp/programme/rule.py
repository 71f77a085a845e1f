"""Rules by which a planned drill comes due, and the calendar of the plan, as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bcp.durations import BusinessDays, Span
from bcp.field_marks import yaml_key
from bcp.message import Text

RuleKind = Literal["cron", "date", "in", "after", "before", "with"]


@dataclass(frozen=True)
class Rule:
    """One rule; exactly one of `cron`, `date`, `in_`, `after`, `before` and `with_` is given.

    * ``{cron: "30 2 * * mon-fri"}``: a line of cron, whose weekdays have names
      (`bcp.programme.cron`);
    * ``{date: "2027-09-01", at: "10:00"}``: one day;
    * ``{in: [4, 10], day: 2nd tue, at: "09:00"}``: a day of some months, or of ``every-month``
      (`bcp.programme.month_days`);
    * ``{after: transfers, by: 10bd, at: "09:00"}``: so long after a day of the plan's calendar, or
      after a planned drill was held; ``before`` knows days of the calendar only;
    * ``{with: outage}``: when an outage of the plan's calendar begins.

    `at` is a time of the day where the organisation is.
    """

    cron: str | None = None
    date: str | None = None
    in_: tuple[int, ...] = yaml_key("in", default=())
    day: str | None = None
    after: str | None = None
    before: str | None = None
    with_: Literal["outage"] | None = yaml_key("with", default=None)
    by: Span | BusinessDays | None = None
    at: str | None = None

    @property
    def kind(self) -> RuleKind:
        """Which of the rules it is."""
        given: Mapping[RuleKind, object] = {
            "cron": self.cron,
            "date": self.date,
            "in": self.in_,
            "after": self.after,
            "before": self.before,
        }
        return next((kind for kind, value in given.items() if value), "with")


@dataclass(frozen=True)
class Blackout:
    """A time in which no drill is held (elections, tax returns), first and last day included.

    Both are ``2027-02-16``, or ``02-16`` for every year; `first` alone is one day.
    """

    first: str = yaml_key("from")
    last: str | None = yaml_key("to", default=None)
    why: Text | None = None


@dataclass(frozen=True)
class Outage:
    """A planned outage of the mains, such as for the inspection by law (法定停電点検).

    Written as ``2027-11-07 08:00``, or as a day alone, which is then all of it; `first` alone is
    that day. `sites` without power; none named means all.
    """

    first: str = yaml_key("from")
    last: str | None = yaml_key("to", default=None)
    sites: tuple[str, ...] = ()
    why: Text | None = None


@dataclass(frozen=True)
class PlanCalendar:
    """Which days are worked, and which days of the year have a name.

    `time_zone` is a name such as ``Asia/Tokyo``; without one the organisation's ``utc_offset``
    counts. `dates` are days of every year by their names, ``04-01``. `year_end` closes 29 December
    to 3 January.
    """

    time_zone: str | None = None
    dates: Mapping[str, str] = field(default_factory=dict)
    holidays: Literal["japan", "none"] = "japan"
    year_end: bool = True
    blackouts: tuple[Blackout, ...] = ()
    outages: tuple[Outage, ...] = ()
