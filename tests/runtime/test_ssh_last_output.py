"""The end of what a command says, where its exit code comes long before the rest of its output.

This server sends nothing by the clock: it is silent until it is asked, as a thin line is for as
long as it takes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from asyncssh.connection import SSHConnection
from asyncssh.packet import SSHPacket, UInt32

from bcp.model import Server
from tests.daemons.pools import answer_of
from tests.daemons.sshd import command

REST = b"x" * 50_000
Channel = asyncssh.SSHServerChannel[bytes]

pytestmark = pytest.mark.usefixtures("home")


async def test_output_that_comes_after_more_than_a_seconds_silence_is_kept_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = (_says_the_rest, _says_nothing, _says_nothing, _says_nothing)
    async with _server(tmp_path, monkeypatch, *turns) as server:
        answer = await answer_of(server, "say", within_s=300)
    assert (answer.status, answer.out, answer.cut) == (0, REST.decode(), False)


async def test_one_answer_may_overtake_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = (_says_nothing, _says_the_rest, _says_nothing, _says_nothing)
    async with _server(tmp_path, monkeypatch, *turns) as server:
        answer = await answer_of(server, "say", within_s=300)
    assert (answer.status, answer.out, answer.cut) == (0, REST.decode(), False)


async def test_an_end_that_does_not_come_in_time_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with _server(tmp_path, monkeypatch) as server:
        answer = await answer_of(server, "say", within_s=5)
    assert (answer.status, answer.cut, answer.timed_out) == (0, True, False)
    assert answer.note is not None
    assert answer.note.code == "ssh.output_without_end"


def _says_nothing(_: Channel) -> None:
    """Answer, and leave the command's output open, as a daemon in the background does."""


def _says_the_rest(channel: Channel) -> None:
    channel.write(REST)


@asynccontextmanager
async def _server(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *turns: Callable[[Channel], None]
) -> AsyncIterator[Server]:
    """Says how each command ended, takes a turn at each question, then answers no more."""
    channels: list[Channel] = []
    left = list(turns)

    def serve(process: asyncssh.SSHServerProcess[bytes]) -> None:
        channels.append(process.channel)
        process.channel._send_request(b"exit-status", UInt32(0))

    def asked(connection: SSHConnection, _: SSHPacket) -> None:
        if left:
            left.pop(0)(channels[0])
            connection._report_global_response(True)

    monkeypatch.setattr(
        SSHConnection, "_process_keepalive_at_openssh_dot_com_global_request", asked
    )
    keys = {name: asyncssh.generate_private_key("ssh-ed25519") for name in ("host", "id")}
    (folder / "id").write_bytes(keys["id"].export_private_key())
    (folder / "authorized").write_bytes(keys["id"].export_public_key())
    async with asyncssh.listen(
        "127.0.0.1",
        0,
        server_host_keys=[keys["host"]],
        authorized_client_keys=str(folder / "authorized"),
        process_factory=serve,
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
            "commands": (command("say", "say"),),
        }
        yield Server("files", "127.0.0.1", **values)
