"""One conversation over UDP, with errors that say what happened.

The socket is connected, so that a port where nothing listens is heard of (ICMP port unreachable
comes back as a refusal) and so that nobody but the one asked is listened to.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

LARGEST = 65_535

T = TypeVar("T")


class Datagrams:
    """What goes to one port of one machine, and what comes back."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._loop = asyncio.get_running_loop()

    @property
    def local(self) -> tuple[str, int]:
        """Our own address and port, as the system chose them."""
        host, port = self._sock.getsockname()[:2]
        return str(host), int(port)

    @property
    def remote(self) -> tuple[str, int]:
        """The address and port that are asked."""
        host, port = self._sock.getpeername()[:2]
        return str(host), int(port)

    async def send(self, datagram: bytes) -> None:
        """Send one datagram. Raises `OSError`, a refusal of an earlier one included."""
        await self._loop.sock_sendall(self._sock, datagram)

    async def receive(self) -> bytes:
        """The next datagram. Raises `OSError` where nothing listens or there is no way."""
        return await self._loop.sock_recv(self._sock, LARGEST)

    async def answer(self, datagram: bytes, read: Callable[[bytes], T | None]) -> T:
        """Send `datagram`, and take the first that comes back and that `read` makes sense of.

        `read` gives None for what is no answer to it. Waits without end: the ask has its deadline.
        """
        await self.send(datagram)
        while True:
            found = read(await self.receive())
            if found is not None:
                return found


@asynccontextmanager
async def talking_to(host: str, port: int) -> AsyncIterator[Datagrams]:
    """A conversation with the first address of `host`, in the system's order of preference.

    Raises `socket.gaierror` where the name is not known, and `OSError` where there is no way.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    family, _, _, _, address = found[0]
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        sock.connect(address)
        yield Datagrams(sock)
