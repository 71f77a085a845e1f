"""The table of every probe and every fault has no gap, and is what the tests' rows say."""

from __future__ import annotations

import pytest

from bcp.message import LANGUAGES, Language, Text
from drills import probes
from tests.probes.fault_columns import COLUMNS, DOCUMENTS, NO_KEY, page_of
from tests.proofs.devices import FAULTS
from tests.proofs.fault_table import (
    ROOT,
    TABLES,
    Line,
    Missing,
    document,
    lines,
    outcomes,
    rows_of,
    said_by_tests,
)
from tests.proofs.lab_questions import questions


@pytest.fixture(scope="module")
def every() -> list[Line]:
    return list(lines())


def test_no_probe_is_missing_and_no_cell_is_empty(every: list[Line]) -> None:
    assert [line.word for line in every] == list(probes.names())
    for line in every:
        assert list(line.cells) == list(COLUMNS)
        assert all(line.cells.values()), line.word


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_documents_hold_the_table_as_it_is_now(every: list[Line], lang: Language) -> None:
    assert TABLES[lang].read_text("utf-8").endswith(f"\n{document(every, lang)}")


def test_every_row_on_a_page_is_named_by_a_test() -> None:
    """A row that was only written down would be found: no test gives that name to a fault."""
    folder = ROOT / "tests" / "probes"
    sources = "".join(file.read_text("utf-8") for file in sorted(folder.glob("*.py")))
    for word in probes.names():
        for row in rows_of(page_of(word, "en")):
            name = row.fault.partition(": ")[2] or row.fault
            assert f'"{name.partition(" (")[0]}' in sources, (word, row.fault)


def test_the_lab_s_table_holds_what_the_lab_is_asked_and_nothing_else() -> None:
    wanted = [(question.name, fault.name.en) for question in questions() for fault in FAULTS]
    assert [(row.asked, row.fault) for row in rows_of(DOCUMENTS / "table.md")] == wanted


def test_the_pages_of_both_languages_tell_of_as_many_faults() -> None:
    for word in probes.names():
        english = len(rows_of(page_of(word, "en")))
        japanese = page_of(word, "ja").read_text("utf-8")
        told = [line for line in japanese.splitlines() if line.startswith("|")]
        outcome = ("| 正常 |", "| 正常でない答え |", "| 応答なし |", "| 不明 |")
        found = [line for line in told if any(each in line for each in outcome)]
        assert len(found) >= english, word


def test_what_the_tests_say_is_about_probes_and_columns_that_there_are() -> None:
    for word, cells in said_by_tests().items():
        assert word in probes.names()
        assert {*cells} <= {*COLUMNS}


def test_a_gap_names_the_probe_the_fault_and_what_to_do() -> None:
    with pytest.raises(
        Missing, match=r"tcp × certificate: no test shows it. Add a row to basic\.md"
    ):
        outcomes("tcp", "certificate", {})


def test_a_row_of_another_name_is_found_by_that_name_alone() -> None:
    assert outcomes("wireguard", "full", {"full": "busy (answers with a cookie)"}) == ["well"]
    with pytest.raises(Missing):
        outcomes("wireguard", "full", {"full": "no such row"})


def test_why_a_fault_cannot_be_stands_below_the_table_once() -> None:
    other = Text("別の理由", "another reason")
    cells = dict.fromkeys(COLUMNS, NO_KEY) | {"full": other, "up": ["well", "unknown"]}
    told = document([Line("tcp", cells), Line("dns", cells)], "en")  # type: ignore[arg-type]
    assert told.count(NO_KEY.en) == told.count(other.en) == 1
    assert told.splitlines()[2].split("|")[1:4] == [
        " [tcp](basic.md) ",
        " well / unknown ",
        " – (1)   ",
    ]
