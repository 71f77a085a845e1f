"""Messages to people, in words: to whom, by which way, and what became of each. No addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bcp.message import Message, Phrase, Text
from bcp.messages import MessageWay, Send
from drills.core import events as e
from drills.core.addressees import telling
from drills.core.messages import GROUP, all_clears, in_doubt, sends
from drills.core.state import Drill
from drills.core.whom import whom
from drills.report.call_words import person_name
from drills.report.hint import Hint
from scenarios.model import Sending

SENDING = Phrase(
    "messages.step", ja="メッセージ: {to:list}「{text}」", en="message to {to:list}: {text}"
)
GROUP_CHAT = Phrase("messages.group", ja="グループチャット", en="the group's chat")
BY: dict[MessageWay, Phrase] = {
    "mail": Phrase("messages.by_mail", ja="メール", en="mail"),
    "webhook": Phrase("messages.by_webhook", ja="グループチャット", en="webhook"),
    "command": Phrase("messages.by_command", ja="プログラム", en="command"),
}
SEND: dict[Send, Phrase] = {
    "none": Phrase("messages.send_none", ja="送信しない", en="nothing is sent"),
    "test": Phrase(
        "messages.send_test", ja="試し送り（すべて試験用の連絡先へ）", en="tests: all to the tester"
    ),
    "real": Phrase("messages.send_real", ja="本人へ送信", en="to the people themselves"),
}
CHOSEN = Phrase(
    "messages.chosen", ja="メッセージの送信を変更: {send}", en="messages from here on: {send}"
)
SENT = Phrase(
    "messages.sent",
    ja="［{step}］{person}へ送信しました（{by}、応答: {said}）",
    en="[{step}] sent to {person} by {by} ({said})",
)
FAILED = Phrase(
    "messages.failed",
    ja="［{step}］{person}へ送信できませんでした（{by}）。{why}",
    en="[{step}] not sent to {person} by {by}: {why}",
)
TRY_AGAIN = Phrase(
    "messages.try_again", ja="{what}（もう一度試します）", en="{what} It is tried again."
)
NO_WAY = Phrase(
    "messages.no_way_to",
    ja="［{step}］{person}の送り先（{by}）が、計画にありません",
    en="[{step}] the plan has no address of {person} for {by}",
)
IN_DOUBT = Phrase(
    "messages.in_doubt",
    ja="［{step}］{person}へ送信されたかどうか分かりません（{by}）。{why}",
    en="[{step}] nobody knows whether it went out to {person} by {by}: {why}",
)
SETTLED = Phrase(
    "messages.settled",
    ja="［{step}］{person}へのメッセージ（{by}）: {verdict}",
    en="[{step}] the message to {person} ({by}): {verdict}",
)
NOTED = Phrase("messages.noted", ja="{what}（{note}）", en="{what} ({note})")
VERDICTS: dict[str, Phrase] = {
    "done": Phrase("messages.was_sent", ja="送られていた", en="it had gone out"),
    "not_done": Phrase("messages.was_not_sent", ja="送られていなかった", en="it had not gone out"),
    "repeat": Phrase("messages.again", ja="もう一度送る", en="send it once more"),
}
ALL_CLEAR = Phrase(
    "messages.all_clear",
    ja="メッセージを送った相手へ、訓練中止・実災害の知らせを送ります",
    en="all who were written to are written to that the drill is off",
)
CLEAR = Phrase(
    "messages.clear", ja="{what}【訓練中止・実災害の知らせ】", en="{what} (the all-clear)"
)
SETTLE = Phrase(
    "turn.message_settle",
    ja="確認待ち［{step}］送られたかどうか分からないメッセージが{count}通あります（{people:list}）。"
    "メールサーバの記録や本人に確かめてください。",
    en="in doubt [{step}]: whether {count} messages went out ({people:list}). See the mail "
    "server's log, or ask them.",
)
OFFER = Phrase(
    "turn.all_clear",
    ja="メッセージを送った{count}件の相手へ、同じ手段で知らせを送る",
    en="write to the {count} who were written to",
)
MESSAGES = (e.MessageOrdered, e.MessageSent, e.MessageFailed, e.MessageInDoubt, e.MessageSettled)
# More names than these are no sentence.
_NAMED = 5
# Letters of a text that tell which one it is.
_SHOWN = 60


def sending_said(drill: Drill, do: Sending) -> Message:
    """Whom a step writes to, and what: its subject, or how it begins."""
    text = (
        do.subject if do.subject != Text() else Text(_beginning(do.text.ja), _beginning(do.text.en))
    )
    return SENDING(to=whom(drill.started().plan, do.to), text=text)


def _beginning(text: str) -> str:
    first = text.strip().partition("\n")[0]
    return first if len(first) <= _SHOWN else f"{first[:_SHOWN]}…"


def addressee_name(drill: Drill, person: str) -> Message | str:
    """To whom a message is, as people call them."""
    return GROUP_CHAT() if person == GROUP else person_name(drill, person)


def message_said(event: Any, drill: Drill) -> Message | None:
    """An event of a message as a sentence; None for a try that was only begun."""
    state = drill.messages.get((event.step, event.person, event.all_clear))
    by = state.order.by if state is not None else "mail"
    where = {"step": event.step, "person": addressee_name(drill, event.person), "by": BY[by]()}
    what = _said(event, where)
    return CLEAR(what=what) if what is not None and event.all_clear else what


def _said(event: Any, where: dict[str, Any]) -> Message | None:
    match event:
        case e.MessageOrdered(way=way):
            return NO_WAY(**where) if way is None else None
        case e.MessageSent(said=said):
            return SENT(**where, said=said)
        case e.MessageFailed(why=why, again=again):
            failed = FAILED(**where, why=why)
            return TRY_AGAIN(what=failed) if again else failed
        case e.MessageInDoubt(why=why):
            return IN_DOUBT(**where, why=why)
        case e.MessageSettled(verdict=verdict, note=note):
            settled = SETTLED(**where, verdict=VERDICTS[verdict]())
            return NOTED(what=settled, note=note) if note else settled
    return None


def chosen_said(event: e.SendChosen) -> Message:
    """What whoever took the run up chose."""
    return CHOSEN(send=SEND[event.send]())


def doubt_said(drill: Drill, step: str) -> tuple[Message, tuple[Hint, ...], int] | None:
    """The messages of a step that a person must settle, what to type, and since when; or None."""
    doubts = [each for each in in_doubt(drill) if each.order.step == step]
    since = min((each.doubt.at for each in doubts if each.doubt is not None), default=None)
    if since is None:
        return None
    people = tuple(addressee_name(drill, each.order.person) for each in doubts[:_NAMED])
    whom = "all" if len(doubts) > 1 else doubts[0].order.person or "-"
    typed = f"bcp-drill order last message {step} {whom}"
    hints = tuple(Hint(f"{typed} {word}", phrase()) for word, phrase in VERDICTS.items())
    return SETTLE(step=step, count=len(doubts), people=people), hints, since


def more_doubts(drill: Drill, event: e.Event) -> bool:
    """Whether other doubts of its step came behind one, so that many are told of once."""
    if not isinstance(event, e.MessageInDoubt):
        return False
    doubts = [each.doubt for each in in_doubt(drill) if each.order.step == event.step]
    return bool(doubts) and doubts[-1] != event


def offer(drill: Drill) -> Iterator[Hint]:
    """How to write to all who were written to, where that is possible and was not done."""
    if telling(drill) and drill.all_clear is None and sends(drill):
        count = len(all_clears(drill))
        if count:
            yield Hint("bcp-drill order last all-clear", OFFER(count=count))
