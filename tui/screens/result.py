"""The result of a drill: the word, what to do next, the targets with bars, what was not real."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from bcp.message import Language, Phrase, render
from drills.core.paper_orders import Enter
from drills.report.layout import harmless
from drills.report.model import Report
from tui.feed import Shelf
from tui.key_line import KeyLine
from tui.keys import bindings
from tui.present.entering import asked_of
from tui.present.result import lines_of
from tui.prose import Prose
from tui.room import Room
from tui.screens.dialogs.enter import EnterDialog
from tui.screens.dialogs.item import ItemDialog
from tui.screens.following import unix_us

SavePage = Callable[[str, Language], Path]
"""Writes the HTML page of a run in a language, and says where; it blocks."""

TITLE = Phrase("result.title", ja="訓練の結果   {run}", en="Result   {run}")
READING = Phrase("result.reading", ja="読み込んでいます。", en="Reading.")
SAVED = Phrase("result.saved", ja="報告書を {file} に保存しました。", en="Saved to {file}.")
ENTERED = Phrase(
    "result.entered",
    ja="紙の記録を1行入力しました。目視の記録として残ります。",
    en="One line was entered. It stands as observed.",
)
NO_PAGE = Phrase(
    "result.no_page",
    ja="ここでは保存できません。bcp-drill report {run} -f html -o ファイル を使ってください。",
    en="It cannot be saved here. Use bcp-drill report {run} -f html -o FILE.",
)


class ResultScreen(Room):
    """One run's report on a screen; F5 is not needed, because it is read when it is opened."""

    PLACE = "result"
    CSS_PATH = "result.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's own way
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("result"),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
    ]

    def __init__(
        self,
        shelf: Shelf,
        run_id: str,
        lang: Language,
        save_page: SavePage | None = None,
        *,
        goes_on: bool = False,
        by: str = "",
    ) -> None:
        super().__init__(lang)
        self._by = by
        self._goes_on = goes_on
        self._shelf, self._run_id, self._save_page = shelf, run_id, save_page
        self._report: Report | None = None
        self._entering = asyncio.Lock()

    def compose(self) -> ComposeResult:
        title = render(TITLE(run=harmless(self._run_id)), self.lang)
        yield Static(title, id="title", markup=False)
        yield VerticalScroll(Prose(render(READING(), self.lang)), id="lines")
        saved = Prose(id="saved")
        saved.display = False
        yield saved
        yield KeyLine("result", self.lang)

    def on_mount(self) -> None:
        """Read the report."""
        self.beside(self._read, group="read")

    async def _read(self) -> None:
        self._report = await self.fetched(partial(self._shelf.report, self._run_id))
        if self._report is None:
            await self.in_front()
            self.dismiss()
            return
        self.show()

    @on(Resize)
    def show(self) -> None:
        self.query_one("#title", Static).update(
            render(TITLE(run=harmless(self._run_id)), self.lang)
        )
        if self._report is not None:
            self.beside(partial(self._shown, self._report), group="show")

    async def _shown(self, report: Report) -> None:
        lines = self.query_one("#lines", VerticalScroll)
        said = lines_of(report, self.lang, self.size.width, goes_on=self._goes_on)
        texts = [Prose(each.text, each.lead, classes=f"{each.kind} {each.tone}") for each in said]
        with self.app.batch_update():
            await lines.remove_children()
            await lines.mount_all(texts)

    def action_save_page(self) -> None:
        """Save the page, and say where it is."""
        self.beside(self._save, group="save")

    async def _save(self) -> None:
        if self._save_page is None:
            self._say(render(NO_PAGE(run=self._run_id), self.lang))
            return
        path = await self.fetched(partial(self._save_page, self._run_id, self.lang))
        if path is not None:
            self._say(render(SAVED(file=str(path)), self.lang))

    def action_note_item(self) -> None:
        """Note an action item, which goes into the plan at once."""
        self.act(self._note_item)

    async def _note_item(self) -> None:
        typed: Mapping[str, str] | None = {}
        while typed is not None:
            typed = await self.answered(ItemDialog(typed, self.lang))
            if typed is None:
                return
            # Where something is wrong its words are read, and the fields come back as they were.
            where = await self.fetched(partial(self._shelf.note_item, self._run_id, typed))
            if where is not None:
                self._say(render(where, self.lang))
                return

    def action_enter_line(self) -> None:
        """Enter a line that was written by hand."""
        if self._report is not None:
            asked = asked_of(self._report, unix_us())
            self.app.push_screen(EnterDialog(asked, self._by, self.lang), self._enter)

    def _enter(self, order: Enter | None) -> None:
        if order is not None:
            self.beside(partial(self._entered, order), group="enter", last=False)

    async def _entered(self, order: Enter) -> None:
        async with self._entering:
            kept = await self.fetched(partial(self._shelf.enter, self._run_id, order))
        if kept is not None:
            self._say(render(ENTERED(), self.lang))
            await self._read()

    def _say(self, text: str) -> None:
        saved = self.query_one("#saved", Prose)
        saved.say(text)
        saved.display = True

    def action_back(self) -> None:
        """Back to where the result was asked for."""
        self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scroll wherever the focus is."""
        self.query_one("#lines", VerticalScroll).scroll_relative(y=by, animate=False)
