"""A scenario may watch one system or choose many."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.message import Text
from scenarios.model import Scenario, Watched
from scenarios.selectors import is_known, selected, watched_systems
from tests.words import CATALOGUE

PLAN = load_plan(Path(__file__).parent / "plan", CATALOGUE).plan


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
    assert watched_systems(PLAN, _watching("@all"), "lgwan") == ("juki", "mail")
