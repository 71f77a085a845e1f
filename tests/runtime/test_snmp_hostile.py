"""Agents that answer without end, in circles, or with what is no SNMP: they stop nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import cast

import pytest

from bcp.message import render
from bcp.model import Organisation, Plan
from bcp.secret_source import SecretSource
from bcp.snmp import SnmpAccount
from drills.errors import Unreachable
from drills.probes._snmp import SnmpAgent, SnmpValue
from drills.runtime.secrets import Secret, Secrets
from drills.runtime.snmp import Session, SnmpPool
from drills.runtime.snmp_gufo import Gufo
from drills.runtime.snmp_library import MOST_ROWS, Library, Login
from drills.runtime.snmp_pysnmp import PySnmp
from drills.wire.snmp_agent import Question, answer, parsed

COLUMN = "1.3.6.1.2.1.2.2.1.8"
AT = SecretSource(env="COMMUNITY")
PLAN = Plan(Organisation("町"), snmp_accounts=(SnmpAccount("v2c", "v2c", community=AT),))

Answers = Callable[[bytes], Iterator[bytes]]


class _Agent(asyncio.DatagramProtocol):
    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._floods: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._floods.add(asyncio.create_task(self._answer(data, addr)))

    async def _answer(self, data: bytes, addr: tuple[str, int]) -> None:
        with suppress(ValueError):
            for each in self._answers(data):
                if self._transport.is_closing():
                    return
                self._transport.sendto(each, addr)
                await asyncio.sleep(0)


@asynccontextmanager
async def asked(
    answers: Answers, make: Callable[[], Library], for_s: float
) -> AsyncIterator[Session]:
    """The session of an agent that answers so, for an ask of that length."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        lambda: _Agent(answers), local_addr=("127.0.0.1", 0)
    )
    port = transport.get_extra_info("sockname")[1]
    pool = SnmpPool(PLAN, Secrets({}, {AT: Secret("hisoyaka-na-kotoba")}), make)
    try:
        yield pool.session(SnmpAgent(f"127.0.0.1:{port}", "v2c"), loop.time() + for_s)
    finally:
        pool.close()
        transport.close()


def in_circles(data: bytes) -> Iterator[bytes]:
    question = parsed(data)
    if question.kind == "bulk":
        first = Question(question.community, "next", question.number, (COLUMN,))
        yield answer(first, {f"{COLUMN}.1": 1})


def for_ever(data: bytes) -> Iterator[bytes]:
    """The answers to another question, as fast as they go."""
    question = parsed(data)
    other = Question(question.community, "get", question.number + 1000, question.oids)
    while True:
        yield answer(other, {})


def no_snmp(data: bytes) -> Iterator[bytes]:
    """What makes the Rust part of gufo-snmp panic."""
    yield b"\x1f\xff"


def endless(data: bytes) -> Iterator[bytes]:
    question = parsed(data)
    if question.kind == "bulk":
        begin = int(f"{question.oids[0]}.0".removeprefix(f"{COLUMN}.").split(".")[0])
        rows = {f"{COLUMN}.{begin + n}": 1 for n in range(1, question.times + 1)}
        yield answer(question, rows)


class _Slow:
    """A library whose agents need longer than anybody waits, and have answered a part."""

    heard = 20

    async def connection(self, ip: str, port: int, login: Login) -> _Slow:
        return self

    async def get(self, oids: Sequence[str]) -> Mapping[str, SnmpValue]:
        return {}

    async def walk(self, oid: str) -> Mapping[str, SnmpValue]:
        await asyncio.Event().wait()
        return {}

    def forget(self, account: str) -> None:
        """There is nothing to learn."""

    def close(self) -> None:
        """There is nothing to close."""


@pytest.fixture(params=[Gufo, PySnmp], ids=["gufo-snmp", "pysnmp"])
def make(request: pytest.FixtureRequest) -> Callable[[], Library]:
    return request.param  # type: ignore[no-any-return]


async def test_a_table_that_goes_in_circles_is_read_once(make: Callable[[], Library]) -> None:
    async with asked(in_circles, make, 30) as session:
        found = await asyncio.wait_for(session.walk(COLUMN), 120)
    assert found == {f"{COLUMN}.1": 1}


async def test_a_table_without_an_end_is_read_so_far_and_no_further(
    make: Callable[[], Library],
) -> None:
    async with asked(endless, make, 60) as session:
        found = await asyncio.wait_for(session.walk(COLUMN), 120)
    assert MOST_ROWS <= len(found) < MOST_ROWS + 20


async def test_a_table_that_cannot_be_read_in_time_is_no_silence() -> None:
    async with asked(endless, _Slow, 0.3) as session:
        with pytest.raises(Unreachable) as trouble:
            await asyncio.wait_for(session.walk(COLUMN), 120)
    assert trouble.value.answered is None
    assert "too long" in render(trouble.value.message, "en")


@pytest.mark.parametrize("answers", [for_ever, no_snmp])
async def test_what_answers_no_question_ends_in_time_and_breaks_nothing(
    make: Callable[[], Library], answers: Answers
) -> None:
    async with asked(answers, make, 0.4) as session:
        with pytest.raises(Unreachable):
            await asyncio.wait_for(session.get([f"{COLUMN}.1"]), 120)
