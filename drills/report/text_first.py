"""The first page: what drill it was, the result, the targets, and what to do next."""

from __future__ import annotations

from bcp.durations import as_said, spoken
from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime, date_said, fiscal_year_said
from drills.report.layout import WIDTH, harmless, paragraph, table, width_of, wrapped
from drills.report.measured_lines import Figure, GoalLine, RecoveryLine
from drills.report.model import Report
from drills.report.naming import step_time
from drills.report.saying import NOTHING, promised, say, span
from drills.report.words import (
    FINISH,
    HAZARD,
    MODE,
    OVERALL,
    PASSED_UNMEASURED,
    SOURCE,
    VERDICT,
    counted_from,
    said,
)

TITLE = Phrase("text.title", ja="訓練結果報告（{notice}）", en="Drill report ({notice})")
HANDLE = Phrase(
    "text.handle",
    ja="取扱注意（接続先とシステムの弱点を含みます）",
    en="Confidential: names addresses and weaknesses",
)
WHAT = Phrase(
    "text.what", ja="訓練: {title}（{hazard}・{mode}）", en="Drill: {title} ({hazard}, {mode})"
)
WHOSE = Phrase(
    "text.whose",
    ja="実施: {organisation}　進行: {operator}",
    en="Held by: {organisation}, {operator}",
)
WHEN = Phrase(
    "text.when",
    ja="日時: {date} {began}〜{ended}（{year}）",
    en="When: {date} {began} to {ended} ({year})",
)
WHEN_OPEN = Phrase("text.when_open", ja="終了の記録なし", en="no end recorded")
RESULT = Phrase("text.result", ja="結果: {overall}", en="Result: {overall}")
ENDED = Phrase("text.ended", ja="{result}（{finish}）", en="{result} ({finish})")
TALLY = Phrase(
    "text.tally",
    ja="目標: 達成{met}（うち実測{measured}） 未達{missed} 誤差範囲内{within} "
    "未測定{not_measured}　手順: 全{steps} 失敗{failed} 未実施{not_done}",
    en="Targets: {met} met ({measured} of them measured), {missed} missed, {within} within error, "
    "{not_measured} not measured. Steps: {steps}, {failed} failed, {not_done} not done.",
)
REASON = Phrase("text.reason", ja="理由: {reason}", en="Why: {reason}")
NOT_CLOSED = Phrase(
    "text.not_closed",
    ja="【未完了】終了の記録がありません。ここまでの記録による途中の報告です。",
    en="NOT CLOSED: there is no record of the end. This is what was recorded so far.",
)
NOT_TRUSTED = Phrase(
    "text.not_trusted",
    ja="【記録に異常】{fault}この報告は、その手前までの記録によります。",
    en="THE RECORD IS DAMAGED: {fault} This report rests on what stands before.",
)
RECOVERY = Phrase("text.recovery", ja="【目標に対する実績】", en="TARGETS AND RESULTS")
NO_TARGETS = Phrase(
    "text.no_targets",
    ja="この訓練には、監視したシステムも目標もありません。",
    en="This drill watched no system and had no target.",
)
NEXT = Phrase("text.next", ja="【次にすること】", en="WHAT TO DO NEXT")
NAME = Phrase("text.head_name", ja="対象", en="What")
LIMIT = Phrase("text.head_limit", ja="目標", en="Target")
ACTUAL = Phrase("text.head_actual", ja="実績", en="Actual")
DIFFERENCE = Phrase("text.head_difference", ja="差", en="Difference")
VERDICT_HEAD = Phrase("text.head_verdict", ja="判定", en="Verdict")
SOURCE_HEAD = Phrase("text.head_source", ja="根拠・起点", en="Source, start")
RTO = Phrase("text.rto", ja="{name}\n復旧時間", en="{name}\nrecovery time")
RPO = Phrase("text.rpo", ja="{name}\nデータの損失", en="{name}\ndata lost")
ERROR = Phrase("text.error", ja="{actual}\n誤差{error}", en="{actual}\nerror {error}")
SLOWER = Phrase("text.slower", ja="{span}\n超過", en="{span}\nover")
FASTER = Phrase("text.faster", ja="{span}\n余裕", en="{span}\nleft")
JUST_OVER = Phrase("text.just_over", ja="わずかに\n超過", en="just over")
JUST_IN_TIME = Phrase("text.just_in_time", ja="わずかに\n余裕", en="just within")
ON_TIME = Phrase("text.on_time", ja="差なし", en="none")
OWN = Phrase(
    "text.own", ja="{limit}\n訓練目標\n（計画{plan}）", en="{limit}\ndrill's own\n(plan: {plan})"
)
MARKER = Phrase("text.marker", ja="目印", en="markers")
NOTE_ASSUMED = Phrase(
    "text.note_assumed",
    ja="{name}: 実績のうち{us:span}は、時刻を進めたことによる想定の時間です。",
    en="{name}: {us:span} of the actual time is assumed, added by a jump of the event clock.",
)
NOTE_PAUSED = Phrase(
    "text.note_paused",
    ja="{name}: この間に{us:span}の一時停止があります（実績から除いていません）。",
    en="{name}: the drill was paused for {us:span} meanwhile, which is not taken out.",
)
NOTE_APPROXIMATE = Phrase(
    "text.note_approximate",
    ja="{name}: 途中で中断・再開があり、その間は端末の時計による概算です。",
    en="{name}: the tool was restarted meanwhile; across that gap the time is approximate.",
)
NOTE_WHY = Phrase("text.note_why", ja="{name}: {why}", en="{name}: {why}")
_WIDTHS = {"ja": (20, 10, 10, 10, 10, 10), "en": (18, 10, 11, 11, 8, 12)}


