"""The section of the report that says who was told that the drill had become the real event."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report.model import Report
from drills.report.retraction import RetractionLine, things_said
from drills.report.saying import wall
from drills.report.text_block import Column, Table

HEADING = Phrase(
    "text.retractions",
    ja="【実災害に移ったことの連絡】",
    en="WHO WAS TOLD THAT IT IS REAL",
)
WHO = Phrase("text.head_told_who", ja="相手", en="Who")
REACHED = Phrase("text.head_reached", ja="訓練連絡", en="Reached")
GIVEN = Phrase("text.head_was_given", ja="訓練で渡したもの", en="Was given")
TOLD = Phrase("text.head_told_at", ja="移行連絡", en="Told")
BY = Phrase("text.head_told_by", ja="連絡した人", en="By")
HOW = Phrase("text.head_told_how", ja="方法", en="How")
UNTOLD = Phrase("text.untold", ja="未連絡", en="NOT TOLD")


def _retractions(report: Report, lang: Language) -> Table:
    offset = report.header.utc_offset_s
    columns = (
        *(Column(WHO, 16, 16), Column(REACHED, 8, 8), Column(GIVEN, 16, 16)),
        *(Column(TOLD, 8, 8), Column(BY, 10, 10), Column(HOW, 12, 12)),
    )
    rows = [_row(each, offset, lang) for each in report.retractions]
    records = [each.records for each in report.retractions]
    return Table(
        HEADING, columns, rows, records, [each.told is None for each in report.retractions]
    )


def _row(line: RetractionLine, offset: int, lang: Language) -> list[str]:
    return [
        line.who.said_in(lang),
        wall(line.reached, offset),
        things_said(line.things, lang),
        render(UNTOLD(), lang) if line.told is None else wall(line.told, offset),
        line.by,
        line.how,
    ]


SECTIONS = (_retractions,)
