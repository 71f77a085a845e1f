"""Orders from other terminals: one small file in the run's folder, read several times a second.

Whoever gives an order waits for the answer in the same file, so that a refusal is seen where the
order was typed. Nothing here is the truth: an order counts when its event is in the journal.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from bcp.message import Message, Phrase
from drills.core.orders import Order
from drills.errors import Refusal
from drills.journal.shapes import Misfit, shape_of

NAME = "orders.sqlite"
LOOK_S = 0.2
PATIENCE_S = 10.0

_TABLE = """
CREATE TABLE IF NOT EXISTS orders (
    id INTEGER PRIMARY KEY, wanted TEXT NOT NULL, reply TEXT
) STRICT
"""

NO_REPLY = Phrase(
    "inbox.no_reply",
    ja="訓練を進めているプログラムから返事がありません。動いているか確かめてください。",
    en="The program that runs the drill does not reply. See whether it is running.",
)
UNREADABLE = Phrase(
    "inbox.unreadable",
    ja="指示を読み取れませんでした。同じ版の bcp-drill から送ってください。",
    en="The order could not be read. Send it from the same version of bcp-drill.",
)
_DONE = "null"


class Inbox:
    """The running drill's side."""

    def __init__(self, run: Path) -> None:
        self._path = run / NAME
        with closing(_connect(self._path)):
            pass

    async def listen(self, give: Callable[[Order], Awaitable[Message | None]]) -> None:
        """Take orders until cancelled. An order is acknowledged when `give` comes back."""
        with closing(_connect(self._path)) as connection:
            while True:
                for number, wanted in connection.execute(
                    "SELECT id, wanted FROM orders WHERE reply IS NULL ORDER BY id"
                ).fetchall():
                    reply = await _taken(wanted, give)
                    connection.execute("UPDATE orders SET reply = ? WHERE id = ?", (reply, number))
                await asyncio.sleep(LOOK_S)


def send(run: Path, order: Order) -> None:
    """Give an order to the process that runs the drill in `run`.

    Raises `Refusal` where it is not possible now, or nobody replies.
    """
    wanted = json.dumps(shape_of(Order).write(order), ensure_ascii=False)
    with closing(_connect(run / NAME)) as connection:
        number = connection.execute("INSERT INTO orders (wanted) VALUES (?)", (wanted,)).lastrowid
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            row = connection.execute("SELECT reply FROM orders WHERE id = ?", (number,)).fetchone()
            if row[0] is not None:
                break
            time.sleep(LOOK_S)
        else:
            connection.execute("DELETE FROM orders WHERE id = ?", (number,))
            raise Refusal(NO_REPLY())
    if row[0] != _DONE:
        raise Refusal(shape_of(Message).read(json.loads(row[0])))


async def _taken(wanted: str, give: Callable[[Order], Awaitable[Message | None]]) -> str:
    try:
        order = shape_of(Order).read(json.loads(wanted))
    except (ValueError, Misfit):
        refusal: Message | None = UNREADABLE()
    else:
        refusal = await give(order)
    if refusal is None:
        return _DONE
    return json.dumps(shape_of(Message).write(refusal), ensure_ascii=False)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute(_TABLE)
    return connection
