"""The guided tour goes along with the drill by itself, and on at once when it is told to."""

from __future__ import annotations

import pytest

from bcp.durations import SECOND
from bcp.message import LANGUAGES, Language, Text, render
from drills.core import orders as o
from drills.core.state import Drill
from drills.report.layout import width_of, wrapped
from drills.town.tour import STOPS
from tests.tui.boards import seated
from tests.tui.drilling import Staged, brief, world
from tui.commands import COMMANDS
from tui.keys import key_name
from tui.present.tour import Guide, Stop
from tui.widgets.tour import LINES

S = SECOND
# When each stop of a tour comes, in seconds of the drill.
COMES = {"a": 0, "b": 2, "c": 20}


def tour(drill: Drill, seen: frozenset[str]) -> Stop | None:
    come = [name for name, at in COMES.items() if name not in seen and drill.now >= at * S]
    return (come[0], Text(f"見どころ{come[0]}"), Text("ここを見ます。")) if come else None


def named(stop: Stop | None) -> str:
    return "" if stop is None else stop[0]


def test_a_stop_is_left_when_it_was_shown_for_long_enough_and_the_next_one_has_come() -> None:
    guide, early, late = Guide(tour), Drill(now=3 * S), Drill(now=20 * S)
    assert named(guide.stop(Drill(), 0.0)) == "a"
    assert named(guide.stop(early, 4.9)) == "a"
    assert named(guide.stop(early, 5.0)) == "b"
    assert named(guide.stop(early, 19.0)) == "b"
    assert named(guide.stop(late, 20.0)) == "c"
    assert named(guide.stop(late, 90.0)) == "c"


def test_the_key_goes_on_at_once() -> None:
    guide, drill = Guide(tour), Drill(now=3 * S)
    guide.go_on(drill, 0.0)
    assert named(guide.stop(drill, 0.1)) == "b"
    guide.go_on(drill, 0.2)
    assert guide.stop(drill, 0.3) is None
    assert named(guide.stop(Drill(now=20 * S), 20.0)) == "c"


async def test_the_board_goes_through_the_tour_while_nobody_presses_a_key() -> None:
    async with seated(S, tour=tour) as seat:
        assert "見どころa" in seat.text and "g 次の案内" in seat.text
        await seat.pass_to(8 * S)
        await seat.until("見どころb")
        await seat.pass_to(25 * S)
        await seat.until("見どころc")


async def test_behind_the_last_stop_no_key_is_offered_that_leads_nowhere() -> None:
    stage = Staged(brief(), world())
    stage.pass_to(S)
    stage.simulation.order(o.Abort("x"))
    stage.tell()
    async with seated(S, stage=stage, tour=tour) as seat:
        assert "見どころ" in seat.text
        assert "g で次へ" not in seat.text and "g 次の案内" not in seat.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_stop_of_the_demo_is_told_in_full_on_a_small_terminal(lang: Language) -> None:
    keys = {each.name.replace("_", "-"): key_name(each.key) for each in COMMANDS}
    for stop in STOPS:
        between = "" if lang == "ja" else " "
        said = between.join((render(stop.seen, lang), render(stop.todo(keys), lang)))
        lines = wrapped(said, 78)
        assert (stop.id, len(lines) <= LINES) == (stop.id, True)
        assert all(width_of(each) <= 78 for each in lines)
