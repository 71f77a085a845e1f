"""Would the plan work today: what was verified, what failed, what was never tried, what is due."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from bcp.message import Language, Phrase, render
from tui.ahead import Answer, Outlook
from tui.key_line import KeyLine
from tui.keys import bindings
from tui.present.ahead import answer_lines
from tui.prose import Prose
from tui.room import Room

TITLE = Phrase("readiness.title", ja="備え（今日の計画の状態）", en="Readiness today")
READING = Phrase(
    "readiness.reading", ja="訓練の記録を読み込んでいます。", en="Reading the records of drills."
)


class ReadinessScreen(Room):
    """One answer, read when it is opened."""

    PLACE = "readiness"
    CSS_PATH = "ahead.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("readiness"),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
    ]

    def __init__(self, outlook: Outlook, lang: Language) -> None:
        super().__init__(lang)
        self._outlook = outlook
        self._answer: Answer | None = None

    def compose(self) -> ComposeResult:
        yield Static(render(TITLE(), self.lang), id="title", markup=False)
        yield VerticalScroll(Prose(render(READING(), self.lang)), id="lines")
        yield KeyLine("readiness", self.lang)

    def on_mount(self) -> None:
        """Read the records."""
        self.action_refresh()

    def action_refresh(self) -> None:
        """Read them again."""
        self.beside(self._read, group="ahead")

    async def _read(self) -> None:
        answer = await self.fetched(self._outlook.readiness)
        if answer is None and self._answer is None:
            await self.in_front()
            self.dismiss()
            return
        self._answer = answer or self._answer
        self.show()

    @on(Resize)
    def show(self) -> None:
        self.query_one("#title", Static).update(render(TITLE(), self.lang))
        if self._answer is not None:
            self.beside(partial(self._shown, self._answer), group="show")

    async def _shown(self, answer: Answer) -> None:
        lines = self.query_one("#lines", VerticalScroll)
        said = answer_lines(answer, self.lang)
        texts = [Prose(each.text, each.lead, classes=f"{each.kind} {each.sure}") for each in said]
        with self.app.batch_update():
            await lines.remove_children()
            await lines.mount_all(texts)

    def action_back(self) -> None:
        """Back to the home."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll wherever the focus is."""
        self.query_one("#lines", VerticalScroll).scroll_relative(y=by, animate=False)
