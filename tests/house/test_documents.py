"""The documents point at things that exist, and both languages of the README say the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bcp.load import load_plan
from drills.probes import catalogue
from scenarios.load import load_scenario
from tests.house.source import ROOT, all_files, settings, shown

DOCUMENTS = [path for path in all_files() if path.suffix == ".md"]
READMES = (ROOT / "README.md", ROOT / "README.ja.md")

_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE_NAMED = re.compile(r"`((?:bcp|scenarios|drills|tui|tests|docs|\.ci)/[\w./-]*)`")


def _blocks(path: Path, *languages: str) -> list[str]:
    found = _BLOCK.findall(path.read_text(encoding="utf-8"))
    return [text for language, text in found if language in languages]


def _form(value: Any) -> Any:
    """A YAML value without its texts, which differ from language to language."""
    if isinstance(value, dict):
        return {key: _form(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_form(each) for each in value]
    return type(value)


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_link_and_every_file_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    linked = [document.parent / target for target in _LINK.findall(text)]
    named = [ROOT / target for target in _FILE_NAMED.findall(text)]
    assert [str(path) for path in (*linked, *named) if not path.exists()] == []


def test_both_readmes_give_the_same_commands() -> None:
    english, japanese = (_blocks(path, "sh", "bat") for path in READMES)
    assert english == japanese


def test_both_readmes_show_the_same_plan_and_scenario() -> None:
    english, japanese = (
        [_form(yaml.safe_load(text)) for text in _blocks(path, "yaml")] for path in READMES
    )
    assert len(english) == 2
    assert english == japanese


@pytest.mark.parametrize("readme", READMES, ids=shown)
def test_the_plan_and_the_scenario_shown_can_be_read(readme: Path, tmp_path: Path) -> None:
    for text in _blocks(readme, "yaml"):
        path = tmp_path / text.partition("\n")[0].removeprefix("# ")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    plan = load_plan(tmp_path, catalogue())
    scenario = load_scenario(tmp_path / "scenarios" / "website-down.yaml", plan, catalogue())
    assert (*plan.warnings, *scenario.warnings) == ()


def test_both_readmes_have_the_same_sections() -> None:
    english, japanese = (
        re.findall(r"^#+", path.read_text(encoding="utf-8"), re.MULTILINE) for path in READMES
    )
    assert english == japanese


def test_every_package_asked_for_has_a_tested_version() -> None:
    project = settings()["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    # What only another system needs cannot be tested on this one.
    here = [each for each in asked if ";" not in each]
    tested = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().splitlines()
    names = [re.split(r"[\[<>=! ]", each)[0].lower() for each in here]
    assert [
        name for name in names if not any(each.startswith(f"{name}==") for each in tested)
    ] == []
