"""Strengths, areas for improvement, and the improvement plan (HSEEP), as the records show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcp.message import Language, Message, Phrase, Text, render
from drills.printed.aar_ratings import Objective
from drills.printed.document import Block, Facts, Line, Points, Title
from drills.printed.report_blocks import numbers, table
from drills.printed.still_open import fill_in
from drills.report.issues import IssueLine
from drills.report.model import Report
from drills.report.saying import say

STRENGTHS = Phrase("aar.strengths", ja="強み", en="Strengths")
SHOWN = Phrase("aar.strength", ja="{what}（記録 {records}）", en="{what} (records {records})")
AREAS = Phrase("aar.areas_for", ja="改善点", en="Areas for improvement")
NO_AREAS = Phrase(
    "aar.no_areas",
    ja="記録からは、改善点は見つかりませんでした。",
    en="The records show no area for improvement.",
)
AREA = Phrase("aar.area_number", ja="改善点{number}", en="Area {number}")
REFERENCE = Phrase("aar.reference", ja="参照", en="Reference")
REFERENCE_SAID = Phrase(
    "aar.reference_said",
    ja="訓練の記録 {records}。計画・手順書: {open}",
    en="records {records}; plan or procedure: {open}",
)
ANALYSIS = Phrase("aar.analysis", ja="分析（原因）", en="Analysis")
ACTION = Phrase("aar.action", ja="是正処置", en="Corrective action")
ELEMENT = Phrase("aar.element", ja="能力の要素", en="Capability element")
ELEMENTS = Phrase(
    "aar.elements",
    ja="計画・組織・設備・研修・訓練から",
    en="of planning, organization, equipment, training, exercise",
)
OWNER = Phrase("aar.owner", ja="担当", en="Responsible")
START = Phrase("aar.start", ja="開始", en="Start")
COMPLETION = Phrase("aar.completion", ja="完了", en="Completion")
PLAN_HOW = Phrase(
    "aar.plan_how",
    ja="担当と期限は、計画に書かれているものだけを載せました。空いている所は、会議で決めて記入します。"
    "閉じるときは、目標を達成した後の訓練の記録を証拠にします。",
    en="Owners and dates are those of the plan; what is open is settled in the meeting and filled "
    "in. An action closes with the records of a later drill that met the target.",
)
OLDER = Phrase("aar.older", ja="前回までの改善事項", en="Actions from earlier drills")
STATE = Phrase("aar.state", ja="状態", en="State")


def strengths(found: Sequence[Objective], lang: Language) -> Iterator[Block]:
    """What was performed without challenges; people add what no record shows."""
    shown = [
        render(SHOWN(what=each.what, records=numbers(each.records)), lang)
        for each in found
        if each.rating == "P"
    ]
    yield Points((*shown, fill_in(lang)))


def areas(report: Report, lang: Language) -> Iterator[Block]:
    """Each issue with what it refers to and why it came about."""
    if not report.issues:
        yield Line(render(NO_AREAS(), lang))
    for number, issue in enumerate(report.issues, start=1):
        where = REFERENCE_SAID(records=numbers(issue.records) or "-", open=fill_in(lang))
        yield Title(f"{render(AREA(number=number), lang)}: {render(issue.what, lang)}", 2)
        yield Facts(
            (
                (render(REFERENCE(), lang), render(where, lang)),
                (render(ANALYSIS(), lang), _or_open(issue.cause, lang)),
            )
        )


def improvement_plan(report: Report, lang: Language) -> Iterator[Block]:
    """Who mends what by when; one row stays free."""
    yield Line(render(PLAN_HOW(), lang), "note")
    heads = (AREAS, ACTION, ELEMENT, OWNER, START, COMPLETION)
    rows = [_row(number, each, lang) for number, each in enumerate(report.issues, start=1)]
    yield table([render(each(), lang) for each in heads], [*rows, [fill_in(lang)] * len(heads)])
    items = report.past.items if report.past else ()
    if items:
        yield Title(render(OLDER(), lang), 2)
        older = [
            [say(each.what, lang), say(each.owner, lang), each.due or fill_in(lang), each.status]
            for each in items
        ]
        yield table([render(each(), lang) for each in (ACTION, OWNER, COMPLETION, STATE)], older)


def _row(number: int, issue: IssueLine, lang: Language) -> list[str]:
    return [
        f"{number}. {render(issue.what, lang)}",
        _or_open(issue.measure, lang),
        fill_in(lang, render(ELEMENTS(), lang)) if number == 1 else fill_in(lang),
        _or_open(issue.owner, lang),
        fill_in(lang),
        issue.due or fill_in(lang),
    ]


def _or_open(words: Message | Text | None, lang: Language) -> str:
    return fill_in(lang) if words is None else say(words, lang) or fill_in(lang)
