"""The scheduler round the service: it wakes the service when something is due, and at every tick.

Only waking is its business: what is due is asked of the programme, and whether it was started of
the record. So a wake-up that is lost, late or doubled changes nothing.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from types import FrameType
from typing import Any

from apscheduler.events import (  # type: ignore[import-untyped]
    EVENT_JOB_ERROR,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
)
from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from bcp.message import Phrase
from drills.errors import JournalBroken, Spoken
from drills.schedule.service import Service
from drills.schedule.supervised import WATCHDOG, tell_supervisor, watchdog_seconds
from drills.schedule.trigger import ProgrammeTrigger

TICK_S = 60
_LOOK_S = 1.0
"""So often the main thread wakes: Windows gives a signal to a waiting thread only then."""

LATE_WAKE = Phrase(
    "schedule.late_wake",
    ja="予定を見る処理（{job}）が遅れました。次の見回りで行います。",
    en="a look at what is due ({job}) came late; the next one does it",
)
FAILED_LOOK = Phrase(
    "schedule.failed_look",
    ja="予定を見る処理（{job}）が失敗しました（{kind}）。次の見回りでもう一度行います。",
    en="a look at what is due ({job}) failed ({kind}); the next one tries again",
)


class Scheduling:
    """A service with what wakes it. `stopped` is asked to leave by the first signal."""

    def __init__(self, service: Service, tick_s: int = TICK_S) -> None:
        self._service = service
        self._drills: dict[str, str] = {}
        self._scheduler = BackgroundScheduler(
            # One thread: the service does one thing after another.
            executors={"default": ThreadPoolExecutor(1), "alive": ThreadPoolExecutor(1)},
            # Without these a late job is dropped without a word, and a slow one runs twice.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        self._tick_s = tick_s
        self.signals = 0
        self._broken: JournalBroken | None = None
        self.wanted = threading.Event()

    def begin(self) -> None:
        """Do the first look, and begin to wake the service."""
        logging.getLogger("apscheduler").addHandler(logging.NullHandler())
        logging.getLogger("apscheduler").propagate = False
        self._service.began()
        every = IntervalTrigger(seconds=self._tick_s, timezone=UTC)
        self._scheduler.add_job(self._tick, every, id="tick")
        self._scheduler.add_listener(
            self._heard, EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES | EVENT_JOB_ERROR
        )
        alive = watchdog_seconds()
        if alive is not None:
            # Told by the thread that does the work: one that hangs gives no sign of life.
            again = IntervalTrigger(seconds=alive, timezone=UTC)
            self._scheduler.add_job(tell_supervisor, again, args=(WATCHDOG,), id="watchdog")
        self._follow_plan()
        self._scheduler.start()

    def wait(self) -> None:
        """Wait until somebody wants it to leave.

        Raises `JournalBroken` where the record cannot be written any more: whoever supervises the
        service begins it anew, and its drills go on meanwhile.
        """
        while not self.wanted.wait(_LOOK_S):
            continue
        if self._broken is not None:
            self.end()
            raise self._broken

    def wait_for_drills(self, any_left: Callable[[], bool]) -> bool:
        """Start nothing more, and wait for the drills that run; False where it is not to wait."""
        self._scheduler.remove_all_jobs()
        self._scheduler.add_job(
            self._mind, IntervalTrigger(seconds=self._tick_s, timezone=UTC), id="mind"
        )
        again = threading.Event()
        while any_left():
            # The first signal began this; one more, whenever it came, is not to wait.
            if self.signals > 1:
                return False
            again.wait(_LOOK_S)
        return True

    def end(self) -> None:
        """Wake it no more; what it does just now is done to its end."""
        self._scheduler.shutdown(wait=True)

    def _tick(self) -> None:
        self._service.tick()
        self._follow_plan()

    def _mind(self) -> None:
        self._service.drain()

    def _follow_plan(self) -> None:
        """One job for each drill of the plan, woken when it is due."""
        settler = self._service.settler
        plan = settler.read if settler is not None else None
        wanted = {each.id for each in plan.plan.drills if each.starts} if plan else set()
        digest = plan.hash if plan else ""
        for id_ in {*self._drills} - wanted:
            self._scheduler.remove_job(f"drill {id_}")
            del self._drills[id_]
        for id_ in wanted:
            if self._drills.get(id_) != digest:
                trigger = ProgrammeTrigger(partial(self._next, id_))
                self._scheduler.add_job(
                    self._service.settle, trigger, id=f"drill {id_}", replace_existing=True
                )
                self._drills[id_] = digest

    def _next(self, drill: str, after: datetime) -> datetime | None:
        # What is raised here would end the thread that wakes the service, without a word.
        try:
            due = self._service.next_of(drill, after)
        except JournalBroken as broken:
            self._broke(broken)
        except (Spoken, ArithmeticError, LookupError, TypeError, ValueError) as failed:
            self._service.trouble(FAILED_LOOK(job=drill, kind=type(failed).__name__))
        else:
            return due.at if due is not None else None
        return after + timedelta(seconds=self._tick_s)

    def _broke(self, broken: JournalBroken) -> None:
        self._broken = broken
        self.wanted.set()

    def _heard(self, event: Any) -> None:
        job = getattr(event, "job_id", "-")
        if isinstance(getattr(event, "exception", None), JournalBroken):
            self._broke(event.exception)
        elif event.code == EVENT_JOB_ERROR:
            kind = type(event.exception).__name__
            self._service.trouble(FAILED_LOOK(job=job, kind=kind))
        else:
            self._service.trouble(LATE_WAKE(job=job))


def heed_signals(scheduling: Scheduling) -> None:
    """Leave at SIGTERM, Ctrl-C and Windows' Ctrl-Break; to be called in the main thread."""

    def told(number: int, frame: FrameType | None) -> None:
        scheduling.signals += 1
        scheduling.wanted.set()

    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, told)
