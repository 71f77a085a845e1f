"""The section of a segment's report that says what was heard of the other zones."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report.model import Report
from drills.report.saying import say, wall
from drills.report.text_block import Column, Table
from drills.report.words import ENDING, said
from drills.report.zone_lines import HeardLine

HEADING = Phrase(
    "text.heard",
    ja="【他の区分から聞いたこと】",
    en="HEARD FROM OTHER ZONES",
)
WHEN = Phrase(
    "text.head_heard_at", ja="聞いた時刻（終了はこれより前）", en="Heard at (it ended before)"
)
ZONE = Phrase("text.head_heard_zone", ja="区分", en="Zone")
WHAT = Phrase("text.head_heard_what", ja="手順", en="Step")
ENDED = Phrase("text.head_heard_ending", ja="結果", en="Ending")
TOLD_BY = Phrase("text.head_heard_from", ja="話した人", en="Told by")
BY = Phrase("text.head_heard_by", ja="記録した人", en="Noted by")
NOTE = Phrase("text.head_heard_note", ja="メモ", en="Note")


def _heard(report: Report, lang: Language) -> Table:
    offset = report.header.utc_offset_s
    columns = (
        *(Column(WHEN, 10, 10), Column(ZONE, 10, 10), Column(WHAT, 14, 14)),
        *(Column(ENDED, 8, 8), Column(TOLD_BY, 10, 10), Column(BY, 10, 10), Column(NOTE, 8, 8)),
    )
    rows = [_row(each, offset, lang) for each in report.heard]
    return Table(HEADING, columns, rows, [each.records for each in report.heard])


def _row(line: HeardLine, offset: int, lang: Language) -> list[str]:
    return [
        wall(line.when, offset),
        line.zone_name,
        f"[{line.step}] {say(line.name, lang)}",
        render(said(ENDING, line.ending), lang),
        line.told_by,
        line.by,
        line.note,
    ]


SECTIONS = (_heard,)
