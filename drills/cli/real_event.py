"""What calling the real event would mean, shown where it is called."""

from __future__ import annotations

from bcp.message import Phrase
from drills.cli.console import Console
from drills.core.addressees import contacted
from drills.core.state import Drill
from drills.report.consequences import BACK, NOTHING, consequences

ITEM = Phrase("real.item", ja="  - {what}", en="  - {what}")
WORD = Phrase("real.word", ja="合言葉: 「{word}」", en='The words to say: "{word}"')
TO_TELL = Phrase(
    "real.to_tell",
    ja="実災害に移ったことを知らせる相手: {names:list}",
    en="To be told that it is real: {names:list}",
)
NOT_CALLED = Phrase(
    "real.not_called",
    ja="まだ切り替えていません。切り替えるには --show を外します。"
    "元に戻さないときは --no-undo を付けます。",
    en="Nothing was called off yet. To do so leave --show out; to take nothing back add --no-undo.",
)


def show(drill: Drill, console: Console, *, only: bool) -> None:
    """Show what is taken back; `only`, where nothing is called off yet, also whom to tell."""
    found = () if drill.closing is not None else consequences(drill)
    if found or only:
        console.tell((BACK if found else NOTHING)())
    for each in found:
        console.tell(ITEM(what=each))
    if only:
        console.tell(WORD(word=drill.started().scenario.safety.real_event_word))
        names = tuple(each.name for each in contacted(drill))
        if names:
            console.tell(TO_TELL(names=names))
        console.tell(NOT_CALLED())
