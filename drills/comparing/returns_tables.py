"""What came back of a scenario as tables for spreadsheets: CSV of the bodies, and a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from bcp.durations import SECOND
from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime
from drills.comparing.returns import BodyLine, Returns
from drills.comparing.returns_words import (
    AREA,
    AREAS,
    BODIES,
    CODE,
    GRADE,
    IS,
    NAME,
    STATE,
    TARGETS,
    ordered,
    target_name,
)
from drills.report.layout import width_of
from drills.report.spreadsheet import MARK, Cell, csv_of, in_a_cell
from drills.report.words import MODE, SOURCE, said

HELD = Phrase("returns_table.held", ja="実施日", en="Held on")
MODE_HEAD = Phrase("returns_table.mode", ja="方式", en="Mode")
MET = Phrase("returns_table.met", ja="達成した目標", en="Targets met")
PROMISED = Phrase("returns_table.promised", ja="目標の数", en="Targets")
FILES = Phrase("returns_table.files", ja="返送されたファイル", en="Files returned")
RUN = Phrase("returns_table.run", ja="実施番号", en="Run")
HEAD = Phrase("returns_table.head", ja="記録の最後のハッシュ値", en="Hash of the last record")
WHY = Phrase("returns_table.why", ja="数えない理由", en="Why it is not counted")
ALL = Phrase("returns_table.all", ja="団体数", en="Bodies")
DONE = Phrase("returns_table.done", ja="実施した団体", en="Bodies that did it")
WHAT = Phrase("returns_table.what", ja="対象", en="What")
SOURCE_HEAD = Phrase("returns_table.source", ja="根拠", en="Source")
BEST = Phrase("returns_table.best", ja="最短（秒）", en="Best (s)")
MEDIAN = Phrase("returns_table.median", ja="中央値（秒）", en="Median (s)")
WORST = Phrase("returns_table.worst", ja="最長（秒）", en="Worst (s)")
OTHERWISE = Phrase("returns_table.otherwise", ja="含めない団体", en="Left out")
UNMEASURED = Phrase("returns_table.unmeasured", ja="実績のない団体", en="Not measured")

_WIDEST = 24
_BODY = (CODE, NAME, AREA, IS, HELD, MODE_HEAD, GRADE, MET, PROMISED, FILES, WHY, RUN, HEAD)
_AREA = (AREA, ALL, DONE, MET, PROMISED)
_TARGET = (WHAT, MODE_HEAD, SOURCE_HEAD, DONE, MET, BEST, MEDIAN, WORST, OTHERWISE, UNMEASURED)


def written(found: Returns, lang: Language, *, by_result: bool = False) -> str:
    """The bodies as CSV, their headings first."""
    lines = ordered(found, by_result=by_result)
    return MARK + csv_of(_heads(_BODY, lang), (_body(each, lang) for each in lines))


def workbook(found: Returns, lang: Language, *, by_result: bool = False) -> bytes:
    """Bodies, areas and targets as a workbook; numbers are numbers, and no text is a formula."""
    # It takes long to load, and no other form needs it.
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    book.properties.creator = "bcp-drill"
    lines = ordered(found, by_result=by_result)
    sheets = (
        (BODIES, _BODY, [_body(each, lang) for each in lines]),
        (AREAS, _AREA, list(_areas(found))),
        (TARGETS, _TARGET, list(_targets(found, lang))),
    )
    book.remove(book.worksheets[0])
    for heading, heads, rows in sheets:
        title = render(heading(), lang).strip("【】").capitalize()
        sheet = book.create_sheet(title[:31])
        _fill(sheet, _heads(heads, lang), rows)
        _page(sheet, found)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heads(heads: Sequence[Phrase], lang: Language) -> list[str]:
    return [render(each(), lang) for each in heads]


def _fill(sheet: Any, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

    thin = Side(style="thin", color="9AA5B1")
    for number, row in enumerate((heads, *rows), start=1):
        for column, value in enumerate(row, start=1):
            at = sheet.cell(number, column)
            _put(at, value)
            at.border = Border(thin, thin, thin, thin)
            # A hash has no place to be broken at; it stands last, and reaches over the edge.
            at.alignment = Alignment(wrap_text=heads[column - 1] != heads[-1], vertical="top")
            if number == 1:
                at.font, at.fill = Font(bold=True), PatternFill("solid", fgColor="D9E2EC")
    for column in range(1, len(heads) + 1):
        cells = [heads[column - 1], *(row[column - 1] for row in rows)]
        widest = max(width_of(_shown(each)) for each in cells)
        letter = sheet.cell(1, column).column_letter
        sheet.column_dimensions[letter].width = min(_WIDEST, widest + 3)
    sheet.auto_filter.ref = sheet.dimensions


def _shown(value: Cell) -> str:
    return in_a_cell(value) if isinstance(value, str) else "" if value is None else f"{value:,.1f}"


def _put(at: Any, value: Cell) -> None:
    if isinstance(value, str):
        # openpyxl takes a text that begins with an equals sign for a formula.
        at.value, at.data_type = in_a_cell(value), "s"
        return
    at.value = value
    if isinstance(value, float):
        at.number_format = "#,##0.0"


def _page(sheet: Any, found: Returns) -> None:
    """How it looks on paper: A4 across, its headings on every page, and which pack it is of."""
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    # The name of a pack has letters, digits and hyphens alone: nothing that acts in a margin.
    sheet.oddHeader.left.text = f"{found.pack} v{found.number}"
    sheet.oddFooter.right.text = "&P / &N"


def _body(line: BodyLine, lang: Language) -> list[Cell]:
    back = line.back
    counts = back if line.state == "done" else None
    held = back.began if back is not None else None
    offset = back.utc_offset_s if back is not None else 0
    return [
        *(line.code, line.name, line.area, render(STATE[line.state](), lang)),
        LocalTime(held.unix_us, offset).iso[:10] if held is not None else "",
        render(said(MODE, back.mode), lang) if back is not None and back.mode else "",
        counts.grade if counts else "",
        counts.met if counts else None,
        counts.promised if counts else None,
        line.files,
        render(back.why, lang) if back is not None and back.why is not None else "",
        back.run if back else "",
        back.head if back else "",
    ]


def _areas(found: Returns) -> Iterator[list[Cell]]:
    for each in found.areas:
        yield [each.area, each.bodies, each.done, each.met, each.promised]


def _targets(found: Returns, lang: Language) -> Iterator[list[Cell]]:
    for each in found.targets:
        times = (each.best_us, each.median_us, each.worst_us)
        yield [
            " ".join(target_name(each, lang).split("\n")),
            render(said(MODE, each.mode), lang) if each.mode else "",
            render(said(SOURCE, each.source), lang) if each.source else "",
            *(each.bodies, each.met),
            *(None if us is None else us / SECOND for us in times),
            *(each.left_out, each.unmeasured),
        ]
