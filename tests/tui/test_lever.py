"""While the lever is on the home says so, and nothing can be begun from it."""

from __future__ import annotations

from drills.journal.lever import Pulled
from tests.tui import scripted
from tests.tui.reading import settled, text_of
from tui.app import DrillApp

SAID = Pulled("総務課長", "台風", "2026-11-21 10:00").said()


async def test_a_pulled_lever_stands_at_the_top_and_nothing_can_be_begun() -> None:
    shelf = scripted.Shelved(pulled=SAID, forbidden=(SAID,))
    async with DrillApp(shelf, "ja", by="佐藤").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "総務課長さん: 台風" in text_of(pilot.app)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert "始められません" in text_of(pilot.app)
    assert not any(each.startswith("begin") for each in shelf.asked)


async def test_while_it_is_off_the_home_has_no_line_for_it() -> None:
    async with DrillApp(scripted.Shelved(), "ja", by="佐藤").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "訓練停止" not in text_of(pilot.app)
