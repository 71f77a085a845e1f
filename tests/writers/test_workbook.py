"""The workbook that a report is written in, opened and reckoned again by LibreOffice."""

from __future__ import annotations

import csv
import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bcp.message import Text
from drills.report.assembled import report_of
from drills.report.grade_scale import rate_of
from drills.report.measured_lines import Figure
from drills.report.model import Report
from drills.report.target_rows import target_rows
from drills.writers import xlsx
from tests.report.made_up import recorded, rich

TARGETS, LOG, SOURCES = "目標に対する実績", "訓練記録", "数値の根拠"
MINUTE = 60_000_000


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(recorded(rich()))


@pytest.fixture(scope="module")
def raw(report: Report) -> bytes:
    return xlsx.written(report, "ja")


def opened(raw: bytes, *, values: bool = False) -> Any:
    return load_workbook(io.BytesIO(raw), data_only=values)


def in_libreoffice(raw: bytes, folder: Path) -> list[list[str]]:
    """The sheet of the targets as LibreOffice reckons it, not as it stands in the file."""
    (folder / "report.xlsx").write_bytes(raw)
    # The token's last figures: every formula is reckoned again, and numbers are not shortened.
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,3",
            "report.xlsx",
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    table = next(folder.glob("report-*.csv")).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(table)))


def figures(report: Report) -> list[Figure]:
    """The figures in the order of the sheet, on which the data lost stands last."""
    rows = sorted(target_rows(report, "ja"), key=lambda each: each.about == "データの損失")
    return [each.figure for each in rows]


def without_what_they_come_to(raw: bytes) -> bytes:
    """The workbook with its formulas and none of their values, as openpyxl leaves it."""
    book, out = opened(raw), io.BytesIO()
    book.save(out)
    return out.getvalue()


def expected(figure: Figure) -> tuple[float | str, float | str]:
    """The difference in minutes and the rate in percent."""
    if figure.actual_us is None or figure.high_us is None or figure.limit_us is None:
        return "", ""
    return (figure.actual_us - figure.limit_us) / MINUTE, rate_of(figure.limit_us, figure.high_us)


def as_number(cell: str) -> float | str:
    return float(cell) if cell else ""


def test_every_formula_comes_to_what_the_report_says(
    report: Report, raw: bytes, tmp_path: Path
) -> None:
    told = opened(raw, values=True)[TARGETS]
    reckoned = in_libreoffice(without_what_they_come_to(raw), tmp_path)
    for row, figure in enumerate(figures(report), 4):
        line, verdict = reckoned[row], str(told.cell(row + 1, 3).value).split(" ")[1]
        difference, rate = expected(figure)
        assert [as_number(line[8]), as_number(line[9])] == pytest.approx([difference, rate])
        assert line[10] == verdict == told.cell(row + 1, 11).value
        assert [told.cell(row + 1, 9).value or "", told.cell(row + 1, 10).value or ""] == (
            pytest.approx([difference or "", rate or ""])
        )


def test_another_target_changes_the_verdict_beside_it_and_not_the_drills(
    report: Report, raw: bytes, tmp_path: Path
) -> None:
    book, out = opened(raw), io.BytesIO()
    missed = 4 + next(n for n, each in enumerate(figures(report)) if each.verdict == "missed")
    book[TARGETS].cell(missed + 1, 4).value = 10_000
    book.save(out)
    line = in_libreoffice(out.getvalue(), tmp_path)[missed]
    assert (line[2], line[10]) == ("× 未達", "達成")
    assert float(line[8]) < 0


def test_every_link_leads_to_the_line_that_tells_of_the_record(report: Report, raw: bytes) -> None:
    book, told = opened(raw), {n for each in report.timeline for n in each.records}
    links = [
        (sheet.title, cell)
        for sheet in book.worksheets
        for cell in (cell for row in sheet.iter_rows() for cell in row)
        if cell.hyperlink and LOG in cell.hyperlink.location and sheet.title != "目次"
    ]
    for _, cell in links:
        sheet, _, place = cell.hyperlink.location.rpartition("!")
        line = book[sheet.strip("'")].cell(int(place.removeprefix("A")), 6).value
        first = next(each for each in cell.value.split(", ") if int(each) in told)
        assert first in line.split(", ")
    of_figures = [cell for title, cell in links if title == SOURCES]
    assert len(of_figures) == sum(n in told for each in figures(report) for n in each.records)
    assert {TARGETS, SOURCES, "手順の結果"} <= {title for title, _ in links}


def test_the_log_holds_real_times_in_the_columns_of_the_casebook(raw: bytes) -> None:
    sheet = opened(raw)[LOG]
    heads = [cell.value for cell in sheet[3]]
    assert heads == ["日時", "経過", "作業内容・状況", "つまずき", "担当", "記録"]
    assert sheet.cell(4, 1).value.isoformat(" ", "seconds") == "2026-11-21 10:00:00"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"


def test_a_cell_takes_no_more_than_excel_does_and_says_so(report: Report) -> None:
    long = "𠮟" * 40_000
    header = replace(report.header, organisation=long, title=Text(long, long))
    sheet = opened(xlsx.written(replace(report, header=header), "ja"))["概要"]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    cut = [each for each in cells if each.startswith("𠮟")]
    assert len(cut) == 2
    assert all(each.endswith("以下略）") for each in cut)
    assert all(len(each.encode("utf-16-le")) <= 2 * 32_767 for each in cut)


def test_the_one_page_alone_comes_with_its_figures_and_nothing_else(report: Report) -> None:
    book = opened(xlsx.written(replace(report, edition="page"), "ja"))
    assert book.sheetnames == ["概要", TARGETS]
    assert book["概要"].page_setup.orientation == "portrait"
    assert book["概要"].page_setup.paperSize == 9
