"""People who only hold connections to the page open neither end the drill nor hide its lever."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from bcp.message import render
from drills.core import events as e
from drills.journal.lever import Lever
from drills.journal.sqlite import read
from tests.proofs.checkins import Process, Town, listens, town_of

FILES = 128


async def test_a_page_full_of_idle_connections_leaves_the_drill_the_files_it_needs(
    tmp_path: Path,
) -> None:
    town = town_of(tmp_path / "town", 2)
    words = ("run", "roll", "--headless", "--yes", "--mode", "walkthrough")
    drill, held = Process(town, *words, files=FILES), []
    try:
        await listens(town)
        held = [_idle(town, f"127.0.0.{80 + at % 2}") for at in range(FILES + 40)]
        # Whoever is let in stays; there are no more of them than the page has room for.
        async with asyncio.timeout(120):
            while sum(map(_is_cut, held)) < FILES + 40 - FILES // 2:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        # What the drill then sees of its lever is who pulled it, and not that it cannot be read.
        Lever(town.runs).pull("総務課長", "台風", "2026-11-21 10:00")
        await drill.ends()
    finally:
        drill.end()
        for each in held:
            each.close()
    told = [record.event() for record in read(town.run())]
    (closing,) = [each for each in told if isinstance(each, e.ClosingBegan)]
    assert (closing.finish, closing.by) == ("aborted", "総務課長")
    assert closing.reason is not None
    assert "台風" in render(closing.reason, "ja")


def _idle(town: Town, address: str) -> socket.socket:
    port = int(town.url.rpartition(":")[2])
    connection = socket.create_connection(("127.0.0.1", port), source_address=(address, 0))
    connection.setblocking(False)
    return connection


def _is_cut(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
