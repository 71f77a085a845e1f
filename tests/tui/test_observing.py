"""What people see, by keyboard: a step that is looked at, a thing that people watch, a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bcp.asking import Expectation, ProbeCall
from bcp.durations import MINUTE, SECOND
from bcp.message import Text
from bcp.model import Organisation, Plan, System
from bcp.people import Role
from drills.core import orders as o
from drills.core.brief import Brief
from drills.core.orders import Order
from drills.core.told_events import Sighting
from drills.core.told_orders import Observe
from scenarios.model import Probe
from tests.core import making as m
from tests.core.simulation import World
from tests.tui.boards import BY, seated
from tests.tui.drilling import Staged
from tests.tui.reading import text_of
from tests.tui.test_dialogs import Host, every_dialog, given, typed
from tui.feed import View

S = SECOND
FINE = Expectation("state", "equals", "fine")
LOOK = ProbeCall("observe", "relay1", expect=(FINE,))
RELAY = System("relay1", Text("猫ヶ岳中継局", "Relay 1"), probe=(LOOK,))
SURVEY = Role("survey", Text("被害調査班", "Damage survey"))


def brief() -> Brief:
    steps = (
        m.step("look", Probe(LOOK), by="survey", within=10 * MINUTE),
        m.wait_for("back", "relay1", after=("look:ended",), within=10 * MINUTE),
    )
    made = m.brief(*steps, systems=(RELAY,), mode="walkthrough")
    plan = Plan(Organisation("見本町"), roles=(SURVEY,), systems=(RELAY,))
    return replace(made, plan=plan)


def staged(view: View = "controller") -> Staged:
    return Staged(brief(), World(), view)


async def test_a_step_that_is_looked_at_asks_how_it_stands() -> None:
    async with seated(5 * S, stage=staged()) as seat:
        assert "「猫ヶ岳中継局」を見て、状態を答えてください。" in seat.text
        await seat.press("a")
        asked = await seat.until("写真のファイル")
        assert "一部に異常" in asked
        assert "連絡がつかず" not in asked
        await seat.press("3", "enter")
        assert seat.stage.sent == [o.Answer("look", "failed", BY)]
        await seat.seen()
        ended = seat.stage.simulation.drill.step("look").ended
        assert ended is not None
        assert (ended.outcome, ended.source, ended.by) == ("broken", "observed", BY)


async def test_players_are_asked_the_same() -> None:
    async with seated(5 * S, stage=staged("players")) as seat:
        assert "「猫ヶ岳中継局」を見て、状態を答えてください。" in seat.text
        await seat.press("a", "1", "enter")
        assert seat.stage.sent == [o.Answer("look", "done", BY)]


async def test_what_people_watch_is_told_with_a_key_and_moves_a_waiting_step() -> None:
    async with seated(5 * S, stage=staged()) as seat:
        await seat.press("a", "3", "enter")
        await seat.pass_to(10 * S)
        await seat.press("m", "tab", "3", "enter")
        await seat.seen()
        await seat.pass_to(20 * S)
        await seat.press("m", "tab", "1", "enter")
        await seat.seen()
        check = "relay1/observe"
        said = [each for each in seat.stage.sent if isinstance(each, Observe)]
        assert said == [Observe(check, "failed", BY), Observe(check, "done", BY)]
        ended = seat.stage.simulation.drill.step("back").ended
        assert ended is not None
        assert (ended.outcome, ended.source, ended.at) == ("held", "observed", 20 * S)


async def test_where_people_watch_nothing_that_is_told() -> None:
    async with seated(5 * S) as seat:
        await seat.press("m")
        await seat.until("人が見て答える監視")
        assert seat.stage.sent == []


GIVEN: tuple[tuple[str, Sequence[str], Order], ...] = (
    ("answer seen", ("3", "enter"), o.Answer("look", "failed", BY)),
    (
        "answer seen",
        ("2", "tab", "'a.jpg'", "tab", "'扉'", "enter"),
        o.Answer("look", "partly", BY, "扉", sighting=Sighting(photo="a.jpg")),
    ),
    (
        "answer told",
        ("1", "tab", "'山本'", "tab", "'14:30'", "enter"),
        o.Answer("look", "done", BY, sighting=Sighting(informant="山本", arrives="14:30")),
    ),
    ("answer told", ("5", "enter"), o.Answer("look", "could_not_reach", BY)),
    ("observe", ("tab", "3", "enter"), Observe("relay1/observe", "failed", BY)),
    (
        "observe",
        ("2", "tab", "1", "tab", "tab", "'山本'", "enter"),
        Observe("line/attest", "done", BY, sighting=Sighting(informant="山本")),
    ),
)


@pytest.mark.parametrize(("name", "keys", "expected"), GIVEN)
async def test_what_is_typed_becomes_an_order(
    name: str, keys: Sequence[str], expected: Order
) -> None:
    assert await given(every_dialog()[name], keys) == [expected]


NOT_YET: tuple[tuple[str, Sequence[str], str], ...] = (
    ("answer told", ("1", "enter"), "事業者の誰が答えたかを入力してください。"),
    ("observe", ("enter",), "番号で選んでください。"),
    ("observe", ("2", "tab", "1", "enter"), "事業者の誰が答えたかを入力してください。"),
)


@pytest.mark.parametrize(("name", "keys", "words"), NOT_YET)
async def test_what_is_missing_is_said(name: str, keys: Sequence[str], words: str) -> None:
    app = Host(every_dialog()[name])
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, keys)
        await pilot.pause()
        assert app.came.back == []
        assert words in text_of(app)
