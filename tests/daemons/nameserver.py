"""A name server on loopback that answers as it is told, over UDP and TCP."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

_TRIES = 20

Zone = dict[tuple[str, str], tuple[str, ...]]


@dataclass
class NameServer:
    """`zone` maps name and type to records; `rcode` is answered to everything instead, if set.

    `garbled` bytes come over UDP instead of any answer, if set.
    `deaf` is how many more questions over UDP it does not hear. `asked` are the questions heard.
    """

    zone: Zone = field(default_factory=dict)
    rcode: str | None = None
    deaf: int = 0
    port: int = 0
    asked: list[str] = field(default_factory=list)
    over_tcp: bool = True
    garbled: bytes | None = None

    @property
    def at(self) -> str:
        """Where it is, as a plan writes it."""
        return f"127.0.0.1:{self.port}"

    def answer(self, wire: bytes) -> dns.message.Message:
        """What it says to one question."""
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name, kind = question.name.to_text(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append(f"{name} {kind}")
        response = dns.message.make_response(query)
        if self.rcode is not None:
            response.set_rcode(dns.rcode.from_text(self.rcode))
            return response
        response.flags |= dns.flags.AA
        records = self.zone.get((name, kind), ())
        if records:
            response.answer.append(dns.rrset.from_text(name, 300, "IN", kind, *records))
        elif not any(known == name for known, _ in self.zone):
            response.set_rcode(dns.rcode.NXDOMAIN)
        return response


@asynccontextmanager
async def name_server(server: NameServer, host: str = "127.0.0.1") -> AsyncIterator[NameServer]:
    """Let it answer on a free port of its own."""
    streams, transport = await _listening(server, host)
    try:
        yield server
    finally:
        transport.close()
        streams.close()
        await streams.wait_closed()


async def _listening(
    server: NameServer, host: str
) -> tuple[asyncio.Server, asyncio.DatagramTransport]:
    """Both listeners on one port; a free port of TCP may be taken over UDP."""
    loop = asyncio.get_running_loop()
    for _ in range(_TRIES):
        streams = await asyncio.start_server(_stream(server), host, server.port)
        port = streams.sockets[0].getsockname()[1]
        try:
            transport, _ = await loop.create_datagram_endpoint(
                lambda: _Datagrams(server), local_addr=(host, port)
            )
        except OSError:
            streams.close()
            continue
        server.port = port
        if not server.over_tcp:
            streams.close()
        return streams, transport
    raise AssertionError("no port is free over both TCP and UDP")


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, server: NameServer) -> None:
        self._server = server

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, wire: bytes, addr: tuple[str, int]) -> None:
        if self._server.deaf > 0:
            self._server.deaf -= 1
            return
        if self._server.garbled is not None:
            self._transport.sendto(self._server.garbled, addr)
            return
        answer = self._server.answer(wire)
        whole = answer.to_wire(max_size=65_535)
        if len(whole) > 512:
            answer.answer.clear()
            answer.flags |= dns.flags.TC
            whole = answer.to_wire()
        # Somebody else's answer comes first, as from one who guesses; it is not the one waited for.
        forged = struct.pack("!H", (answer.id + 1) % 65_536) + whole[2:]
        self._transport.sendto(forged, addr)
        self._transport.sendto(whole, addr)


def _stream(
    server: NameServer,
) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        length = struct.unpack("!H", await reader.readexactly(2))[0]
        answer = server.answer(await reader.readexactly(length)).to_wire(max_size=65_535)
        writer.write(struct.pack("!H", len(answer)) + answer)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    return serve
