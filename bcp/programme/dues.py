"""When the drills of a plan come due: on which days, moved or omitted for which reason."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.programme.days import Days
from bcp.programme.local_time import instant, on_the_clock, zone_of
from bcp.programme.obstacles import Obstacles
from bcp.programme.own_times import Period, counted, own_times
from bcp.programme.rule import Rule
from bcp.upkeep import IfClosed, Obstacle, PlannedDrill

Held = Mapping[str, Sequence[datetime]]
"""When each drill was really held, by its id: aware times."""

NO_ROOM = Phrase(
    "programme.no_room",
    ja="{why}（次の回までに行える日がありません）",
    en="{why}; no day is left before its next time",
)
NEVER_OPEN = Phrase(
    "programme.never_open",
    ja="{why}（前後{days}日に行える日がありません）",
    en="{why}; no day within {days} days is free",
)

NEAR = tuple(timedelta(days=days) for days in (2, 16, 128))
"""Of what comes every hour a year has thousands; the nearest few answer most questions."""
MOST_MOVED = 31
"""So many days a drill is moved at most; what would have to go further is omitted."""
_ONE_DAY = timedelta(days=1)
# So far is looked for what may be moved into a time: what comes often is found at once.
_REACHES = (timedelta(), timedelta(days=MOST_MOVED + 1))
# So long after a drill may another be due, working days included.
_BEHIND = timedelta(days=800)
_WITH_OUTAGE: frozenset[Obstacle] = frozenset(("closed-days", "outages"))


@dataclass(frozen=True)
class Due:
    """One time that a planned drill is due.

    `at` carries the offset that clocks have there then. `key` names this time of this drill for
    ever: it has the rule's own instant, which `at` may be moved from. `because` says why it was
    moved, `omitted` why it is not held at all; `at` is then when it would have been. One that is
    `expected` counts from a drill that was not held yet, and starts nothing.
    """

    drill: str
    at: datetime
    key: str
    moved_from: datetime | None = None
    omitted: Message | None = None
    because: Message | None = None
    expected: bool = False


def dues(plan: Plan, since: datetime, until: datetime, held: Held | None = None) -> tuple[Due, ...]:
    """All that is due from `since` to before `until` (aware times), sorted by time."""
    programme = Programme.of(plan, held or {})
    found = (due for drill in plan.drills for due in programme.of_drill(drill, since, until))
    return tuple(sorted(found, key=_in_order))


def near_first(since: datetime, until: datetime) -> Iterator[datetime]:
    """Ends of growing times from `since`, the last of them `until`."""
    yield from (since + near for near in NEAR if since + near < until)
    yield until


def _in_order(due: Due) -> tuple[datetime, str]:
    return due.at, due.key


def key_of(drill: str, own: datetime) -> str:
    """The key of a drill at the instant that its rule names: ``quake@2027-09-01T01:00Z``."""
    return f"{drill}@{own.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


@dataclass(frozen=True)
class _Own:
    """A local time that a rule names, and its instant."""

    instant: datetime
    local: datetime
    rule: Rule
    expected: bool = False


@dataclass(frozen=True)
class Programme:
    """The rules of a plan without mistakes, with all that moves and omits what they name."""

    plan: Plan
    days: Days
    obstacles: Obstacles
    zone: tzinfo
    held: Held = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, held: Held) -> Programme:
        """The programme of a plan."""
        days = Days.of(plan)
        return cls(plan, days, Obstacles(plan, days), zone_of(plan), held)

    def first_held(
        self, drills: Sequence[PlannedDrill], since: datetime, until: datetime
    ) -> Due | None:
        """The first time from `since` to before `until` at which one of these drills is held."""
        for end in near_first(since, until):
            found = (due for drill in drills for due in self.of_drill(drill, since, end))
            first = min((due for due in found if due.omitted is None), key=_in_order, default=None)
            if first is not None:
                return first
        return None

    def of_drill(self, drill: PlannedDrill, since: datetime, until: datetime) -> Iterator[Due]:
        """All times that one drill is due, in order of what its rules name."""
        around: list[_Own | None] = [None, *self._own_beside(drill, since, until), None]
        for (before, each), (_, after) in pairwise(pairwise(around)):
            if each is not None:
                due = self._due(drill, each, before, after)
                if since <= due.at < until:
                    yield due

    def _own_beside(self, drill: PlannedDrill, since: datetime, until: datetime) -> list[_Own]:
        """What the rules name in that time, with the nearest before and behind it.

        Nothing is moved past another, so nothing else can be moved into that time.
        """
        own: list[_Own] = []
        for reach in _REACHES:
            own = self._own(drill, since - reach, until + reach)
            if own and own[0].instant < since and until <= own[-1].instant:
                break
        first = bisect_left(own, since, key=_instant)
        behind = bisect_left(own, until, key=_instant)
        return own[max(first - 1, 0) : behind + 1]

    def _own(self, drill: PlannedDrill, since: datetime, until: datetime) -> list[_Own]:
        """What the rules name, in order, each instant once."""
        first, last = (each.astimezone(self.zone).date() for each in (since, until))
        period = Period(first - _ONE_DAY, last + _ONE_DAY)
        found: dict[datetime, _Own] = {}
        for rule in drill.starts:
            for local in own_times(rule, self.days, period):
                at = instant(local, self.zone)
                found.setdefault(at, _Own(at, local, rule))
            for each in self._following(rule, period):
                if each.instant not in found or found[each.instant].expected:
                    found[each.instant] = each
        return [found[at] for at in sorted(found)]

    def _following(self, rule: Rule, period: Period) -> Iterator[_Own]:
        """What comes after another drill: after it was held, and after it is planned next."""
        if rule.after is None:
            return
        other = next((each for each in self.plan.drills if each.id == rule.after), None)
        if other is None or rule.after in self.days.calendar.dates:
            return
        times = [at.astimezone(self.zone) for at in self.held.get(other.id, ())]
        yield from self._behind(rule, times, period, expected=False)
        begin = datetime.combine(period.first, datetime.min.time(), UTC) - _BEHIND
        end = datetime.combine(period.last, datetime.min.time(), UTC) + _ONE_DAY
        planned = [
            due.at.astimezone(self.zone)
            for due in self.of_drill(other, begin, end)
            if due.omitted is None
        ]
        last = max((each.date() for each in times), default=None)
        later = [each for each in planned if last is None or each.date() > last]
        yield from self._behind(rule, later, period, expected=True)

    def _behind(
        self, rule: Rule, times: Sequence[datetime], period: Period, *, expected: bool
    ) -> Iterator[_Own]:
        at = datetime.strptime(rule.at or "00:00", "%H:%M").time()
        for each in times:
            day = counted(each.date(), rule.by, self.days)
            if day in period:
                local = datetime.combine(day, at)
                yield _Own(instant(local, self.zone), local, rule, expected)

    def _due(self, drill: PlannedDrill, own: _Own, before: _Own | None, after: _Own | None) -> Due:
        at = on_the_clock(own.instant, self.zone)
        due = Due(drill.id, at, key_of(drill.id, own.instant), expected=own.expected)
        despite = _despite(drill, own.rule)
        clock = at.replace(tzinfo=None)
        quiet = None if own.rule.with_ else self.obstacles.quiet(clock, drill)
        if quiet is not None:
            return _changed(due, omitted=quiet)
        why = self.obstacles.at(clock, despite)
        if why is None:
            return due
        policy = if_closed(drill, own.rule)
        if policy == "skip":
            return _changed(due, omitted=why)
        moved = self._moved(drill, own, policy)
        if moved is None:
            return _changed(due, omitted=NEVER_OPEN(why=why, days=MOST_MOVED))
        late = after is not None and moved >= after.instant
        if late or (before is not None and moved <= before.instant):
            return _changed(due, omitted=NO_ROOM(why=why))
        return _changed(due, at=on_the_clock(moved, self.zone), moved_from=at, because=why)

    def _moved(self, drill: PlannedDrill, own: _Own, policy: IfClosed) -> datetime | None:
        despite = _despite(drill, own.rule)
        step = -_ONE_DAY if policy == "before" else _ONE_DAY
        for n in range(1, MOST_MOVED + 1):
            at = instant(own.local + n * step, self.zone)
            clock = at.astimezone(self.zone).replace(tzinfo=None)
            free = self.obstacles.at(clock, despite) is None
            if free and self.obstacles.quiet(clock, drill) is None:
                return at
        return None


def if_closed(drill: PlannedDrill, rule: Rule) -> IfClosed:
    """What happens to the drill where the day is closed: as it says, or as its rule usually means.

    What comes often is left out; what comes once or twice a year is held later.
    """
    return drill.if_closed or ("skip" if rule.cron is not None else "after")


def _instant(own: _Own) -> datetime:
    return own.instant


def _despite(drill: PlannedDrill, rule: Rule) -> frozenset[Obstacle]:
    return frozenset(drill.despite) | (_WITH_OUTAGE if rule.with_ else frozenset())


def _changed(
    due: Due,
    at: datetime | None = None,
    moved_from: datetime | None = None,
    omitted: Message | None = None,
    because: Message | None = None,
) -> Due:
    return Due(due.drill, at or due.at, due.key, moved_from, omitted, because, due.expected)
