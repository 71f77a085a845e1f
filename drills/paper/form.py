"""The empty log: to print for where there is no terminal, and to type into afterwards.

The columns are those of the log in the casebook (ICT部門の業務継続計画 訓練事例集): 時刻,
作業内容・状況, つまずいた工程など, 担当; with the date and the step before and behind them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from bcp.harmless import harmless
from bcp.message import Language, Phrase, Text, render
from drills.paper.columns import ENTERED_BY, HEADINGS, SHOWN, Column

TITLE = Phrase("form.title", ja="訓練記録（手書き用）", en="Log of a drill, written by hand")
SHEET = Phrase("form.sheet", ja="記録", en="Log")
STEPS = Phrase("form.steps", ja="手順の一覧", en="Steps")
DRILL = Phrase("form.drill", ja="訓練", en="Drill")
NOTICE = Phrase("form.notice", ja="これは訓練です", en="This is a drill")
ZONE = Phrase("form.place", ja="場所・区分", en="Place, zone")
HOW = Phrase(
    "form.how",
    ja="時刻は分まで（例 22:10）。同じ内容は「〃」。日付は変わった行だけ。手順は一覧の記号"
    "（空欄可）。計算式は使わない。",
    en='Time to the minute (22:10). "〃" for the same as above. The date only where it changes. '
    "The step by its id, or nothing. No formulas.",
)
PAGE = Phrase("form.page", ja="&P / &N ページ", en="Page &P of &N")
STEP_ID = Phrase("form.step_id", ja="記号", en="Id")
STEP_SAYS = Phrase("form.step_says", ja="手順の内容", en="What the step is")

ROWS = 60
_WIDTHS: dict[Column, float] = {
    "date": 11,
    "time": 8,
    "text": 46,
    "stumble": 26,
    "who": 12,
    "step": 14,
}
_HEAD_ROW = 6
_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Heading:
    """What the form is for: the drill's name, its notice, and the steps that a line may name."""

    drill: str = ""
    notice: Text = Text()
    steps: Sequence[tuple[str, str]] = ()


def form(heading: Heading, lang: Language) -> bytes:
    """The bytes of an empty form as an Excel workbook, A4 across."""
    book = Workbook()
    book.properties.creator = "bcp-drill"
    sheet: Any = book.active
    sheet.title = render(SHEET(), lang)
    _head(sheet, heading, lang)
    _table(sheet, lang)
    _page(sheet, lang)
    if heading.steps:
        _steps(book, sheet, heading.steps, lang)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _head(sheet: Any, heading: Heading, lang: Language) -> None:
    notice = heading.notice.said_in(lang) or render(NOTICE(), lang)
    sheet["A1"] = render(TITLE(), lang)
    sheet["A1"].font = Font(size=14, bold=True)
    _text(sheet, "D1", f"【{notice}】" if lang == "ja" else notice)
    sheet["D1"].font = Font(size=12, bold=True)
    for row, (label, value) in enumerate(
        (
            (render(DRILL(), lang), heading.drill),
            (render(ZONE(), lang), ""),
            (ENTERED_BY.said_in(lang), ""),
        ),
        2,
    ):
        sheet.cell(row, 1, label)
        _text(sheet, f"C{row}", value)
        sheet.cell(row, 3).border = Border(bottom=_THIN)
    sheet.cell(5, 1, render(HOW(), lang)).font = Font(size=9)


def _text(sheet: Any, cell: str, words: str) -> None:
    """Words as they are, also where they look like a formula."""
    sheet[cell] = harmless(words)
    sheet[cell].data_type = "s"


def _table(sheet: Any, lang: Language) -> None:
    for n, column in enumerate(SHOWN, 1):
        head = sheet.cell(_HEAD_ROW, n, HEADINGS[column][0].said_in(lang))
        head.font, head.border = Font(bold=True), _BOX
        head.fill = PatternFill("solid", fgColor="E8E8E8")
        sheet.column_dimensions[head.column_letter].width = _WIDTHS[column]
        for row in range(_HEAD_ROW + 1, _HEAD_ROW + 1 + ROWS):
            cell = sheet.cell(row, n)
            cell.border, cell.alignment = _BOX, _WRAPPED
            # As text, so that a program does not make another thing of what is typed.
            cell.number_format = "@"
    for row in range(_HEAD_ROW + 1, _HEAD_ROW + 1 + ROWS):
        sheet.row_dimensions[row].height = 26


def _page(sheet: Any, lang: Language) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.oddFooter.center.text = render(PAGE(), lang)


def _steps(book: Workbook, sheet: Any, steps: Sequence[tuple[str, str]], lang: Language) -> None:
    listed: Any = book.create_sheet(render(STEPS(), lang))
    listed.append([render(STEP_ID(), lang), render(STEP_SAYS(), lang)])
    for row, (step, says) in enumerate(steps, 2):
        _text(listed, f"A{row}", step)
        _text(listed, f"B{row}", says)
    listed.column_dimensions["A"].width, listed.column_dimensions["B"].width = 20, 80
    names = f"'{listed.title}'!$A$2:$A${len(steps) + 1}"
    choices = DataValidation("list", formula1=names, allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(choices)
    column = "ABCDEFG"[SHOWN.index("step")]
    choices.add(f"{column}{_HEAD_ROW + 1}:{column}{_HEAD_ROW + ROWS}")
