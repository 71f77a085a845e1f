"""What the home and the result have in common: a place, a language, and calls that block."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar, Protocol, TypeVar, runtime_checkable

from textual.messages import Prune
from textual.screen import Screen

from bcp.message import Language
from bcp.refused import Refused
from drills.errors import Spoken
from tui.commands import Place
from tui.key_line import KeyLine
from tui.screens.dialogs.words import told

T = TypeVar("T")


@runtime_checkable
class Speaks(Protocol):
    """A screen of a place of `tui.commands` that can change its language while it is shown."""

    PLACE: ClassVar[Place]

    def speak(self, lang: Language) -> None:
        """Say everything in another language from now on."""


class Room(Screen[None]):
    """A screen that shows what it read once, and reads again when it is told to."""

    PLACE: ClassVar[Place]

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lang: Language = lang

    @abstractmethod
    def show(self) -> None:
        """Say everything again from what is known, in `self.lang`."""

    def speak(self, lang: Language) -> None:
        """Change the language."""
        self.lang = lang
        for line in self.query(KeyLine):
            line.lang = lang
        self.show()

    async def on_prune(self, event: Prune) -> None:
        """End what reads for this screen before any part of it is gone.

        Textual ends a screen's workers after its parts, and one that has read meanwhile would
        look for them.
        """
        self.workers.cancel_node(self)

    async def fetched(self, call: Callable[[], T]) -> T | None:
        """What a blocking call gives; None where it was refused, after its words were read.

        Anything else that goes wrong is a mistake of ours, and ends the app.
        """
        try:
            return await asyncio.to_thread(call)
        except (Refused, Spoken) as trouble:
            await self.app.push_screen_wait(told(trouble, self.lang))
            return None

    def action_next_pane(self) -> None:
        """Move to the next list."""
        self.focus_next()
