"""The first page: which drill, the result in a word, and what to do next, most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from bcp.message import Message, Phrase, Text
from drills.core.measure import Verdict
from drills.core.overall import failed_steps, is_moot, overall, steps_not_done
from drills.core.recovery import (
    NEVER_ASKED,
    NOT_LOOKED_AT,
    PUT_BACK,
    STILL_DOWN,
    called_off,
    cut_off,
    undone_unseen,
)
from drills.core.segments import is_foreign
from drills.report.absence_lines import next_absent
from drills.report.actions import by_hand_lines, once_each
from drills.report.by_municipality import next_of_each, of_each
from drills.report.call_lines import next_calls
from drills.report.checkin_lines import next_check_ins
from drills.report.checklist import is_real
from drills.report.figures import goal_lines, recovery_lines
from drills.report.for_steps import for_steps
from drills.report.ledger import Ledger, name_of
from drills.report.measured_lines import Figure
from drills.report.message_lines import next_messages
from drills.report.model import Header, Summary, Tally
from drills.report.muster_lines import next_musters
from drills.report.naming import goal_name, words_of
from drills.report.paper import next_from_paper
from drills.report.people import answer_lines, obligation_lines
from drills.report.ramp_lines import next_ramps
from drills.report.retraction import untold
from drills.report.words import ENDING, said
from scenarios.model import Mode
from scenarios.zones import zone_name

NEXT_BY_HAND = Phrase(
    "next.by_hand",
    ja="【至急】元に戻っていない操作があります。"
    "{steps}{server}（{address}）で、下に示す行を実行してください。",
    en="URGENT: something is not taken back. {steps}On {server} ({address}), type the line given "
    "below.",
)
NEXT_NOT_CLOSED = Phrase(
    "next.not_closed",
    ja="【至急】訓練の終了が記録されていません。bcp-drill resume で再開して終わらせるか、"
    "bcp-drill abort で中止し、実行した操作を元に戻してください。",
    en="URGENT: the drill was not closed. Finish it with bcp-drill resume, or end it with "
    "bcp-drill abort, so that what was done is taken back.",
)
NEXT_DOWN = Phrase(
    "next.down",
    ja="【至急】{name}は、訓練終了時に停止したままでした。今の状態を確かめてください。",
    en="URGENT: {name} was still down when the drill ended. Look at it now.",
)
NEXT_UNSEEN = Phrase(
    "next.unseen",
    ja="{name}: 元に戻す操作は正常に終わりました。戻った後の状態は確認していません。"
    "確かめてください。",
    en="{name}: the undo ended well, but it was not looked at again. See whether it is back.",
)
NEXT_PUT_BACK = Phrase(
    "next.put_back",
    ja="{name}: 復旧できることは、この訓練では確かめられていません"
    "（訓練の後始末で元に戻りました）。復旧手順を確かめ、もう一度訓練してください。",
    en="{name}: this drill did not show that it can be recovered; "
    "only the drill's own clean-up put it back. Look at the procedure and practise it again.",
)
NEXT_MISSED = Phrase(
    "next.missed",
    ja="{name}: 目標（{limit:span}）に間に合いませんでした。"
    "時間を要した作業を見直すか、目標を見直してください。",
    en="{name}: the target of {limit:span} was missed. "
    "Shorten what took the time, or reconsider the target.",
)
NEXT_RPO_MISSED = Phrase(
    "next.rpo_missed",
    ja="{name}: 失われたデータが目標復旧時点（{limit:span}）を超えました。"
    "バックアップの間隔を見直してください。",
    en="{name}: more data was lost than the RPO of {limit:span} allows. "
    "Reconsider how often it is backed up.",
)
NEXT_WITHIN_ERROR = Phrase(
    "next.within_error",
    ja="{name}: 目標（{limit:span}）が測定誤差の範囲内で、達成とも未達とも言えません。"
    "計画の every を短くして、もう一度測ってください。",
    en="{name}: the target of {limit:span} lies within the error. "
    "Ask more often (every, in the plan) and measure again.",
)
NEXT_UNMEASURED = Phrase(
    "next.unmeasured",
    ja="{name}: 測定できませんでした。{why}",
    en="{name}: not measured. {why}",
)
NEXT_SHARE_MISSED = Phrase(
    "next.share_missed",
    ja="{name}: 目標（{limit:span}以内）に届きませんでした。連絡先・手段・代わりの人を見直すか、"
    "目標を見直してください。",
    en="{name}: not within the target of {limit:span}. Look at contacts, ways and deputies, or "
    "reconsider the target.",
)
NEXT_FAILED = Phrase(
    "next.failed",
    ja="手順［{step}］が「{ending}」で終わりました: {name}",
    en="step [{step}] ended as {ending}: {name}",
)
NEXT_NOT_REACHED = Phrase(
    "next.not_reached",
    ja="手順［{step}］は制限時間までに始まりませんでした: {name}",
    en="step [{step}] was never reached within the time: {name}",
)
NEXT_OWED = Phrase(
    "next.owed",
    ja="未了の報告・作業があります［{step}］: {name}",
    en="still owed [{step}]: {name}",
)
NEXT_STUMBLE = Phrase(
    "next.stumble",
    ja="つまずき［{step}］: {stumble}。手順書か事前対策に反映してください。",
    en="stumbled at [{step}]: {stumble}. Amend the procedure or prepare for it.",
)
NEXT_MEASURE: Mapping[Mode, Phrase] = {
    "tabletop": Phrase(
        "next.measure",
        ja="機械で測った目標が一つもありません。確認のみの訓練か実動訓練で測ってください。",
        en="No target was measured by a machine. "
        "Hold a walkthrough or an operational drill to do so.",
    ),
    "walkthrough": Phrase(
        "next.measure_walked",
        ja="機械で測った目標が一つもありません。実動訓練で測ってください。",
        en="No target was measured by a machine. Hold an operational drill to do so.",
    ),
    "operational": Phrase(
        "next.measure_operated",
        ja="機械で測った目標が一つもありません。目標のあるシステムを止めて戻す手順と、"
        "計画のプローブを見直してください。",
        en="No target was measured by a machine. Reconsider the steps that stop and restore what "
        "has a target, and the plan's probes.",
    ),
}
NEXT_NOTHING = Phrase(
    "next.nothing",
    ja="すぐに対応が必要なことはありません。",
    en="Nothing needs to be done at once.",
)
NO_REASON = Phrase("next.no_reason", ja="理由は記録されていません。", en="No reason is recorded.")

# In the place of the notice, which would be a lie now: 「これは訓練です」.
REAL_EVENT = Text("途中で実災害に移行", "it became the real event")

_URGENT = {each.code for each in (NEXT_BY_HAND, NEXT_NOT_CLOSED, NEXT_DOWN)}
_BY_PEOPLE = ("observed", "attested")
_VERDICTS: tuple[Verdict, ...] = ("met", "missed", "within_error", "not_measured", "no_target")


def header_of(ledger: Ledger) -> Header:
    """Which drill this was."""
    brief = ledger.brief
    ended = ledger.drill.ended
    return Header(
        title=brief.scenario.title,
        scenario=brief.scenario.id,
        organisation=brief.plan.organisation.name,
        hazard=brief.scenario.hazard.kind,
        mode=brief.mode,
        zone=brief.zone,
        zone_name=zone_name(brief.plan, brief.zone) if brief.zone else "",
        notice=REAL_EVENT if is_real(ledger.drill) else brief.scenario.safety.notice,
        run_id=brief.run_id,
        began=ledger.when(0),
        ended=None if ended is None else ledger.when(ended.at),
        utc_offset_s=ledger.offset_s,
        operator=brief.operator,
        tool=brief.tool,
        compress=brief.scenario.time.compress,
        files=dict(sorted(brief.files.items())),
        form_number=brief.plan.printing.numbers.report or "",
        approval_boxes=brief.plan.printing.approval_boxes,
        confidentiality=brief.plan.organisation.confidentiality or Text(),
    )


def summary_of(ledger: Ledger) -> Summary:
    """The result, its reason, and what to do next."""
    drill = ledger.drill
    return Summary(
        overall=overall(drill),
        finish=drill.ended.finish if drill.ended else None,
        ended_by=drill.closing.by if drill.closing else "",
        reason=drill.closing.reason if drill.closing else None,
        tally=_tally(ledger),
        next=next_of_each(ledger, _next, _URGENT) or (NEXT_NOTHING(),),
    )


def _figures(ledger: Ledger, *, of_people: bool = True) -> Iterator[Figure]:
    for line in of_each(ledger, recovery_lines):
        yield line.rto
        if line.rpo is not None:
            yield line.rpo
    goals = of_each(ledger, goal_lines)
    for each in goals:
        by_people = each.reached_percent is not None or each.figure.source in _BY_PEOPLE
        if of_people or not by_people:
            yield each.figure


def _tally(ledger: Ledger) -> Tally:
    figures = tuple(_figures(ledger))
    counted = Counter(each.verdict for each in figures)
    measured = [
        each.verdict
        for each in figures
        if each.source == "measured" and each.difference_us is not None
    ]
    brief = ledger.brief
    steps = [each for each in brief.scenario.steps if not is_foreign(brief, each)]
    return Tally(
        verdicts={verdict: counted[verdict] for verdict in _VERDICTS},
        measured=len(measured),
        met_measured=measured.count("met"),
        steps=len(steps),
        steps_failed=len(failed_steps(ledger.drill)),
        steps_not_done=len(steps_not_done(ledger.drill)),
        steps_not_begun=sum(ledger.drill.step(each.id).due is None for each in steps),
    )


def _next(ledger: Ledger) -> Iterator[Message]:
    given_up = {each.action for each in ledger.drill.impossible}
    for hand in once_each(by_hand_lines(ledger)):
        # What an unclosed drill has not yet taken back, it may still take back itself.
        if hand.action in given_up:
            where = {"server": hand.server, "address": hand.address}
            yield NEXT_BY_HAND(steps=for_steps(*hand.steps), **where)
    yield from untold(ledger)
    if ledger.drill.ended is None:
        yield NEXT_NOT_CLOSED()
    yield from _next_systems(ledger)
    yield from _next_steps(ledger)
    yield from next_calls(ledger)
    yield from next_messages(ledger)
    yield from next_check_ins(ledger)
    yield from next_ramps(ledger)
    yield from next_musters(ledger)
    yield from next_absent(ledger)
    for owed in obligation_lines(ledger):
        if owed.state in ("open", "overdue") and not cut_off(ledger.drill, owed.step):
            yield NEXT_OWED(step=owed.step, name=owed.name)
    for answer in answer_lines(ledger):
        if answer.stumble:
            yield NEXT_STUMBLE(step=answer.step, stumble=answer.stumble)
    yield from next_from_paper(ledger)
    if ledger.drill.ended is not None and not called_off(ledger.drill):
        yield from _next_measure(ledger)


def _next_measure(ledger: Ledger) -> Iterator[Message]:
    # Who was reached, and when somebody said so, only people can tell.
    figures = _figures(ledger, of_people=False)
    promised = [each for each in figures if each.limit_us is not None]
    by_machine = (each.source == "measured" and each.actual_us is not None for each in promised)
    if promised and not any(by_machine):
        yield NEXT_MEASURE[ledger.brief.mode]()


def _next_systems(ledger: Ledger) -> Iterator[Message]:
    drill = ledger.drill
    down = dict.fromkeys(
        check.system
        for check in ledger.brief.checks
        if (state := drill.checks.get(check.id)) and state.lost and not state.set_aside
    )
    if drill.ended is not None:
        for each in down:
            unseen = undone_unseen(drill, each) is not None
            yield (NEXT_UNSEEN if unseen else NEXT_DOWN)(name=name_of(drill, each))
    for line in recovery_lines(ledger):
        yield from _next_figure(line.name, line.rto, NEXT_MISSED)
        if line.rpo is not None:
            yield from _next_figure(line.name, line.rpo, NEXT_RPO_MISSED)
    for goal in goal_lines(ledger):
        missed = NEXT_MISSED if goal.reached_percent is None else NEXT_SHARE_MISSED
        yield from _next_figure(goal_name(goal), goal.figure, missed)


def _next_figure(name: object, figure: Figure, missed: Phrase) -> Iterator[Message]:
    limit = figure.limit_us or 0
    if _said_already(figure):
        return
    why = figure.why.code if figure.why is not None else None
    if why == PUT_BACK.code:
        yield NEXT_PUT_BACK(name=name)
    if figure.verdict == "missed":
        yield missed(name=name, limit=limit)
    elif figure.verdict == "within_error":
        yield NEXT_WITHIN_ERROR(name=name, limit=limit)
    elif why == NEVER_ASKED.code or (
        figure.verdict == "not_measured" and why != PUT_BACK.code and not is_moot(figure.why)
    ):
        yield NEXT_UNMEASURED(name=name, why=figure.why or NO_REASON())


def _said_already(figure: Figure) -> bool:
    """Whether the advice to look at a system that is down says it all."""
    known = (NOT_LOOKED_AT.code, STILL_DOWN.code)
    return figure.why is not None and figure.why.code in known


def _next_steps(ledger: Ledger) -> Iterator[Message]:
    for step in failed_steps(ledger.drill):
        ended, name = ledger.drill.step(step.id).ended, words_of(ledger.drill, step.id)
        if ended is None:
            yield NEXT_NOT_REACHED(step=step.id, name=name)
        else:
            yield NEXT_FAILED(step=step.id, name=name, ending=said(ENDING, ended.ending))
