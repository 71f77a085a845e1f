"""For each figure the records that it rests on, each with a link to the log's row that tells it."""

from __future__ import annotations

from bcp.message import Phrase, render
from drills.report import html_words, text_first, text_record
from drills.report.target_rows import target_rows
from drills.writers.xlsx.frame import HEAD, Made, framed
from drills.writers.xlsx.log import INSTANT, clock_of, linked
from drills.writers.xlsx.sheets import Sheets
from drills.writers.xlsx.targets import KIND, SAID, kind_of

SOURCES = Phrase("xlsx.sources", ja="数値の根拠", en="Records of each figure")
ONLY_IN_JOURNAL = Phrase(
    "xlsx.only_in_journal",
    ja="（訓練記録の行にはない、細かな記録）",
    en="(a detail, told in no line of the log)",
)
_RECORD = 3


def sources_sheet(sheets: Sheets) -> Made | None:
    """The sheet, or None where no figure rests on a record."""
    report, lang = sheets.report, sheets.lang
    lines = {number: each for each in reversed(report.timeline) for number in each.records}
    found = [(each, number) for each in target_rows(report, lang) for number in each.figure.records]
    if not found:
        return None
    phrases = (text_first.NAME, KIND, SAID, html_words.RECORDS, INSTANT, text_record.HAPPENED)
    rows = []
    for each, number in found:
        line = lines.get(number)
        when = clock_of(sheets, line.when.unix_us) if line else ""
        what = render(line.what if line else ONLY_IN_JOURNAL(), lang)
        rows.append([each.name, kind_of(each, lang), each.actual, str(number), when, what])
    title = render(SOURCES(), lang)
    sheet = framed(sheets, title, [render(each(), lang) for each in phrases], rows)
    for row, (cells, (_, number)) in enumerate(zip(rows, found, strict=True), HEAD + 1):
        for column, cell in enumerate(cells):
            sheets.put(sheet, row, column, cell)
        linked(sheets, sheet, (row, _RECORD), (number,))
    return Made(sheet, title, len(rows))
