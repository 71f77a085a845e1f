"""The town's name server, asked as any resolver would ask it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import dns.asyncquery
import dns.exception
import dns.flags
import dns.message
import dns.opcode
import dns.rcode
import pytest
import pytest_asyncio

from drills.town.names import NameService

WWW = "www.mihon.example."


@pytest_asyncio.fixture
async def server() -> AsyncIterator[NameService]:
    server = NameService(0, {"www": "127.0.0.1"})
    await server.start()
    yield server
    await server.close()


async def udp(server: NameService, name: str = WWW, kind: str = "A") -> dns.message.Message:
    asked = dns.message.make_query(name, kind)
    return await dns.asyncquery.udp(asked, "127.0.0.1", timeout=120, port=server.port)


async def tcp(server: NameService, name: str = WWW) -> dns.message.Message:
    asked = dns.message.make_query(name, "A")
    return await dns.asyncquery.tcp(asked, "127.0.0.1", timeout=120, port=server.port)


async def test_a_name_has_its_address_over_udp_and_tcp(server: NameService) -> None:
    for answer in (await udp(server), await tcp(server), await udp(server, WWW.upper())):
        assert answer.rcode() == dns.rcode.NOERROR
        assert answer.flags & dns.flags.AA
        assert [each.to_text() for found in answer.answer for each in found] == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("name", "kind", "rcode", "answers"),
    [
        ("nobody.mihon.example.", "A", dns.rcode.NXDOMAIN, 0),
        (WWW, "AAAA", dns.rcode.NOERROR, 0),
        ("mihon.example.", "SOA", dns.rcode.NOERROR, 1),
        ("mihon.example.", "A", dns.rcode.NOERROR, 0),
        ("www.example.jp.", "A", dns.rcode.REFUSED, 0),
    ],
)
async def test_what_is_not_there_is_told_as_the_standard_says(
    server: NameService, name: str, kind: str, rcode: int, answers: int
) -> None:
    answer = await udp(server, name, kind)
    assert (answer.rcode(), len(answer.answer)) == (rcode, answers)


async def test_a_server_that_is_ill_answers_everything_with_servfail(server: NameService) -> None:
    server.ill = True
    assert (await udp(server)).rcode() == (await tcp(server)).rcode() == dns.rcode.SERVFAIL
    server.ill = False
    assert (await udp(server)).rcode() == dns.rcode.NOERROR


async def test_a_frozen_server_answers_when_it_thaws(server: NameService) -> None:
    server.freeze()
    waiting = asyncio.gather(udp(server), tcp(server))
    done, _ = await asyncio.wait([waiting], timeout=0.2)
    assert not done
    server.thaw()
    assert [each.rcode() for each in await waiting] == [dns.rcode.NOERROR] * 2


async def test_a_stopped_server_is_silent_and_returns_on_its_port(server: NameService) -> None:
    port = server.port
    for _ in range(2):
        await server.stop()
    with pytest.raises(OSError, match=r"."):
        await tcp(server)
    for _ in range(2):
        await server.start()
    assert server.port == port
    assert (await udp(server)).rcode() == (await tcp(server)).rcode() == dns.rcode.NOERROR


async def test_a_server_that_stops_lets_nobody_wait(server: NameService) -> None:
    server.freeze()
    waiting = asyncio.create_task(tcp(server))
    await asyncio.wait([waiting], timeout=0.2)
    await server.stop()
    with pytest.raises((EOFError, OSError)):
        await waiting


async def test_what_is_no_question_is_not_answered_and_does_no_harm(server: NameService) -> None:
    for wire in (b"", b"\x00" * 5, b"\xff" * 600):
        assert await server.answered(wire) is None
    update = dns.message.make_query(WWW, "A")
    update.set_opcode(dns.opcode.UPDATE)
    said = await server.answered(update.to_wire())
    assert said is None or dns.message.from_wire(said).rcode() != dns.rcode.NOERROR
    assert (await udp(server)).rcode() == dns.rcode.NOERROR
