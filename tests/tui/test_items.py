"""The hot wash on the screen: an item is typed, stands in the plan at once, and is never lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from bcp.action_items import ActionItem, ItemBudget
from bcp.load import load_plan
from bcp.message import Message, render
from drills.cli.hot_wash import PRESSING
from drills.errors import Refusal
from drills.items.kept import kept_notes
from drills.items.typed import NO_DAY
from drills.probes import catalogue
from tests.history.making import Held, hold
from tests.tui import scripted
from tests.tui.reading import settled, text_of
from tui.app import DrillApp
from tui.screens.dialogs.item import ItemDialog
from tui.screens.dialogs.words import WordsDialog
from tui.screens.result import ResultScreen
from tui.shelf import FileShelf

PLAN = "organisation: 見本町\nsections: [情報係]\nroles: {lead: 情報係長}\nsystems: [{id: mail}]\n"
TYPED = {"what": "手順書が紙になかった", "owner": "情報係長", "due": "R9.3.31", "budget": "80万円"}


async def noted(shelf: object, typed: dict[str, str], then: tuple[str, ...] = ()) -> str:
    """What the screen shows after these fields were typed behind the key, at 80 by 24."""
    app = DrillApp(shelf, "ja", by="佐藤")  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(ResultScreen(shelf, "last", "ja"))  # type: ignore[arg-type]
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(app.screen, ItemDialog)
        for value in (typed.get(each.id or "", "") for each in app.screen.query(Input)):
            # What an input method of Japanese has put together arrives like what is pasted.
            focused = app.focused
            assert isinstance(focused, Input)
            focused.insert_text_at_cursor(value)
            await pilot.press("tab")
        await pilot.press("enter")
        await settled(pilot)
        for key in then:
            await pilot.press(key)
            await settled(pilot)
        return text_of(app)


def town(folder: Path) -> FileShelf:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    hold(folder / "runs", Held("2026-06-10"))
    return FileShelf(folder, folder / "runs", "佐藤")


def items(folder: Path) -> tuple[ActionItem, ...]:
    return load_plan(folder, catalogue()).plan.action_items


async def test_an_item_stands_in_the_plan_as_soon_as_it_is_typed(tmp_path: Path) -> None:
    said = await noted(await asyncio.to_thread(town, tmp_path), TYPED)
    (item,) = items(tmp_path)
    assert item.what.ja == TYPED["what"]
    assert (item.owner, item.due, item.budget) == (
        "lead",
        "2027-03-31",
        ItemBudget("needed", 800_000),
    )
    assert (item.found_in.run or "").startswith("20260610-")
    assert "R8-1" in said.replace("\n", "")


async def test_what_is_wrong_is_said_and_the_fields_come_back_as_they_were() -> None:
    shelf = scripted.Shelved(trouble=Refusal(NO_DAY(given="年度末")))
    app = DrillApp(shelf, "ja", by="佐藤")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(ResultScreen(shelf, "r", "ja"))
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "課題を入力してください" in text_of(app)
        app.screen.query_one("#what", Input).value = "電源"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, WordsDialog)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ItemDialog)
        assert app.screen.query_one("#what", Input).value == "電源"


@pytest.mark.parametrize("broken", ["the file", "the plan"])
async def test_where_the_plan_cannot_take_it_it_is_kept_and_taken_in_later(
    broken: str, tmp_path: Path
) -> None:
    shelf = await asyncio.to_thread(town, tmp_path)
    if broken == "the file":
        # Root may write anywhere, but not into a folder that is a file.
        (tmp_path / "manage").write_text("", encoding="utf-8")
    else:
        (tmp_path / "plan.yaml").write_text(PLAN + "sistems: []\n", encoding="utf-8")
    said = await noted(shelf, TYPED)
    (run,) = (each for each in (tmp_path / "runs").iterdir() if each.is_dir())
    assert [dict(each.typed) for each in kept_notes(run)] == [TYPED]
    assert "bcp-drill items from" in " ".join(said.split())


async def test_the_home_tells_in_one_line_what_presses() -> None:
    pressing: Message = PRESSING(overdue=2, soon=1, back=0)
    app = DrillApp(scripted.Shelved(pressing=pressing), "ja", by="佐藤")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert render(pressing, "ja") in text_of(app)
