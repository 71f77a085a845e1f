"""What was given, pretended, assumed, interrupted or corrected: where a drill is not reality."""

from __future__ import annotations

from bcp.message import Language, Message, Phrase, render
from drills.report.model import Report
from drills.report.saying import NOTHING, period_said, wall
from drills.report.text_block import Column, Points, Table
from drills.report.words import KIND, STATE, said

INJECTS = Phrase("text.injects", ja="【付与した状況】", en="SITUATIONS GIVEN")
TIME = Phrase("text.head_given_at", ja="時刻", en="Time")
FROM = Phrase("text.head_from", ja="発信", en="From")
VIA = Phrase("text.head_via", ja="手段", en="Via")
TO = Phrase("text.head_to", ja="宛先", en="To")
TEXT = Phrase("text.head_text", ja="内容", en="Text")
UNREAL = Phrase(
    "text.unreal", ja="【模擬した部分・想定した時間】", en="WHAT WAS PRETENDED OR ASSUMED"
)
PRETENCE = Phrase(
    "text.pretence",
    ja="{kind}「{id}」を「{state}」とみなした: {period}",
    en="{kind} {id} was taken to be {state}: {period}",
)
JUMP = Phrase(
    "text.jump",
    ja="{clock}に想定の時刻を{by:span}進めた",
    en="the event clock jumped ahead by {by:span} at {clock}",
)
INTERRUPTED = Phrase("text.interrupted", ja="【中断・時計】", en="INTERRUPTIONS AND CLOCKS")
PAUSE = Phrase(
    "text.pause",
    ja="一時停止 {us:span}: {period}（指示: {by}）{reason}",
    en="paused for {us:span}: {period} (by {by}) {reason}",
)
RESTART = Phrase(
    "text.restart",
    ja="記録のない時間 {gap:span}: {period}（再開: {by}）。この間をまたぐ時間は概算です。",
    en="no record for {gap:span}: {period} (resumed by {by}); times across it are approximate",
)
CLOCK_AHEAD = Phrase(
    "text.clock_ahead",
    ja="{clock}に端末の時計が{by:span}進んだ（測った時間は変わりません）",
    en="this computer's clock jumped ahead by {by:span} at {clock}; no measured time changed",
)
CLOCK_BACK = Phrase(
    "text.clock_back",
    ja="{clock}に端末の時計が{by:span}戻った（測った時間は変わりません）",
    en="this computer's clock jumped back by {by:span} at {clock}; no measured time changed",
)
DEVIATIONS = Phrase("text.deviations", ja="【逸脱】", en="DEVIATIONS")
DEVIATION = Phrase(
    "text.deviation",
    ja="{clock}: 「{before}」の完了前に「{step}」が行われた（{by}）",
    en="{clock}: {step} was done before {before} had held ({by})",
)
AMENDMENTS = Phrase(
    "text.amendments",
    ja="【記録の訂正（元の記録も残しています）】",
    en="CORRECTIONS (THE ORIGINALS STAY)",
)
AMENDMENT = Phrase(
    "text.amendment",
    ja="記録{seq}（{kind}）の {field}: 「{original}」を「{value}」に訂正。{by}、理由: {reason}",
    en='record {seq} ({kind}), {field}: "{original}" corrected to "{value}" by {by}. '
    "Reason: {reason}",
)


def _injects(report: Report, lang: Language) -> Table:
    rows = [
        [
            wall(each.when, report.header.utc_offset_s),
            each.sender or each.by or NOTHING,
            each.via or NOTHING,
            each.to.said_in(lang) or NOTHING,
            each.text.said_in(lang),
        ]
        for each in report.injects
    ]
    columns = (
        *(Column(TIME, 8, 8), Column(FROM, 12, 12), Column(VIA, 8, 8)),
        *(Column(TO, 10, 10), Column(TEXT, 34, 34)),
    )
    return Table(INJECTS, columns, rows, [each.records for each in report.injects])


def _unreal(report: Report, lang: Language) -> Points:
    offset = report.header.utc_offset_s
    items: list[Message] = [
        PRETENCE(
            kind=said(KIND, each.kind),
            id=each.id,
            state=said(STATE, each.state),
            period=period_said(each.period, offset, lang),
        )
        for each in report.pretences
    ]
    items += [JUMP(clock=wall(each.when, offset), by=each.by_us) for each in report.jumps]
    return Points(UNREAL, [render(each, lang) for each in items])


def _interrupted(report: Report, lang: Language) -> Points:
    offset = report.header.utc_offset_s
    items: list[Message] = [
        PAUSE(
            us=each.us,
            period=period_said(each.period, offset, lang),
            by=each.by,
            reason=each.reason,
        )
        for each in report.pauses
    ]
    items += [
        RESTART(gap=each.gap_us, period=period_said(each.period, offset, lang), by=each.by)
        for each in report.restarts
    ]
    items += [
        (CLOCK_AHEAD if each.by_us >= 0 else CLOCK_BACK)(
            clock=wall(each.when, offset), by=abs(each.by_us)
        )
        for each in report.clock_steps
    ]
    return Points(INTERRUPTED, [render(each, lang) for each in items])


def _deviations(report: Report, lang: Language) -> Points:
    items = [
        DEVIATION(
            clock=wall(each.when, report.header.utc_offset_s),
            step=each.step,
            before=each.before,
            by=each.by or NOTHING,
        )
        for each in report.deviations
    ]
    return Points(DEVIATIONS, [render(each, lang) for each in items])


def _amendments(report: Report, lang: Language) -> Points:
    items = [
        AMENDMENT(
            seq=each.corrects,
            kind=each.original_kind or NOTHING,
            field=each.field,
            original=each.original,
            value=each.value,
            by=each.by,
            reason=each.reason,
        )
        for each in report.amendments
    ]
    return Points(AMENDMENTS, [render(each, lang) for each in items])


SECTIONS = (_injects, _unreal, _interrupted, _deviations, _amendments)
