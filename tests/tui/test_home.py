"""The first screen: what is listed, and what becomes of a key."""

from __future__ import annotations

import os
import threading
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from bcp.message import Language, Text
from drills.core.overall import Overall
from drills.report.layout import width_of
from tests.tui import scripted
from tests.tui.reading import settled, text_of
from tui.app import DrillApp, Left
from tui.commands import COMMANDS
from tui.feed import Gone, RunCard, ScenarioCard, Session
from tui.key_line import KeyLine
from tui.present.home import began_said, run_rows, run_said, scenario_rows
from tui.screens.board import Board
from tui.screens.dialogs.begin import BeginDialog
from tui.screens.dialogs.leave import LeaveDialog
from tui.screens.dialogs.mode import ModeDialog
from tui.screens.dialogs.words import WordsDialog
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.palette import PaletteScreen
from tui.screens.players import Players
from tui.screens.result import ResultScreen

SMALL, LARGE = (80, 24), (160, 50)


def app(
    shelf: scripted.Shelved | None = None,
    lang: Language = "ja",
    session: Session | None = None,
    goes_on: Callable[[], bool] = lambda: False,
    *,
    colour: bool = True,
) -> DrillApp:
    return DrillApp(
        shelf or scripted.Shelved(),
        lang,
        by="佐藤",
        session=session,
        colour=colour,
        goes_on=goes_on,
        clock=lambda: 0.0,
        wall=lambda: 1_795_222_800_000_000,
    )


async def shown(
    drill_app: DrillApp,
    keys: Sequence[str] = (),
    then: Callable[[Pilot[Left]], Awaitable[None]] | None = None,
    size: tuple[int, int] = SMALL,
) -> str:
    """What stands on the screen after these keys."""
    async with drill_app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        if then is not None:
            await then(pilot)
        return text_of(drill_app)


async def test_the_home_lists_scenarios_and_runs_in_words() -> None:
    said = await shown(app())
    for word in ("震度6弱・夜間の地震", "机上/確認/実動", "誤り1件", "進行中", "終了", "中断"):
        assert word in said
    assert "記録破損" in said
    assert "令和8年11月21日 10:00" in said
    assert "目標未達" in said


async def test_in_english_dates_are_written_as_iso() -> None:
    said = await shown(app(lang="en"))
    for word in ("Earthquake at night", "mistakes: 1", "running", "ended", "2026-11-21 10:00"):
        assert word in said


async def test_on_a_large_screen_there_is_room_for_the_mode_and_the_weekday() -> None:
    said = await shown(app(), size=LARGE)
    assert "令和8年11月21日（土） 10:00" in said
    assert "実動訓練" in said


async def test_enter_on_a_scenario_shows_its_modes_and_what_it_touches_and_begins() -> None:
    shelf = scripted.Shelved()
    drill_app = app(shelf)

    async def then(pilot: Pilot[Left]) -> None:
        assert isinstance(drill_app.screen, ModeDialog)
        await pilot.press("2", "enter")
        await settled(pilot)
        assert isinstance(drill_app.screen, BeginDialog)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(drill_app.screen, Board)

    await shown(drill_app, ("enter",), then)
    assert shelf.asked == ["prepare quake-at-night walkthrough", "begin walkthrough"]


@pytest.mark.parametrize("keys", [("enter", "escape"), ("enter", "enter", "escape")])
async def test_until_the_last_question_is_answered_nothing_begins(keys: Sequence[str]) -> None:
    shelf = scripted.Shelved()
    drill_app = app(shelf)
    await shown(drill_app, keys)
    assert not [each for each in shelf.asked if each.startswith("begin")]


async def test_a_scenario_with_mistakes_shows_every_one_with_its_place() -> None:
    drill_app = app()

    async def then(pilot: Pilot[Left]) -> None:
        assert isinstance(drill_app.screen, WordsDialog)

    said = await shown(drill_app, ("end", "enter"), then)
    assert "scenarios/flood.yaml:14:7: 「1 h」は書けません。 1h と書いてください。" in said


