"""The sections about what the drill was for, the businesses, and what it was evaluated by."""

from __future__ import annotations

from collections.abc import Iterable

from bcp.message import Language, Phrase, render
from drills.report.business_lines import STATES, BusinessLine, CriterionLine, SettingPart
from drills.report.model import Report
from drills.report.saying import NOTHING, say, wall
from drills.report.target_rows import figure_row
from drills.report.text_block import Column, Points, Table
from drills.report.text_first import ACTUAL, DIFFERENCE, LIMIT, VERDICT_HEAD
from drills.report.words import SOURCE, VERDICT, said

SETTING = Phrase("text.setting", ja="【目的・想定・役割】", en="PURPOSE, SETTING, PARTS")
PURPOSE = Phrase("text.setting_purpose", ja="目的: {text}", en="Purpose: {text}")
GUIDANCE = Phrase("text.setting_guidance", ja="もとにした資料: {list}", en="Made from: {list}")
STRIKES = Phrase("text.setting_strikes", ja="想定する発生時刻: {hour}", en="Strikes at: {hour}")
STRENGTH = Phrase("text.setting_strength", ja="強さ: {strength}", en="How strong: {strength}")
LIFELINES = Phrase("text.setting_lifelines", ja="ライフライン: {list}", en="Lifelines: {list}")
PARTS = Phrase("text.setting_parts", ja="役割: {list}", en="Parts: {list}")
PART = Phrase("text.setting_part", ja="{name}＝{said}", en="{name}: {said}")

BUSINESSES = Phrase("text.businesses", ja="【業務への影響】", en="WHAT IT MEANT FOR BUSINESSES")
BUSINESS = Phrase("text.head_business", ja="業務", en="Business")
STATE = Phrase("text.head_business_state", ja="状態", en="State")
AT = Phrase("text.head_business_at", ja="時刻", en="Time")
FROM = Phrase("text.head_business_source", ja="根拠", en="Source")
EVALUATION = Phrase("text.evaluation", ja="【評価項目】", en="WHAT WAS EVALUATED")
CRITERION = Phrase("text.head_criterion", ja="評価項目", en="Criterion")
STEP = Phrase("text.head_criterion_step", ja="手順", en="Step")
SHOWN = Phrase("text.head_criterion_shown", ja="手順の結果", en="Outcome")
MARK = Phrase("text.head_criterion_mark", ja="評価", en="Mark")
SHOWN_TIME = Phrase(
    "text.criterion_time", ja="{outcome}・時間は{verdict}", en="{outcome}, time {verdict}"
)
OUTCOMES = {
    "held": Phrase("criterion.held", ja="できた", en="done"),
    "broken": Phrase("criterion.broken", ja="できなかった", en="not done"),
    "unknown": Phrase("criterion.unknown", ja="不明", en="unknown"),
    "skipped": Phrase("criterion.skipped", ja="未実施", en="left out"),
}
NOT_ENDED = Phrase("text.criterion_open", ja="終わっていない", en="not ended")
BY_EVALUATOR = Phrase("text.criterion_blank", ja="[評価者]", en="[evaluator]")


def _setting(report: Report, lang: Language) -> Points:
    setting = report.setting
    found = [PURPOSE(text=setting.purpose)] if setting.purpose.said_in(lang) else []
    if setting.hour:
        found.append(STRIKES(hour=setting.hour))
    if setting.intensity:
        found.append(STRENGTH(strength=setting.intensity))
    for phrase, parts in ((LIFELINES, setting.lifelines), (PARTS, setting.roles)):
        if parts:
            found.append(phrase(list=_listed(_by_word(parts, lang), lang)))
    if setting.guidance:
        found.append(
            GUIDANCE(list=_listed([each.said_in(lang) for each in setting.guidance], lang))
        )
    return Points(SETTING, [render(each, lang) for each in found])


def _by_word(parts: Iterable[SettingPart], lang: Language) -> list[str]:
    """Each word once, with everything that was said of it."""
    said_of: dict[str, list[str]] = {}
    for each in parts:
        said_of.setdefault(say(each.name, lang), []).append(each.said.said_in(lang))
    between = "・" if lang == "ja" else ", "
    return [
        render(PART(name=name, said=between.join(said)), lang) for name, said in said_of.items()
    ]


def _listed(words: list[str], lang: Language) -> str:
    return ("、" if lang == "ja" else "; ").join(words)


def _businesses(report: Report, lang: Language) -> Table:
    heads = (BUSINESS, STATE, AT, LIMIT, ACTUAL, DIFFERENCE, VERDICT_HEAD, FROM)
    widths = {"ja": (14, 8, 8, 6, 8, 8, 6, 6), "en": (10, 8, 8, 6, 7, 10, 8, 8)}
    columns = [
        Column(head, ja, en) for head, ja, en in zip(heads, widths["ja"], widths["en"], strict=True)
    ]
    lines, offset = report.businesses, report.header.utc_offset_s
    rows = [_business(each, offset, lang) for each in lines]
    striking = [each.figure.verdict in ("missed", "not_measured") for each in lines]
    records = [each.figure.records for each in lines]
    return Table(BUSINESSES, columns, rows, records, striking, _notes(lines, lang))


def _notes(lines: Iterable[BusinessLine], lang: Language) -> list[str]:
    """Each note once, with every state of a business that it is about."""
    about: dict[str, list[str]] = {}
    for each in lines:
        name = f"{each.name.said_in(lang)} {render(STATES[each.state](), lang)}"
        for note in figure_row(each.figure, lang).notes:
            about.setdefault(note, []).append(name)
    return [f"{_listed(names, lang)}: {note}" for note, names in about.items()]


def _business(line: BusinessLine, offset: int, lang: Language) -> list[str]:
    row = figure_row(line.figure, lang)
    known = line.when is not None
    return [
        line.name.said_in(lang),
        render(STATES[line.state](), lang),
        wall(line.when, offset),
        row.limit,
        row.actual,
        row.difference,
        row.verdict if line.figure.limit_us is not None or not known else NOTHING,
        render(said(SOURCE, line.figure.source), lang) if known else NOTHING,
    ]


def _evaluation(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(CRITERION, 36, 36), Column(STEP, 14, 14)),
        *(Column(SHOWN, 14, 14), Column(MARK, 8, 11)),
    )
    lines = report.evaluation
    rows = [
        [
            each.text.said_in(lang),
            each.step or NOTHING,
            _shown(each, lang),
            render(BY_EVALUATOR(), lang),
        ]
        for each in lines
    ]
    striking = [each.outcome not in (None, "held") or each.verdict == "missed" for each in lines]
    return Table(EVALUATION, columns, rows, [each.records for each in lines], striking)


def _shown(line: CriterionLine, lang: Language) -> str:
    if line.step is None:
        return NOTHING
    if line.outcome is None:
        return render(NOT_ENDED(), lang)
    outcome = OUTCOMES[line.outcome]()
    if line.verdict in (None, "no_target"):
        return say(outcome, lang)
    return render(SHOWN_TIME(outcome=outcome, verdict=said(VERDICT, line.verdict)), lang)


SECTIONS = (_setting, _businesses, _evaluation)
