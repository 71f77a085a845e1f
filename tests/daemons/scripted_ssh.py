"""An SSH server whose commands answer as a test says, down to the packets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncssh

from bcp.model import Server
from tests.daemons.sshd import command


@asynccontextmanager
async def scripted_ssh(
    folder: Path,
    serve: Callable[[asyncssh.SSHServerProcess[bytes]], Any],
    commands: Sequence[str],
    version: str = "",
    **rest: Any,
) -> AsyncIterator[Server]:
    """The server as a plan knows it, with its keys in `folder`; `rest` are more of its fields."""
    keys = {name: asyncssh.generate_private_key("ssh-ed25519") for name in ("host", "id")}
    (folder / "id").write_bytes(keys["id"].export_private_key())
    (folder / "authorized").write_bytes(keys["id"].export_public_key())
    async with asyncssh.listen(
        "127.0.0.1",
        0,
        server_host_keys=[keys["host"]],
        authorized_client_keys=str(folder / "authorized"),
        process_factory=serve,
        server_version=version,
        encoding=None,
    ) as listening:
        port = listening.get_port()
        known = f"[127.0.0.1]:{port} {keys['host'].export_public_key().decode()}"
        (folder / "known_hosts").write_text(known)
        values: dict[str, Any] = {
            "port": port,
            "user": "drill",
            "known_hosts": str(folder / "known_hosts"),
            "identity": str(folder / "id"),
            "commands": tuple(command(each, each) for each in commands),
        }
        yield Server("files", "127.0.0.1", **{**values, **rest})
