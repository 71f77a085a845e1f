"""The empty log: to print for where there is no terminal, and to type into afterwards.

The columns are those of the log in the casebook (ICT部門の業務継続計画 訓練事例集): 時刻,
作業内容・状況, つまずいた工程など, 担当; with the date before them and step, result and system
behind. The steps of a scenario stand in it already, so that people write times and results.
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
from bcp.refused import column_letters
from drills.paper.columns import ENTERED_BY, HEADINGS, SHOWN, Column
from drills.paper.results import OF_SYSTEMS, RESULTS, offered, read_result

TITLE = Phrase("form.title", ja="訓練記録（手書き用）", en="Log of a drill, written by hand")
SHEET = Phrase("form.sheet", ja="記録", en="Log")
STEPS = Phrase("form.steps", ja="手順の一覧", en="Steps")
DRILL = Phrase("form.drill", ja="訓練", en="Drill")
NOTICE = Phrase("form.notice", ja="これは訓練です", en="This is a drill")
ZONE = Phrase("form.place", ja="場所・区分", en="Place, zone")
HOW = Phrase(
    "form.how",
    ja="時刻は分まで（例 22:10）。同じ内容は「〃」。日付は最初と変わった行だけ。手順は"
    "記号。結果は {words:list}（{of_systems:list}はシステムの欄と）。計算式は使わない。",
    en='Time to the minute (22:10). "〃" for the same as above. The date first and where it '
    "changes. The step by its id. Results: {words:list} ({of_systems:list} with a system). "
    "No formulas.",
)
PAGE = Phrase("form.page", ja="&P / &N ページ", en="Page &P of &N")
STEP_ID = Phrase("form.step_id", ja="記号", en="Id")
STEP_SAYS = Phrase("form.step_says", ja="手順の内容", en="What the step is")
SYSTEM_ID = Phrase("form.system_id", ja="システムの記号", en="System's id")
SYSTEM_NAME = Phrase("form.system_name", ja="システム", en="System")

ROWS = 60
_WIDTHS: dict[Column, float] = {
    "date": 11,
    "time": 8,
    "text": 44,
    "stumble": 22,
    "who": 11,
    "step": 14,
    "result": 10,
    "system": 14,
}
_HEAD_ROW = 6
_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Heading:
    """What the form is for: the drill's name, its notice, and its zone.

    `steps` and `systems` are those that a line may name, each with its words. Every step has a row
    of its own already.
    """

    drill: str = ""
    notice: Text = Text()
    steps: Sequence[tuple[str, str]] = ()
    zone: str = ""
    systems: Sequence[tuple[str, str]] = ()


def form(heading: Heading, lang: Language) -> bytes:
    """The bytes of an empty form as an Excel workbook, A4 across."""
    book = Workbook()
    book.properties.creator = "bcp-drill"
    sheet: Any = book.active
    sheet.title = render(SHEET(), lang)
    _head(sheet, heading, lang)
    _table(sheet, ROWS + len(heading.steps), lang)
    _printed(sheet, heading.steps)
    _page(sheet, lang)
    if heading.steps or heading.systems:
        _steps(book, sheet, heading, lang)
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
            (render(ZONE(), lang), heading.zone),
            (ENTERED_BY.said_in(lang), ""),
        ),
        2,
    ):
        sheet.cell(row, 1, label)
        _text(sheet, f"C{row}", value)
        sheet.cell(row, 3).border = Border(bottom=_THIN)
    words = tuple(each for each in offered(lang) if read_result(each) not in OF_SYSTEMS)
    of_systems = tuple(RESULTS[each][lang][0] for each in OF_SYSTEMS)
    how = HOW(words=words, of_systems=of_systems)
    sheet.cell(5, 1, render(how, lang)).font = Font(size=9)


def _text(sheet: Any, cell: str, words: str) -> None:
    """Words as they are, also where they look like a formula."""
    sheet[cell] = harmless(words)
    sheet[cell].data_type = "s"


def _printed(sheet: Any, steps: Sequence[tuple[str, str]]) -> None:
    text, step = (_letter(each) for each in ("text", "step"))
    for row, (step_id, says) in enumerate(steps, _HEAD_ROW + 1):
        _text(sheet, f"{step}{row}", step_id)
        if says:
            _text(sheet, f"{text}{row}", says)


def _letter(column: Column) -> str:
    return column_letters(SHOWN.index(column) + 1)


def _table(sheet: Any, rows: int, lang: Language) -> None:
    for n, column in enumerate(SHOWN, 1):
        head = sheet.cell(_HEAD_ROW, n, HEADINGS[column][0].said_in(lang))
        head.font, head.border = Font(bold=True), _BOX
        head.fill = PatternFill("solid", fgColor="E8E8E8")
        sheet.column_dimensions[head.column_letter].width = _WIDTHS[column]
        for row in range(_HEAD_ROW + 1, _HEAD_ROW + 1 + rows):
            cell = sheet.cell(row, n)
            cell.border, cell.alignment = _BOX, _WRAPPED
            # As text, so that a program does not make another thing of what is typed.
            cell.number_format = "@"
    for row in range(_HEAD_ROW + 1, _HEAD_ROW + 1 + rows):
        sheet.row_dimensions[row].height = 26


def _page(sheet: Any, lang: Language) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.oddFooter.center.text = render(PAGE(), lang)


def _steps(book: Workbook, sheet: Any, heading: Heading, lang: Language) -> None:
    listed: Any = book.create_sheet(render(STEPS(), lang))
    for column, phrase in zip("ABDE", (STEP_ID, STEP_SAYS, SYSTEM_ID, SYSTEM_NAME), strict=True):
        listed[f"{column}1"] = render(phrase(), lang)
        listed.column_dimensions[column].width = 20 if column in "AD" else 60
    for first, second, rows in (("A", "B", heading.steps), ("D", "E", heading.systems)):
        for row, (name, says) in enumerate(rows, 2):
            _text(listed, f"{first}{row}", name)
            _text(listed, f"{second}{row}", says)
    last = _HEAD_ROW + ROWS + len(heading.steps)
    if heading.steps:
        _choices(sheet, "step", last, f"'{listed.title}'!$A$2:$A${len(heading.steps) + 1}")
    if heading.systems:
        _choices(sheet, "system", last, f"'{listed.title}'!$D$2:$D${len(heading.systems) + 1}")
    _choices(sheet, "result", last, f'"{",".join(offered(lang))}"')


def _choices(sheet: Any, column: Column, last: int, of: str) -> None:
    choices = DataValidation("list", formula1=of, allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(choices)
    choices.add(f"{_letter(column)}{_HEAD_ROW + 1}:{_letter(column)}{last}")
