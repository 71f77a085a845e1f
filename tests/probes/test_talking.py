"""Whoever stops listening to a server that is halfway through TLS is let go at once."""

from __future__ import annotations

import asyncio

import pytest

from bcp.asking import ProbeCall
from bcp.message import render
from bcp.model import Organisation, Plan
from drills.runtime.asking import Asker

SMTPS = {"tls": "implicit"}


class _Mute(asyncio.Protocol):
    """Takes what it is sent and says nothing."""

    def __init__(self) -> None:
        self.closed: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.heard = asyncio.Event()

    def data_received(self, data: bytes) -> None:
        self.heard.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set_result(True)


async def test_a_question_in_the_middle_of_tls_is_given_up_at_once() -> None:
    mute = _Mute()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: mute, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    call = ProbeCall("smtp", f"127.0.0.1:{port}", SMTPS)
    asking = asyncio.create_task(Asker(Plan(Organisation("town"))).ask(call, 600_000_000))
    await asyncio.wait_for(mute.heard.wait(), 120)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(asking, 120)
    assert await asyncio.wait_for(mute.closed, 120)
    server.close()


async def test_a_server_that_hangs_in_tls_is_told_in_the_probe_s_own_words() -> None:
    server = await asyncio.get_running_loop().create_server(_Mute, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    call = ProbeCall("smtp", f"127.0.0.1:{port}", SMTPS)
    reading = await Asker(Plan(Organisation("town"))).ask(call, 300_000)
    assert reading.because is not None
    assert "does not speak SMTP" in render(reading.because, "en")
    server.close()
