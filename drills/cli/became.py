"""What became of an order, said where it was typed."""

from __future__ import annotations

from bcp.message import Message, Phrase
from drills.core import orders as o
from drills.core.addressees import contacted
from drills.core.call_orders import Call
from drills.core.checkin_orders import CheckInByHand
from drills.core.clock_orders import CompareClock
from drills.core.message_orders import AllClear, SettleMessage
from drills.core.muster_orders import Muster
from drills.core.ramp_orders import StopRamp, TellWave
from drills.core.retraction_orders import Retract, left_after
from drills.core.state import Drill
from drills.core.told import WORDS
from drills.core.told_orders import Observe
from drills.core.zone_orders import Heard
from drills.report.call_words import RESULTS, person_name
from drills.report.message_words import VERDICTS
from drills.report.muster_words import STATES
from drills.report.naming import role_name
from drills.report.told_words import answer_said
from drills.report.words import ENDING, SETTLED, said

ANSWERED = Phrase(
    "became.answered",
    ja="「{step}」に「{answer}」と答えました。",
    en="Answered {step!r}: {answer}.",
)
APPROVED = Phrase(
    "became.approved",
    ja="「{step}」を承認しました（{role}として）。",
    en="Approved {step!r} as {role}.",
)
REFUSED = Phrase(
    "became.refused",
    ja="「{step}」を却下しました（{role}として）。この操作は実行されません。",
    en="Refused {step!r} as {role}. It will not be carried out.",
)
OBSERVED = Phrase(
    "became.observed",
    ja="「{thing}」は「{state}」と記録しました。",
    en="Noted of {thing!r}: {state}.",
)
SETTLED_AS = Phrase(
    "became.settled",
    ja="「{step}」の操作は「{verdict}」と記録しました。",
    en="Noted of {step!r}: {verdict}.",
)
PAUSED = Phrase(
    "became.paused",
    ja="訓練を一時停止しました。再開するときは: bcp-drill order last go-on",
    en="The drill is paused. To go on: bcp-drill order last go-on",
)
GOES_ON = Phrase(
    "became.goes_on", ja="一時停止を解除しました。", en="The drill goes on after the pause."
)
HELD = Phrase(
    "became.held",
    ja="手順「{step}」を保留しました。解除するときは: bcp-drill order last release {step}",
    en="Step {step!r} is held back. To let it go: bcp-drill order last release {step}",
)
RELEASED = Phrase(
    "became.released",
    ja="手順「{step}」の保留を解除しました。",
    en="Step {step!r} is held back no more.",
)
BEGUN = Phrase(
    "became.begun",
    ja="手順「{step}」を直ちに始めます。",
    en="Step {step!r} begins at once.",
)
SKIPPED = Phrase(
    "became.skipped",
    ja="手順「{step}」を行わないことにしました。",
    en="Step {step!r} will not be done.",
)
GIVEN = Phrase(
    "became.given", ja="{to}へ状況を付与しました。", en="The situation was given to {to}."
)
ASIDE = Phrase(
    "became.aside",
    ja="監視「{check}」を判定から外しました。",
    en="Check {check!r} is left out of the judgement.",
)
AMENDED = Phrase(
    "became.amended",
    ja="記録{seq}の訂正を書き加えました。元の記録も残ります。",
    en="The correction of record {seq} was added. The original stays.",
)
REAL = Phrase(
    "became.real",
    ja="訓練を中止し、実災害に切り替えました。状況付与はこれ以上なく、付与された状態も消えます。",
    en="The drill is off: this is the real event. No more injects come, and pretended states "
    "vanish.",
)

REAL_TELL = Phrase(
    "became.real_tell",
    ja="{what}実災害に移ったことを知らせる相手: {names:list}。"
    "知らせたら: bcp-drill order last told 相手",
    en="{what} To be told that it is real: {names:list}. When somebody was: "
    "bcp-drill order last told WHOM",
)
TOLD = Phrase(
    "became.told",
    ja="知らせたことを記録しました。まだの相手: {left:list}",
    en="Noted. Still to be told: {left:list}",
)
ALL_TOLD = Phrase(
    "became.all_told",
    ja="知らせたことを記録しました。これで全員に知らせました。",
    en="Noted. Everybody has been told now.",
)

CLOCK = Phrase(
    "became.clock",
    ja="この端末の時計を「{reference}」と比べて記録しました（誤差{error:exact}）。"
    "ほかの端末でも同じ名前で記録してください。",
    en="Noted how this terminal's clock stands to {reference!r} (give or take {error:exact}). "
    "Do the same at the other terminals, by the same name.",
)
HEARD = Phrase(
    "became.heard",
    ja="「{step}」について{told_by}さんから聞いたことを記録しました。",
    en="Noted what {told_by} said of {step!r}.",
)

