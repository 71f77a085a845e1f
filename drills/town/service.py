"""Something that listens on a port of its own, and what can befall it."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from contextlib import suppress

from drills.town.ports import number_of, reserved

_LEAVE_WITHIN_S = 1.0


class Service(ABC):
    """A service of a machine: stopped, it refuses; frozen, it accepts and never answers.

    `slow_s` is how long every answer takes at least, in seconds.
    """

    def __init__(self, port: int) -> None:
        self._holder = reserved(port)
        self.port = number_of(self._holder)
        self.running = False
        self.slow_s = 0.0
        self._thawed = asyncio.Event()
        self._thawed.set()
        self._talks: set[asyncio.Task[None]] = set()
        self._switching = asyncio.Lock()

    async def start(self) -> None:
        """Listen, and answer as usual; nothing happens where it already runs. Raises `OSError`."""
        async with self._switching:
            if not self.running:
                # A service that hung is cured by being started anew.
                self.thaw()
                await self._open()
                self.running = True

    async def stop(self) -> None:
        """Hang up on everybody and listen no more; again and again does no harm."""
        async with self._switching:
            if self.running:
                self.running = False
                self._shut()
                for each in self._talks:
                    each.cancel()
                if self._talks:
                    await asyncio.wait(self._talks, timeout=_LEAVE_WITHIN_S)

    async def close(self) -> None:
        """Stop, and give the port back."""
        await self.stop()
        self._holder.close()

    def freeze(self) -> None:
        """Answer nobody from now on, though connections are still accepted."""
        self._thawed.clear()

    def thaw(self) -> None:
        """Answer again, and at once; those who still wait are answered too."""
        self.slow_s = 0.0
        self._thawed.set()

    async def turn(self) -> None:
        """Wait until an answer may be given."""
        await asyncio.sleep(self.slow_s)
        await self._thawed.wait()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection to its end."""
        task = asyncio.current_task()
        if task is not None:
            self._talks.add(task)
            task.add_done_callback(self._talks.discard)
        try:
            # Whoever breaks off or talks nonsense has only ended a conversation.
            with suppress(OSError, ValueError, EOFError, TimeoutError, asyncio.LimitOverrunError):
                await self._converse(reader, writer)
        except asyncio.CancelledError:
            # As a process that ends: nobody is waited for, not even to say goodbye over TLS.
            writer.transport.abort()
            raise
        finally:
            writer.close()

    @abstractmethod
    async def _open(self) -> None: ...

    @abstractmethod
    def _shut(self) -> None: ...

    @abstractmethod
    async def _converse(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None: ...
