"""What was achieved against what was promised: every figure with its error and its source."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core.across import (
    absent_zone,
    error_between,
    moment_places,
    of_step,
    of_system,
    places_of,
)
from drills.core.across_results import with_clocks
from drills.core.age_at_loss import age_at_loss
from drills.core.brief import Target
from drills.core.clocks import jumped_between, paused_between, restarted_between
from drills.core.measure import Measure, Result, Verdict, badness, weigh
from drills.core.merging_words import ZONE_ABSENT
from drills.core.on_paper import tells_of
from drills.core.outages import Bracket, Outage, outages_of, put_back_by
from drills.core.segments import moment_since
from drills.core.standing import deciding, is_up, never_answered, set_aside
from drills.core.state import CheckState, Drill
from drills.core.told import unsaid

NO_OUTAGE = Phrase(
    "recovery.no_outage",
    ja="訓練中、止まったことは一度も観測されませんでした。",
    en="It was never seen down during the drill.",
)
NEVER_ASKED = Phrase(
    "recovery.never_asked",
    ja="訓練中、一度も確認できなかったため（{checks:list}）、止まっていたかどうかは分かりません。"
    "「確認できなかった時間」に示す理由を取り除いてください。",
    en="It could not be asked even once during the drill ({checks:list}), so nobody knows whether "
    "it was down. Remove the reason that stands under the times without an answer.",
)
NOBODY_SAID = Phrase(
    "recovery.nobody_said",
    ja="訓練中、見た結果をだれも記録しなかったため（{checks:list}）、止まっていたかどうかは分かりません。",
    en="Nobody recorded during the drill how it stood ({checks:list}), so nobody knows whether it "
    "was down.",
)
NO_PROBE = Phrase(
    "recovery.no_probe",
    ja="監視の対象ですが、プローブがないため測れません。",
    en="It is watched, but the plan gives no probe to measure it with.",
)
AT_A_TABLE = Phrase(
    "recovery.at_a_table",
    ja="机上訓練のため、機械では確かめていません。",
    en="No machine looked at it, because this was a tabletop drill.",
)
ON_PAPER = Phrase(
    "recovery.on_paper",
    ja="紙の記録だけなので、測っていません。停止も復旧も紙に書かれていません。",
    en="Not measured, because everything is from paper, which tells of no loss and no return.",
)
NO_RETURN_TOLD = Phrase(
    "recovery.no_return_told",
    ja="紙の記録には、停止したことだけがあり、復旧したことは書かれていません。",
    en="The paper says that it stopped, and nothing of its return.",
)
NO_LOSS_TOLD = Phrase(
    "recovery.no_loss_told",
    ja="紙の記録には、復旧したことだけがあり、いつ止まったかは書かれていません。",
    en="The paper says that it was back, and not when it had stopped.",
)
STILL_DOWN = Phrase(
    "recovery.still_down",
    ja="訓練終了時にも復旧していません（{elapsed:span}以上停止）。",
    en="Still down when the drill ended, after at least {elapsed:span}.",
)
STILL_DOWN_SO_FAR = Phrase(
    "recovery.still_down_so_far",
    ja="ここまでの記録では、まだ復旧していません（{elapsed:span}以上停止）。",
    en="Still down by the record so far, after at least {elapsed:span}.",
)
NOT_LOOKED_AT = Phrase(
    "recovery.not_looked_at",
    ja="最後に確認したときは停止していました。その後、元に戻す操作は正常に終わりましたが、"
    "戻った後の状態は確認していません。",
    en="It was down when last looked at. Then the undo ended well, and it was not looked at again.",
)
NO_MOMENT = Phrase(
    "recovery.no_moment",
    ja="起点の「{start}」が記録されていません。シナリオの手順に marks: {start} を付けてください。",
    en="The moment it counts from, {start!r}, never came. "
    "Give a step of the scenario marks: {start}.",
)
PUT_BACK = Phrase(
    "recovery.put_back",
    ja="訓練終了時の後始末（元に戻す操作）で戻ったもので、復旧したとは認められません"
    "（その操作までに{elapsed:span}以上停止）。",
    en="Put back by the drill's own clean-up, not recovered by the people; "
    "it had been down for at least {elapsed:span} by then.",
)
SET_ASIDE = Phrase(
    "recovery.set_aside",
    ja="確認（{checks:list}）を人の判断で外したため、その後に止まったかどうかは分かりません。",
    en="Its checks ({checks:list}) were set aside on somebody's word, so nobody knows whether it "
    "was down after that.",
)
UNSEEN_LOSS = Phrase(
    "recovery.unseen_loss",
    ja="最初の確認からすでに止まっていたため、いつ止まったかは分かりません。",
    en="It was down from the first ask on, so nobody knows when it was lost.",
)


@dataclass(frozen=True)
class Recovery:
    """All that is known of one rung: its target, its outages, and its two verdicts."""

    target: Target
    outages: tuple[Outage, ...]
    rto: Result
    rpo: Result | None


def recoveries(drill: Drill) -> tuple[Recovery, ...]:
    """Weigh every target of the brief; of several municipalities, each by its own drill."""
    if drill.municipalities:
        return tuple(one for each in drill.municipalities.values() for one in recoveries(each))
    return tuple(recovery_of(drill, each) for each in drill.started().targets)


def recovery_of(drill: Drill, target: Target) -> Recovery:
    """Weigh one target of the brief, by the one segment that tells of it where there is one."""
    places = places_of(drill, target.system, target.level)
    return _recovery(of_system(drill, target.system, target.level), target, places)


def _recovery(drill: Drill, target: Target, places: frozenset[int]) -> Recovery:
    outages = outages_of(drill, target.system, target.level)
    limit = target.rto.us if target.rto else None
    if target.start != "onset":
        places |= moment_places(drill, target.start)
    error = error_between(drill, places)
    results = [
        with_clocks(drill, _result(drill, target, each, limit, error or 0), places)
        for each in outages
    ]
    rto = max(results, key=badness, default=None) or _nothing(drill, target, limit)
    rpo = age_at_loss(drill, target, outages) if target.rpo is not None else None
    return Recovery(target, outages, rto, rpo)


def _nothing(drill: Drill, target: Target, limit: int | None) -> Result:
    why = _why_nothing(drill, target.system, target.level)
    return Result("no_target" if limit is None else "not_measured", limit, why=why)


def _why_nothing(drill: Drill, system: str, level: str | None) -> Message:
    absent = absent_zone(drill, system)
    if absent is not None:
        return ZONE_ABSENT(zone=absent)
    pretended = any(each.began.id == system for each in drill.pretences)
    aside = set_aside(drill, system, level)
    if pretended or (is_up(drill, system, level) is not None and not aside):
        return NO_OUTAGE()
    unasked = never_answered(drill, system, level)
    if unasked or aside:
        return SET_ASIDE(checks=tuple(sorted(aside))) if aside else NEVER_ASKED(checks=unasked)
    if deciding(drill.started(), system, level):
        silent = unsaid(drill, system, level)
        return NOBODY_SAID(checks=silent) if silent else NO_OUTAGE()
    if tells_of(drill, system):
        return ON_PAPER()
    return (AT_A_TABLE if drill.started().mode == "tabletop" else NO_PROBE)()


def _result(drill: Drill, target: Target, outage: Outage, limit: int | None, clocks: int) -> Result:
    start = _start(drill, target.start, outage, clocks)
    none: Verdict = "no_target" if limit is None else "not_measured"
    if start is None:
        return Result(none, limit, why=NO_MOMENT(start=target.start), outage=outage)
    looked = None if outage.returned else undone_unseen(drill, target.system, target.level)
    until = drill.now if looked is None else looked
    end = _counted_to(drill, outage) or Bracket(until, until)
    assumed = jumped_between(drill, start.low, end.high)
    actual = Measure(max(0, end.low - start.high) + assumed, max(0, end.high - start.low) + assumed)
    bad = limit is not None and actual.low > limit
    written = outage.lost_source == "observed" and tells_of(drill, target.system)
    if outage.returned is None and written:
        return Result(none, limit, None, outage.source, NO_RETURN_TOLD(), outage, assumed)
    if outage.returned is None:
        why = NOT_LOOKED_AT() if looked is not None else _still_down(drill)(elapsed=actual.low)
        return Result("missed" if bad else none, limit, None, outage.source, why, outage, assumed)
    if put_back_by(drill, outage) is not None:
        why = PUT_BACK(elapsed=actual.low)
        return Result("missed" if bad else none, limit, None, outage.source, why, outage, assumed)
    if outage.unseen_loss and target.start == "onset":
        verdict = "missed" if bad else none
        why = (NO_LOSS_TOLD if written else UNSEEN_LOSS)()
        return Result(verdict, limit, None, outage.source, why, outage, assumed)
    return Result(
        verdict=weigh(actual, limit) if limit is not None else "no_target",
        limit=limit,
        actual=actual,
        source=outage.source,
        outage=outage,
        assumed=assumed,
        paused=paused_between(drill, start.low, end.high),
        approximate=restarted_between(drill, start.low, end.high),
        clocks=clocks,
    )


def _counted_to(drill: Drill, outage: Outage) -> Bracket | None:
    """Give the return; or where the drill's own undo came first, how long people had until it."""
    undo, back = put_back_by(drill, outage), outage.returned
    if undo is None or back is None:
        return back
    # The last bad answer proves that it was still down; after that it may have been back already.
    return Bracket(min(undo.at, back.low), undo.at)


