"""The occasions to write to somebody: each with its instant, and until when it is still true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from bcp.instants import moment
from bcp.message import Text
from bcp.model import Plan
from bcp.notice_forms import digest_time
from bcp.notices import NoticeKind, NoticeRule
from bcp.programme.days import Days
from bcp.programme.dues import Due
from bcp.programme.local_time import instant, zone_of
from bcp.upkeep import PlannedDrill
from drills.notices import telling
from drills.notices.facts import KEPT, MOST_BACK, Facts, reminders
from drills.notices.happenings import Happened, Happening
from drills.notices.words import Words
from drills.readiness.what_is_due import worth_telling

_KINDS: dict[Happened, tuple[NoticeKind, ...]] = {
    "started": ("started",),
    "missed": ("missed",),
    "omitted": ("missed",),
    "asked": ("asked",),
    "ended": ("result", "failed"),
    "refused": ("refused",),
}
_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occasion:
    """Something to tell. `about` makes it unique within its `kind`; `drill` may be empty.

    `words` are what is said at an instant; `until` is when it stops being worth telling, where that
    is earlier than `KEPT` after it. One that was brought forward is worth it so much longer.
    """

    kind: NoticeKind
    about: str
    at: datetime
    words: Callable[[datetime], Words]
    drill: str = ""
    until: datetime | None = None
    brought_forward: timedelta = timedelta()


def occasions(
    facts: Facts, rule: NoticeRule, now: datetime, *, ahead: bool = False
) -> Iterator[Occasion]:
    """Everything that a line of the plan's notices is about, whether its time has come or not.

    `ahead`: with the next digest, as it would be today, instead of the last.
    """
    last = last_digest(rule, now.astimezone(facts.zone))
    digest = digest_at(facts, last + _WEEK) if ahead else _digest(facts, last, now)
    for each in (*_before(facts, now), *_happened(facts), *digest):
        wanted = not each.drill or not rule.drills or each.drill in rule.drills
        if wanted and each.kind in rule.kinds:
            yield each


def _before(facts: Facts, now: datetime) -> Iterator[Occasion]:
    for due in facts.dues:
        drill = facts.planned(due.drill)
        if drill is None or due.omitted is not None or due.expected or due.at <= now:
            continue
        told: set[datetime] = set()
        for ahead in reminders(drill):
            at = reminded_at(facts.plan, due, ahead)
            # Two that fall on one working day would say the same.
            if at in told:
                continue
            told.add(at)
            yield Occasion(
                kind="before",
                # Who was told of another day must hear of this one.
                about=f"{due.key} {_instant(due.at)} -{int(ahead.total_seconds())}s",
                at=at,
                words=partial(telling.before, facts, drill, due),
                drill=due.drill,
                until=due.at,
                brought_forward=due.at - ahead - at,
            )


def reminded_at(plan: Plan, due: Due, ahead: timedelta) -> datetime:
    """When people are reminded: on a day that is worked, at the same time of day.

    On a closed day nobody reads it. One of less than a day belongs to the day of the drill itself,
    which people who hold it on a closed day know of.
    """
    at, zone = due.at - ahead, zone_of(plan)
    local, days = at.astimezone(zone), Days.of(plan)
    if ahead < _ONE_DAY or days.is_open(local.date()):
        return at
    open_day = days.moved(local.date(), -1)
    if local.date() - open_day > MOST_BACK:
        return at
    return instant(datetime.combine(open_day, local.time()), zone)


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def _happened(facts: Facts) -> Iterator[Occasion]:
    for each in facts.happened:
        drill = facts.planned(each.drill) or PlannedDrill(each.drill, name=Text(each.drill))
        # What nobody was told to expect, such as a night's survey, need not be called off.
        if each.kind == "omitted" and not reminders(drill):
            continue
        for kind in _KINDS[each.kind]:
            if kind != "failed" or _is_bad(each):
                at = moment(each.at, facts.zone)
                words = partial(_always, partial(telling.of, facts, drill, each))
                yield Occasion(kind, each.about, at, words, each.drill)


def _always(words: Callable[[], Words], _: datetime) -> Words:
    return words()


def _is_bad(each: Happening) -> bool:
    return each.result is None or not each.result.good


def _digest(facts: Facts, at: datetime, now: datetime) -> Iterator[Occasion]:
    # What became overdue since then is told the next time; there was nothing to leave out.
    if now - at < 2 * KEPT:
        yield from digest_at(facts, at)


def digest_at(facts: Facts, at: datetime) -> Iterator[Occasion]:
    """What is overdue or soon due, as one occasion; none where there is nothing."""
    lines = worth_telling(facts.lines)
    if lines:
        words = partial(_always, partial(telling.overdue, facts, lines))
        yield Occasion("overdue", at.date().isoformat(), at, words)


def last_digest(rule: NoticeRule, now: datetime) -> datetime:
    """The newest time of a line's digest that is not later than `now`, in the zone of `now`."""
    weekday, hour, minute = digest_time(rule.digest)
    day = now - timedelta(days=(now.weekday() - weekday) % 7)
    at = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return at if at <= now else at - _WEEK


def still_true(each: Occasion, now: datetime, opened: datetime) -> bool:
    """Whether it may still go out; `opened` is the first minute at which it could have."""
    last = opened + KEPT + each.brought_forward
    return now < (last if each.until is None else min(last, each.until))
