"""The first screen where something cannot be read: it says so once, and covers nobody's work."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from bcp.refused import Refused
from drills.errors import Refusal
from tests.daemons.pools import until
from tests.tui import scripted
from tests.tui.reading import settled, text_of
from tests.tui.test_home import SMALL, app, shown
from tui.app import DrillApp, Left
from tui.feed import RunCard, ScenarioCard
from tui.screens.dialogs.lever import LeverDialog
from tui.screens.home import HomeScreen
from tui.shelf import FileShelf


async def test_without_a_plan_the_home_says_what_to_type() -> None:
    shelf = scripted.Shelved(trouble=Refusal(scripted.NO_PLAN()), past=())
    said = await shown(app(shelf))
    assert "計画がありません。" in said
    assert "bcp-drill town practice-town" in said
    assert "訓練の記録はまだありません。" in said


async def test_a_plan_with_mistakes_shows_them_all_and_is_read_again_with_f5() -> None:
    shelf = scripted.Shelved(trouble=Refused([scripted.MISTAKE]))
    drill_app = app(shelf)

    async def then(pilot: Pilot[Left]) -> None:
        assert "flood.yaml:14:7" in text_of(drill_app)
        shelf.trouble = None
        await pilot.press("escape", "f5")
        await settled(pilot)

    assert "震度6弱・夜間の地震" in await shown(drill_app, (), then)


async def test_mistakes_of_a_plan_never_cover_what_somebody_types_in() -> None:
    typing = threading.Event()

    class Slow(scripted.Shelved):
        def scenarios(self) -> tuple[ScenarioCard, ...]:
            typing.wait(120)
            return super().scenarios()

    drill_app = app(Slow(trouble=Refused([scripted.MISTAKE])))
    async with drill_app.run_test(size=SMALL) as pilot:
        await pilot.press("b")
        await until(lambda: isinstance(drill_app.screen, LeverDialog))
        typing.set()
        await settled(pilot)
        assert isinstance(drill_app.screen, LeverDialog)
        await pilot.press("escape")
        await settled(pilot)
        assert "flood.yaml:14:7" in text_of(drill_app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(drill_app.screen, HomeScreen)


async def test_records_that_cannot_be_read_are_not_called_none(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("", encoding="utf-8")
    drill_app = DrillApp(FileShelf(None, tmp_path / "runs", "佐藤"), "ja", by="佐藤")
    async with drill_app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert isinstance(drill_app.screen, HomeScreen)
        said = text_of(drill_app)
        assert "訓練の記録はまだありません。" not in said
        assert str(tmp_path / "runs")[:30] in said


def test_what_nobody_foresaw_ends_the_app_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Broken(scripted.Shelved):
        def runs(self) -> tuple[RunCard, ...]:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        app(Broken()).run(headless=True)
    assert "Traceback" not in "".join(capsys.readouterr())
