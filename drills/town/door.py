"""A machine's SSH server: strict about keys, and a way to nothing but the machine's commands."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import asyncssh

from drills.town.machine import Machine, Said
from drills.town.ports import HOME

USER = "drill"


async def opened(
    machine: Machine, host_key: Path, visitor: asyncssh.SSHKey, port: int
) -> asyncssh.SSHAcceptor:
    """Let the visitor in on `port` (0: any free one). Raises `OSError` where it is taken."""
    work: set[asyncio.Task[Said]] = set()

    async def serve(process: asyncssh.SSHServerProcess[str]) -> None:
        line = (process.command or "").strip()
        stdin = await process.stdin.readline() if line in machine.reads else ""
        # As on a real machine, work that has begun goes on when the caller hangs up.
        task = asyncio.create_task(machine.run(line, stdin))
        work.add(task)
        task.add_done_callback(work.discard)
        _answer(process, await asyncio.shield(task))

    return await asyncssh.listen(
        HOME,
        port,
        server_factory=lambda: _Guard(visitor),
        server_host_keys=[str(host_key)],
        process_factory=serve,
        sftp_factory=None if machine.shown is None else partial(_ReadOnly, machine.shown),
        agent_forwarding=False,
        allow_pty=False,
        encoding=machine.encoding,
        errors="replace",
    )


def _refused(server: asyncssh.SFTPServer, *_: object) -> None:
    raise asyncssh.SFTPPermissionDenied("read only")


# One refusal stands for methods that take different things.
_REFUSED: Any = _refused


class _ReadOnly(asyncssh.SFTPServer):
    """Shows one folder as if it were the whole machine, and lets nobody change anything in it."""

    def __init__(self, folder: Path, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        super().__init__(chan, chroot=str(folder).encode())

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        """Refuse whatever would write. Raises `asyncssh.SFTPPermissionDenied`."""
        if pflags & ~asyncssh.FXF_READ:
            raise asyncssh.SFTPPermissionDenied("read only")
        return super().open(path, pflags, attrs)

    remove = rmdir = mkdir = rename = posix_rename = setstat = link = symlink = _REFUSED


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
