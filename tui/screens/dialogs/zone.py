"""From which terminal a drill over several zones is held here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from textual.widget import Widget

from bcp.message import Language, Message, Phrase
from tui.feed import ScenarioCard
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import NO_CHOICE, Dialog
from tui.screens.dialogs.mode import KEY_ON

TITLE = Phrase("dialog.zone", ja="この端末の区分", en="Where this terminal stands")
ABOUT = Phrase(
    "dialog.zone_about",
    ja="選んだ区分の手順だけを行います。他の区分には何も送らず、終わったという連絡を待ちます。",
    en="Only the steps of the chosen zone are done. Nothing is sent to the others; word of them "
    "is awaited.",
)
ZONE = Phrase("dialog.zone_one", ja="{name}（{zone}）", en="{name} ({zone})")
ALL = Phrase(
    "dialog.zone_all",
    ja="すべての区分をこの端末で行う",
    en="all zones from this terminal",
)
EVERYWHERE: Literal[""] = ""


class ZoneDialog(Dialog[str]):
    """The id of a zone, or `EVERYWHERE`; none is chosen beforehand."""

    SENDS = KEY_ON

    def __init__(self, card: ScenarioCard, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._card = card

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (self.said(self._card.title), self.said(ABOUT()))

    def fields(self) -> Iterator[Widget]:
        names = [self.said(ZONE(name=name, zone=zone)) for zone, name in self._card.zones]
        yield Choices([*names, self.said(ALL())], id="zone")

    def result(self) -> str | Message:
        chosen = self.chosen("zone")
        if chosen is None:
            return NO_CHOICE()
        return [*(zone for zone, _ in self._card.zones), EVERYWHERE][chosen]
