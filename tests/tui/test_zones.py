"""A drill over several zones on the screen: where this terminal stands, and word of the others."""

from __future__ import annotations

from dataclasses import replace

from bcp.message import Text
from drills.core.zone_orders import Heard
from tests.core.simulation import World
from tests.report.test_zones import brief
from tests.tui import scripted
from tests.tui.boards import BY, seated
from tests.tui.drilling import Staged
from tests.tui.test_home import app, shown
from tui.screens.dialogs.heard import HeardDialog

SHARED = replace(
    scripted.CARDS[0], zones=(("lgwan", Text("LGWAN接続系")), ("internet", Text("ネット")))
)


async def test_the_home_asks_where_this_terminal_stands() -> None:
    shelf = scripted.Shelved(cards=(SHARED,))
    seen = await shown(app(shelf), ("enter", "enter"))
    assert "この端末の区分" in seen
    await shown(app(shelf), ("enter", "enter", "2", "enter"))
    assert shelf.asked == [f"prepare {SHARED.id} tabletop internet"]


async def test_everything_may_be_done_from_one_terminal() -> None:
    shelf = scripted.Shelved(cards=(SHARED,))
    await shown(app(shelf), ("enter", "enter", "3", "enter"))
    assert shelf.asked == [f"prepare {SHARED.id} tabletop"]


async def test_word_of_another_zone_is_awaited_in_sight_and_written_down_by_key() -> None:
    async with seated(stage=Staged(brief(), World())) as seat:
        assert "LGWAN接続系区分の［cut］の完了連絡を待っています" in seat.text
        assert "連絡待ち" in seat.text
        await seat.press("a")
        assert isinstance(seat.host.screen, HeardDialog)
        await seat.press("1", "tab", "Y", "tab", "tab", "enter")
        assert seat.stage.sent == [Heard("cut", "done", BY, "Y")]
        assert "回答待ち" in await seat.until("回答待ち")
