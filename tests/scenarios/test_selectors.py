"""A scenario may watch one system or choose many."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.message import Text
from bcp.model import Zone
from scenarios.load import load_scenario
from scenarios.model import Scenario, Watched
from scenarios.selectors import is_known, selected, watched_systems
from tests.house.source import ROOT
from tests.words import CATALOGUE

LOADED = load_plan(Path(__file__).parent / "plan", CATALOGUE)
PLAN = LOADED.plan


def _watching(*words: str) -> Scenario:
    return Scenario("s", Text("s"), (), watch=tuple(Watched(word) for word in words))


@pytest.mark.parametrize(
    ("word", "systems"),
    [
        ("hp", ("hp",)),
        ("@all", ("hp", "juki", "mail")),
        ("@critical", ("hp",)),
        ("@important", ("hp", "juki")),
        ("@zone:lgwan", ("juki",)),
        ("@section:総務課", ("hp",)),
        ("@section:市民課", ()),
    ],
)
def test_a_word_stands_for_these_systems(word: str, systems: tuple[str, ...]) -> None:
    assert selected(PLAN, word) == systems


@pytest.mark.parametrize("written", ['["@all"]', '"@all"', '- "@all"', '[{system: "@all"}]'])
def test_a_selector_may_stand_alone_in_the_list_of_the_watched(
    written: str, tmp_path: Path
) -> None:
    path = tmp_path / "s.yaml"
    lines = ("scenario: s", "title: t", "watch:", f" {written}", "steps: [{id: a, ask: x}]", "")
    path.write_text("\n".join(lines), encoding="utf-8")
    scenario = load_scenario(path, LOADED, CATALOGUE).scenario
    assert scenario.watch == (Watched("@all"),)
    assert watched_systems(PLAN, scenario, None) == ("hp", "juki", "mail")


@pytest.mark.parametrize("document", ["format", "format.ja", "practice-town", "practice-town.ja"])
def test_every_watch_that_a_document_shows_is_read(document: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / f"{document}.md").read_text(encoding="utf-8")
    shown = re.findall(r"watch: (\[.*?\])", text)
    assert shown
    for each in shown:
        path = tmp_path / "s.yaml"
        lines = ("scenario: s", "title: t", f"watch: {each}", "steps: [{id: a, ask: x}]", "")
        path.write_text("\n".join(lines), encoding="utf-8")
        assert load_scenario(path, None, CATALOGUE).scenario.watch


@pytest.mark.parametrize("word", ["@zone", "@zone:", "@section:", "@every", "@"])
def test_these_are_no_selectors(word: str) -> None:
    assert not is_known(word)


def test_each_system_is_watched_once_in_the_order_of_the_plan() -> None:
    assert watched_systems(PLAN, _watching("mail", "@important", "hp"), None) == (
        "hp",
        "juki",
        "mail",
    )


def test_a_zone_watches_its_own_systems_and_those_of_no_zone() -> None:
    zones = (Zone("lgwan", terminal="pc-lg"), Zone("internet", terminal="pc-in"))
    plan = replace(PLAN, zones=zones)
    assert watched_systems(plan, _watching("@all"), "lgwan") == ("juki", "mail")


def test_the_home_zone_also_has_the_systems_that_no_terminal_reaches() -> None:
    zones = (Zone("lgwan", terminal="pc-lg"), Zone("internet"))
    plan = replace(PLAN, zones=zones)
    assert watched_systems(plan, _watching("@all"), "lgwan") == ("hp", "juki", "mail")
