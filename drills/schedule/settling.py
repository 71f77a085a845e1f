"""Settling what is due: each is claimed, and then begun, left out, missed or asked of people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bcp.instants import micros, moment
from bcp.message import Message, Phrase
from bcp.programme.days import Days
from bcp.programme.dues import Due
from bcp.programme.local_time import zone_of
from bcp.programme.obstacles import Obstacles
from bcp.programme.turn import Tried, whose_turn
from bcp.upkeep import PlannedDrill
from drills.schedule import events as e
from drills.schedule.claims import Claims
from drills.schedule.command_line import Order
from drills.schedule.deciding import (
    Ask,
    Decision,
    LeaveOut,
    Miss,
    Start,
    decisions,
    patience,
)
from drills.schedule.following import Read
from drills.schedule.hindering import Hindrance
from drills.schedule.standing import DueStanding, Standing
from drills.schedule.upcoming import Upcoming

_NOT_IN_A_NAME = re.compile(r"[^\w-]+")
_NAME_KEPT = 40
NOT_STARTED = 3
"""As an exit code; see ``docs/exit-codes.md``."""

MISTAKEN = Phrase(
    "schedule.plan_mistaken",
    ja="計画に誤りがあるため始められません（{why}）",
    en="the plan has mistakes, so nothing begins ({why})",
)
NO_MORE_PLANNED = Phrase(
    "schedule.no_more_planned",
    ja="計画にもうない訓練です",
    en="the plan has no such drill any more",
)

Begin = Callable[[Read, Order], None]
Hinders = Callable[[Read, Order, tuple[Order, ...]], Hindrance | None]
"""What keeps an order from beginning, where others were claimed before it and begin just now."""


@dataclass
class Settler:
    """Settles what is due under one plan, in the name of one process of the service.

    `current` gives the newest standing, `now` the time. `begin` starts a drill that was claimed.
    `hinders` says what keeps one from beginning. Raises `Unreachable` where claims cannot be asked.
    """

    service: str
    read: Read
    upcoming: Upcoming
    claims: Claims
    current: Callable[[], Standing]
    now: Callable[[], int]
    hinders: Hinders
    begin: Begin
    give_up: Callable[[e.DrillEnded], object]
    waiting: dict[str, Message] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    def settle(self) -> None:
        """Settle whatever has come and is nobody's yet."""
        now, standing = moment(self.now()), self.current()
        come = self.upcoming.unsettled(standing, now)
        for id_ in self._failed_last(come):
            self._settled(id_, come[id_], now, standing)
            self.failed.discard(id_)
        for due in standing.of("answered", "lost"):
            self._again(due, standing)
        self.upcoming.swept(now)

    def _failed_last(self, ids: Iterable[str]) -> Iterator[str]:
        """Those that raised something at an earlier look are last: they keep no other waiting."""
        for id_ in sorted(ids, key=lambda each: each in self.failed):
            self.failed.add(id_)
            yield id_

    def _settled(self, id_: str, dues: Sequence[Due], now: datetime, standing: Standing) -> None:
        drill = self.drill(id_)
        if drill is not None:
            closed = partial(self._closed, drill, now)
            for each in decisions(drill, dues, now, closed, self.waiting):
                self._carried_out(drill, each, standing)

    def drill(self, id_: str) -> PlannedDrill | None:
        """The planned drill with that id."""
        return next((each for each in self.read.plan.drills if each.id == id_), None)

    def _closed(self, drill: PlannedDrill, now: datetime) -> Message | None:
        plan = self.read.plan
        local = now.astimezone(zone_of(plan)).replace(tzinfo=None)
        obstacles = Obstacles(plan, Days.of(plan))
        with_outage = any(each.with_ for each in drill.starts)
        if with_outage:
            return obstacles.at(local, {*drill.despite, "closed-days", "outages"})
        return obstacles.at(local, drill.despite) or obstacles.quiet(local, drill)

    def _carried_out(self, drill: PlannedDrill, what: Decision, standing: Standing) -> None:
        at, due, turn = self.now(), what.due, _turn(standing, what.due)
        named = (at, due.key, drill.id, micros(due.at))
        match what:
            case Start():
                self._start(drill, due, standing)
            case LeaveOut(why=why):
                self.claims.take(e.DrillOmitted(*named, why, turn))
            case Miss(why=why):
                self.claims.take(e.DrillMissed(*named, drill.missed, why, turn))
            case Ask(why=why):
                self.claims.take(e.DrillAsked(*named, why, turn))

    def _start(self, drill: PlannedDrill, due: Due, standing: Standing) -> None:
        order = self._order(due.key, drill, run_of(due), standing)
        kept = self._kept(order, standing)
        if kept is not None:
            if kept.may_pass and moment(self.now()) - due.at <= patience(drill):
                self.waiting[due.key] = kept.why
            else:
                self._carried_out(drill, LeaveOut(due, kept.why), standing)
            return
        named = (self.now(), due.key, drill.id, micros(due.at), self.service, order.run)
        if self.claims.take(e.DrillClaimed(*named, _turn(standing, due))):
            self.claimed(order)

    def claimed(self, order: Order) -> Hindrance | None:
        """Begin what this process has claimed; gives what keeps it, as a drill claimed before."""
        kept = self._kept(order, self.current())
        if kept is None:
            self.begin(self.read, order)
        return kept

    def _kept(self, order: Order, standing: Standing) -> Hindrance | None:
        if standing.refused is not None:
            why = standing.refused.why
            return Hindrance(MISTAKEN(why=why[0] if why else ""), may_pass=True)
        return self.hinders(self.read, order, self._beginning(order, standing))

    def _beginning(self, order: Order, standing: Standing) -> tuple[Order, ...]:
        """Those claimed before, which may not have a journal yet; claims stand in their order."""
        out = []
        for key, each in standing.dues.items():
            if key == order.key:
                break
            drill = self.drill(each.drill)
            if each.state in ("claimed", "running") and drill is not None and each.run:
                out.append(Order(key, drill, each.run, each.thing))
        return tuple(out)

    def _again(self, due: DueStanding, standing: Standing) -> None:
        """A person said that it is to run after all, or whoever claimed it died before it began."""
        run = due.run or run_at(moment(due.due).astimezone(zone_of(self.read.plan)), due.drill)
        drill, now = self.drill(due.drill), moment(self.now())
        if due.state == "lost" and drill is not None and self._is_to_wait(drill, due, now):
            return
        claim = e.DrillClaimed(
            *(self.now(), due.key, due.drill, due.due, self.service, run), turn=due.turn + 1
        )
        if self.claims.take(claim) and drill is not None:
            self.claimed(self._order(due.key, drill, run, standing))

    def _is_to_wait(self, drill: PlannedDrill, due: DueStanding, now: datetime) -> bool:
        """Whether it lies in a time in which none is held; when it is too late it is given up."""
        closed = self._closed(drill, now)
        if closed is None:
            return False
        if now - moment(due.due) > patience(drill):
            run = due.run or due.key
            self.give_up(e.DrillEnded(self.now(), due.key, run, NOT_STARTED, None, None, (closed,)))
        return True

    def resumed(self, due: DueStanding, standing: Standing) -> Order | None:
        """The order of a start that this process claimed and has not begun yet."""
        drill = self.drill(due.drill)
        if drill is None or due.run is None:
            return None
        return self._order(due.key, drill, due.run, standing)

    def _order(self, key: str, drill: PlannedDrill, run: str, standing: Standing) -> Order:
        return Order(key, drill, run, whose_turn(self.read.plan, drill, _tried(drill, standing)))


def _turn(standing: Standing, due: Due) -> int:
    """Which turn it is to settle it; what is to be settled again was settled before."""
    before = standing.dues.get(due.key)
    return before.turn + 1 if before is not None else 1


def _tried(drill: PlannedDrill, standing: Standing) -> Iterator[Tried]:
    """What the drill's turns went to, by the record."""
    for each in standing.dues.values():
        if drill.turn is None or each.drill != drill.id or each.thing is None:
            continue
        given = {drill.turn.parameter: each.thing}
        yield Tried(drill.scenario or "", given, moment(each.began or each.at))


def run_of(due: Due) -> str:
    """The name of the run's folder: the same for one start, whoever begins it."""
    return run_at(due.at, due.drill)


def run_at(at: datetime, drill: str) -> str:
    """The same from the time and the planned drill."""
    return f"{at:%Y%m%d-%H%M%S}-{_NOT_IN_A_NAME.sub('-', drill).strip('-')[:_NAME_KEPT]}"
