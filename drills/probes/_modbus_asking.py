"""Questions to a Modbus device, one after the other over one connection."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bcp.message import Message
from drills.probes._contract import Reach, Unanswered
from drills.probes._dialling import connected, resolved
from drills.wire import Malformed, modbus
from drills.wire.modbus import Function


@dataclass(frozen=True)
class Span:
    """So many neighbouring inputs or registers, from an address on."""

    function: Function
    start: int
    count: int


class Refused(Exception):
    """The device answered with an exception."""

    def __init__(self, span: Span, exception: int) -> None:
        self.span, self.exception = span, exception
        super().__init__(exception)


class Closed(Exception):
    """The connection ended in place of an answer."""


async def values_of(
    place: tuple[str, int], unit: int, spans: Sequence[Span], reach: Reach, silent: Message
) -> Mapping[tuple[int, int], int]:
    """What stands at each address, by function and address.

    Raises `Refused`, `Closed`, `Malformed` and `OSError`; `Unanswered` with the words `silent`
    where a connection came about and no answer did.
    """
    sock = await connected(await resolved(*place))
    reader, writer = await asyncio.open_connection(sock=sock)
    try:
        async with asyncio.timeout(reach.left_us() / 1_000_000):
            found: dict[tuple[int, int], int] = {}
            for number, span in enumerate(spans, 1):
                values = await _asked(reader, writer, number, unit, span)
                found |= {(span.function, span.start + n): each for n, each in enumerate(values)}
            return found
    except TimeoutError:
        raise Unanswered(silent) from None
    finally:
        writer.close()
        with suppress(OSError, TimeoutError):
            await writer.wait_closed()


async def _asked(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int, unit: int, span: Span
) -> Sequence[int]:
    writer.write(modbus.request(number, unit, span.function, span.start, span.count))
    try:
        await writer.drain()
        header = await reader.readexactly(modbus.HEADER_BYTES)
        frame = header + await reader.readexactly(modbus.more_bytes(header))
    except asyncio.IncompleteReadError as ended:
        if ended.partial:
            raise Malformed("cut short") from None
        raise Closed from None
    except (ConnectionResetError, BrokenPipeError):
        raise Closed from None
    answer = modbus.parsed(frame, span.function, span.count)
    if (answer.transaction, answer.unit) != (number, unit):
        raise Malformed("the answer to another question")
    if answer.exception:
        raise Refused(span, answer.exception)
    return answer.values
