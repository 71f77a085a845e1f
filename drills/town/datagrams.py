"""Services that are asked by single datagrams (UDP)."""

from __future__ import annotations

import asyncio
from abc import abstractmethod

from drills.town.ports import HOME
from drills.town.service import Service


class DatagramService(Service):
    """Answers each datagram by itself. Stopped, its port refuses; frozen, it keeps silent."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._post: asyncio.DatagramTransport | None = None

    async def _open(self) -> None:
        self._post, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: _Post(self), local_addr=(HOME, self.port)
        )

    def _shut(self) -> None:
        if self._post is not None:
            self._post.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """There are no connections where only datagrams are understood."""

    @abstractmethod
    async def answered(self, wire: bytes) -> bytes | None:
        """The answer to a question, both as on the wire; None where it is none."""

    def post(self, wire: bytes, sender: tuple[str, int]) -> None:
        """Answer a datagram when its turn comes."""

        async def send() -> None:
            answer = await self.answered(wire)
            if answer is not None and self._post is not None and not self._post.is_closing():
                self._post.sendto(answer, sender)

        task = asyncio.create_task(send())
        self._talks.add(task)
        task.add_done_callback(self._talks.discard)


class _Post(asyncio.DatagramProtocol):
    """What comes by UDP."""

    def __init__(self, service: DatagramService) -> None:
        self._service = service

    def datagram_received(self, wire: bytes, sender: tuple[str, int]) -> None:
        self._service.post(wire, sender)
