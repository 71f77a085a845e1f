"""How the programme stands: a fold over the schedule's record, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from bcp.instants import moment
from bcp.message import Message, Phrase
from drills.core.events import Finish
from drills.notices.events import NoticeEvent
from drills.notices.standing import NoticeState, with_event
from drills.schedule import events as e

AHEAD_US = 5 * 60_000_000
"""So far two processes may disagree about the time, and a clock be set, without being doubted."""

DueState = Literal[
    "claimed",
    "running",
    "ended",
    "omitted",
    "missed",
    "asked",
    "answered",
    "held",
    "lost",
    "elsewhere",
]
"""``asked`` waits for a person, ``answered`` was told to run and has not begun, ``held`` was held
by people, ``lost`` was claimed by a process that died before it began and is to begin after all."""

CLAIMER_DIED = Phrase(
    "schedule.claimer_died",
    ja="始めるはずのサービスが、始まる前に止まりました",
    en="the service that was to start it died before it began",
)


@dataclass(frozen=True)
class DueStanding:
    """One start of one planned drill: what became of it. Times are microseconds in UTC.

    `stepped` is by how much the clock was set, or the machine slept, while it ran.
    """

    key: str
    drill: str
    due: int
    state: DueState
    at: int
    why: tuple[Message, ...] = ()
    service: str = ""
    run: str | None = None
    turn: int = 1
    thing: str | None = None
    limit: int | None = None
    pid: int | None = None
    began: int | None = None
    ended: int | None = None
    exit_code: int | None = None
    overall: str | None = None
    finish: Finish | None = None
    answered_by: str | None = None
    stepped: int = 0

    def is_settled(self, now: int) -> bool:
        """Whether it counts as settled: not what a clock that was ahead left out, missed or asked.

        What a person said, what was claimed and what another host has counts in any case, so that
        no drill begins twice.
        """
        by_the_clock = self.state in ("omitted", "missed", "asked") and self.answered_by is None
        return self.at - now <= AHEAD_US or not by_the_clock


@dataclass(frozen=True)
class InForceSince:
    """Since when a planned drill's present rules are followed."""

    rules: str
    since: int


@dataclass(frozen=True)
class Standing:
    """Everything that the record tells, as of its last entry.

    `services` are those that began and did not say that they left; one that was killed is among
    them. `refused` is why the plan's newest files are not followed. `swept_at` is when a start was
    settled last, and `trouble` what went wrong in a service last. `last_at` is when a service wrote
    last (what people answer meanwhile does not count), `furthest_at` the latest time of all.
    """

    dues: Mapping[str, DueStanding] = field(default_factory=dict)
    in_force: Mapping[str, InForceSince] = field(default_factory=dict)
    notices: Mapping[str, NoticeState] = field(default_factory=dict)
    services: Mapping[str, e.ServiceBegan] = field(default_factory=dict)
    plan: str | None = None
    refused: e.PlanRefused | None = None
    swept_at: int | None = None
    trouble: e.ServiceTroubled | None = None
    last_at: int = 0
    furthest_at: int = 0

    def of(self, *states: DueState) -> tuple[DueStanding, ...]:
        """Those in one of these states, by when they were due."""
        found = (each for each in self.dues.values() if each.state in states)
        return tuple(sorted(found, key=lambda each: (each.due, each.key)))

    def is_settled(self, key: str, now: int) -> bool:
        """Whether that start counts as settled at that time; see `DueStanding`."""
        due = self.dues.get(key)
        return due is not None and due.is_settled(now)

    def come(self, *states: DueState) -> tuple[DueStanding, ...]:
        """Those that were due when a service wrote last: none by a clock that had been ahead."""
        return tuple(each for each in self.of(*states) if each.due <= self.last_at or each.began)

    def is_ahead(self) -> bool:
        """Whether something was recorded before by a clock that was ahead."""
        return self.furthest_at - self.last_at > AHEAD_US

    def swept(self) -> int | None:
        """Whatever was due before is settled, but for what waits; None where no rules were read."""
        first = min((each.since for each in self.in_force.values()), default=None)
        return first if first is None else max(first, self.swept_at or first)

    def held(self) -> dict[str, tuple[datetime, ...]]:
        """When each planned drill was begun, oldest first."""
        out: dict[str, list[datetime]] = {}
        for each in self.dues.values():
            if each.began is not None:
                out.setdefault(each.drill, []).append(moment(each.began))
        return {drill: tuple(sorted(times)) for drill, times in out.items()}


