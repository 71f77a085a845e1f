"""Why no drill is held at a time: closed days, blackouts, outages of the mains, quiet hours."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from bcp.message import Message, Phrase, Text
from bcp.model import Plan
from bcp.programme.days import Days
from bcp.programme.written_days import span_written, yearly_span
from bcp.quiet_hours import quiet_now
from bcp.upkeep import Obstacle, PlannedDrill

CLOSED = Phrase("programme.closed", ja="閉庁日（{why}）のため", en="closed ({why})")
BLACKOUT = Phrase(
    "programme.blackout",
    ja="訓練を行わない期間（{span}）のため",
    en="no drills: {span}",
)
OUTAGE = Phrase(
    "programme.outage",
    ja="計画停電（{span}）のため",
    en="planned outage of the mains: {span}",
)
FROM_TO = Phrase(
    "programme.from_to", ja="{first:date}〜{last:date}", en="{first:date} to {last:date}"
)
FROM_TO_WHY = Phrase(
    "programme.from_to_why",
    ja="{first:date}〜{last:date}、{why}",
    en="{first:date} to {last:date}, {why}",
)
QUIET = Phrase(
    "programme.quiet",
    ja="人のいない時間に自動で始めない時間帯（quiet_hours {hours}）のため",
    en="nothing starts by itself within quiet_hours {hours}",
)
_LAST_MOMENT, _ONE_DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Obstacles:
    """What stands against drills in a plan without mistakes."""

    plan: Plan
    days: Days
    # A year has few days, and drills that come every hour ask for each of them all day long.
    _known: dict[date, Message | None] = field(default_factory=dict, repr=False, compare=False)
    _blackouts: dict[int, tuple[tuple[datetime, datetime, Message], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def at(self, local: datetime, despite: Collection[Obstacle]) -> Message | None:
        """What stands against the local time, or None; `despite` does not count."""
        return (
            (None if "closed-days" in despite else self._closed(local.date()))
            or (None if "blackouts" in despite else self._blackout(local))
            or (None if "outages" in despite else self._outage(local))
        )

    def quiet(self, local: datetime, drill: PlannedDrill) -> Message | None:
        """The quiet hours, where they keep the drill from starting by itself."""
        if drill.unattended is None or "quiet-hours" in drill.despite:
            return None
        hours = quiet_now(self.plan.quiet_hours, local.hour * 60 + local.minute)
        return QUIET(hours=hours) if hours is not None else None

    def _closed(self, day: date) -> Message | None:
        if day not in self._known:
            why = self.days.why_closed(day)
            self._known[day] = CLOSED(why=why) if why is not None else None
        return self._known[day]

    def _blackout(self, local: datetime) -> Message | None:
        if not self.days.calendar.blackouts:
            return None
        if local.year not in self._blackouts:
            self._blackouts[local.year] = tuple(self._blackouts_of(local.year))
        for begin, end, said in self._blackouts[local.year]:
            if begin <= local < end:
                return said
        return None

    def _blackouts_of(self, year: int) -> Iterator[tuple[datetime, datetime, Message]]:
        """What may stand against a time of that year, in the plan's order."""
        for each in self.days.calendar.blackouts:
            span = span_written(each.first, each.last)
            if span is not None:
                yield *span, BLACKOUT(span=_told(*span, each.why))
            for began in (year - 1, year):
                yearly = yearly_span(each.first, each.last, began)
                if yearly is not None:
                    first, last = yearly
                    said = _from_to(first.isoformat(), last.isoformat(), each.why)
                    begin = datetime.combine(first, time())
                    yield begin, datetime.combine(last, time()) + _ONE_DAY, BLACKOUT(span=said)

    @cached_property
    def _outages(self) -> tuple[tuple[datetime, datetime, Text | None], ...]:
        found = (
            (span_written(each.first, each.last), each.why) for each in self.days.calendar.outages
        )
        return tuple((*span, why) for span, why in found if span is not None)

    def _outage(self, local: datetime) -> Message | None:
        for begin, end, why in self._outages:
            if begin <= local < end:
                return OUTAGE(span=_told(begin, end, why))
        return None


def _told(begin: datetime, end: datetime, why: Text | None) -> Message:
    whole = begin.time() == end.time() == datetime.min.time()
    last = end - _LAST_MOMENT if whole else end
    form = "%Y-%m-%d" if whole else "%Y-%m-%d %H:%M"
    return _from_to(begin.strftime(form), last.strftime(form), why)


def _from_to(first: str, last: str, why: Text | None) -> Message:
    if why is None:
        return FROM_TO(first=first, last=last)
    return FROM_TO_WHY(first=first, last=last, why=why)
