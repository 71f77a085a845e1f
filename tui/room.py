"""What the home and the result have in common: a place, a language, and calls that block."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, Protocol, TypeVar, runtime_checkable

from textual.messages import Prune
from textual.screen import ModalScreen
from textual.worker import Worker

from bcp.message import Language, Phrase, render
from bcp.refused import Refused
from bcp.system_trouble import reason_of
from drills.errors import Spoken
from drills.report.layout import harmless
from tui.commands import Place
from tui.in_front import InFront
from tui.key_line import KeyLine
from tui.screens.dialogs.words import told

T = TypeVar("T")
Work = Callable[[], Coroutine[Any, Any, None]]
ACT = "act"
UNREADABLE = Phrase(
    "screen.unreadable",
    ja="「{path}」を読み書きできません（{why}）。直してから F5 で読み直してください。",
    en="{path} cannot be read or written ({why}). Mend that, then press F5 to read again.",
)
NOT_YET = Phrase(
    "screen.not_yet",
    ja="前の操作がまだ終わっていません。終わるまでお待ちください。",
    en="What was asked for before is not done yet. Wait for its end.",
)


@runtime_checkable
class Speaks(Protocol):
    """A screen of a place of `tui.commands` that can change its language while it is shown."""

    PLACE: ClassVar[Place]

    def speak(self, lang: Language) -> None:
        """Say everything in another language from now on."""


class Room(InFront[None]):
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

    async def read(self, call: Callable[[], T]) -> T:
        """What a blocking call gives. Raises `Refused` or `Spoken`; also where a disk fails."""

        def spoken() -> T:
            try:
                return call()
            except OSError as trouble:
                where = harmless(str(trouble.filename or "?"))
                raise Spoken(UNREADABLE(path=where, why=reason_of(trouble))) from trouble

        return await asyncio.to_thread(spoken)

    async def fetched(self, call: Callable[[], T]) -> T | None:
        """What a blocking call gives; None where it was refused, after its words were read.

        They come when nothing lies over this screen: somebody may be typing in what does.
        Anything else that goes wrong is a mistake of ours, and ends the app.
        """
        try:
            return await self.read(call)
        except (Refused, Spoken) as trouble:
            await self.answered(told(trouble, self.lang))
            return None

    async def answered(self, dialog: ModalScreen[T]) -> T:
        """What a person answers, who is asked when nothing else lies over this screen."""
        await self.in_front()
        return await self.app.push_screen_wait(dialog)

    def beside(
        self,
        work: Work,
        *,
        group: str = "",
        last: bool = True,
        name: str = "",
        ends_app: bool = True,
    ) -> None:
        """Do something beside the keys; of a named `group`, only the `last` that was asked for.

        `ends_app` says whether a mistake of ours in it does.
        """
        if not self.is_attached:
            return
        # Not a coroutine that stands ready: one that is dropped before it began would complain.
        _: Worker[None] = self.run_worker(
            work, name, group or "default", exit_on_error=ends_app, exclusive=bool(group) and last
        )

    def act(self, work: Work) -> None:
        """Do something that asks a person or takes a while, one after the other.

        What is under way is never dropped for what comes then: a drill may begin in it.
        """
        own = (each for each in self.workers if each.node is self and each.group == ACT)
        if all(each.is_finished for each in own):
            self.beside(work, group=ACT)
        elif self.is_active:
            self.notify(render(NOT_YET(), self.lang), markup=False)

    def action_next_pane(self) -> None:
        """Move to the next list."""
        self.focus_next()