def _still_down(drill: Drill) -> Phrase:
    return STILL_DOWN_SO_FAR if drill.ended is None else STILL_DOWN


def undone_unseen(drill: Drill, system: str, level: str | None = None) -> int | None:
    """Give the last look at what was down, where an undo ended well after it; else None."""
    states = (drill.checks.get(each.id) for each in deciding(drill.started(), system, level))
    looks = [_last_look(state) for state in states if state and state.lost and not state.set_aside]
    undone = [
        each.ended.at
        for each in drill.actions.values()
        if each.order.purpose == "undo" and each.ended and each.ended.outcome == "held"
    ]
    last = max(looks, default=None)
    return last if last is not None and any(at > last for at in undone) else None


def _last_look(state: CheckState) -> int:
    """The sending of the last question that was answered at all."""
    looks: list[int | None] = [state.lost.first_bad.sent if state.lost else None]
    if state.tally is not None:
        looks += [state.tally.last_held, state.tally.last_broken]
    return max(each for each in looks if each is not None)


def _start(drill: Drill, name: str, outage: Outage, clocks: int) -> Bracket | None:
    """The instant it counts from, as uncertain as the clocks of its zone and the system's are."""
    if name == "onset":
        return Bracket(outage.lost.low - clocks, outage.lost.high + clocks)
    at = drill.moments.get(name)
    if at is None:
        return None
    until = at + drill.widths.get(name, 0)
    return Bracket(moment_since(drill, name, at) - clocks, until + clocks)


def called_off(drill: Drill) -> bool:
    """Whether the drill was, or is being, ended before its time."""
    last = drill.ended or drill.closing
    return last is not None and last.finish in ("aborted", "stop_condition", "real_event")


def cut_off(drill: Drill, step: str) -> bool:
    """Whether a step never began, or was cut short, only because the drill was called off."""
    drill = of_step(drill, step)
    ended, closing = drill.step(step).ended, drill.closing
    if not called_off(drill) or ended is None:
        return called_off(drill)
    return ended.outcome == "skipped" and closing is not None and ended.at >= closing.at
