"""Who stands in front: a screen leaves and speaks only where nothing lies over it."""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

R = TypeVar("R")


class InFront(Screen[R], Generic[R]):
    """A screen that leaves once, and takes no other with it.

    Textual's own `dismiss` takes away whatever is in front. Two keys at once, or a reading that
    came back late, would so close the screen behind this one, or what somebody is typing in.
    """

    def __init__(self) -> None:
        super().__init__()
        self._resumed = asyncio.Event()

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leave, where this screen is the one in front; else nothing is done."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def in_front(self) -> None:
        """Wait until nothing lies over this screen."""
        while not self.is_active:
            self._resumed.clear()
            await self._resumed.wait()

    def on_screen_resume(self) -> None:
        """Wake whoever waits for this screen to be in front."""
        self._resumed.set()
