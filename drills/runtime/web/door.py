"""The way in: one listening socket, so many connections and no more, and none that only sits there.

Connections are counted before TLS begins, and there are never so many that the drill beside the
page could run out of files. One that has not begun a request in time is cut off,
so that people who hold connections open keep nobody out for long; see `BOUNDS`.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace

from drills.platform import room_for_files

# How many may wait in the system for their turn, when a whole town opens the page at once.
BACKLOG = 1024
# When this process has no more files to open, it tries again after so long.
BREATH_S = 0.2
# So many files stay the drill's own: 256 questions at once (`politeness.AT_ONCE`), 20 test sessions
# with their pipes, SSH, alarms, the record, and as many again. Of few files it keeps a half.
RESERVE = 512


@dataclass(frozen=True)
class Bounds:
    """What one page holds out. An office may stand behind one address, so `each` is not small."""

    connections: int = 1500
    each: int = 1000
    handshake_s: float = 10.0
    head_s: float = 15.0
    request_s: float = 30.0


BOUNDS = Bounds()


def fitting(bounds: Bounds) -> Bounds:
    """The same, with no more connections than there are files beside those of the drill."""
    files = room_for_files(bounds.connections + RESERVE)
    if files is None:
        return bounds
    connections = min(bounds.connections, files - min(RESERVE, files // 2))
    each = max(1, bounds.each * connections // bounds.connections)
    return replace(bounds, connections=connections, each=each)


class Door:
    """Listens at one place and hands each connection to a protocol that `make` gives."""

    def __init__(
        self,
        make: Callable[[], asyncio.Protocol],
        tls: ssl.SSLContext | None,
        bounds: Bounds = BOUNDS,
    ) -> None:
        self._make, self._tls, self._bounds = make, tls, bounds
        self._socket: socket.socket | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._from: Counter[str] = Counter()
        self._visits: dict[object, Visit] = {}

    def open(self, host: str, port: int) -> None:
        """Listen. Raises `OSError`."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
        listening.setblocking(False)
        self._socket = listening
        self._spawn(self._accept(listening))

    async def listen_no_more(self) -> None:
        """Let nobody in any more; who is there may stay."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        if self._socket is not None:
            self._socket.close()

    def end_all(self) -> None:
        """Cut off who is still there."""
        for visit in tuple(self._visits.values()):
            visit.end()

    def begun(self, protocol: object) -> None:
        """Tell that a whole head of a request came in."""
        if (visit := self._visits.get(protocol)) is not None:
            visit.within(self._bounds.request_s)

    def answered(self, protocol: object) -> None:
        """Tell that its answer is on its way; the next one may come."""
        if (visit := self._visits.get(protocol)) is not None:
            visit.within(self._bounds.head_s)

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, address = await loop.sock_accept(listening)
            except OSError:
                await asyncio.sleep(BREATH_S)
                continue
            self._welcome(connection, str(address[0]))

    def _welcome(self, connection: socket.socket, sender: str) -> None:
        full = self._from.total() >= self._bounds.connections
        if full or self._from[sender] >= self._bounds.each:
            connection.close()
            return
        self._from[sender] += 1
        self._spawn(self._let_in(connection, sender))

    async def _let_in(self, connection: socket.socket, sender: str) -> None:
        loop, inner = asyncio.get_running_loop(), self._make()
        visit = Visit(inner, lambda: self._left(inner, sender), self._bounds.head_s)
        self._visits[inner] = visit
        try:
            await loop.connect_accepted_socket(
                lambda: visit,
                connection,
                ssl=self._tls,
                ssl_handshake_timeout=self._bounds.handshake_s if self._tls else None,
            )
        except (OSError, asyncio.CancelledError):
            # The other end left, speaks no TLS, or takes too long (`ssl.SSLError` is one, too).
            connection.close()
            visit.never_came()

    def _left(self, inner: object, sender: str) -> None:
        self._visits.pop(inner, None)
        self._from[sender] -= 1
        if self._from[sender] <= 0:
            del self._from[sender]

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Visit(asyncio.Protocol):
    """One connection: passes everything on, and is cut off when its time is up."""

    def __init__(self, inner: asyncio.Protocol, left: Callable[[], None], head_s: float) -> None:
        self._inner, self._left, self._head_s = inner, left, head_s
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_over = False

    def within(self, seconds: float) -> None:
        """Begin its time anew."""
        if self._timer is not None:
            self._timer.cancel()
        if not self._is_over:
            self._timer = asyncio.get_running_loop().call_later(seconds, self.end)

    def end(self) -> None:
        """Cut it off, without waiting for the other end."""
        if self._transport is not None:
            self._transport.abort()

    def never_came(self) -> None:
        """Forget it: no connection came of it, or it is lost already."""
        if not self._is_over:
            self._is_over = True
            self._left()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - only streams come here
        self._transport = transport
        self.within(self._head_s)
        self._inner.connection_made(transport)

    def data_received(self, received: bytes) -> None:
        self._inner.data_received(received)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self.never_came()
        with suppress(ConnectionError):
            self._inner.connection_lost(exc)
