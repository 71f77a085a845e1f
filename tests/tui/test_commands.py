"""Each command is declared once, and is then everywhere: as key, action, palette entry, command."""

from __future__ import annotations

import re
import shlex
import unicodedata
from importlib import import_module
from pathlib import Path

import pytest

from bcp.message import Language, Text
from drills.cli import commands as cli_commands
from drills.cli.arguments import Parser
from drills.cli.main import names
from tests.house.source import ROOT
from tests.tui import scripted
from tui.app import DrillApp
from tui.commands import COMMANDS, Command, Place, commands_at
from tui.key_line import fitting as fitting_in
from tui.keys import bindings, key_name, typed_as
from tui.pick_list import PickList
from tui.room import Room
from tui.screens.board import Board
from tui.screens.home import HomeScreen
from tui.screens.palette import PaletteScreen, fitting
from tui.screens.players import Players
from tui.screens.programme import ProgrammeScreen
from tui.screens.readiness import ReadinessScreen
from tui.screens.result import ResultScreen

PLACES: dict[Place, type[Room]] = {
    "home": HomeScreen,
    "board": Board,
    "players": Players,
    "result": ResultScreen,
    "programme": ProgrammeScreen,
    "readiness": ReadinessScreen,
}
# A word in capitals stands for whatever a person puts there; these must be words that are known.
PUT = {"MODE": "tabletop"}
WHERE: dict[Place, Text] = {
    "everywhere": Text("すべて", "all"),
    "home": Text("一覧", "home"),
    "board": Text("進行", "board"),
    "players": Text("参加者", "players"),
    "result": Text("結果", "result"),
    "programme": Text("予定", "programme"),
    "readiness": Text("備え", "readiness"),
}
_ROW = r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| (?:`([^`]+)` )?\|$"
DOCUMENTS = (ROOT / "docs" / "screen.md", ROOT / "docs" / "screen.ja.md")


@pytest.mark.parametrize("place", PLACES)
def test_no_key_means_two_things_on_one_screen(place: Place) -> None:
    keys = [each.key for each in commands_at(place)]
    assert len(keys) == len({*keys})


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_every_place_of_a_command_can_carry_it_out(command: Command) -> None:
    for place in command.places:
        where = DrillApp if place == "everywhere" else PLACES[place]
        assert callable(getattr(where, f"action_{command.name}", None)), (place, command.name)


@pytest.mark.parametrize("place", PLACES)
def test_the_keys_of_a_screen_are_those_declared(place: Place) -> None:
    screen = PLACES[place]
    assert place == screen.PLACE
    bound = {each.key: each.action for each in bindings(place)}  # type: ignore[union-attr]
    declared = {each.key: each.action for each in screen.BINDINGS}  # type: ignore[union-attr]
    assert bound.items() <= declared.items()
    assert bound == {
        ",".join(typed_as(each.key)): each.name for each in COMMANDS if place in each.places
    }


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if len(typed_as(each.key)) > 1], ids=lambda each: each.key
)
async def test_a_key_works_with_caps_lock_and_with_an_input_method_left_on(
    command: Command,
) -> None:
    app = DrillApp(scripted.Shelved(), "en", by="x")
    async with app.run_test():
        for place in command.places:
            where = app if place == "everywhere" else None
            found = where._bindings if where else PLACES[place]._merge_bindings()
            for key in typed_as(command.key):
                assert [each.action for each in found.get_bindings_for_key(key)] == [command.name]


def test_letters_are_taken_in_every_form_in_which_a_keyboard_gives_them() -> None:
    assert typed_as("a") == ("a", "A", "ａ", "Ａ")
    for key, typed in (("question_mark", "？"), ("slash", "／"), ("space", "\u3000")):
        assert typed_as(key)[1] == unicodedata.name(typed).lower().replace(" ", "_")
    assert typed_as("ctrl+x") == ("ctrl+x",)


@pytest.mark.parametrize("place", PLACES)
async def test_the_palette_of_every_screen_offers_every_command_of_it(place: Place) -> None:
    app = DrillApp(scripted.Shelved(), "en", by="x")
    async with app.run_test() as pilot:
        app.push_screen(PaletteScreen(place, "en"))
        await pilot.pause()
        offered = {each.id for each in app.screen.query_one(PickList).rows}
    assert offered == {each.name for each in commands_at(place)} - {"find"}


@pytest.mark.parametrize(
    ("typed", "names"),
    [("再開", ["resume"]), ("RESUME", ["resume"]), ("drill program", ["resume"]), ("xyz", [])],
)
def test_a_command_is_found_by_its_words_in_either_language(typed: str, names: list[str]) -> None:
    assert [each.name for each in fitting(commands_at("home"), typed)] == names


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if each.plain], ids=lambda each: each.name
)
def test_the_plain_twin_of_a_command_is_one_that_the_command_line_knows(command: Command) -> None:
    if command.plain == "Ctrl-C":
        return
    plain, _, _ = command.plain.partition(" | ")
    program, *words = shlex.split(plain)
    assert program == "bcp-drill"
    words = [PUT.get(each, each) for each in words]
    if words[0].startswith("-"):
        return
    assert words[0] in names()
    parser = Parser(words[0], import_module(f"{cli_commands.__name__}.{words[0]}").ABOUT, "en")
    import_module(f"{cli_commands.__name__}.{words[0]}").arguments(parser)
    parser.parse_args(words[1:])


def test_only_what_a_terminal_shows_by_itself_has_no_plain_twin() -> None:
    assert {each.name for each in COMMANDS if not each.plain} <= {"next_pane", "back", "tour_on"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_document_has_every_key(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    lang: Language = "ja" if document.name.endswith(".ja.md") else "en"
    rows = re.findall(_ROW, text, re.MULTILINE)
    comma = "、" if lang == "ja" else ", "
    expected = [
        (
            key_name(each.key),
            each.label.said_in(lang),
            comma.join(WHERE[place].said_in(lang) for place in each.places),
            each.help.said_in(lang),
            each.plain.replace("|", r"\|"),
        )
        for each in COMMANDS
    ]
    assert rows == expected


def test_the_bottom_line_keeps_help_in_sight_however_small_it_is() -> None:
    assert fitting_in([10, 10, 10, 6], 80) == [0, 1, 2, 3]
    assert fitting_in([10, 10, 10, 6], 32) == [0, 1, 3]
    assert fitting_in([10, 10, 10, 6], 5) == [3]
    assert fitting_in([], 80) == []


def test_keys_are_called_as_they_stand_on_a_keyboard() -> None:
    named = [key_name(each) for each in ("ctrl+x", "question_mark", "slash", "f5", "a", "escape")]
    assert named == ["Ctrl+X", "?", "/", "F5", "a", "Esc"]


@pytest.mark.parametrize(
    "module", sorted((ROOT / "tui" / "present").glob("[a-z]*.py")), ids=lambda each: each.stem
)
def test_what_a_screen_shows_is_made_without_the_screen(module: Path) -> None:
    assert "textual" not in module.read_text(encoding="utf-8")
