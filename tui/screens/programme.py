"""The programme: which drill is due when, and which waits for an answer."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.widgets import Static

from bcp.message import Language, Phrase, render
from tui.ahead import DateCard, Outlook, Programme
from tui.key_line import KeyLine
from tui.keys import bindings
from tui.pick_list import PickList
from tui.present import ahead as words
from tui.prose import Prose
from tui.room import Room

TITLE = Phrase("programme.title", ja="年間訓練計画の予定（{count}）", en="The programme ({count})")
READING = Phrase("programme.reading", ja="読み込んでいます。", en="Reading.")


class ProgrammeScreen(Room):
    """The dates of the coming months in one list, and everything of the chosen one below it."""

    PLACE = "programme"
    CSS_PATH = "ahead.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("programme")

    def __init__(self, outlook: Outlook, lang: Language) -> None:
        super().__init__(lang)
        self._outlook = outlook
        self._programme: Programme | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        yield Prose(id="service")
        yield Prose(id="none")
        yield PickList(words.DATE_WIDTHS[False], id="dates")
        yield Prose(id="chosen")
        yield KeyLine("programme", self.lang)

    def on_mount(self) -> None:
        """Read the plan and the schedule's record."""
        self.show()
        self.action_refresh()

    def action_refresh(self) -> None:
        """Read them again."""
        self.beside(self._read, group="ahead")

    async def _read(self) -> None:
        programme = await self.fetched(self._outlook.programme)
        if programme is None and self._programme is None:
            await self.in_front()
            self.dismiss()
            return
        self._programme = programme or self._programme
        self.show()
        self.query_one("#dates").focus()

    @on(Resize)
    def show(self) -> None:
        lang, width, known = self.lang, self.size.width, self._programme
        programme = known or Programme()
        title = self.query_one("#title", Static)
        title.update(render(TITLE(count=len(programme.dates)), lang))
        service = self.query_one("#service", Prose)
        service.display = programme.service is not None
        service.say("" if programme.service is None else render(programme.service, lang))
        service.set_class(not programme.is_served, "unknown")
        none = self.query_one("#none", Prose)
        none.display = not programme.dates
        none.say(render(READING() if known is None else words.NO_DATES(), lang))
        listed = self.query_one("#dates", PickList)
        listed.display = bool(programme.dates)
        rows = words.date_rows(programme, lang, width)
        listed.show(rows, words.DATE_WIDTHS[width >= words.WIDE])
        self._say_chosen()

    @on(PickList.Moved)
    def _say_chosen(self) -> None:
        card = self._card()
        said = "" if card is None else words.date_said_whole(card, self.lang)
        self.query_one("#chosen", Prose).say(said)

    def _card(self) -> DateCard | None:
        row = self.query_one("#dates", PickList).row
        dates = self._programme.dates if self._programme else ()
        return next((each for each in dates if row is not None and each.key == row.id), None)

    def action_back(self) -> None:
        """Back to the home."""
        self.dismiss()
