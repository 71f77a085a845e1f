"""The process in which every machine of the town lives, until its lifeline closes."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import asyncssh

from drills.town import machines
from drills.town.door import opened
from drills.town.lifeline import read_order, say_ready, until_cut
from drills.town.machine import Lot, Machine

Ports = Mapping[str, Mapping[str, int]]


def main() -> None:
    """Be the machines that the order describes."""
    asyncio.run(_live(read_order()))


async def _live(order: Mapping[str, Any]) -> None:
    try:
        room, doors, ports = await _opened(order)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        say_ready(taken=True)
        return
    say_ready(ports=ports)
    await until_cut()
    for door in doors:
        door.close()
    await asyncio.gather(*(each.close() for each in room))


async def _opened(
    order: Mapping[str, Any],
) -> tuple[list[Machine], list[asyncssh.SSHAcceptor], Ports]:
    folder, before = Path(order["folder"]), order["ports"]
    visitor = asyncssh.import_public_key(order["visitor_key"])
    pace = {key: order[key] for key in ("copying_s", "indexing_s")}
    room: dict[str, Machine] = {}
    doors: dict[str, asyncssh.SSHAcceptor] = {}
    for name, kind in machines.kinds().items():
        home, had = folder / name, before.get(name, {})
        lot = Lot(home, Path(order["keys"]), had, **pace)
        room[name] = kind.built(lot)
        doors[name] = await opened(room[name], home / "host_ed25519", visitor, lot.port("ssh"))
    # Only now: where this town runs already, its files must stay as they are.
    for machine in room.values():
        machine.make_ready()
        await machine.start()
    ports = {
        name: {
            "ssh": doors[name].get_port(),
            **{word: each.port for word, each in machine.services.items()},
        }
        for name, machine in room.items()
    }
    return [*room.values()], [*doors.values()], ports


if __name__ == "__main__":
    main()
