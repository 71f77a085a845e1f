"""Orders reach a running drill through a file, also when that file is busy or full."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bcp.message import Message
from drills.core.audit_events import Terminal
from drills.core.order_words import NOT_PAUSED
from drills.core.orders import GoOn, Order, Pause
from drills.errors import Refusal
from drills.runtime.inbox import NAME, Inbox, send
from drills.runtime.terminals import here


class Drill:
    """Takes every order once and says no to one kind."""

    def __init__(self) -> None:
        self.taken: list[Order] = []
        self.terminals: list[Terminal] = []

    async def give(self, order: Order, terminal: Terminal) -> Message | None:
        self.taken.append(order)
        self.terminals.append(terminal)
        return NOT_PAUSED() if isinstance(order, GoOn) else None


async def test_an_order_is_taken_once_and_its_reply_comes_back(tmp_path: Path) -> None:
    drill = Drill()
    task = asyncio.create_task(Inbox(tmp_path).listen(drill.give))
    await asyncio.to_thread(send, tmp_path, Pause("lead"))
    with pytest.raises(Refusal) as refused:
        await asyncio.to_thread(send, tmp_path, GoOn("lead"))
    assert refused.value.message == NOT_PAUSED()
    assert drill.taken == [Pause("lead"), GoOn("lead")]
    assert drill.terminals == [here("order"), here("order")]
    task.cancel()


async def test_a_busy_file_neither_holds_up_the_drill_nor_loses_an_order(tmp_path: Path) -> None:
    drill = Drill()
    task = asyncio.create_task(Inbox(tmp_path).listen(drill.give))
    sending = asyncio.create_task(asyncio.to_thread(send, tmp_path, Pause("lead")))
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        for _ in range(100):
            await asyncio.sleep(0.01)
        took = time.monotonic() - began
        other.execute("ROLLBACK")
    # The loop that asks servers and takes their answers must not wait for a file: SQLite by itself
    # waits for five seconds at each of the five looks in this second.
    assert took < 15
    await sending
    assert drill.taken == [Pause("lead")]
    task.cancel()