CALLED = Phrase(
    "became.called",
    ja="{person}への連絡を「{result}」と記録しました。",
    en="Noted of the call to {person}: {result}.",
)
MESSAGE = Phrase(
    "became.message",
    ja="「{step}」の{person}へのメッセージを「{verdict}」と記録しました。",
    en="Noted of the message of {step!r} to {person}: {verdict}.",
)
ALL_CLEAR = Phrase(
    "became.all_clear",
    ja="訓練中止の知らせを送ります。届いたかどうかは分からないため、知らせた相手は told で"
    "記録してください。",
    en="The all-clear goes out. Whether it is read nobody can tell: note with told who has heard.",
)


MUSTERED = Phrase(
    "became.mustered",
    ja="{person}を「{state}」と記録しました。",
    en="Noted of {person}: {state}.",
)

WAVE = Phrase(
    "became.wave",
    ja="［{step}］第{wave}段階を伝えたと記録しました。",
    en="Noted that wave {wave} of {step!r} was told.",
)
RAMP_OFF = Phrase(
    "became.ramp_off",
    ja="［{step}］段階的な接続を止めました。",
    en="The ramp {step!r} is stopped.",
)


CHECKED_IN = Phrase(
    "became.checked_in",
    ja="「{step}」の点呼の回答を記録しました。",
    en="Noted the check-in at {step!r}.",
)


def became(order: o.Order, drill: Drill) -> Message:
    """Say what an order that was taken has done; `drill` gives the names."""
    match order:
        case o.Answer(step=step, answer=answer):
            return ANSWERED(step=step, answer=answer_said(drill, step, answer))
        case o.Approve(step=step, role=role, granted=granted):
            return (APPROVED if granted else REFUSED)(step=step, role=role_name(drill, role))
        case o.SettleDoubt(step=step, verdict=verdict):
            return SETTLED_AS(step=step, verdict=said(SETTLED, verdict))
        case o.GiveInject(to=to):
            return GIVEN(to=role_name(drill, to))
        case o.SetAside() | CompareClock() | Observe():
            return _of_measuring(order)
        case _:
            return _moved(order, drill)


def _of_measuring(order: o.SetAside | CompareClock | Observe) -> Message:
    if isinstance(order, Observe):
        return OBSERVED(thing=order.thing, state=said(ENDING, WORDS[order.answer]))
    if isinstance(order, CompareClock):
        return CLOCK(reference=order.reference, error=order.error)
    return ASIDE(check=order.check)


def _real(order: Retract | o.RealEvent, drill: Drill) -> Message:
    if isinstance(order, o.RealEvent):
        names = tuple(each.name for each in contacted(drill))
        return REAL_TELL(what=REAL(), names=names) if names else REAL()
    left = left_after(drill, order)
    return TOLD(left=left) if left else ALL_TOLD()


def _moved(order: o.Order, drill: Drill) -> Message:
    match order:
        case Retract() | o.RealEvent():
            return _real(order, drill)
        case o.Hold() | o.Skip() | Heard() | SettleMessage() | AllClear():
            return _of_step(order)
        case Call() | Muster() | CheckInByHand():
            return _of_people(order, drill)
        case o.Release(step=step, now=now):
            return (BEGUN if now else RELEASED)(step=step)
        case o.Amend(seq=seq):
            return AMENDED(seq=seq)
        case _:
            return _without_words(order, drill)


def _without_words(order: o.Order, drill: Drill) -> Message:
    if isinstance(order, TellWave):
        return WAVE(step=order.step, wave=drill.step(order.step).ramp.wave)
    if isinstance(order, StopRamp):
        return RAMP_OFF(step=order.step)
    return _ALWAYS[type(order)]()


def _of_messages(order: SettleMessage | AllClear) -> Message:
    if isinstance(order, AllClear):
        return ALL_CLEAR()
    return MESSAGE(step=order.step, person=order.person, verdict=VERDICTS[order.verdict]())


def _of_step(order: o.Hold | o.Skip | Heard | SettleMessage | AllClear) -> Message:
    if isinstance(order, SettleMessage | AllClear):
        return _of_messages(order)
    if isinstance(order, Heard):
        return HEARD(step=order.step, told_by=order.told_by)
    return (SKIPPED if isinstance(order, o.Skip) else HELD)(step=order.step)


def _of_people(order: Call | Muster | CheckInByHand, drill: Drill) -> Message:
    if isinstance(order, CheckInByHand):
        return CHECKED_IN(step=order.step)
    person = person_name(drill, order.person)
    if isinstance(order, Call):
        return CALLED(person=person, result=RESULTS[order.result]())
    return MUSTERED(person=person, state=STATES[order.state]())


_ALWAYS = {o.Pause: PAUSED, o.GoOn: GOES_ON}
