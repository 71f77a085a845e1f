"""A workbook while it is made: its sheets, how cells look, and where the log's rows stand.

Everything goes in as a text or as a number, never as something for Excel to guess: what looks like
a formula or an address is a text. A cell takes 32,767 characters and a sheet's name 31, some of
which it does not take at all (ECMA-376, and Microsoft's limits of Excel).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it says nothing of its types

from bcp.message import Language, Phrase, render
from drills.report import text_first
from drills.report.layout import harmless
from drills.report.model import Report

MOST_LETTERS = 32_767
_LONGEST_NAME = 31
# The most that Excel takes in a margin, and room for the codes that stand there, too.
_LONGEST_MARGIN = 100
CUT = Phrase("xlsx.cut", ja="…（長いため以下略）", en="… (cut, too long for a cell)")
PAGE = Phrase("xlsx.page", ja="&P / &N ページ", en="Page &P of &N")
# Easy to read, on every Windows since 2018, and with lines no higher than their letters want.
_FONTS: Mapping[Language, str] = {"ja": "BIZ UDPゴシック", "en": "Calibri"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_CELL = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#A0A0A0"}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12, "bottom": 2, "valign": "vcenter"},
    "result": {"bold": True, "font_size": 14, "text_wrap": True, "valign": "vcenter", "border": 2},
    "stamp": {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 2},
    "plain": {"text_wrap": True, "valign": "top"},
    "typed": {"font_name": "Consolas", "text_wrap": True, "border": 1, "bg_color": "#F1F3F5"},
    "right": {"align": "right", "bold": True},
    "head": {**_CELL, "bold": True, "bg_color": "#E4E7EB", "valign": "vcenter", "align": "center"},
    "label": {**_CELL, "bg_color": "#F1F3F5"},
    "cell": _CELL,
    "strong": {**_CELL, "bold": True, "bg_color": "#FFF1E5"},
    "link": {**_CELL, "underline": 1, "font_color": "#0B5394"},
    "whole": {**_CELL, "num_format": "#,##0_ "},
    "minutes": {**_CELL, "num_format": "#,##0.00_ "},
    "signed": {**_CELL, "num_format": "+#,##0.00_ ;-#,##0.00_ ;0.00_ "},
    "percent": {**_CELL, "num_format": "0.0_ "},
    "input": {**_CELL, "num_format": "#,##0.00_ ", "bg_color": "#FFF9C4"},
    "instant": {**_CELL, "num_format": "yyyy-mm-dd hh:mm:ss"},
    "elapsed": {**_CELL, "num_format": "[h]:mm:ss"},
}


class Sheets:
    """The workbook of one report in one language; `saved` ends it.

    `told_in` says of each record which line of the log is the first that tells of it, from 0; there
    is none where the workbook has no log.
    """

    def __init__(self, report: Report, lang: Language) -> None:
        self.report, self.lang = report, lang
        self._out = io.BytesIO()
        # In memory it gives every part the same time; and it is told to guess nothing.
        quiet = {f"strings_to_{each}": False for each in ("numbers", "formulas", "urls")}
        self._book: Any = xlsxwriter.Workbook(self._out, {"in_memory": True, **quiet})
        self._looks = {
            word: self._book.add_format({"font_name": _FONTS[lang], "font_size": 10, **look})
            for word, look in _LOOKS.items()
        }
        self._names: set[str] = set()
        lines = [] if report.edition == "page" else [*enumerate(report.timeline)]
        self.told_in: Mapping[int, int] = {
            record: number for number, line in reversed(lines) for record in line.records
        }
        self._made_of(report)

    def _made_of(self, report: Report) -> None:
        """Say in the file what it is; its date is that of the record, not of today."""
        began = _EPOCH + timedelta(microseconds=report.header.began.unix_us)
        title = render(text_first.TITLE(notice=report.header.notice), self.lang)
        self._book.set_properties(
            {
                "title": text(title)[:255],
                "author": "bcp-drill",
                "created": began.replace(tzinfo=None),
            }
        )
        self._book.set_calc_mode("auto")

    def add(self, title: str, *, across: bool = True) -> Any:
        """A new sheet for A4, with a name that Excel takes and that no other has."""
        sheet = self._book.add_worksheet(self._name(title))
        sheet.set_paper(9)
        sheet.set_landscape() if across else sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.65, bottom=0.65)
        sheet.hide_gridlines(2)
        notice = in_margin(self.report.header.notice.said_in(self.lang))
        handle = in_margin(render(text_first.handling(self.report), self.lang))
        name = in_margin(self.report.header.title.said_in(self.lang))
        sheet.set_header(f"&L{name}&R{handle}")
        sheet.set_footer(f"&L{notice}&R{render(PAGE(), self.lang)}")
        return sheet

    def _name(self, title: str) -> str:
        whole = re.sub(r"[\[\]:*?/\\']", " ", text(title)).strip() or "-"
        name, number = _shortened(whole, _LONGEST_NAME), 1
        while name.casefold() in self._names:
            number += 1
            name = f"{_shortened(whole, _LONGEST_NAME - 4)} {number}"
        self._names.add(name.casefold())
        return name

    def look(self, word: str) -> Any:
        """How a cell looks."""
        return self._looks[word]

    def put(self, sheet: Any, row: int, column: int, words: str, look: str = "cell") -> None:
        """A text as it is."""
        sheet.write_string(row, column, self.fitted(words), self._looks[look])

    def across(self, sheet: Any, place: tuple[int, int, int], words: str, look: str) -> None:
        """A text in a `row` over the cells from `first` to `last`."""
        row, first, last = place
        if first == last:
            self.put(sheet, row, first, words, look)
            return
        sheet.merge_range(row, first, row, last, "", self._looks[look])
        self.put(sheet, row, first, words, look)

    def fitted(self, words: str) -> str:
        """Words of which nothing acts, and no more of them than a cell takes."""
        shown = text(words)
        if _length(shown) <= MOST_LETTERS:
            return shown
        cut = render(CUT(), self.lang)
        return _shortened(shown, MOST_LETTERS - _length(cut)) + cut

    def chart(self, options: Mapping[str, object]) -> Any:
        """A new chart."""
        return self._book.add_chart(dict(options))

    def saved(self) -> bytes:
        """The workbook's bytes."""
        self._book.close()
        return self._out.getvalue()


def text(words: str) -> str:
    """Words whose lines stay lines, with everything that could act in them only shown."""
    return "\n".join(harmless(each) for each in words.replace("\r\n", "\n").split("\n"))


def in_margin(words: str) -> str:
    """Words for the margin of a page, where ``&`` begins a command and its like does not."""
    return harmless(words)[:_LONGEST_MARGIN].replace("&", "＆")


def _length(words: str) -> int:
    """How long Excel takes a text to be: it counts in UTF-16."""
    return len(words.encode("utf-16-le")) // 2


def _shortened(words: str, most: int) -> str:
    return words.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def at(sheet: Any, row: int, column: int, last_row: int | None = None) -> str:
    """A place for a formula of a chart: ``='目標と実績'!$A$1``, or from there down to a row."""
    from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]  # noqa: PLC0415

    last = row if last_row is None else last_row
    return f"='{sheet.get_name()}'!{xl_range_abs(row, column, last, column)}"
