"""Every probe is well across the lab's networks, and tells each way of losing its target."""

from __future__ import annotations

import pytest

from bcp.message import LANGUAGES
from scenarios.reading import Reading
from tests.lab.lab import Lab
from tests.proofs.devices import (
    FAULTS,
    TABLES,
    Fault,
    code_of,
    outcome,
    row,
    seen_in,
)
from tests.proofs.lab_questions import Question, questions

Cells = dict[tuple[str, str], tuple[Question, Fault, Reading]]
ALL = [(question, fault) for question in questions() for fault in FAULTS]


@pytest.fixture(scope="module")
def cells(lab: Lab) -> Cells:
    return seen_in(lab)


@pytest.mark.parametrize(
    ("question", "fault"), ALL, ids=[f"{each.name} × {fault.name.en}" for each, fault in ALL]
)
def test_each_fault_has_its_words_across_networks_and_the_documents_say_so(
    cells: Cells, question: Question, fault: Fault
) -> None:
    cell = cells[question.name, fault.name.en]
    wanted = question.code(fault.told)
    assert code_of(cell[2]) == wanted
    assert (outcome(question, cell[2]) == "held") is (wanted == "")
    assert fault.silent or outcome(question, cell[2]) != "unknown"
    for lang in LANGUAGES:
        told, written = row(*cell, lang), TABLES[lang].read_text("utf-8")
        if question.steady:
            assert told in written.splitlines()
        else:
            assert "|".join(told.split("|")[:4]) + "|" in written
