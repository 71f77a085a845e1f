"""Stopping a drill before its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.orders import Abort
from tui.present.asked import AbortAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, CONFIRM, NO_NAME, NOT_SURE, REASON, Dialog

TITLE = Phrase("dialog.abort", ja="訓練の中止", en="Stop the drill")
TITLE_LOOK = Phrase("dialog.abort_look", ja="復旧待ちの終了", en="End the wait")
NOTHING_DONE = Phrase(
    "dialog.abort_nothing",
    ja="この訓練では何も操作していないので、元に戻すものはありません。",
    en="The drill has done nothing that would have to be taken back.",
)
WILL_UNDO = Phrase(
    "dialog.abort_undos",
    ja="元に戻す操作（新しいものから順に実行します）:",
    en="What taking back would do, newest first:",
)
LOOKING = Phrase(
    "dialog.abort_looking",
    ja="手順は終わりました。まだ戻らないシステムを確認しています。",
    en="The steps are over. Systems that are not back yet are still looked at.",
)
STAY = Phrase("dialog.abort_stay", ja="訓練を続ける", en="go on with the drill")
STOP = Phrase("dialog.abort_stop", ja="中止する", en="stop the drill")
STOP_UNDO = Phrase(
    "dialog.abort_undo",
    ja="中止して、行った操作を元に戻す",
    en="stop the drill and take back what it did",
)
STOP_KEEP = Phrase(
    "dialog.abort_keep",
    ja="中止するが、元に戻さない（手で戻す行は報告書に載ります）",
    en="stop the drill, take nothing back (the report says how to)",
)
WAIT_ON = Phrase("dialog.abort_wait", ja="確認を続ける", en="go on looking")
END_LOOK = Phrase("dialog.abort_end", ja="待たずに訓練を終える", en="end the drill without waiting")

UNTOLD = Phrase(
    "dialog.abort_untold",
    ja="実災害に移ったことをまだ知らせていない相手がいます: {names:list}",
    en="These have not been told that it is real: {names:list}",
)
TELL_ON = Phrase("dialog.abort_tell_on", ja="連絡を続ける", en="go on telling them")
END_UNTOLD = Phrase(
    "dialog.abort_end_untold",
    ja="知らせないまま訓練を終える（未連絡と記録します）",
    en="end the drill, recording them as not told",
)


class AbortDialog(Dialog[Abort]):
    """Going on is chosen beforehand; stopping needs a choice and a y."""

    def __init__(self, asked: AbortAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE() if self._asked.running else TITLE_LOOK()

    def about(self) -> Iterable[str]:
        if self._asked.untold:
            yield self.said(UNTOLD(names=self._asked.untold))
        elif not self._asked.running:
            yield render(LOOKING(), self.lang)
        elif not (self._asked.undos or self._asked.stays):
            yield render(NOTHING_DONE(), self.lang)
        else:
            yield from self.all_done(WILL_UNDO(), self._asked.undos, self._asked.stays)

    def fields(self) -> Iterator[Widget]:
        yield Choices([render(each(), self.lang) for each in self._ways()], 0, id="way")
        yield self.field("sure", CONFIRM)
        yield self.field("reason", REASON)
        yield self.field("by", BY, self.by)

    def _ways(self) -> tuple[Phrase, ...]:
        if self._asked.untold:
            return (TELL_ON, END_UNTOLD)
        if not self._asked.running:
            return (WAIT_ON, END_LOOK)
        return (STAY, STOP_UNDO, STOP_KEEP) if self._asked.undos else (STAY, STOP)

    def result(self) -> Abort | Message | None:
        way = self._ways()[self.chosen("way") or 0]
        if way in (STAY, WAIT_ON, TELL_ON):
            return None
        if not self.is_sure():
            return NOT_SURE()
        if not self.typed("by"):
            return NO_NAME()
        return Abort(self.typed("by"), self.typed("reason"), way is not STOP_KEEP)
