"""What the witness asks: the same work as the checks of the proofs do, by other means."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import SplitResult

Question = Callable[[SplitResult, int], Awaitable[bool]]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
BLOCK = bytes(4096)
_PROTOCOL_3 = 196_608  # PostgreSQL, "Message Formats": StartupMessage
_ERROR, _READY = b"E", b"Z"
_ECHO, _ECHOED = 8, 0  # RFC 792
# linux/netlink.h and linux/rtnetlink.h: header, route, and the attributes that matter here.
_NETLINK, _ROUTE = struct.Struct("=IHHII"), struct.Struct("=BBBBBBBBI")
_GET_ROUTE, _REQUEST, _NEW_ROUTE, _TO, _OUT_OF = 26, 1, 24, 1, 4


async def page(place: SplitResult, sent: int) -> bool:
    """Whether a web server gives its page."""
    async with _connected(place, 80) as (reader, writer):
        writer.write(b"GET / HTTP/1.0\r\n\r\n")
        return b" 200 " in await reader.readline()


async def block(place: SplitResult, sent: int) -> bool:
    """Whether one more block finds room on a disk."""
    handle = os.open(place.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        return os.write(handle, BLOCK) == len(BLOCK)
    finally:
        os.close(handle)


async def line(place: SplitResult, sent: int) -> bool:
    """Whether a database takes a line, which is the instant of asking, and gives it back."""
    async with _connected(place, 5432) as (reader, writer):
        start = f"user\0{place.path.strip('/')}\0database\0{place.path.strip('/')}\0\0".encode()
        writer.write(struct.pack("!ii", 8 + len(start), _PROTOCOL_3) + start)
        if await _answer(reader) is None:
            return False
        sql = f"insert into witness values ({sent}); select at from witness where at = {sent}"  # noqa: S608
        query = sql.encode() + b"\0"
        writer.write(b"Q" + struct.pack("!i", 4 + len(query)) + query)
        answer = await _answer(reader)
        return answer is not None and str(sent).encode() in answer


async def echo(place: SplitResult, sent: int) -> bool:
    """Whether a machine sends back what it is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP) as asking:
        asking.setblocking(False)
        asking.connect((place.hostname, 0))
        asking.send(struct.pack("!BBHHHQ", _ECHO, 0, 0, 0, 1, sent))
        while True:
            answer = await asyncio.get_running_loop().sock_recv(asking, 2048)
            if answer[0] == _ECHOED:
                return True


async def way(place: SplitResult, sent: int) -> bool:
    """Whether this network's kernel sends what is for an address out of that interface."""
    to = struct.pack("=HH", 8, _TO) + socket.inet_aton(place.hostname or "")
    wanted = _ROUTE.pack(socket.AF_INET, 32, 0, 0, 0, 0, 0, 0, 0) + to
    head = _NETLINK.pack(_NETLINK.size + len(wanted), _GET_ROUTE, _REQUEST, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as asking:
        asking.send(head + wanted)
        answer = asking.recv(4096)
    if _NETLINK.unpack_from(answer)[1] != _NEW_ROUTE:
        return False  # there is no way at all
    at = _NETLINK.size + _ROUTE.size
    while at < len(answer):
        size, kind = struct.unpack_from("=HH", answer, at)
        if kind == _OUT_OF:
            (number,) = struct.unpack_from("=I", answer, at + 4)
            return socket.if_indextoname(number) == place.path.strip("/")
        at += (size + 3) & ~3
    return False


async def _answer(reader: asyncio.StreamReader) -> bytes | None:
    """All that a database sends until it is ready for more; None for an error."""
    out = b""
    while True:
        kind, size = struct.unpack("!ci", await reader.readexactly(5))
        out += await reader.readexactly(size - 4)
        if kind == _ERROR:
            return None
        if kind == _READY:
            return out


@asynccontextmanager
async def _connected(place: SplitResult, port: int) -> AsyncIterator[Streams]:
    reader, writer = await asyncio.open_connection(place.hostname, place.port or port)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


ASKED_BY: dict[str, Question] = {
    "http": page,
    "file": block,
    "postgresql": line,
    "icmp": echo,
    "route": way,
}
