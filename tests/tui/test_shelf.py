"""What the home screen knows of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.message import Text, render
from bcp.refused import Refused
from drills.core.overall import Overall
from drills.core.players import PlayersPage
from drills.errors import Refusal
from drills.journal.file import NAME
from tests.cli.conversation import bcp_drill
from tui.feed import Beat, Gone, Happened, News, Page
from tui.shelf import FileShelf

PLAN = """
organisation: Mihon Town
people: {lead: Head of ICT}
systems:
  - {id: website, rto: 1h}
"""
SCENARIO = """
scenario: quake
title: {ja: 地震, en: An earthquake}
hazard: earthquake
modes: [tabletop]
time: {limit: 90m}
watch: [{system: website}]
steps:
  - id: news
    inject: {to: lead, text: The building shakes.}
    set: {system: website, state: down}
  - {id: later, at: T+0m, inject: {to: lead, text: The web page is gone.}}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "quake.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


def shelf(town: Path) -> FileShelf:
    return FileShelf(town, town / "runs", "lead")


def test_a_scenario_tells_what_it_is_and_a_broken_one_every_mistake(town: Path) -> None:
    (town / "scenarios" / "bad.yaml").write_text("scenario: bad\nstepps: []\n", encoding="utf-8")
    bad, quake = shelf(town).scenarios()
    assert [each.place.line for each in bad.mistakes] != []
    assert (quake.id, quake.title, quake.hazard) == (
        "quake",
        Text("地震", "An earthquake"),
        "earthquake",
    )
    assert (quake.modes, quake.steps, quake.limit_us) == (("tabletop",), 2, 5_400_000_000)
    assert quake.mistakes == ()


def test_a_plan_that_is_broken_or_missing_is_told_in_words(town: Path) -> None:
    with pytest.raises(Refusal):
        FileShelf(None, town / "runs", "lead").prepare("nothing", "tabletop")
    (town / "plan.yaml").write_text("organisation: [", encoding="utf-8")
    with pytest.raises(Refused):
        shelf(town).scenarios()


def test_what_forbids_a_drill_is_told_before_anything_is_touched(town: Path) -> None:
    assert shelf(town).prepare("quake", "tabletop").forbidden == ()
    (words,) = shelf(town).prepare("quake", "operational").forbidden
    assert "tabletop" in render(words, "en")
    assert not (town / "runs").exists()


def test_past_drills_tell_how_they_ended_newest_first(town: Path) -> None:
    assert shelf(town).runs() == ()
    for _ in range(2):
        bcp_drill("run", "quake", "--plan", str(town), cwd=town)
    newest, oldest = shelf(town).runs()
    assert newest.run_id > oldest.run_id
    assert (newest.state, newest.mode, newest.finish) == ("ended", "tabletop", "completed")
    assert newest.overall is Overall.NOT_MEASURED
    assert len(newest.began) == len("2026-11-21 14:05")
    assert shelf(town).report(newest.run_id).header.run_id == newest.run_id


def test_a_run_that_cannot_be_read_is_shown_with_its_reason(town: Path) -> None:
    folder = town / "runs" / "20261121-100000-broken"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(b"no journal at all" * 100)
    (card,) = shelf(town).runs()
    assert (card.state, card.run_id) == ("broken", folder.name)
    assert card.why is not None


async def told(town: Path, view: str) -> list[News]:
    bcp_drill("run", "quake", "--plan", str(town), cwd=town)
    opened = shelf(town).open("last", "players" if view == "players" else "controller")
    assert opened.orders is None
    return [each async for each in opened.feed.news()]


async def test_an_ended_drill_is_told_once(town: Path) -> None:
    happened, gone = await told(town, "controller")
    assert isinstance(happened, Happened)
    assert gone == Gone()


async def test_to_players_nothing_crosses_but_their_page(town: Path) -> None:
    page, beat, gone = await told(town, "players")
    assert isinstance(page, Page)
    assert isinstance(beat, Beat)
    assert gone == Gone()
    assert isinstance(page.page, PlayersPage)
    assert [each.text for each in page.page.given] == [
        Text("【訓練】The building shakes.", "[DRILL] The building shakes."),
        Text("【訓練】The web page is gone.", "[DRILL] The web page is gone."),
    ]
