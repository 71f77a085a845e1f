"""While the lever is on the home says so, and nothing can be begun from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.message import render
from drills.cli.levering import IS_OFF, NOW_OFF
from drills.errors import Refusal
from drills.journal.lever import Lever, Pulled
from tests.tui import scripted
from tests.tui.reading import settled, text_of
from tui.app import DrillApp
from tui.shelf import FileShelf

SAID = Pulled("総務課長", "台風", "2026-11-21 10:00").said()


async def test_a_pulled_lever_stands_at_the_top_and_nothing_can_be_begun() -> None:
    shelf = scripted.Shelved(pulled=SAID, forbidden=(SAID,))
    async with DrillApp(shelf, "ja", by="佐藤").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "総務課長さん: 台風" in text_of(pilot.app)
        for _ in range(2):
            await pilot.press("enter")
            await settled(pilot)
        assert "始められません" in text_of(pilot.app)
    assert not any(each.startswith("begin") for each in shelf.asked)


async def test_while_it_is_off_the_home_says_so_in_its_first_line() -> None:
    async with DrillApp(scripted.Shelved(), "ja", by="佐藤").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        first, second = text_of(pilot.app).splitlines()[:2]
        assert first.endswith("訓練停止: なし")
        assert "訓練停止" not in second


async def test_it_is_put_on_with_a_reason_and_a_name_and_taken_off_again() -> None:
    shelf = scripted.Shelved()
    async with DrillApp(shelf, "ja", by="佐藤").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        await pilot.press("2", "enter")
        await settled(pilot)
        assert "y を入力して" in text_of(pilot.app)
        await pilot.press("tab", "y", "enter")
        await settled(pilot)
        assert "理由を入力してください" in text_of(pilot.app)
        await pilot.press("tab", *"taifu", "enter")
        await settled(pilot)
        assert shelf.asked == ["lever on 佐藤 taifu"]
        assert "佐藤さん: taifu" in text_of(pilot.app)
        assert "b で解除" in text_of(pilot.app)
        await pilot.press("b")
        await settled(pilot)
        assert "停止を解除する" in text_of(pilot.app)
        await pilot.press("2", "tab", "y", "enter")
        await settled(pilot)
        assert shelf.asked[1:] == ["lever off"]
        assert "訓練停止: なし" in text_of(pilot.app)


async def test_looking_at_it_changes_nothing() -> None:
    shelf = scripted.Shelved()
    async with DrillApp(shelf, "en", by="佐藤").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert "It is off: drills may run." in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert shelf.asked == []


def test_the_screen_pulls_the_same_lever_as_the_command(tmp_path: Path) -> None:
    shelf = FileShelf(None, tmp_path, "佐藤")
    assert shelf.lever() is None
    shelf.put_lever_on("総務課長", "台風")
    pulled = Lever(tmp_path).state()
    assert pulled is not None
    assert (pulled.by, pulled.reason) == ("総務課長", "台風")
    with pytest.raises(Refusal) as held:
        shelf.put_lever_on("佐藤", "地震")
    assert "総務課長さん: 台風" in render(held.value.message, "ja")
    assert shelf.take_lever_off() == NOW_OFF()
    assert shelf.take_lever_off() == IS_OFF()
