"""How the tests talk to a town: as any client would, over SSH and HTTP."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
import asyncssh

from drills.town.town import Town

PATIENCE_S = 120.0


@dataclass(frozen=True)
class Ended:
    status: int | None
    out: str
    err: str


async def ssh(
    town: Town, machine: str, command: str | None, stdin: str = "", **other: object
) -> Ended:
    keys = town.plan / "keys"
    options: dict[str, object] = {
        "username": "drill",
        "client_keys": [str(keys / "drill_ed25519")],
        "known_hosts": str(keys / "known_hosts"),
        "config": None,
        "agent_path": None,
    }
    port = town.ports[machine]["ssh"]
    async with asyncssh.connect("127.0.0.1", port, **{**options, **other}) as connection:
        done = await connection.run(command, input=stdin)
    return Ended(done.exit_status, str(done.stdout).strip(), str(done.stderr).strip())


async def get(town: Town, machine: str, path: str = "/") -> tuple[int, str]:
    url = f"http://127.0.0.1:{town.ports[machine]['web']}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


def ports_of(town: Town) -> list[int]:
    """The ports on which connections are accepted; an agent takes datagrams only."""
    return [port for ports in town.ports.values() for word, port in ports.items() if word != "snmp"]


async def open_ports(ports: list[int]) -> list[int]:
    found = []
    for port in ports:
        with suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            found.append(port)
    return found


async def all_closed(ports: list[int]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while await open_ports(ports):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.05)
    return True
