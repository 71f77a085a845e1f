"""The whole service in this process: put together, run until it is told to leave, and drained."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bcp.instants import moment
from bcp.message import Message, Phrase
from drills.schedule import events as e
from drills.schedule.alive import Alive
from drills.schedule.children import Children
from drills.schedule.claims import Claims
from drills.schedule.claims_sqlite import RecordClaims
from drills.schedule.following import Followed
from drills.schedule.minding import Minder
from drills.schedule.notice_loop import NoticeLoop
from drills.schedule.record import ScheduleRecord
from drills.schedule.scheduling import TICK_S, Scheduling, heed_signals
from drills.schedule.service import Service
from drills.schedule.starting import Processes
from drills.schedule.supervised import READY, STOPPING, tell_supervisor
from drills.schedule.ticking import MachineClock

IS_READY = Phrase(
    "schedule.ready",
    ja="予定のサービスを始めました（計画 {plan}、記録 {runs}、予定のある訓練 {count} 件）。"
    "止めるには Ctrl-C または SIGTERM。",
    en="The schedule service is ready (plan {plan}, records {runs}, drills with times: {count}). "
    "Ctrl-C or SIGTERM ends it.",
)
DRAINING = Phrase(
    "schedule.draining",
    ja="新しい訓練は始めません。進行中の訓練が終わるのを待ちます（もう一度 Ctrl-C を押すと、訓練を"
    "残して終わります）。",
    en="Nothing more is begun. Waiting for the drills that run (once more, and they are left to "
    "themselves).",
)

_LAST_NOTICES_S = 20.0
Told = Callable[[e.ScheduleEvent | Message], None]


@dataclass(frozen=True)
class Wanted:
    """What the service is to do, and where. `make_claims` gives claims that hosts share."""

    plan: Path
    runs: Path
    tool: str
    told: Told
    make_claims: Callable[[ScheduleRecord, str], Claims] | None = None
    tick_s: int = TICK_S


def serve(wanted: Wanted) -> None:
    """Run the service until it is told to leave. Raises `JournalBroken`, `Unreachable`."""
    host, pid = socket.gethostname(), os.getpid()
    with ExitStack() as held:
        record = _Told(wanted.runs, wanted.told)
        held.callback(record.close)
        alive = Alive(wanted.runs, host, pid, wanted.plan)
        held.callback(alive.leave)
        make = wanted.make_claims
        claims: Claims = make(record, host) if make is not None else RecordClaims(record)
        held.callback(claims.close)
        parts = _Parts(wanted, record, claims, alive)
        _until_told(parts.service(host, pid), parts.children, wanted)
        parts.notices.drain(_LAST_NOTICES_S)


class _Parts:
    """What a service is made of, and how its parts reach each other."""

    def __init__(
        self, wanted: Wanted, record: ScheduleRecord, claims: Claims, alive: Alive
    ) -> None:
        self._wanted, self._record, self._claims, self._alive = wanted, record, claims, alive
        self._clock = MachineClock()
        self._service: Service | None = None
        now = self._clock.now
        self.notices = NoticeLoop(wanted.runs, record, claims, now, self._trouble)
        self.children = Children(wanted.runs, self._ended)
        self._minder = Minder(
            service=alive.name,
            runs=wanted.runs,
            record=record,
            own=self.children,
            lives=alive.lives,
            now=now,
            trouble=self._trouble,
        )

    def service(self, host: str, pid: int) -> Service:
        """The service that they make."""
        wanted, record, now = self._wanted, self._record, self._clock.now
        processes = Processes(wanted.plan, wanted.runs, record, self.children, now)
        self._service = Service(
            name=self._alive.name,
            host=host,
            pid=pid,
            tool=wanted.tool,
            clock=self._clock,
            followed=Followed(wanted.plan, wanted.runs),
            record=record,
            claims=self._claims,
            minder=self._minder,
            hinders=processes.hinders,
            begin_drill=processes.begin,
            around=self._around,
        )
        return self._service

    def _ended(self, key: str, run: str, code: int) -> None:
        self._minder.ended(key, run, code)

    def _trouble(self, what: Message) -> None:
        if self._service is not None:
            self._service.trouble(what)

    def _around(self, service: Service) -> None:
        self.children.shorten_logs()
        if service.settler is not None:
            plan, standing = service.settler.read.plan, service.standing()
            self.notices.tick(plan, standing, moment(self._clock.now()))


class _Told(ScheduleRecord):
    """A record that also tells each entry, once it is kept."""

    def __init__(self, runs: Path, told: Told) -> None:
        super().__init__(runs)
        self._told = told

    def append(self, event: e.ScheduleEvent) -> bool:
        kept = super().append(event)
        if kept:
            self._told(event)
        return kept


def _until_told(service: Service, children: Children, wanted: Wanted) -> None:
    scheduling = Scheduling(service, wanted.tick_s)
    heed_signals(scheduling)
    scheduling.begin()
    count = len(service.standing().in_force)
    wanted.told(IS_READY(plan=str(wanted.plan), runs=str(wanted.runs), count=count))
    tell_supervisor(READY)
    scheduling.wait()
    tell_supervisor(STOPPING)
    if children.any_left():
        wanted.told(DRAINING())
    drained = scheduling.wait_for_drills(children.any_left)
    scheduling.end()
    service.ended("stopped" if drained else "at_once")