def _head(report: Report, lang: Language) -> list[str]:
    header = report.header
    began = LocalTime(header.began.unix_us, header.utc_offset_s)
    ended = (
        LocalTime(header.ended.unix_us, header.utc_offset_s).clock
        if header.ended
        else render(WHEN_OPEN(), lang)
    )
    hazard = said(HAZARD, header.hazard)
    what = WHAT(title=header.title, hazard=hazard, mode=said(MODE, header.mode))
    when = WHEN(
        date=date_said(began, lang),
        began=began.clock,
        ended=ended,
        year=fiscal_year_said(began, lang),
    )
    whose = WHOSE(organisation=header.organisation, operator=header.operator)
    title = TITLE(notice=header.notice)
    lines = [*paragraph(render(title, lang)), "=" * WIDTH]
    for each in (what, when, whose, HANDLE()):
        lines += paragraph(render(each, lang))
    return lines


def _stamps(report: Report, lang: Language) -> list[str]:
    lines: list[str] = []
    if report.journal.trusted is False and report.journal.fault is not None:
        lines += paragraph(render(NOT_TRUSTED(fault=report.journal.fault), lang))
    if not report.journal.closed:
        lines += paragraph(render(NOT_CLOSED(), lang))
    return lines


def _result(report: Report, lang: Language) -> list[str]:
    summary, tally = report.summary, report.summary.tally
    counts = TALLY(
        met=tally.verdicts["met"],
        missed=tally.verdicts["missed"],
        within=tally.verdicts["within_error"],
        not_measured=tally.verdicts["not_measured"],
        measured=tally.met_measured,
        steps=tally.steps,
        failed=tally.steps_failed,
        not_done=tally.steps_not_done,
    )
    lines = result_line(report, lang)
    if summary.reason is not None:
        lines += paragraph(render(REASON(reason=summary.reason), lang))
    return lines + paragraph(render(counts, lang))


def result_line(report: Report, lang: Language) -> list[str]:
    """The result in a word, as a line of its own."""
    summary = report.summary
    word = said(OVERALL, summary.overall)
    if summary.overall == "passed" and not summary.tally.measured:
        word = PASSED_UNMEASURED()
    result = RESULT(overall=word)
    if summary.finish == "time_limit":
        result = ENDED(result=result, finish=said(FINISH, summary.finish))
    return paragraph(render(result, lang))


