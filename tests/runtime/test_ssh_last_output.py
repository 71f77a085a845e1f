"""The end of what a command says, where its exit code comes long before the rest of its output.

This server sends nothing by the clock: it is silent until it is asked, as a thin line is for as
long as it takes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncssh
import pytest
from asyncssh.connection import SSHConnection
from asyncssh.packet import SSHPacket, UInt32

from bcp.model import Server
from tests.daemons.pools import answer_of
from tests.daemons.scripted_ssh import scripted_ssh

REST = b"x" * 50_000
Channel = asyncssh.SSHServerChannel[bytes]

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize("after", [0, 1], ids=["the first answer", "an answer that overtook it"])
async def test_output_that_comes_after_more_than_a_seconds_silence_is_kept_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    turns: list[Callable[[Channel], None]] = [_says_nothing] * 3
    turns.insert(after, _says_the_rest)
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
    async with scripted_ssh(folder, serve, ("say",)) as server:
        yield server
