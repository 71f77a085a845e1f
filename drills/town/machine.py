"""One machine of the server room: an SSH server of its own, strict about keys, without a shell."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncssh

from drills.town.commands import Said, run
from drills.town.lifeline import read_order, say_ready, until_cut
from drills.town.ports import HOME
from drills.town.room import Room

USER = "drill"
_READS_A_LINE = frozenset({"put-marker"})


def main() -> None:
    """Be the machine that the order describes until the lifeline closes."""
    asyncio.run(_live(read_order()))


async def _live(order: Mapping[str, Any]) -> None:
    folder = Path(order["folder"])
    try:
        room = Room(
            folder, order["service"], order["web_port"], order["copying_s"], order["indexing_s"]
        )
        # The door first: where this town runs already, its files must stay as they are.
        door = await _door(room, order)
        room.make_ready()
        await room.start()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        say_ready(taken=True)
        return
    say_ready(ssh_port=door.get_port(), web_port=room.port)
    await until_cut()
    door.close()
    await room.close()


async def _door(room: Room, order: Mapping[str, Any]) -> asyncssh.SSHAcceptor:
    visitor = asyncssh.import_public_key(order["visitor_key"])
    work: set[asyncio.Task[Said]] = set()

    async def serve(process: asyncssh.SSHServerProcess[str]) -> None:
        line = (process.command or "").strip()
        stdin = await process.stdin.readline() if line in _READS_A_LINE else ""
        # As on a real machine, work that has begun goes on when the caller hangs up.
        task = asyncio.create_task(run(room, line, stdin))
        work.add(task)
        task.add_done_callback(work.discard)
        _answer(process, await asyncio.shield(task))

    return await asyncssh.listen(
        HOME,
        order["ssh_port"],
        server_factory=lambda: _Guard(visitor),
        server_host_keys=[order["host_key"]],
        process_factory=serve,
        agent_forwarding=False,
        allow_pty=False,
        errors="replace",
    )


def _answer(process: asyncssh.SSHServerProcess[str], said: Said) -> None:
    # The caller may have gone while the work went on; then nobody is left to be told.
    with suppress(OSError, asyncssh.Error):
        if said.out:
            process.stdout.write(said.out + "\n")
        if said.err:
            process.stderr.write(said.err + "\n")
        process.exit(said.status)


class _Guard(asyncssh.SSHServer):
    """Lets in one user with one key, and nobody else."""

    def __init__(self, visitor: asyncssh.SSHKey) -> None:
        self._visitor = visitor

    def begin_auth(self, username: str) -> bool:
        del username
        return True

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        return username == USER and key == self._visitor


if __name__ == "__main__":
    main()
