"""The loop on which notices are sent: a thread of its own, so that no server holds up a drill."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bcp.message import Message, Phrase
from bcp.model import Plan
from drills.schedule.claims import Claims
from drills.schedule.record import ScheduleRecord
from drills.schedule.standing import Standing

if TYPE_CHECKING:  # what sends mail takes long to load, and many plans send none
    from drills.schedule.notifying import Notifying

FAILED = Phrase(
    "schedule.notices_failed",
    ja="お知らせの処理に失敗しました（{kind}）。次の見回りでもう一度行います。",
    en="the notices failed ({kind}); the next look tries again",
)


class NoticeLoop:
    """Sends the notices of one process of the service; begun when a plan first has any."""

    def __init__(
        self,
        runs: Path,
        record: ScheduleRecord,
        claims: Claims,
        clock: Callable[[], int],
        trouble: Callable[[Message], None],
    ) -> None:
        self._runs, self._record, self._clock, self._trouble = runs, record, clock, trouble
        self._claims = claims
        self._loop: asyncio.AbstractEventLoop | None = None
        self._notifying: Notifying | None = None

    def tick(self, plan: Plan, standing: Standing, now: datetime) -> None:
        """Have what is due now sent. It comes back at once."""
        if not plan.notices:
            return
        if self._loop is None:
            self._begin()
        if self._loop is not None and self._notifying is not None:
            self._loop.call_soon_threadsafe(self._notifying.tick, plan, standing, now)

    def drain(self, seconds: float) -> None:
        """Let what is on its way come to its end, for so long at most."""
        if self._loop is None or self._notifying is None:
            return
        draining = asyncio.run_coroutine_threadsafe(self._notifying.drain(seconds), self._loop)
        with suppress(Late):
            draining.result(seconds + 1)
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _begin(self) -> None:
        from drills.schedule.notifying import Notifying  # noqa: PLC0415

        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._heard)
        claim = self._claims.take_notice
        self._notifying = Notifying(self._runs, self._record, self._clock, self._failed, claim)
        threading.Thread(target=self._loop.run_forever, daemon=True, name="notices").start()

    def _heard(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What a look at the notices raised; the next one comes all the same."""
        trouble = context.get("exception")
        if trouble is not None:
            self._failed(trouble)

    def _failed(self, trouble: BaseException) -> None:
        self._trouble(FAILED(kind=type(trouble).__name__))
