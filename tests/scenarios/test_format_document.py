"""The examples of the format's documentation are read, and both languages show the same ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bcp.load import load_plan
from drills.probes import catalogue
from scenarios.load import load_scenario

DOCS = Path(__file__).parent.parent.parent / "docs"
DOCUMENTS = (DOCS / "format.md", DOCS / "format.ja.md")
ANSWERS = (DOCS / "format-questions.md", DOCS / "format-questions.ja.md")
_EXAMPLE = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_QUESTION = re.compile(r"\bQ(\d+)\b")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_examples_load(document: Path, tmp_path: Path) -> None:
    examples = dict(_EXAMPLE.findall(document.read_text(encoding="utf-8")))
    for name, text in examples.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    plan = load_plan(tmp_path, catalogue())
    scenario = load_scenario(tmp_path / "scenarios" / "share-down.yaml", plan, catalogue())
    assert len(examples) == 2
    assert scenario.warnings == ()


def test_both_languages_have_the_same_sections_and_tables() -> None:
    english, japanese = (
        re.findall(r"^(#+ |\|)", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in DOCUMENTS
    )
    assert english == japanese


@pytest.mark.parametrize("document", ANSWERS, ids=lambda path: path.name)
def test_every_question_of_the_first_drafts_is_answered(document: Path) -> None:
    asked = {*range(1, 24), *range(30, 41), *range(50, 54), *range(60, 68)}
    answered = {int(each) for each in _QUESTION.findall(document.read_text(encoding="utf-8"))}
    assert answered == asked
