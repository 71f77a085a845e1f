"""Who had to hear that a drill had become the real event, who did, and who is still to be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bcp.message import Language, Message, Phrase, Text, render
from drills.core.addressees import Addressee, Thing, contacted, telling, to_be_told
from drills.core.events import Retracted, RetractionEnded
from drills.core.state import Drill
from drills.report.hint import Hint
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from drills.report.message_words import offer
from drills.report.turns import Turn
from drills.report.words import AS_WRITTEN

TOLD = Phrase(
    "told.retracted",
    ja="実災害に移ったことを連絡: {name}",
    en="told that it is real: {name}",
)
TOLD_HOW = Phrase(
    "told.retracted_how",
    ja="実災害に移ったことを連絡: {name}（{how}）",
    en="told that it is real: {name} ({how})",
)
ENDED = Phrase(
    "told.retraction_ended",
    ja="未連絡の相手を残して終えることにしました: {names:list}",
    en="ending although these were not told: {names:list}",
)
STILL = Phrase(
    "turn.still_to_tell",
    ja="実災害です。訓練で連絡した次の相手に「{word}」と知らせ、知らせたら記録してください"
    "（待たずに終えるには中止）。",
    en='THIS IS REAL. Tell everybody whom the drill has reached "{word}", and note each '
    "(an abort ends the drill without waiting).",
)
NEXT_UNTOLD = Phrase(
    "next.untold",
    ja="【至急】実災害に移ったことを知らせていない相手がいます: {names:list}。"
    "訓練の情報を本当のことと受け取っているおそれがあります。",
    en="URGENT: not told that the drill is off and the event is real: {names:list}. "
    "They may take what the drill said for true.",
)
THINGS: Mapping[Thing, Phrase] = {
    "inject": Phrase("retraction.inject", ja="状況付与", en="situation"),
    "question": Phrase("retraction.question", ja="質問・作業", en="question"),
    "report": Phrase("retraction.report", ja="報告", en="report"),
    "approval": Phrase("retraction.approval", ja="承認依頼", en="approval"),
    "checkin": Phrase("retraction.checkin", ja="点呼", en="check-in"),
    "call": Phrase("retraction.call", ja="連絡", en="call"),
    "message": Phrase("retraction.message", ja="メッセージ", en="message"),
    "muster": Phrase("retraction.muster", ja="安否確認・参集", en="muster"),
}
EVERYBODY = Phrase("turn.told_everybody", ja="残りの{count}件すべて", en="all {count} of them")
# Those whom a message went to may be hundreds, and nobody notes them one by one.
_LISTED = 12


@dataclass(frozen=True)
class RetractionLine:
    """Somebody whom the drill had reached; `told` None where nobody told them it was real.

    `things` are the kinds of what they were given, each once: keys of `THINGS`.
    """

    who: Text
    reached: When
    things: tuple[Thing, ...]
    told: When | None
    by: str
    how: str
    records: tuple[int, ...]


def retraction_lines(ledger: Ledger) -> tuple[RetractionLine, ...]:
    """Everybody who had to be told, in the order in which the drill had reached them."""
    closing = ledger.drill.closing
    if closing is None or closing.finish != "real_event":
        return ()
    told: dict[str, Retracted] = {}
    for each in ledger.all(Retracted):
        told.setdefault(each.addressee, each)
    return tuple(_line(ledger, one, told.get(one.id)) for one in contacted(ledger.drill))


def _line(ledger: Ledger, one: Addressee, told: Retracted | None) -> RetractionLine:
    return RetractionLine(
        who=one.name,
        reached=ledger.when(one.given[0].at),
        things=tuple(dict.fromkeys(each.thing for each in one.given)),
        told=None if told is None else ledger.when(told.at),
        by="" if told is None else told.by,
        how="" if told is None else told.how,
        records=ledger.records(told),
    )


def untold(ledger: Ledger) -> Iterator[Message]:
    """The urgent line of the first page, where there is anybody who was not told."""
    left = tuple(each.name for each in to_be_told(ledger.drill))
    if left:
        yield NEXT_UNTOLD(names=left)


def telling_turn(drill: Drill) -> Turn | None:
    """What a person must still do before the drill ends, with what to type; or None."""
    if not telling(drill) or drill.closing is None:
        return None
    left = to_be_told(drill)
    word = drill.started().scenario.safety.real_event_word
    hints = tuple(
        Hint(f"bcp-drill order last told {_typed(each.id)}", AS_WRITTEN(word=each.name))
        for each in left[:_LISTED]
    )
    if len(left) > _LISTED:
        hints += (Hint("bcp-drill order last told all", EVERYBODY(count=len(left))),)
    return Turn("", STILL(word=word), (*hints, *offer(drill)), drill.closing.at)


def _typed(name: str) -> str:
    return f'"{name}"' if " " in name or "　" in name else name


def retracted_said(event: Retracted, drill: Drill) -> Message:
    """The line of the record."""
    known = {each.id: each.name for each in contacted(drill)}
    name = known.get(event.addressee, Text(event.addressee))
    return TOLD_HOW(name=name, how=event.how) if event.how else TOLD(name=name)


def ended_said(event: RetractionEnded, drill: Drill) -> Message:
    """The line of the record where somebody would not wait."""
    return ENDED(names=tuple(each.name for each in to_be_told(drill)))


def things_said(things: tuple[Thing, ...], lang: Language) -> str:
    """The kinds of what somebody was given."""
    return ("・" if lang == "ja" else ", ").join(render(THINGS[each](), lang) for each in things)
