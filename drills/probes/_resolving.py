"""One question to name servers: by UDP, again where it is lost, by TCP where it is cut short."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dns.asyncbackend
import dns.asyncquery
import dns.exception
import dns.inet
import dns.message
import dns.resolver

from drills.probes._contract import AskedElsewhere, Reach

PORT = 53
# A datagram may get lost without anything being wrong, so resolvers ask again; so long after.
_PATIENCE_US = 2_000_000


class NotConfigured(Exception):
    """No name server is set on this machine."""


@dataclass(frozen=True)
class NameServer:
    """Where to ask; `shown` is how its author wrote it."""

    address: str
    port: int
    shown: str


@dataclass(frozen=True)
class Answer:
    """What the first server to answer said; `cut` where the rest could not be had over TCP."""

    message: dns.message.Message
    server: NameServer
    took_us: int
    over_tcp: bool = False
    cut: bool = False


async def server_at(host: str, port: int, shown: str) -> NameServer:
    """The name server of that name or address; the failure to find it is about it alone."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except socket.gaierror as trouble:
        raise AskedElsewhere(shown) from trouble
    return NameServer(str(found[0][4][0]), port, shown)


async def own_servers() -> tuple[NameServer, ...]:
    """The name servers that this machine uses. Raises `NotConfigured`."""
    try:
        # Windows keeps them in its registry, which may take a while to read.
        resolver = await asyncio.to_thread(dns.resolver.Resolver)
    except dns.resolver.NoResolverConfiguration:
        raise NotConfigured from None
    addresses = [each for each in resolver.nameservers if isinstance(each, str)]
    if not addresses:
        raise NotConfigured
    return tuple(NameServer(each, resolver.port, each) for each in addresses)


async def answered(
    query: dns.message.QueryMessage, servers: Sequence[NameServer], reach: Reach
) -> Answer | None:
    """What the first of `servers` says that answers before the time is up; None where none does.

    Raises `AskedElsewhere` where none could be asked, or all refused.
    """
    waiting = list(servers)
    failure: tuple[NameServer, OSError] | None = None
    while waiting and reach.left_us() > 0:
        for server in tuple(waiting):
            patience = min(_PATIENCE_US, reach.left_us()) / 1_000_000
            began = reach.elapsed_us()
            try:
                async with asyncio.timeout(patience):
                    answer, cut = await _over_udp(query, server)
            except TimeoutError:
                continue
            except OSError as trouble:
                # Asking it again would give the same; a refusal is worth more than no way to it.
                waiting.remove(server)
                if failure is None or isinstance(trouble, ConnectionRefusedError):
                    failure = (server, trouble)
                continue
            if cut:
                return await _over_tcp(query, server, answer, began, reach)
            return Answer(answer, server, reach.elapsed_us() - began)
    if failure is not None and not waiting:
        raise AskedElsewhere(failure[0].shown) from failure[1]
    return None


async def _over_udp(
    query: dns.message.QueryMessage, server: NameServer
) -> tuple[dns.message.Message, bool]:
    """The answer, and whether it was cut short.

    The socket is connected, because only such a one hears that nothing listens there.
    """
    family = dns.inet.af_for_address(server.address)
    backend: Any = dns.asyncbackend.get_default_backend()
    place = (server.address, server.port)
    async with await backend.make_socket(family, socket.SOCK_DGRAM, destination=place) as opened:
        try:
            whole = await dns.asyncquery.udp(
                query,
                server.address,
                port=server.port,
                sock=opened,
                ignore_errors=True,
                ignore_unexpected=True,
                raise_on_truncation=True,
            )
        except dns.message.Truncated as part:
            shortened: dns.message.Message = part.message()  # type: ignore[no-untyped-call]
            return shortened, True
    return whole, False


async def _over_tcp(
    query: dns.message.QueryMessage,
    server: NameServer,
    part: dns.message.Message,
    began: int,
    reach: Reach,
) -> Answer:
    """The whole of an answer that was cut short, or the part that came where TCP does not work."""
    try:
        async with asyncio.timeout(reach.left_us() / 1_000_000):
            message = await dns.asyncquery.tcp(query, server.address, port=server.port)
    except (OSError, EOFError, TimeoutError, dns.exception.DNSException):
        return Answer(part, server, reach.elapsed_us() - began, cut=True)
    return Answer(message, server, reach.elapsed_us() - began, over_tcp=True)
