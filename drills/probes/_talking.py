"""One conversation over TCP, with errors that say what happened, and with TLS begun in the middle.

A server that hangs still accepts connections: its kernel does it. So whoever talks over one of
these says in its own words that a connection came about and nothing followed.
"""

from __future__ import annotations

import asyncio
import errno
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from bcp.message import Message, Phrase
from bcp.system_trouble import words_of
from drills.errors import Unreachable
from drills.probes import _tls
from drills.probes._contract import Reach, Unanswered
from drills.probes._dialling import connected, resolved
from scenarios.reading import Fact

T = TypeVar("T")

# A line or record longer than this belongs to no protocol that is spoken here.
_LONGEST = 64 * 1024

NO_TLS = Phrase(
    "probes.talking.no_tls",
    ja="{place}とTLSで接続できません ({reason})。サーバのTLSの版と設定を確かめてください。",
    en="TLS with {place} failed ({reason}); check the server's TLS versions and settings.",
)
BROKEN_OFF = Phrase(
    "probes.talking.broken_off",
    ja="相手が接続を閉じました",
    en="it closed the connection",
)


@dataclass(frozen=True)
class Shown:
    """The certificate that a server showed: days until it expires, and what is wrong with it."""

    days: float | None
    version: str
    fault: Message | None = None


class Talk:
    """What is said to one port of one machine, and what it says."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, place: str
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._place = place

    @property
    def local(self) -> str:
        """Our own address, as the system chose it."""
        return str(self._writer.get_extra_info("sockname")[0])

    async def say(self, said: bytes) -> None:
        """Send all of it. Raises `OSError`."""
        self._writer.write(said)
        await self._writer.drain()

    async def exactly(self, count: int) -> bytes:
        """The next `count` bytes. Raises `OSError`, a connection closed before included."""
        try:
            return await self._reader.readexactly(count)
        except asyncio.IncompleteReadError:
            raise _closed() from None

    async def line(self) -> bytes:
        """The next line with its end, or the first part of one that has none."""
        try:
            return await self._reader.readuntil(b"\n")
        except asyncio.IncompleteReadError as cut:
            if cut.partial:
                return cut.partial
            raise _closed() from None
        except asyncio.LimitOverrunError:
            return await self._reader.read(_LONGEST)

    async def into_tls(self, context: ssl.SSLContext, name: str) -> Shown:
        """Begin TLS here. Raises `ssl.SSLCertVerificationError`, and `Unreachable` in words."""
        try:
            await self._writer.start_tls(context, server_hostname=name)
        except ssl.SSLCertVerificationError:
            raise
        except ssl.SSLError as trouble:
            # Its number would be taken for one of the system's.
            message = NO_TLS(place=self._place, reason=trouble.reason or words_of(trouble))
            raise Unreachable(message, answered=False) from trouble
        except ConnectionError as trouble:
            message = NO_TLS(place=self._place, reason=BROKEN_OFF())
            raise Unreachable(message, answered=False) from trouble
        made: ssl.SSLObject = self._writer.get_extra_info("ssl_object")
        return Shown(_tls.days_left(made.getpeercert(binary_form=True)), made.version() or "")


@asynccontextmanager
async def talking_to(
    host: str, port: int, reach: Reach, hangs: Phrase, **values: str
) -> AsyncIterator[Talk]:
    """A conversation with the first address of `host` that accepts one.

    Raises `OSError` where there is none. Once it has begun, `hangs` with `values` are the words for
    a server that says nothing more.
    """
    places = await resolved(host, port)
    sock = await connected(places)
    reader, writer = await asyncio.open_connection(sock=sock, limit=_LONGEST)
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    try:
        async with asyncio.timeout(reach.left_us() / 1_000_000):
            yield Talk(reader, writer, place)
    except TimeoutError:
        raise Unanswered(hangs(**values)) from None
    finally:
        # Its end is not waited for: where TLS was cut off halfway, asyncio would wait for ever.
        writer.transport.abort()


async def with_certificate(
    once: Callable[[ssl.SSLContext], Awaitable[tuple[T, Shown | None]]], ca: str | None
) -> tuple[T, Shown | None]:
    """What `once` gives, and its certificate; of a second try without trust where that is at fault.

    A failed handshake shows neither the certificate nor what is behind it, and a report must say
    how long ago it expired and whether the service works.
    """
    try:
        return await once(_tls.context(ca, True))
    except ssl.SSLCertVerificationError as trouble:
        fault = _tls.fault_of(trouble)
    answer, shown = await once(_tls.context(ca, False))
    return answer, shown and Shown(shown.days, shown.version, fault)


def _closed() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "closed")


def certificate_facts(
    shown: Shown | None,
) -> tuple[dict[str, Fact], Message | None, Message | None]:
    """The facts of a certificate, why it is at fault, and what should be known of it otherwise.

    Only an expired one is a fault by itself: mail servers, databases and desktops commonly show one
    that they made themselves, and whoever relies on more expects ``trusted``.
    """
    if shown is None:
        none: dict[str, Fact] = {
            "tls": "",
            "trusted": True,
            "expired": False,
            "certificate_days": None,
        }
        return none, None, None
    # OpenSSL names one fault only, and that a certificate is self-signed comes first.
    expired = shown.days is not None and shown.days < 0
    facts: dict[str, Fact] = {
        "tls": shown.version,
        "trusted": shown.fault is None,
        "expired": expired,
        "certificate_days": shown.days,
    }
    return facts, _tls.EXPIRED() if expired else None, None if expired else shown.fault
