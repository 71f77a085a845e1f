"""Listeners on loopback that take what is sent and never say a word, and know when it came."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Mute:
    """A silent listener: `came` has the monotonic second of each connection or datagram."""

    port: int
    came: list[float] = field(default_factory=list)

    @property
    def gaps(self) -> list[float]:
        """Seconds between one arrival and the next."""
        return [after - before for before, after in zip(self.came, self.came[1:], strict=False)]


@contextmanager
def mute_tcp() -> Iterator[Mute]:
    """It accepts every connection, keeps it open, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        mute = Mute(server.getsockname()[1])
        kept: list[socket.socket] = []
        over = threading.Event()

        def listen() -> None:
            with suppress(OSError):
                while not over.is_set():
                    kept.append(server.accept()[0])
                    if not over.is_set():
                        mute.came.append(time.monotonic())

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield mute
        finally:
            over.set()
            with suppress(OSError), socket.create_connection(("127.0.0.1", mute.port), 1):
                pass
            thread.join()
            for each in kept:
                each.close()


@contextmanager
def mute_udp() -> Iterator[Mute]:
    """It takes every datagram and answers none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        mute = Mute(server.getsockname()[1])

        def listen() -> None:
            while server.recv(65_535) != b"over":
                mute.came.append(time.monotonic())

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield mute
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
                other.sendto(b"over", ("127.0.0.1", mute.port))
            thread.join()
