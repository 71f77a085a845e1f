"""The log of the whole drill on a sheet, and links to the line that tells of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bcp.durations import DAY, SECOND
from bcp.message import Phrase, render
from bcp.wareki import LocalTime
from drills.report import html_words, text_record
from drills.report.contents import title_of
from drills.writers.xlsx.frame import HEAD, Made, framed
from drills.writers.xlsx.sheets import Sheets

INSTANT = Phrase("xlsx.instant", ja="日時", en="Date and time")
ELAPSED = Phrase("xlsx.elapsed", ja="経過", en="Elapsed")
# What Excel's count of days (1900-01-00 and a leap day that never was) shows for 1970-01-01.
_EPOCH = 25_569


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


def linked(sheets: Sheets, sheet: Any, place: tuple[int, int], records: Sequence[int]) -> None:
    """The numbers of records in a cell, which leads to the log's first line that tells of one."""
    row, column = place
    told = next((sheets.told_in[each] for each in records if each in sheets.told_in), None)
    if told is None:
        sheets.put(sheet, row, column, _numbers(records))
        return
    target = f"internal:'{log_title(sheets)}'!A{HEAD + 2 + told}"
    sheet.write_url(row, column, target, sheets.look("link"), sheets.fitted(_numbers(records)))


def clock_of(sheets: Sheets, unix_us: int) -> str:
    """``2026-11-21 10:05:09`` on the organisation's wall clock."""
    local = LocalTime(unix_us, sheets.report.header.utc_offset_s)
    return local.iso[:19].replace("T", " ")


def _numbers(records: Sequence[int]) -> str:
    return ", ".join(map(str, records))
