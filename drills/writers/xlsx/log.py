"""The log of the whole drill on a sheet, and where on it each record is told of."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.durations import DAY, SECOND
from bcp.message import Phrase, render
from bcp.wareki import LocalTime
from drills.report import html_words, text_record
from drills.report.contents import title_of
from drills.writers.xlsx.sheets import Sheets
from drills.writers.xlsx.tables import HEAD, Made, framed

INSTANT = Phrase("xlsx.instant", ja="日時", en="Date and time")
ELAPSED = Phrase("xlsx.elapsed", ja="経過", en="Elapsed")
# What Excel's count of days (1900-01-00 and a leap day that never was) shows for 1970-01-01.
_EPOCH = 25_569


def log_rows(sheets: Sheets) -> Mapping[int, int]:
    """In which row of the log's sheet each record is told of."""
    rows: dict[int, int] = {}
    for row, line in enumerate(sheets.report.timeline, HEAD + 1):
        for record in line.records:
            rows.setdefault(record, row)
    return rows


def log_title(sheets: Sheets) -> str:
    """What the log's sheet is called."""
    return title_of(text_record.TIMELINE, sheets.lang)


def log_sheet(sheets: Sheets) -> Made:
    """The casebook's columns (時刻, 作業内容・状況, つまずいた工程), and times as times."""
    report, lang = sheets.report, sheets.lang
    phrases = (
        *(INSTANT, ELAPSED, text_record.HAPPENED, text_record.STUMBLE),
        *(text_record.WHO, html_words.RECORDS),
    )
    words = [
        (render(each.what, lang), each.stumble, each.who.said_in(lang), _numbers(each.records))
        for each in report.timeline
    ]
    title = log_title(sheets)
    # The first two are no words, and want room all the same.
    shown = [("0" * 19, "0" * 9, *cells) for cells in words]
    sheet = framed(sheets, title, [render(each(), lang) for each in phrases], shown)
    for row, (line, cells) in enumerate(zip(report.timeline, words, strict=True), HEAD + 1):
        local = line.when.unix_us + report.header.utc_offset_s * SECOND
        sheet.write_number(row, 0, local / DAY + _EPOCH, sheets.look("instant"))
        sheet.write_number(row, 1, line.when.at_us / DAY, sheets.look("elapsed"))
        for column, cell in enumerate(cells, 2):
            sheets.put(sheet, row, column, cell, "strong" if line.stumble else "cell")
    return Made(sheet, title, len(words))


def clock_of(sheets: Sheets, unix_us: int) -> str:
    """``2026-11-21 10:05:09`` on the organisation's wall clock."""
    local = LocalTime(unix_us, sheets.report.header.utc_offset_s)
    return local.iso[:19].replace("T", " ")


def _numbers(records: tuple[int, ...]) -> str:
    return ", ".join(map(str, records))
