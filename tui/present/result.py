"""The result of a drill as lines for a screen: the report's own words, and bars beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.core.overall import Overall
from drills.report import page_grade, text_first, text_unreal
from drills.report.measured_lines import Figure
from drills.report.model import Report
from drills.report.saying import say, say_all
from drills.report.summary import NEXT_NOT_CLOSED, NEXT_NOTHING
from drills.report.target_rows import TargetRow, target_rows
from drills.report.text_block import Points
from drills.report.words import ENDING, HAZARD, MODE, said
from tui.present.rows import fitted
from tui.present.words import Tone

Kind = Literal["heading", "strong", "plain", "target", "bar"]

WHAT = Phrase(
    "result.what",
    ja="{title}（{hazard}・{mode}）{organisation}　{date} {began}",
    en="{title} ({hazard}, {mode}), {organisation}, {date} {began}",
)
NOT_OVER = Phrase(
    "result.not_over",
    ja="訓練は続いています。ここまでの途中の結果です。",
    en="The drill goes on. This is what is known so far.",
)
URGENT = Phrase(
    "result.by_hand",
    ja="元に戻せなかったこと（次の行をそのサーバで実行してください）",
    en="Not taken back: type these lines on their servers",
)
BY_HAND = Phrase(
    "result.by_hand_line",
    ja="{server}（{address}）: {line}",
    en="{server} ({address}): {line}",
)
NEXT = Phrase("result.next", ja="次にすること", en="What to do next")
TARGETS = Phrase(
    "result.targets",
    ja="目標に対する実績（= 実績　! 超過　~ 測定誤差　| 目標）",
    en="Targets and results (= actual, ! over, ~ error, | target)",
)
FIGURES = Phrase(
    "result.figures",
    ja="実績 {actual}　目標 {limit}　差 {difference}　{source}",
    en="actual {actual}, target {limit}, difference {difference}, {source}",
)
ONLY_LIMIT = Phrase("result.only_limit", ja="目標 {limit}", en="target {limit}")
FAILED = Phrase("result.failed", ja="失敗した手順", en="Steps that failed")
STEP = Phrase(
    "result.step", ja="［{step}］{ending}: {name}{why}", en="[{step}] {ending}: {name}{why}"
)
WHY = Phrase("result.why", ja="（{why}）", en=" ({why})")
NOT_BEGUN = Phrase("result.not_begun", ja="開始せず", en="not begun")
WHOLE = Phrase(
    "result.whole",
    ja="手順・記録・数値の求め方を含む全文: bcp-drill report {run}",
    en="The whole report, with the record and how each number was computed: bcp-drill report {run}",
)
TONES: Mapping[str, Tone] = {
    "met": "good",
    "missed": "bad",
    "within_error": "unknown",
    "not_measured": "unknown",
    "no_target": "calm",
}
# Said of a record that breaks off; a drill that goes on has not ended yet.
NOT_YET = {NEXT_NOT_CLOSED.code}
_BAD = (Overall.TARGET_MISSED, Overall.STEP_FAILED, Overall.STOPPED)


@dataclass(frozen=True)
class Line:
    """One line, or a paragraph that wraps behind its `lead`."""

    text: str
    kind: Kind = "plain"
    tone: Tone = "calm"
    lead: str = ""


def lines_of(
    report: Report, lang: Language, width: int, *, goes_on: bool = False
) -> Iterator[Line]:
    """The result from the top down, for a screen of `width` cells.

    A drill that `goes_on` is not closed, which is as it should be.
    """
    result = NOT_OVER() if goes_on else text_first.RESULT(overall=text_first.result_word(report))
    yield Line(render(result, lang), "strong", tone_of(report.summary.overall))
    if not goes_on:
        yield from _grade(report, lang)
    yield from _head(report, lang)
    yield Line(render(NEXT(), lang), "heading")
    owed = [each for each in report.summary.next if not (goes_on and each.code in NOT_YET)]
    for number, each in enumerate(owed or [NEXT_NOTHING()], start=1):
        yield Line(render(each, lang), lead=f"{number}. ")
    yield from _by_hand(report, lang)
    yield from _targets(report, lang, width)
    yield from _failed(report, lang)
    yield from _unreal(report, lang)
    yield Line(render(WHOLE(run=report.header.run_id), lang), "heading")


def _grade(report: Report, lang: Language) -> Iterator[Line]:
    grade = page_grade.grade_said(report, lang)
    yield Line(
        render(page_grade.GRADE_LINE(grade=grade), lang), "strong", tone_of(report.summary.overall)
    )
    yield _said(report.grading.why, lang)


def tone_of(overall: Overall) -> Tone:
    """How the word for a whole drill is coloured."""
    if overall is Overall.PASSED:
        return "good"
    return "bad" if overall in _BAD else "unknown"


def _head(report: Report, lang: Language) -> Iterator[Line]:
    header, summary = report.header, report.summary
    if report.journal.trusted is False and report.journal.fault is not None:
        words = text_first.NOT_TRUSTED(fault=report.journal.fault)
        yield Line(render(words, lang), "strong", "bad")
    if summary.reason is not None:
        yield _said(text_first.REASON(reason=summary.reason), lang)
    yield _said(text_first.counted(report), lang)
    began = LocalTime(header.began.unix_us, header.utc_offset_s)
    what = WHAT(
        title=header.title,
        hazard=said(HAZARD, header.hazard),
        mode=said(MODE, header.mode),
        organisation=header.organisation,
        date=date_said(began, lang),
        began=began.clock,
    )
    yield _said(what, lang)


def _by_hand(report: Report, lang: Language) -> Iterator[Line]:
    if report.by_hand:
        yield Line(render(URGENT(), lang), "heading", "bad")
    for each in report.by_hand:
        words = BY_HAND(server=each.server, address=each.address, line=each.line)
        yield Line(render(words, lang), "plain", "bad", "- ")


def _targets(report: Report, lang: Language, width: int) -> Iterator[Line]:
    rows = tuple(target_rows(report, lang))
    yield Line(render(TARGETS(), lang), "heading")
    if not rows:
        yield _said(text_first.NO_TARGETS(), lang)
    for row in rows:
        yield from _target(row, lang, width)


def _target(row: TargetRow, lang: Language, width: int) -> Iterator[Line]:
    title = row.title if row.about in row.title else f"{row.title} {row.about}"
    verdict = fitted(row.verdict, 14)
    yield Line(title, "target", TONES[row.figure.verdict], verdict)
    figures = FIGURES(
        actual=_flat(row.actual),
        limit=_flat(row.limit),
        difference=_flat(row.difference),
        source=_flat(row.source),
    )
    if row.figure.actual_us is None:
        figures = ONLY_LIMIT(limit=_flat(row.limit))
    yield Line(render(figures, lang), "bar")
    drawn = reach(row.figure, max(20, min(width, 110) - 8))
    if drawn:
        yield Line(drawn, "bar")
    for note in row.notes:
        yield Line(note, "bar", lead="* ")


def reach(figure: Figure, width: int) -> str:
    """How far the actual time reached, between its two ends, with a stroke at the target.

    ``[=====~~|   ]`` and ``[=====|!!~~  ]``: the tildes are where the end may lie, the
    exclamation marks are over the target. Empty where nothing was measured.
    """
    limit, low, high = figure.limit_us, figure.low_us, figure.high_us
    if limit is None or low is None or high is None:
        return ""
    room = width - 2
    # A tenth of blank behind whatever reaches farthest, so that the end is seen to be one.
    whole = max(limit, high, 1) * 11 // 10 + 1
    sure, may = low * room // whole, high * room // whole
    stroke = min(room - 1, limit * room // whole)
    cells = list("=" * max(sure, 1) + "~" * (may - sure))[:room]
    cells += " " * (room - len(cells))
    cells[stroke:] = ["|", *("!" if each == "=" else each for each in cells[stroke + 1 :])]
    return f"[{''.join(cells)}]"


def _failed(report: Report, lang: Language) -> Iterator[Line]:
    failed = [each for each in report.steps if each.counts]
    if failed:
        yield Line(render(FAILED(), lang), "heading")
    for each in failed:
        ending = NOT_BEGUN() if each.ending is None else said(ENDING, each.ending)
        why = WHY(why=say_all(each.why, lang)) if each.why else ""
        words = STEP(step=each.id, name=say(each.name, lang), ending=ending, why=why)
        yield Line(render(words, lang), "plain", "bad", "- ")


def _unreal(report: Report, lang: Language) -> Iterator[Line]:
    for section in text_unreal.SECTIONS:
        block = section(report, lang)
        if not isinstance(block, Points) or not block.items:
            continue
        yield Line(render(block.heading(), lang).strip("【】"), "heading")
        for item in block.items:
            yield Line(item, lead="- ")


def _said(words: Message, lang: Language) -> Line:
    return Line(render(words, lang))


def _flat(cell: str) -> str:
    return " ".join(cell.split("\n"))