def stood(standing: Standing, events: Iterable[e.ScheduleEvent]) -> Standing:
    """The standing after these events."""
    dues, notices = dict(standing.dues), dict(standing.notices)
    services, now = dict(standing.services), standing
    for event in events:
        if isinstance(event, e.Settling):
            now = replace(now, swept_at=event.at)
        if not isinstance(event, e.AskAnswered):
            now = replace(now, last_at=event.at, furthest_at=max(now.furthest_at, event.at))
        match event:
            case e.ServiceBegan():
                services[event.service] = event
            case e.ServiceEnded():
                services.pop(event.service, None)
            case e.PlanRead():
                in_force = _in_force(now, event)
                now = replace(now, plan=event.hash, refused=None, in_force=in_force)
            case e.PlanRefused():
                now = replace(now, refused=event)
            case e.ClockStepped():
                now = replace(now, in_force=_since_at_most(now.in_force, event.at))
                dues.update(_stepped(dues, event))
            case e.ServiceTroubled():
                now = replace(now, trouble=event)
            case _ if isinstance(event, NoticeEvent):
                with_event(notices, event)
            case _:
                due = _due_after(dues.get(_key_of(event)), event)
                if due is not None:
                    dues[due.key] = due
    return replace(now, dues=dues, notices=notices, services=services)


def _key_of(event: e.ScheduleEvent) -> str:
    return getattr(event, "key", "")


def _in_force(now: Standing, read: e.PlanRead) -> dict[str, InForceSince]:
    out = {}
    for each in read.drills:
        before = now.in_force.get(each.drill)
        same = before is not None and before.rules == each.rules
        out[each.drill] = before if same and before else InForceSince(each.rules, read.at)
    return _since_at_most(out, read.at)


def _stepped(dues: Mapping[str, DueStanding], event: e.ClockStepped) -> dict[str, DueStanding]:
    return {
        key: replace(each, stepped=each.stepped + event.by)
        for key, each in dues.items()
        if each.state == "running" and each.service == event.service
    }


def _since_at_most(in_force: Mapping[str, InForceSince], at: int) -> dict[str, InForceSince]:
    """Rules that were read while the clock was ahead are followed since it was put right."""
    return {id_: replace(each, since=min(each.since, at)) for id_, each in in_force.items()}


def _due_after(before: DueStanding | None, event: e.ScheduleEvent) -> DueStanding | None:
    match event:
        case e.DrillClaimed():
            was = before or DueStanding(event.key, event.drill, event.due, "claimed", event.at)
            own = replace(was, service=event.service, run=event.run, turn=event.turn)
            return replace(own, state="claimed", at=event.at, why=())
        case e.DrillOmitted(why=why):
            return _settled(event, "omitted", (why,))
        case e.DrillMissed(why=because):
            return _settled(event, "missed", (because,) if because else ())
        case e.DrillAsked(why=why):
            return _settled(event, "asked", (why,))
        case e.TakenElsewhere():
            made = DueStanding(event.key, event.drill, event.due, "elsewhere", event.at)
            return replace(made, service=event.host, turn=event.turn)
    return _later(before, event) if before else None


def _answered(before: DueStanding, event: e.AskAnswered) -> DueStanding:
    states: Mapping[e.Answer, DueState] = {"run": "answered", "skip": "missed", "held": "held"}
    held = event.what == "held"
    return replace(
        before,
        state=states[event.what],
        at=event.at,
        answered_by=event.by,
        began=event.when if held else None,
        run=event.run if held else before.run,
    )


def _settled(
    event: e.DrillOmitted | e.DrillMissed | e.DrillAsked,
    state: DueState,
    why: tuple[Message, ...],
) -> DueStanding:
    made = DueStanding(event.key, event.drill, event.due, state, event.at, why)
    return replace(made, turn=event.turn)


def _later(before: DueStanding, event: e.ScheduleEvent) -> DueStanding:
    """What becomes of a start that was settled before."""
    match event:
        case e.DrillBegan():
            own = replace(before, run=event.run, thing=event.thing, began=event.at)
            own = replace(own, limit=event.limit)
            if before.state == "ended":  # it was over before its beginning could be written
                return own
            return replace(own, state="running", at=event.at, pid=event.pid)
        case e.DrillEnded():
            return replace(
                before,
                state="ended",
                at=event.at,
                ended=event.at,
                exit_code=event.exit_code,
                overall=event.overall,
                finish=event.finish,
                why=event.why,
            )
        case e.AskAnswered():
            return _answered(before, event)
        case e.ClaimLost():
            lost: Mapping[e.Policy, DueState] = {"skip": "missed", "ask": "asked", "late": "lost"}
            return replace(before, state=lost[event.policy], at=event.at, why=(CLAIMER_DIED(),))
    return before
