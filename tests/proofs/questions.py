"""What the witness asks: the same work as the checks of the proofs do, by other means."""

from __future__ import annotations

import asyncio
import os
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import SplitResult

Question = Callable[[SplitResult, int], Awaitable[bool]]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
BLOCK = bytes(4096)
_PROTOCOL_3 = 196_608  # PostgreSQL, "Message Formats": StartupMessage
_ERROR, _READY = b"E", b"Z"


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


ASKED_BY: dict[str, Question] = {"http": page, "file": block, "postgresql": line}
