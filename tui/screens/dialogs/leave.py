"""Closing the screen while the drill that this program runs goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from tui.present.asked import LeaveAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import Dialog

TITLE = Phrase("dialog.leave", ja="画面を閉じます", en="Leave the screen")
RUNNING = Phrase(
    "dialog.leave_running",
    ja="このプログラムが進めている訓練は、まだ終わっていません。",
    en="The drill that this program runs is not over.",
)
STAY = Phrase("dialog.leave_stay", ja="画面に戻る", en="stay")
LINES = Phrase(
    "dialog.leave_lines",
    ja="画面を閉じる（訓練は続き、経過はこの端末に1行ずつ出ます）",
    en="leave; the drill goes on, told line by line on this terminal",
)
ABORT = Phrase(
    "dialog.leave_abort",
    ja="中止して元に戻すには、画面に戻って Ctrl+X を押してください。",
    en="To stop the drill for good and take back what it did, stay and press Ctrl+X.",
)


class LeaveDialog(Dialog[bool]):
    """True is leaving; staying, which is chosen beforehand, gives None."""

    def __init__(self, asked: LeaveAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (render(RUNNING(), self.lang), render(ABORT(), self.lang))

    def fields(self) -> Iterator[Widget]:
        yield Choices([render(each(), self.lang) for each in (STAY, LINES)], 0, id="way")

    def result(self) -> bool | Message | None:
        return True if self.chosen("way") else None