def _targets(report: Report, lang: Language) -> list[str]:
    rows, notes = [], []
    for line in report.recoveries:
        rows.append(_rto_row(line, lang))
        notes += _notes(say(line.name, lang), line.rto, lang)
        if line.rpo is not None:
            rows.append(_rpo_row(line, line.rpo, lang))
            notes += _notes(say(RPO(name=line.name), lang), line.rpo, lang)
    for goal in report.goals:
        rows.append(_goal_row(goal, lang))
        notes += _notes(render(step_time(goal.step), lang), goal.figure, lang)
    lines = [render(RECOVERY(), lang)]
    if not rows:
        return lines + paragraph(render(NO_TARGETS(), lang))
    heads = (NAME, LIMIT, ACTUAL, DIFFERENCE, VERDICT_HEAD, SOURCE_HEAD)
    lines += table([render(each(), lang) for each in heads], rows, _WIDTHS[lang])
    return lines + [each for note in notes for each in paragraph(note, "    ", "  * ")]


def _rto_row(line: RecoveryLine, lang: Language) -> list[str]:
    limit = span(line.rto.limit_us, lang)
    if line.own_rto:
        limit = render(OWN(limit=limit, plan=promised(line.plan_rto, lang)), lang)
    return _row(render(RTO(name=line.name), lang), limit, line.rto, lang)


def _rpo_row(line: RecoveryLine, figure: Figure, lang: Language) -> list[str]:
    limit = promised(line.rpo_promise, lang)
    if line.own_rpo:
        limit = render(OWN(limit=limit, plan=promised(line.plan_rpo, lang)), lang)
    return _row(render(RPO(name=line.name), lang), limit, figure, lang)


def _goal_row(goal: GoalLine, lang: Language) -> list[str]:
    words = harmless(say(goal.name, lang))
    width = _WIDTHS[lang][0]
    if width_of(words) > width:
        words = f"{wrapped(words, width - 2)[0]}.."
    name = goal.step if words == goal.step else f"{goal.step}\n{words}"
    return _row(name, span(goal.figure.limit_us, lang), goal.figure, lang)


def _row(name: str, limit: str, figure: Figure, lang: Language) -> list[str]:
    shown = figure.actual_us is not None
    actual = span(figure.actual_us, lang)
    if shown and figure.error_us:
        actual = render(ERROR(actual=actual, error=span(figure.error_us, lang)), lang)
    source = render(said(SOURCE, figure.source), lang)
    start = render(counted_from(figure.counted_from), lang)
    return [
        name,
        limit,
        actual,
        _difference(figure, lang),
        render(said(VERDICT, figure.verdict), lang),
        f"{source}\n{start}" if shown else NOTHING,
    ]


def _difference(figure: Figure, lang: Language) -> str:
    us = figure.difference_us
    if us is None or figure.actual_us is None:
        return NOTHING
    if us == 0:
        return render(ON_TIME(), lang)
    # What is shown is reckoned from what is shown, so that the three figures agree on paper.
    shown = as_said(figure.actual_us) - as_said(figure.limit_us or 0)
    if shown == 0:
        return render((JUST_OVER if us > 0 else JUST_IN_TIME)(), lang)
    phrase = SLOWER if shown > 0 else FASTER
    return render(phrase(span=spoken(abs(shown), lang, tenths=True)), lang)


def _notes(name: str, figure: Figure, lang: Language) -> list[str]:
    name = name.replace("\n", " ")
    notes = []
    if figure.why is not None:
        notes.append(NOTE_WHY(name=name, why=figure.why))
    if figure.assumed_us:
        notes.append(NOTE_ASSUMED(name=name, us=figure.assumed_us))
    if figure.paused_us:
        notes.append(NOTE_PAUSED(name=name, us=figure.paused_us))
    if figure.approximate:
        notes.append(NOTE_APPROXIMATE(name=name))
    return [render(each, lang) for each in notes]


def _next(report: Report, lang: Language) -> list[str]:
    lines = [render(NEXT(), lang)]
    for number, each in enumerate(report.summary.next, start=1):
        lines += paragraph(render(each, lang), "    ", f"{number:2}. ")
    return lines


SECTIONS = (_head, _stamps, _result, _targets, _next)
