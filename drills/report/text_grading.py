"""How the grade came about, and the plan's own figures that the drill can tell."""

from __future__ import annotations

from collections.abc import Iterable

from bcp.message import Language, Phrase, Text, render
from drills.report.indicator_lines import IndicatorLine
from drills.report.model import Report
from drills.report.saying import NOTHING
from drills.report.text_block import Column, Points, Table

RULES = Phrase("text.grading", ja="【評定の求め方】", en="HOW THE GRADE WAS COMPUTED")
INDICATORS = Phrase("text.indicators", ja="【計画の指標（KPI）】", en="THE PLAN'S OWN FIGURES")
NAME = Phrase("text.head_indicator", ja="指標", en="Figure")
TARGET = Phrase("text.head_indicator_target", ja="目標値", en="Target")
VALUE = Phrase("text.head_indicator_value", ja="実績値", en="Result")
RATE = Phrase("text.head_indicator_rate", ja="達成率", en="Rate")
GRADE = Phrase("text.head_indicator_grade", ja="評定", en="Grade")
NOTE = Phrase("text.indicator_note", ja="{names:list}: {why}", en="{names:list}: {why}")


def _rules(report: Report, lang: Language) -> Points:
    grading = report.grading
    said = (*grading.rules, grading.why) if grading.targets else ()
    return Points(RULES, [render(each, lang) for each in said])


def _indicators(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(NAME, 34, 34), Column(TARGET, 10, 10), Column(VALUE, 10, 10)),
        *(Column(RATE, 10, 10), Column(GRADE, 6, 6)),
    )
    lines = report.indicators
    whys = dict.fromkeys(render(each.why, lang) for each in lines if each.why is not None)
    notes = [render(NOTE(names=_named(lines, why, lang), why=why), lang) for why in whys]
    rows = [_cells(each, lang) for each in lines]
    return Table(INDICATORS, columns, rows, [each.records for each in lines], notes=notes)


def _named(lines: Iterable[IndicatorLine], why: str, lang: Language) -> tuple[Text, ...]:
    """The figures of which the same is to be said, so that it is said once."""
    return tuple(each.name for each in lines if each.why and render(each.why, lang) == why)


def _cells(line: IndicatorLine, lang: Language) -> list[str]:
    rate = NOTHING if line.rate_percent is None else f"{line.rate_percent:.1f}%"
    target, value = (
        NOTHING if each is None else f"{each:g}{line.unit}" for each in (line.target, line.value)
    )
    return [line.name.said_in(lang), target, value, rate, line.grade]


SECTIONS = (_rules, _indicators)
