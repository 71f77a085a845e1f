"""In which mode a drill is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.widget import Widget

from bcp.message import Language, Message, Phrase
from scenarios.model import Mode
from tui.feed import ScenarioCard
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import NO_CHOICE, Dialog

KEY_ON = Phrase(
    "dialog.key_on", ja="Enter 次へ（まだ始まりません）", en="Enter next (nothing begins yet)"
)
TITLE = Phrase("dialog.mode", ja="訓練の方式", en="How to hold the drill")
MODES_SAID: Mapping[Mode, Phrase] = {
    "tabletop": Phrase(
        "dialog.mode_tabletop",
        ja="机上訓練: どこにも接続せず、すべて人が答える",
        en="tabletop: nothing is connected to, people answer everything",
    ),
    "walkthrough": Phrase(
        "dialog.mode_walkthrough",
        ja="確認のみの訓練: 接続して確かめるだけで、何も変えない",
        en="walkthrough: systems are asked, nothing is changed",
    ),
    "operational": Phrase(
        "dialog.mode_operational",
        ja="実動訓練: 実際のサーバを操作する",
        en="operational: acts on real servers",
    ),
}


class ModeDialog(Dialog[Mode]):
    """The scenario's first mode that changes nothing is chosen; acting never is."""

    SENDS = KEY_ON

    def __init__(self, card: ScenarioCard, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._card = card

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (self.said(self._card.title),)

    def fields(self) -> Iterator[Widget]:
        modes = self._card.modes
        gentle = (number for number, each in enumerate(modes) if each != "operational")
        names = [self.said(MODES_SAID[each]()) for each in modes]
        yield Choices(names, next(gentle, None), id="mode")

    def result(self) -> Mode | Message:
        chosen = self.chosen("mode")
        return NO_CHOICE() if chosen is None else self._card.modes[chosen]
