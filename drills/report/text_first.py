"""The first page: what drill it was, the result, the targets, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime, date_said, fiscal_year_said
from drills.report import page_around, page_facts, page_grade, page_issues, page_room, text_issues
from drills.report.layout import WIDTH, harmless, paragraph, table, width_of, wrapped
from drills.report.model import Report
from drills.report.page_grade import GradedRow
from drills.report.public_words import HANDLING
from drills.report.target_rows import TargetRow, target_rows
from drills.report.text_block import Block
from drills.report.words import (
    FINISH,
    HAZARD,
    MODE,
    OVERALL,
    PASSED_BY_WORD,
    PASSED_UNMEASURED,
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
WHOSE_ALONE = Phrase("text.whose_alone", ja="実施: {organisation}", en="Held by: {organisation}")
WHEN = Phrase(
    "text.when",
    ja="日時: {date} {began}〜{ended}（{year}）",
    en="When: {date} {began} to {ended} ({year})",
)
WHEN_OPEN = Phrase("text.when_open", ja="終了の記録なし", en="no end recorded")
WHO = Phrase("text.who", ja="参加: {people}　{hours}", en="Took part: {people}; hours: {hours}")
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
    whose = held_by(report)
    title = TITLE(notice=header.notice)
    lines = [*paragraph(render(title, lang)), "=" * WIDTH]
    took_part = _took_part(report)
    for each in (what, when, whose, *took_part, handling(report)):
        lines += paragraph(render(each, lang))
    return lines


def _took_part(report: Report) -> tuple[Message, ...]:
    part = report.participation
    if not part.people:
        return ()
    return (WHO(people=page_facts.people(part), hours=page_facts.hours(part)),)


def held_by(report: Report) -> Message:
    """Whose drill it was, and who ran it where that may be said."""
    header = report.header
    if not header.operator:
        return WHOSE_ALONE(organisation=header.organisation)
    return WHOSE(organisation=header.organisation, operator=header.operator)


def handling(report: Report) -> Message:
    """Who may see it: the mark that stands on every page."""
    return HANDLING() if report.edition == "public" else HANDLE()


def _stamps(report: Report, lang: Language) -> list[str]:
    return [line for each in stamps(report, lang) for line in paragraph(each)]


def stamps(report: Report, lang: Language) -> list[str]:
    """What must be known before anything else is believed."""
    found: list[Message] = []
    if report.journal.trusted is False and report.journal.fault is not None:
        found.append(NOT_TRUSTED(fault=report.journal.fault))
    if not report.journal.closed:
        found.append(NOT_CLOSED())
    if report.on_paper is not None:
        found += report.on_paper.doubts
    if report.merging is not None:
        found += report.merging.doubts
    if report.journal.signature is not None:
        found.append(report.journal.signature)
    return [render(each, lang) for each in found]


def _result(report: Report, lang: Language) -> list[str]:
    summary = report.summary
    lines = [*grade_lines(report, lang), *result_line(report, lang)]
    if summary.reason is not None:
        lines += paragraph(render(REASON(reason=summary.reason), lang))
    return lines + paragraph(render(counted(report), lang))


def grade_lines(report: Report, lang: Language) -> list[str]:
    """The grade, and why it is that."""
    grade = render(page_grade.GRADE_LINE(grade=page_grade.grade_said(report, lang)), lang)
    whys = page_grade.reasons(report, lang)
    return [*paragraph(grade), *(line for each in whys for line in paragraph(each, "  ", "  "))]


def counted(report: Report) -> Message:
    """How many targets were met or not, and how the steps ended, in one sentence."""
    tally = report.summary.tally
    return TALLY(
        met=tally.verdicts["met"],
        missed=tally.verdicts["missed"],
        within=tally.verdicts["within_error"],
        not_measured=tally.verdicts["not_measured"],
        measured=tally.met_measured,
        steps=tally.steps,
        failed=tally.steps_failed,
        not_done=tally.steps_not_done,
    )


def result_line(report: Report, lang: Language) -> list[str]:
    """The result in a word, as a line of its own."""
    return paragraph(render(RESULT(overall=result_word(report)), lang))


def last_lines(report: Report, lang: Language) -> list[str]:
    """The grade and the result once more, for a terminal that shows only the end."""
    grade = render(page_grade.GRADE_LINE(grade=page_grade.grade_said(report, lang)), lang)
    return [*paragraph(grade), *result_line(report, lang)]


def result_word(report: Report) -> Message:
    """The result in a word, and that the time was over where it was."""
    summary = report.summary
    word = said(OVERALL, summary.overall)
    if summary.overall == "passed" and not summary.tally.measured:
        of_people = report.goals and not report.recoveries
        word = PASSED_BY_WORD() if of_people else PASSED_UNMEASURED()
    if summary.finish == "time_limit":
        return ENDED(result=word, finish=said(FINISH, summary.finish))
    return word


def _targets(report: Report, lang: Language) -> list[str]:
    rows = tuple(target_rows(report, lang))
    lines = [render(RECOVERY(), lang)]
    if not rows:
        return lines + paragraph(render(NO_TARGETS(), lang))
    heads = (NAME, LIMIT, ACTUAL, DIFFERENCE, VERDICT_HEAD, SOURCE_HEAD)
    graded = {each.row.key: each for each in page_grade.graded_rows(report, lang)}
    cells = [_cells(each, graded.get(each.key), lang) for each in rows]
    lines += table([render(each(), lang) for each in heads], cells, _WIDTHS[lang])
    notes = [f"{row.noted}: {note}" for row in rows for note in row.notes]
    return lines + [each for note in notes for each in paragraph(note, "    ", "  * ")]


def _cells(row: TargetRow, graded: GradedRow | None, lang: Language) -> list[str]:
    about, width = harmless(row.about), _WIDTHS[lang][0]
    if width_of(about) > width:
        about = f"{wrapped(about, width - 2)[0]}.."
    name = f"{row.name}\n{about}" if about else row.name
    rated = graded is not None and graded.line is not None and graded.line.rate_percent is not None
    verdict = f"{row.verdict}\n{graded.rate}" if graded is not None and rated else row.verdict
    return [name, row.limit, row.actual, row.difference, verdict, row.source]


def _next(report: Report, lang: Language) -> list[str]:
    lines = [render(NEXT(), lang)]
    for number, each in enumerate(report.summary.next, start=1):
        lines += paragraph(render(each, lang), "    ", f"{number:2}. ")
    return lines


SECTIONS: Sequence[Callable[[Report, Language], Sequence[str] | Block]] = (
    *(_head, _stamps, _result, _targets, _next),
    *(text_issues.issues, page_issues.decisions, page_around.simulated),
    *(page_room.room, page_around.upcoming),
)
