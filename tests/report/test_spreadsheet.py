"""Whatever stands in a table for a spreadsheet is read there, and never reckoned."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import drills
from drills.report.code_sheet import Slip, table
from drills.report.spreadsheet import csv_of, in_a_cell

FORMULAS = ("=1+1", "＝1+1", "＋1", "－1+1", "＠SUM(1)", " =1+1", "\u3000＝1", "\t=1", "\r=1")


@pytest.mark.parametrize("words", FORMULAS)
def test_in_no_table_is_a_text_reckoned(words: str) -> None:
    made = csv_of(["a"], [[words]])
    codes = table([Slip("1", words, "c")], "ja")
    for text in (made, codes):
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
        (said,) = [each for each in rows[1] if each and each not in ("1", "c")]
        assert not said.lstrip().startswith(("=", "＝", "＋", "－", "＠")), (words, said)


def test_a_cell_is_one_line_that_acts_on_no_terminal() -> None:
    slips = table([Slip("1", "税務課\n=1\x1b[2J", "c")], "ja")
    assert len(slips.splitlines()) == 2
    assert "\x1b" not in slips


def test_a_dash_for_nothing_stays_a_dash() -> None:
    assert [in_a_cell(each) for each in ("-", "－")] == ["-", "－"]


def test_every_table_of_commas_is_written_through_the_same_rule() -> None:
    """So that no form knows fewer signs than the others."""
    files = Path(drills.__file__).parent.rglob("*.py")
    writing = {each.name for each in files if "csv.writer(" in each.read_text("utf-8")}
    assert writing == {"spreadsheet.py"}
