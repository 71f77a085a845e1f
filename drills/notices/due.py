"""Which notices go out now: the same answer in every process that looks at the same record.

Laws: each notice has an id that follows from what it is about, whom it is for and by which way; one
whose fate is not known is never sent again; and none goes out when it is no longer true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bcp.called import contacts_called
from bcp.durations import HOUR
from bcp.instants import micros
from bcp.message import Message, Phrase
from bcp.messages import MessageWay
from bcp.model import Plan
from bcp.notice_checks import has_way, reachable
from bcp.notices import NoticeKind, NoticeRule
from bcp.quiet_hours import quiet_now, span_of
from drills.notices.events import NoticeEvent, NoticeGivenUp, NoticeInDoubt, NoticeOmitted
from drills.notices.facts import Facts
from drills.notices.occasions import Occasion, occasions, still_true
from drills.notices.standing import GAPS, NO_WORD, NoticeState
from drills.notices.words import Words

TOO_LATE = Phrase(
    "notices.too_late",
    ja="送るはずの時刻を過ぎ、内容がもう正しくないため、送っていません。",
    en="the time to send it has passed and it would no longer be true, so it was not sent.",
)
NO_REACH = Phrase(
    "notices.no_reach",
    ja="この手段で送れる宛先がないため、送っていません。",
    en="there is no address to send it to by this way, so it was not sent.",
)
GIVEN_UP = Phrase(
    "notices.given_up",
    ja="{tries}回試しても送れなかったため、やめました。",
    en="it was given up after {tries} tries.",
)
WEBHOOK = "webhook"
"""What the only webhook of a plan is called where it has no id."""
_DAY_MINUTES = 24 * 60
_MOST_SPANS = 12
_FORGOTTEN = 48 * HOUR


@dataclass(frozen=True)
class Notice:
    """One notice to one person or chat; `to` is the id of a contact or a webhook.

    `at` is the first minute at which it may go; `attempt` counts from 1. `words` are made when
    they are asked for: most notices are looked at each minute and go out once.
    """

    id: str
    kind: NoticeKind
    about: str
    to: str
    by: MessageWay
    at: datetime
    rule: NoticeRule
    said: Callable[[], Words] = field(compare=False)
    drill: str = ""
    attempt: int = 1

    @property
    def words(self) -> Words:
        """What it says."""
        return self.said()


@dataclass(frozen=True)
class Todo:
    """What goes out now, and what is now known not to."""

    send: tuple[Notice, ...] = ()
    over: tuple[NoticeEvent, ...] = field(default=())


def notices_due(facts: Facts, states: Mapping[str, NoticeState], now: datetime) -> Todo:
    """What is to be done at the instant `now`, given how every notice stands."""
    at = micros(now)
    send, over = [], list(_lost(states, at))
    for notice, occasion in _each(facts, now):
        state = states.get(notice.id)
        if notice.at > now or (state is not None and not _may_try(state, at)):
            continue
        if not still_true(occasion, now, notice.at):
            over.append(_too_late(notice, state, at))
        elif not is_reachable(facts.plan, notice.rule, notice.to):
            over.append(_omitted(notice, at, NO_REACH()))
        elif _opens(notice.rule, notice.kind, now.astimezone(facts.zone)) <= now:
            attempt = 1 if state is None else state.attempt + 1
            send.append(replace(notice, attempt=attempt))
    return Todo(tuple(send), tuple(over))


def notices_ahead(facts: Facts, since: datetime, until: datetime) -> tuple[Notice, ...]:
    """What would go out in that time if everything stayed as it is, by when it would."""
    found = [each for each, _ in _each(facts, since, ahead=True) if since <= each.at < until]
    return tuple(sorted(found, key=lambda each: (each.at, each.to)))


def _each(facts: Facts, now: datetime, *, ahead: bool = False) -> Iterator[tuple[Notice, Occasion]]:
    """Every notice that there may be, each id once: the first line of the plan that has it."""
    seen: set[str] = set()
    for rule in facts.plan.notices:
        people = _whom(facts.plan, rule)
        for occasion in occasions(facts, rule, now, ahead=ahead):
            at = _opens(rule, occasion.kind, occasion.at.astimezone(facts.zone))
            for to in people:
                id_ = _id(occasion, to, rule.by)
                if id_ in seen or _is_told_fully(occasion, rule):
                    continue
                seen.add(id_)
                said = partial(occasion.words, max(at, now))
                parts = (occasion.kind, occasion.about, to, rule.by, at, rule, said)
                yield Notice(id_, *parts, drill=occasion.drill), occasion


def is_reachable(plan: Plan, rule: NoticeRule, to: str) -> bool:
    """Whether there is a way, and an address at its end."""
    contact = next((each for each in plan.contacts if each.id == to), None)
    at_end = rule.by == "webhook" or (contact is not None and reachable(contact, rule, plan))
    return at_end and has_way(rule, plan.messages)


def _is_told_fully(occasion: Occasion, rule: NoticeRule) -> bool:
    """Whether the line tells every result, so that a bad one is not told a second time."""
    return occasion.kind == "failed" and "result" in rule.kinds


def _whom(plan: Plan, rule: NoticeRule) -> tuple[str, ...]:
    if rule.by == "webhook":
        return (rule.webhook or WEBHOOK,)
    return tuple(each.id for each in contacts_called(plan, rule.to))


def _id(occasion: Occasion, to: str, by: MessageWay) -> str:
    said = "\0".join((occasion.kind, occasion.about, to, by))
    return f"bcp-notice.{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _opens(rule: NoticeRule, kind: NoticeKind, at: datetime) -> datetime:
    """The first minute from `at` on that the line's quiet hours leave free, on the wall clock."""
    if kind in rule.urgent:
        return at
    moved = at
    for _ in range(_MOST_SPANS):
        minute = moved.hour * 60 + moved.minute
        span = span_of(quiet_now(rule.quiet_hours, minute) or "")
        if span is None:
            return moved
        # In real minutes: where the clock was changed on the way, the next turn sees it.
        ahead = timedelta(minutes=(span[1] - minute) % _DAY_MINUTES)
        later = (moved.astimezone(UTC) + ahead).astimezone(at.tzinfo)
        moved = later.replace(second=0, microsecond=0)
    return at  # every minute is quiet, which nobody can have meant


def _lost(states: Mapping[str, NoticeState], now: int) -> Iterator[NoticeEvent]:
    """What will never be heard of again, and what was tried often or long enough."""
    for each in states.values():
        tired = each.stage == "failed" and each.attempt > len(GAPS)
        if each.is_lost(now):
            yield NoticeInDoubt(now, each.id, NO_WORD())
        elif tired or (each.stage == "again" and now - each.at > _FORGOTTEN):
            yield NoticeGivenUp(now, each.id, GIVEN_UP(tries=each.attempt))


def _may_try(state: NoticeState, now: int) -> bool:
    return state.next_try is not None and state.next_try <= now


def _too_late(notice: Notice, state: NoticeState | None, now: int) -> NoticeEvent:
    if state is None:
        return _omitted(notice, now, TOO_LATE())
    return NoticeGivenUp(now, notice.id, TOO_LATE())


def _omitted(notice: Notice, now: int, why: Message) -> NoticeOmitted:
    of = (notice.id, notice.kind, notice.about, notice.to, notice.by)
    return NoticeOmitted(now, *of, why)
