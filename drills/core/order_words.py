"""What an order is answered with where it is not possible now, and the reasons orders leave."""

from __future__ import annotations

from collections.abc import Iterable

from bcp.did_you_mean import nearest
from bcp.message import Message, Phrase
from bcp.people import Contact

NO_STEP = Phrase(
    "order.no_step",
    ja="「{step}」という手順はありません。手順は {known:list} です。",
    en="There is no step {step!r}. The steps are {known:list}.",
)
NEAR_STEP = Phrase(
    "order.near_step",
    ja="「{step}」という手順はありません。「{near}」のことですか。",
    en="There is no step {step!r}. Did you mean {near!r}?",
)
NEAR_PERSON = Phrase(
    "order.near_person",
    ja="「{person}」は手順「{step}」の相手ではありません。「{near}」のことですか。",
    en="{person!r} is not among those of step {step!r}. Did you mean {near!r}?",
)
NOT_OPEN = Phrase(
    "order.not_open",
    ja="「{step}」は今、回答を待っていません。",
    en="Step {step!r} is not waiting for an answer now.",
)
NOT_BEGUN = Phrase(
    "order.not_begun",
    ja="「{step}」はまだ始まっていません。始まると回答待ちになります。",
    en="Step {step!r} has not begun yet. It waits for an answer once it has.",
)
EXPIRED = Phrase(
    "order.expired",
    ja="「{step}」は制限時間（{within:span}）を過ぎて終わっています。",
    en="Step {step!r} has ended: its time of {within:span} is over.",
)
HAS_ENDED = Phrase(
    "order.has_ended",
    ja="「{step}」はすでに終わっています（{how}）。",
    en="Step {step!r} has ended already ({how}).",
)
WANTS_APPROVAL = Phrase(
    "order.wants_approval",
    ja="「{step}」が待っているのは、回答ではなく承認です（{roles:list}）。",
    en="Step {step!r} waits for an approval ({roles:list}), not for an answer.",
)
NOT_WAITING = Phrase(
    "order.not_waiting",
    ja="「{step}」はもう始まっているか、終わっています。",
    en="Step {step!r} has begun already, or has ended.",
)
NO_APPROVAL = Phrase(
    "order.no_approval",
    ja="「{step}」は今、{role}の承認を待っていません。",
    en="Step {step!r} is not waiting for {role}'s approval now.",
)
NO_DOUBT = Phrase(
    "order.no_doubt",
    ja="「{step}」に、結果の分からない操作はありません。",
    en="Step {step!r} has no action whose result is in doubt.",
)
OVER = Phrase(
    "order.over",
    ja="訓練はもう終わりに入っています。",
    en="The drill is already being closed.",
)
LOOKING = Phrase(
    "order.looking",
    ja="手順はすべて終わり、システムの復旧を見届けているところです。待たずに終えるには中止します。",
    en="All steps are over, and the drill only waits for systems to come back. To end it without "
    "waiting, abort it.",
)
NOT_PAUSED = Phrase("order.not_paused", ja="一時停止していません。", en="The drill is not paused.")
ALREADY_PAUSED = Phrase(
    "order.already_paused", ja="すでに一時停止しています。", en="The drill is paused already."
)
NO_CHECK = Phrase(
    "order.no_check",
    ja="「{check}」という監視はありません。監視は {known:list} です。",
    en="There is no check {check!r}. The checks are {known:list}.",
)
ALREADY_ASIDE = Phrase(
    "order.already_aside",
    ja="「{check}」は、すでに{by}さんが判定から外しています。",
    en="{by} has set check {check!r} aside already.",
)
SAME_CONFIRMS = Phrase(
    "order.same_confirms",
    ja="もう一人の確認には、別の人の氏名を入力してください。",
    en="Who confirms it must be somebody else.",
)
NO_CHECKS = Phrase(
    "order.no_checks",
    ja="この訓練に監視はありません。",
    en="This drill watches nothing.",
)
NO_REASON = Phrase(
    "order.no_reason",
    ja="訂正には理由が要ります。--note で書いてください。",
    en="A correction wants a reason. Give it with --note.",
)
BY_ORDER = Phrase("order.by", ja="{by}さんの指示: {reason}", en="By order of {by}: {reason}")
BY_ORDER_ALONE = Phrase("order.by_alone", ja="{by}さんの指示", en="By order of {by}")
REAL = Phrase("order.real", ja="実災害・中止（{by}さんの宣言）", en="Real event, called by {by}")
REAL_NOTED = Phrase(
    "order.real_noted",
    ja="実災害・中止（{by}さんの宣言: {note}）",
    en="Real event, called by {by}: {note}",
)
INTERRUPTED = Phrase("order.interrupted", ja="{by} による中止", en="Stopped by {by}")
HOW = {
    "held": Phrase("order.how_held", ja="正常に終わりました", en="it held"),
    "broken": Phrase("order.how_broken", ja="異常でした", en="it was broken"),
    "unknown": Phrase("order.how_unknown", ja="結果は不明でした", en="its result is unknown"),
    "skipped": Phrase("order.how_skipped", ja="行わないことになりました", en="it was left out"),
    "done": Phrase("order.how_done", ja="回答は「完了」でした", en="the answer was done"),
    "partly": Phrase("order.how_partly", ja="回答は「一部のみ」でした", en="the answer was partly"),
    "failed": Phrase("order.how_failed", ja="回答は「失敗」でした", en="the answer was failed"),
    "could_not_reach": Phrase(
        "order.how_could_not_reach",
        ja="回答は「連絡がつかず」でした",
        en="the answer was could_not_reach",
    ),
    "refused": Phrase("order.how_refused", ja="実行が認められませんでした", en="it was refused"),
    "expired": Phrase("order.how_expired", ja="時間切れになりました", en="its time ran out"),
}


def no_step(step: str, known: Iterable[str]) -> Message:
    """There is no such step: the one that was meant, or all there are."""
    steps = tuple(known)
    near = nearest(step, steps)
    return NO_STEP(step=step, known=steps) if near is None else NEAR_STEP(step=step, near=near)


def near_person(person: str, step: str, known: Iterable[Contact]) -> Message | None:
    """Whom somebody surely meant who wrote a name, or an id almost; None where nobody fits.

    The id alone is told: what is answered to an order stands in the record.
    """
    contacts = tuple(known)
    named = [each.id for each in contacts if each.name == person]
    near = named[0] if len(named) == 1 else nearest(person, [each.id for each in contacts])
    return None if near is None else NEAR_PERSON(person=person, step=step, near=near)
