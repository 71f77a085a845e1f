"""The real thing has come: the drill ends as that, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.orders import RealEvent
from tui.present.asked import RealEventAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, CONFIRM, NO_NAME, NOT_SURE, NOTE, Dialog

TITLE = Phrase("dialog.real", ja="実災害への切替え", en="The real event")
WORD = Phrase("dialog.real_word", ja="合言葉: 「{word}」", en='Say to everyone: "{word}"')
STOPS = Phrase(
    "dialog.real_stops",
    ja="状況付与と残りの手順は止まり、付与された状態は消えます。画面は実際の状態だけを示します。",
    en="Injects and steps stop, pretended states vanish; only what is real is shown.",
)
WILL_UNDO = Phrase(
    "dialog.real_undos",
    ja="訓練で行った操作は、次の順に元に戻せます。",
    en="What the drill did can be taken back, in this order:",
)
STAY = Phrase(
    "dialog.real_stay", ja="訓練を続ける（実災害ではない）", en="no: go on with the drill"
)
REAL = Phrase("dialog.real_real", ja="実災害に切り替える", en="the real event")
REAL_UNDO = Phrase(
    "dialog.real_undo",
    ja="実災害に切り替え、行った操作を元に戻す",
    en="the real event: take back what the drill did",
)
REAL_KEEP = Phrase(
    "dialog.real_keep",
    ja="実災害に切り替えるが、元に戻さない（人が見て判断する）",
    en="the real event: take nothing back, people will look first",
)


class RealEventDialog(Dialog[RealEvent]):
    """Going on is chosen beforehand; the switch needs a choice and a y, and nothing else."""

    def __init__(self, asked: RealEventAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        yield self.said(WORD(word=self._asked.word))
        yield render(STOPS(), self.lang)
        yield from self.all_done(WILL_UNDO(), self._asked.undos, self._asked.stays)

    def fields(self) -> Iterator[Widget]:
        yield Choices([render(each(), self.lang) for each in self._ways()], 0, id="way")
        yield self.field("sure", CONFIRM)
        yield self.field("note", NOTE)
        yield self.field("by", BY, self.by)

    def _ways(self) -> tuple[Phrase, ...]:
        return (STAY, REAL_UNDO, REAL_KEEP) if self._asked.undos else (STAY, REAL)

    def result(self) -> RealEvent | Message | None:
        way = self._ways()[self.chosen("way") or 0]
        if way is STAY:
            return None
        if not self.is_sure():
            return NOT_SURE()
        if not self.typed("by"):
            return NO_NAME()
        return RealEvent(self.typed("by"), self.typed("note"), way is not REAL_KEEP)
