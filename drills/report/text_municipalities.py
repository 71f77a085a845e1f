"""The table of the municipalities that held a drill together."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report.by_municipality import MunicipalityLine
from drills.report.model import Report
from drills.report.saying import say, wall
from drills.report.text_block import Column, Table
from drills.report.words import OVERALL, VERDICT, said

MUNICIPALITIES = Phrase("merging.municipalities", ja="【市町村ごとの結果】", en="MUNICIPALITIES")
WHO = Phrase("merging.head_municipality", ja="市町村", en="Municipality")
RESULT = Phrase("merging.head_result", ja="結果", en="Result")
TARGETS = Phrase("merging.head_targets", ja="目標", en="Targets")
DECLARED = Phrase("merging.head_declared", ja="宣言", en="Declared")
WORST = Phrase("merging.head_worst", ja="最も悪いシステム", en="Worst system")
COUNTED = Phrase("merging.counted", ja="{word} {count}", en="{count} {word}")
_COUNTED = ("met", "missed", "within_error", "not_measured")


def municipalities_table(report: Report, lang: Language) -> Table:
    """Each municipality with its result, its targets, its declaration and its worst system."""
    columns = (
        *(Column(WHO, 16, 16), Column(RESULT, 16, 16), Column(TARGETS, 16, 16)),
        *(Column(DECLARED, 10, 10), Column(WORST, 18, 18)),
    )
    lines = report.merging.municipalities if report.merging else ()
    offset = report.header.utc_offset_s
    return Table(MUNICIPALITIES, columns, [_row(each, offset, lang) for each in lines])


def _row(line: MunicipalityLine, offset: int, lang: Language) -> list[str]:
    counts = (
        COUNTED(word=said(VERDICT, each), count=line.verdicts.get(each, 0)) for each in _COUNTED
    )
    return [
        f"{line.code}\n{line.name}",
        render(said(OVERALL, line.overall), lang),
        "\n".join(render(each, lang) for each in counts),
        "-" if line.declared is None else wall(line.declared, offset),
        _worst(line, lang),
    ]


def _worst(line: MunicipalityLine, lang: Language) -> str:
    if line.worst is None:
        return "-"
    return f"{say(line.worst, lang)}\n{render(said(VERDICT, line.worst_verdict), lang)}"
