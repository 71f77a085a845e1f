"""What a drill would touch, shown before it begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase
from drills.report.touched import touched
from drills.report.words import MODE, said
from tui.feed import Prepared
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import CONFIRM, NOT_SURE, Dialog, listed

TITLE = Phrase("dialog.begin", ja="訓練の開始（{mode}）", en="Begin the drill ({mode})")
FORBIDDEN = Phrase(
    "dialog.begin_forbidden",
    ja="始められません。何も変更していません。",
    en="It cannot begin. Nothing was touched.",
)
WARNINGS = Phrase("dialog.begin_warnings", ja="注意:", en="Take note:")
NOT_NOW = Phrase("dialog.begin_not", ja="始めない", en="do not begin")
BEGIN = Phrase("dialog.begin_now", ja="始める", en="begin")
BEGIN_ACTING = Phrase(
    "dialog.begin_acting",
    ja="始める（上のサーバを実際に操作する）",
    en="begin (acts on the servers above)",
)


class BeginDialog(Dialog[Prepared]):
    """Beginning is one Enter away where nothing is changed, and needs a y where something is."""

    def __init__(self, prepared: Prepared, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._prepared = prepared
        self._acts = prepared.brief.mode == "operational"

    def heading(self) -> Message:
        return TITLE(mode=said(MODE, self._prepared.brief.mode))

    def about(self) -> Iterable[str]:
        prepared = self._prepared
        yield self.said(prepared.brief.scenario.title)
        if prepared.forbidden:
            yield self.said(FORBIDDEN())
            yield from listed(tuple(self.said(each) for each in prepared.forbidden), self.lang)
            return
        for group in touched(prepared.brief, self.lang):
            yield group.heading
            # Every single change is shown, however many there are.
            most = len(group.lines) if group.changes else 6
            yield from listed(group.lines, self.lang, most)
        if prepared.warnings:
            yield self.said(WARNINGS())
            yield from listed(tuple(w.said_in(self.lang) for w in prepared.warnings), self.lang)

    def fields(self) -> Iterator[Widget]:
        if self._prepared.forbidden:
            yield Choices([self.said(NOT_NOW())], 0, id="way")
            return
        names = [self.said(each()) for each in (NOT_NOW, BEGIN_ACTING if self._acts else BEGIN)]
        yield Choices(names, 0 if self._acts else 1, id="way")
        if self._acts:
            yield self.field("sure", CONFIRM)

    def result(self) -> Prepared | Message | None:
        if not self.chosen("way"):
            return None
        if self._acts and not self.is_sure():
            return NOT_SURE()
        return self._prepared