@pytest.mark.parametrize(
    ("keys", "asked", "screen"),
    [
        (("tab", "enter"), "open 20261121-140000-c controller", Board),
        (("tab", "o"), "open 20261121-140000-c controller", Board),
        (("tab", "v"), "open 20261121-140000-c players", Players),
        (("tab", "down", "o"), "report 20261121-100000-b", ResultScreen),
        (("tab", "down", "down", "r"), "resume 20261120-100000-a", Board),
    ],
)
async def test_a_run_is_opened_as_what_it_is(
    keys: Sequence[str], asked: str, screen: type[object]
) -> None:
    shelf = scripted.Shelved()
    drill_app = app(shelf)

    async def then(pilot: Pilot[Left]) -> None:
        assert isinstance(drill_app.screen, screen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(drill_app.screen, HomeScreen)

    await shown(drill_app, keys, then)
    assert shelf.asked == [asked]


async def test_the_cursor_is_in_the_scenarios_although_the_runs_come_first() -> None:
    class Slow(scripted.Shelved):
        def scenarios(self) -> tuple[ScenarioCard, ...]:
            runs_are_there.wait(120)
            return self.cards

    runs_are_there = threading.Event()
    drill_app = app(Slow())
    async with drill_app.run_test(size=SMALL) as pilot:
        while drill_app.focused is None:
            await pilot.pause()
        assert drill_app.focused.id == "runs"
        runs_are_there.set()
        await settled(pilot)
        assert drill_app.focused.id == "scenarios"


async def test_the_language_is_changed_on_the_spot_and_back() -> None:
    drill_app = app()

    async def then(pilot: Pilot[Left]) -> None:
        assert "Scenarios (3)" in text_of(drill_app)
        await pilot.press("l")
        await settled(pilot)

    assert "シナリオ（3）" in await shown(drill_app, ("l",), then)


async def test_where_nothing_goes_on_the_app_is_left_at_once() -> None:
    drill_app = app()
    await shown(drill_app, ("ctrl+q",))
    assert drill_app.return_value == "closed"


@pytest.mark.parametrize(
    ("keys", "left"),
    [(("enter",), None), (("escape",), None), (("2", "enter"), "goes_on")],
)
@pytest.mark.parametrize("leave", ["ctrl+q", "ctrl+c"])
async def test_where_a_drill_goes_on_leaving_is_asked_about(
    keys: Sequence[str], left: Left | None, leave: str
) -> None:
    drill_app = app(goes_on=lambda: True)

    async def then(pilot: Pilot[Left]) -> None:
        assert isinstance(drill_app.screen, LeaveDialog)
        await pilot.press(*keys)
        await settled(pilot)

    await shown(drill_app, (leave,), then)
    assert drill_app.return_value == left


async def test_a_drill_given_at_the_start_is_shown_at_once_with_the_home_behind_it() -> None:
    drill_app = app(session=scripted.session())

    async def then(pilot: Pilot[Left]) -> None:
        assert isinstance(drill_app.screen, Board)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(drill_app.screen, HomeScreen)

    await shown(drill_app, (), then)


@pytest.mark.parametrize(("run_id", "left"), [("", "closed"), (scripted.RUN_IDS[0], None)])
async def test_a_drill_of_this_command_that_could_never_begin_closes_the_screen(
    run_id: str, left: str | None
) -> None:
    gone = replace(scripted.session("controller", Gone(scripted.FORBIDDEN())), run_id=run_id)
    drill_app = app(session=gone)

    async def then(pilot: Pilot[Left]) -> None:
        if left is None:
            assert "期限が過ぎています。" in text_of(drill_app)

    await shown(drill_app, (), then)
    assert drill_app.return_value == left


async def test_behind_a_players_screen_there_is_no_home_that_tells_what_is_to_come() -> None:
    drill_app = app(session=scripted.session("players"))

    async def then(pilot: Pilot[Left]) -> None:
        assert isinstance(drill_app.screen, Players)
        await pilot.press("escape")
        await settled(pilot)

    assert "震度6弱" not in await shown(drill_app, (), then)
    assert drill_app.return_value == "closed"


async def test_help_tells_every_key_of_the_screen_and_its_plain_command() -> None:
    drill_app = app()

    async def then(pilot: Pilot[Left]) -> None:
        assert isinstance(drill_app.screen, HelpScreen)

    said = await shown(drill_app, ("question_mark",), then, (100, 80))
    for each in COMMANDS:
        if {"home", "everywhere"} & {*each.places}:
            assert each.help.ja.split("、")[0] in said
            assert each.plain in said


async def test_the_palette_offers_what_can_be_done_here_and_does_it() -> None:
    shelf = scripted.Shelved()
    drill_app = app(shelf)

    async def then(pilot: Pilot[Left]) -> None:
        assert isinstance(drill_app.screen, PaletteScreen)
        assert "途中で止まった訓練を続けます" in text_of(drill_app)
        for char in "resume":
            await pilot.press(char)
        await pilot.press("enter")
        await settled(pilot)

    await shown(drill_app, ("tab", "down", "down", "ctrl+p"), then)
    assert shelf.asked == ["resume 20261120-100000-a"]


async def test_the_palette_carries_out_what_belongs_to_the_app() -> None:
    drill_app = app()

    async def then(pilot: Pilot[Left]) -> None:
        await pilot.press("l", "a", "n", "g", "enter")
        await settled(pilot)

    assert "Scenarios (3)" in await shown(drill_app, ("ctrl+p",), then)


@pytest.mark.parametrize("opened", [("enter",), ("end", "enter"), ("question_mark",), ("ctrl+p",)])
@pytest.mark.parametrize("key", ["escape", "ctrl+q", "ctrl+c"])
async def test_whatever_lies_over_the_home_is_closed_by_the_keys_that_leave(
    opened: Sequence[str], key: str
) -> None:
    drill_app = app()

    async def then(pilot: Pilot[Left]) -> None:
        assert not isinstance(drill_app.screen, HomeScreen)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(drill_app.screen, HomeScreen)

    await shown(drill_app, opened, then)


async def test_a_click_on_a_key_of_the_bottom_line_does_what_the_key_does() -> None:
    drill_app = app()

    async def then(pilot: Pilot[Left]) -> None:
        line = text_of(drill_app).splitlines()[-1]
        await pilot.click(KeyLine, offset=(width_of(line) - 2, 0))
        await settled(pilot)
        assert isinstance(drill_app.screen, HelpScreen)

    await shown(drill_app, (), then)


async def test_hostile_words_of_authors_cannot_act_on_the_terminal() -> None:
    hostile = Text("[red]\x1b[2J\x07表[/red]\u202e")
    cards = tuple(replace(each, title=hostile) for each in scripted.CARDS)
    past = tuple(replace(each, title=hostile) for each in scripted.RUNS)
    for keys in ((), ("enter",)):
        said = await shown(app(scripted.Shelved(cards, past)), keys)
        assert "[red]" in said
        assert not {unicodedata.category(each) for each in said if each != "\n"} & {"Cc", "Cf"}


def test_a_date_that_is_none_is_shown_as_it_is() -> None:
    assert began_said("?", "ja", weekday=True) == "?"
    assert began_said("2019-05-01 09:05", "ja", weekday=False) == "令和元年5月1日 09:05"
    assert began_said("2026-11-21 10:00", "en", weekday=True) == "Sat 2026-11-21 10:00"


@pytest.mark.parametrize("overall", Overall)
def test_every_result_of_a_drill_has_words_in_both_widths(overall: Overall) -> None:
    card = RunCard("r", Text("r"), "2026-11-21 10:00", "tabletop", "ended", overall, "completed")
    for width in (80, 160):
        (row,) = run_rows([card], "en", width)
        assert "[" not in row.cells[-1]
    assert "[" not in run_said(card, "ja")


def test_a_scenario_without_a_title_is_named_by_its_file() -> None:
    rows = scenario_rows(scripted.CARDS, "en")
    assert [each.id for each in rows] == ["quake-at-night", "page-defaced", "flood"]


@pytest.mark.parametrize("environment", [None, "1"])
@pytest.mark.parametrize("colour", [True, False])
def test_colours_are_sent_or_not_as_told_and_the_environment_stays_as_it_was(
    environment: str | None, monkeypatch: pytest.MonkeyPatch, *, colour: bool
) -> None:
    if environment is None:
        monkeypatch.delenv("NO_COLOR", raising=False)
    else:
        monkeypatch.setenv("NO_COLOR", environment)
    made = app(colour=colour)
    assert (made.no_color, made.native_ansi_color) == (not colour, not colour)
    assert os.environ.get("NO_COLOR") == environment
