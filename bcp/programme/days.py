"""Which days are worked where the plan applies, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bcp.message import Message, Phrase
from bcp.model import Organisation, Plan
from bcp.programme.holidays import japanese_holidays
from bcp.programme.rule import PlanCalendar

WEEKEND = Phrase("days.weekend", ja="土日", en="weekend")
HOLIDAY = Phrase("days.holiday", ja="{name}", en="{name}")
YEAR_END = Phrase("days.year_end", ja="年末年始の閉庁日", en="closed over the year's end")
OWN_DAY = Phrase("days.own", ja="閉庁日（closed_days）", en="closed day of the organisation")

# 行政機関の休日に関する法律（昭和63年法律第91号）第1条: 12月29日から翌年1月3日まで
_YEAR_END = frozenset(((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)))
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """Open and closed days; a closed one has its reason."""

    calendar: PlanCalendar
    closed: frozenset[date] = frozenset()

    @classmethod
    def of(cls, plan: Plan) -> Days:
        """The days of a plan without mistakes."""
        return cls.where(plan.organisation, plan.calendar)

    @classmethod
    def where(cls, organisation: Organisation, calendar: PlanCalendar) -> Days:
        """The days of an organisation with that calendar."""
        return cls(calendar, frozenset(map(date.fromisoformat, organisation.closed_days)))

    def why_closed(self, day: date) -> Message | None:
        """Why nobody works on the day, or None where it is open."""
        return self.why_no_weekday(day) or (WEEKEND() if day.weekday() >= 5 else None)

    def why_no_weekday(self, day: date) -> Message | None:
        """Why nobody works on the day, weekends aside."""
        if self.calendar.holidays == "japan":
            name = japanese_holidays(day.year).get(day)
            if name is not None:
                return HOLIDAY(name=name)
        if self.calendar.year_end and (day.month, day.day) in _YEAR_END:
            return YEAR_END()
        return OWN_DAY() if day in self.closed else None

    def is_open(self, day: date) -> bool:
        """Whether the day is worked."""
        return self.why_closed(day) is None

    def moved(self, day: date, count: int) -> date:
        """The `count`-th open day after the day, or before it where negative."""
        step, left = (_ONE_DAY if count > 0 else -_ONE_DAY), abs(count)
        while left:
            day += step
            left -= self.is_open(day)
        return day
