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
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bcp.message import Message, Phrase
from drills.core.audit_events import Terminal
from drills.core.orders import Order
from drills.errors import Refusal
from drills.journal.shapes import Misfit, shape_of
from drills.journal.trouble import errorname, spoken_errors
from drills.runtime.terminals import here
from drills.whole_file import made_own

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
# The drill's own loop waits for this file no longer than this, and tries again at the next look.
LOOP_PATIENCE_MS = 20
_DONE = "null"
_TAKING = ""


Give = Callable[[Order, Terminal], Awaitable[Message | None]]


@dataclass(frozen=True)
class Wanted:
    """An order, and the terminal where somebody gave it."""

    order: Order
    terminal: Terminal


class Inbox:
    """The running drill's side."""

    def __init__(self, run: Path) -> None:
        self._path = run / NAME
        with spoken_errors(self._path):
            try:
                _connect(self._path).close()
            except sqlite3.DatabaseError as damaged:
                if errorname(damaged) != "SQLITE_NOTADB":
                    raise
                # No order counts that is not in the journal, and no drill may wait for this file.
                self._path.unlink()
                _connect(self._path).close()

    async def listen(self, give: Give) -> None:
        """Take orders until cancelled. An order is acknowledged when `give` comes back."""
        replies: dict[int, str] = {}
        patience = LOOP_PATIENCE_MS / 1_000
        opened = sqlite3.connect(self._path, timeout=patience, isolation_level=None)
        with closing(opened) as connection:
            while True:
                # A full disk or a busy file keeps orders out for a while; the drill goes on.
                with suppress(sqlite3.Error):
                    await _take_all(connection, give, replies)
                    _write(connection, replies)
                await asyncio.sleep(LOOK_S)


def send(run: Path, order: Order, way: str = "order") -> None:
    """Give an order to the process that runs the drill in `run`; `way` is how it comes.

    Raises `Refusal` where it is not possible now, or nobody replies; `JournalBroken` where the
    file for orders cannot be used.
    """
    wanted = json.dumps(shape_of(Wanted).write(Wanted(order, here(way))), ensure_ascii=False)
    with spoken_errors(run / NAME), closing(_connect(run / NAME)) as connection:
        number = connection.execute("INSERT INTO orders (wanted) VALUES (?)", (wanted,)).lastrowid
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            row = connection.execute("SELECT reply FROM orders WHERE id = ?", (number,)).fetchone()
            if row[0]:
                break
            time.sleep(LOOK_S)
        else:
            connection.execute("DELETE FROM orders WHERE id = ?", (number,))
            raise Refusal(NO_REPLY())
    if row[0] != _DONE:
        raise Refusal(shape_of(Message).read(json.loads(row[0])))


async def _take_all(
    connection: sqlite3.Connection,
    give: Give,
    replies: dict[int, str],
) -> None:
    open_orders = "SELECT id, wanted FROM orders WHERE reply IS NULL ORDER BY id"
    for number, wanted in connection.execute(open_orders).fetchall():
        # Marked first, so that an order whose reply cannot be written is not taken again.
        connection.execute("UPDATE orders SET reply = ? WHERE id = ?", (_TAKING, number))
        replies[number] = await _taken(wanted, give)
        _write(connection, replies)


def _write(connection: sqlite3.Connection, replies: dict[int, str]) -> None:
    """Write what was not written yet; a reply is kept until it is."""
    for number, reply in tuple(replies.items()):
        connection.execute("UPDATE orders SET reply = ? WHERE id = ?", (reply, number))
        del replies[number]


async def _taken(wanted: str, give: Give) -> str:
    try:
        given: Wanted = shape_of(Wanted).read(json.loads(wanted))
    except (ValueError, Misfit):
        refusal: Message | None = UNREADABLE()
    else:
        refusal = await give(given.order, given.terminal)
    if refusal is None:
        return _DONE
    return json.dumps(shape_of(Message).write(refusal), ensure_ascii=False)


def _connect(path: Path) -> sqlite3.Connection:
    made_own(path)
    connection = sqlite3.connect(path, timeout=5, isolation_level=None)
    connection.execute(_TABLE)
    return connection
