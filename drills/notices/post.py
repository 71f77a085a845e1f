"""Sends what is due, each way in a lane of its own, so that one dead server holds up nobody.

Laws: an intent is in the record, for good, before anything is tried; whoever wrote it is the only
one who sends; and `NoticePost.tick` comes back at once, whatever any server does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Protocol

from bcp.model import Plan
from drills.core.messages import AT_ONCE
from drills.notices.due import Notice, notices_due
from drills.notices.events import NoticeEvent, NoticeIntended
from drills.notices.facts import Facts
from drills.notices.sender import Sender, lane_of, news_of
from drills.notices.standing import NoticeState

Claim = Callable[[NoticeIntended], bool]


class NoticeRecord(Protocol):
    """Where every intent and every answer is kept."""

    def append(self, event: NoticeEvent, /) -> bool:
        """Keep it for good. False where another process wrote this intent before us."""
        ...


class NoticePost:
    """Everything that is on its way from this process.

    `clock` gives microseconds of UTC. `troubled` is told of what no way may raise: a full disk
    under the record, or a defect; the notice is then in doubt, or was not tried. `claim` records an
    intent where several hosts share the programme; it may block, and may raise.
    """

    def __init__(
        self,
        record: NoticeRecord,
        clock: Callable[[], int],
        troubled: Callable[[BaseException], None],
        claim: Claim | None = None,
    ) -> None:
        self._record, self._clock, self._troubled = record, clock, troubled
        self._claim: Claim = claim or record.append
        self._sender: Sender | None = None
        self._lanes: dict[str, _Lane] = {}
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._stopping = False

    def tick(self, facts: Facts, states: Mapping[str, NoticeState], now: datetime) -> None:
        """Begin to send what is due. It waits for nothing but the record of what is omitted."""
        todo = notices_due(facts, states, now)
        for each in todo.over:
            self._record.append(each)
        sender = self._sender_for(facts.plan) if todo.send else None
        for notice in todo.send:
            if sender is not None and notice.id not in self._under_way and not self._stopping:
                task = asyncio.create_task(self._sent(notice, sender))
                self._under_way[notice.id] = task
                task.add_done_callback(partial(self._done, notice.id))

    async def drain(self, seconds: float) -> None:
        """Let what has begun come to its end; what has not is left for the next to come."""
        self._stopping = True
        for lane in self._lanes.values():
            lane.close()
        tasks = tuple(self._under_way.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for each in late:
                each.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _sender_for(self, plan: Plan) -> Sender:
        if self._sender is None or self._sender.plan is not plan:
            self._sender = Sender(plan)
        return self._sender

    async def _sent(self, notice: Notice, sender: Sender) -> None:
        lane = self._lanes.setdefault(lane_of(notice), _Lane())
        async with lane.turn(60 / sender.per_minute(notice)) as may_go:
            if self._stopping or not may_go:
                return
            if not await asyncio.to_thread(self._claim, _intent(notice, self._clock())):
                return
            outcome = await sender.send(notice, lambda: True)
            self._record.append(news_of(notice, outcome, self._clock()))

    def _done(self, id_: str, task: asyncio.Task[None]) -> None:
        self._under_way.pop(id_, None)
        with suppress(asyncio.CancelledError):
            trouble = task.exception()
            if trouble is not None:
                self._troubled(trouble)


class _Lane:
    """One way: so many at once, and none sooner after the last than its pace allows."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._gate = asyncio.Lock()
        self._next = 0.0
        self._closed = asyncio.Event()

    def close(self) -> None:
        """Let nobody in any more."""
        self._closed.set()

    def turn(self, gap_s: float) -> _Turn:
        """A place in the lane; see `_Turn`."""
        return _Turn(self, gap_s)

    async def enter(self, gap_s: float) -> bool:
        """Wait for a place and for the pace. False where the lane was closed meanwhile."""
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        async with self._gate:
            wait = self._next - loop.time()
            if wait > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closed.wait(), wait)
            self._next = loop.time() + gap_s
        return not self._closed.is_set()

    def leave(self) -> None:
        self._places.release()


class _Turn:
    def __init__(self, lane: _Lane, gap_s: float) -> None:
        self._lane, self._gap_s = lane, gap_s

    async def __aenter__(self) -> bool:
        return await self._lane.enter(self._gap_s)

    async def __aexit__(self, *_: object) -> None:
        self._lane.leave()


def _intent(notice: Notice, now: int) -> NoticeIntended:
    return NoticeIntended(
        now,
        notice.id,
        notice.kind,
        notice.about,
        notice.to,
        notice.by,
        attempt=notice.attempt,
    )
