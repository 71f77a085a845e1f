"""The players' view, also for a big screen: what was given to them, and nothing that is to come.

Only pages come here. There is no state of the drill behind this screen that could be looked into.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bcp.message import Language
from drills.report.players_words import wanted_first
from tui.feed import Session
from tui.key_line import KeyLine
from tui.keys import bindings
from tui.present.asked import RealEventAsked
from tui.present.asking import page_answer_asked
from tui.present.head import page_head
from tui.present.keys_now import players_keys_now
from tui.present.players import PageLine, given_lines, system_lines, wanted_lines
from tui.present.words import DRILL_OVER, NOTHING_TO_ANSWER
from tui.screens.dialogs.answer import AnswerDialog
from tui.screens.dialogs.real_event import RealEventDialog
from tui.screens.following import Clock, Following, Wall, unix_us
from tui.widgets.head import HeadLines

LOOKS = {
    "calm": "$foreground",
    "wait": "bold $accent",
    "good": "$success",
    "bad": "bold $error",
    "unknown": "$warning",
}


class Players(Following):
    """One drill as its players may see it."""

    PLACE = "players"
    CSS_PATH = "players.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("players"),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
    ]

    def __init__(
        self,
        session: Session,
        lang: Language,
        *,
        by: str,
        clock: Clock = time.monotonic,
        wall: Wall = unix_us,
    ) -> None:
        super().__init__(session, lang, by=by, clock=clock, wall=wall)
        self._told: dict[str, list[PageLine]] = {}

    def compose(self) -> ComposeResult:
        yield HeadLines()
        yield Static(id="notice", markup=False)
        yield Static(id="wanted")
        yield Static(id="systems")
        yield VerticalScroll(Static(id="given-lines"), id="given")
        yield KeyLine("players", self.lang)

    def parts(self) -> Iterator[None]:
        page, width = self.heard.page, max(40, self.size.width - 4)
        head = page_head(self.heard, self._clock(), self.lang)
        self.query_one(HeadLines).show(head)
        self.query_one(KeyLine).now = players_keys_now(page)
        if page is None:
            return
        self.query_one("#notice", Static).update(head.notice)
        self._say("wanted", wanted_lines(page, self.now, self.lang, width))
        yield
        self._say("systems", system_lines(page, self.lang, width))
        self._say("given-lines", given_lines(page, self.lang, width))

    def action_answer(self) -> None:
        """Answer what is wanted with the least time left."""
        page = self.heard.page
        most_urgent = next(iter(wanted_first(page)), None) if page is not None else None
        if most_urgent is None:
            over = page is not None and page.ended
            self.tell((DRILL_OVER if over else NOTHING_TO_ANSWER)(), bad=True)
            return
        self.ask(AnswerDialog(page_answer_asked(most_urgent), self._by, self.lang))

    def action_real_event(self) -> None:
        """Drill off, real event; after a question. Anybody may call it."""
        page = self.heard.page
        if page is not None and page.ended:
            self.tell(DRILL_OVER(), bad=True)
        elif page is not None:
            asked = RealEventAsked(page.real_event_word)
            self.ask(RealEventDialog(asked, self._by, self.lang))

    def action_next_pane(self) -> None:
        """There is only the list of situations to scroll."""
        self.query_one("#given", VerticalScroll).focus()

    def action_scroll(self, by: int) -> None:
        """Scroll the situations."""
        self.query_one("#given", VerticalScroll).scroll_relative(y=by, animate=False)

    def _say(self, id: str, lines: Iterable[PageLine]) -> None:
        told = list(lines)
        if self._told.get(id) == told:
            return
        self._told[id] = told
        shown = Content("\n").join(_content(each) for each in told)
        self.query_one(f"#{id}", Static).update(shown)


def _content(line: PageLine) -> Content:
    if line.head:
        return Content.styled(line.words, "underline")
    return Content.styled(f"  {line.words}", LOOKS.get(line.tone, "$foreground"))
