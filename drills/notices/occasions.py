"""The occasions to write to somebody: each with its instant, and until when it is still true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bcp.message import Text
from bcp.notice_forms import digest_time
from bcp.notices import NoticeKind, NoticeRule
from bcp.upkeep import PlannedDrill
from drills.notices import telling
from drills.notices.facts import KEPT, Facts, moment, reminders
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


@dataclass(frozen=True)
class Occasion:
    """Something to tell. `about` makes it unique within its `kind`; `drill` may be empty.

    `until` is when it stops being worth telling, where that is earlier than `KEPT` after it.
    """

    kind: NoticeKind
    about: str
    at: datetime
    words: Words
    drill: str = ""
    until: datetime | None = None


def occasions(facts: Facts, rule: NoticeRule, now: datetime) -> Iterator[Occasion]:
    """Everything that a line of the plan's notices is about, whether its time has come or not."""
    for each in (*_before(facts, now), *_happened(facts), *_digest(facts, rule, now)):
        if each.kind in rule.kinds and (
            not each.drill or each.drill in (rule.drills or each.drill)
        ):
            yield each


def _before(facts: Facts, now: datetime) -> Iterator[Occasion]:
    for due in facts.dues:
        drill = facts.planned(due.drill)
        if drill is None or due.omitted is not None or due.expected or due.at <= now:
            continue
        for ahead in reminders(drill):
            yield Occasion(
                kind="before",
                # Who was told of another day must hear of this one.
                about=f"{due.key} {_instant(due.at)} -{int(ahead.total_seconds())}s",
                at=due.at - ahead,
                words=telling.before(facts, drill, due, now),
                drill=due.drill,
                until=due.at,
            )


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
                words = telling.of(facts, drill, each)
                at = moment(each.at, facts.zone)
                yield Occasion(kind, each.about, at, words, each.drill)


def _is_bad(each: Happening) -> bool:
    return each.result is None or not each.result.good


def _digest(facts: Facts, rule: NoticeRule, now: datetime) -> Iterator[Occasion]:
    """What is overdue, at the newest time that the line says."""
    lines = worth_telling(facts.lines)
    at = last_digest(rule, now.astimezone(facts.zone))
    # What became overdue since then is told the next time; there was nothing to leave out.
    if lines and now - at < 2 * KEPT:
        yield Occasion("overdue", at.date().isoformat(), at, telling.overdue(facts, lines))


def last_digest(rule: NoticeRule, now: datetime) -> datetime:
    """The newest time of a line's digest that is not later than `now`, in the zone of `now`."""
    weekday, hour, minute = digest_time(rule.digest)
    day = now - timedelta(days=(now.weekday() - weekday) % 7)
    at = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return at if at <= now else at - timedelta(days=7)


def still_true(each: Occasion, now: datetime, opened: datetime) -> bool:
    """Whether it may still go out; `opened` is the first minute at which it could have."""
    last = opened + KEPT
    return now < (last if each.until is None else min(last, each.until))
