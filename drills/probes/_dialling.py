"""One TCP connection, with errors that say what happened.

asyncio's own `create_connection` joins the errors of several addresses into one without a number,
so "refused" could not be told from "unreachable" for any name with an IPv4 and an IPv6 address.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass

# An address that swallows packets must not use up the time of the address after it.
_PATIENCE_S = 2.0


@dataclass(frozen=True)
class Place:
    """One address of a name: its family and what the socket connects to."""

    family: int
    address: tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]


async def resolved(host: str, port: int) -> tuple[Place, ...]:
    """The addresses of `host`, in the system's order of preference.

    Raises `socket.gaierror` where the name is not known.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(Place(family, address) for family, _, _, _, address in found)


async def connected(places: Sequence[Place]) -> socket.socket:
    """A connection to the first of `places` that accepts one; the caller closes it.

    Raises `OSError`: a refusal where any address refused, because that came from the machine
    itself, otherwise what the last address gave.
    """
    refusal: OSError | None = None
    for place in places[:-1]:
        try:
            async with asyncio.timeout(_PATIENCE_S):
                return await _connected(place)
        except ConnectionRefusedError as trouble:
            refusal = trouble
        except (OSError, TimeoutError):
            continue
    try:
        return await _connected(places[-1])
    except OSError:
        if refusal:
            raise refusal from None
        raise


async def _connected(place: Place) -> socket.socket:
    sock = socket.socket(place.family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, place.address)
    except BaseException:
        sock.close()
        raise
    return sock
