"""The result on a screen: the word, what to do next, targets with bars, and the page saved."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerError

from bcp.message import LANGUAGES, Language, Message
from drills.core.measure import Verdict
from drills.errors import Refusal
from drills.report.assembled import report_of
from drills.report.layout import width_of
from drills.report.measured_lines import Figure
from drills.report.model import Report
from tests.daemons.pools import until
from tests.report.made_up import cut_off, recorded
from tests.tui import scripted
from tests.tui.reading import settled, text_of
from tui.app import DrillApp
from tui.present.result import lines_of, reach
from tui.screens.dialogs.words import WordsDialog
from tui.screens.home import HomeScreen
from tui.screens.result import ResultScreen, SavePage

GOLDEN = Path(__file__).parent / "golden"
S = 1_000_000


def told(lang: Language, width: int) -> str:
    lines = lines_of(scripted.report(), lang, width)
    return "".join(f"{each.kind:8}{each.tone:8}{each.lead}{each.text}\n" for each in lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rich_drill_gives_the_whole_result_in_both_languages(lang: Language) -> None:
    # To renew: write `told(lang, 80)` into the file, then read every changed line.
    assert told(lang, 80) == (GOLDEN / f"result.{lang}.txt").read_text(encoding="utf-8")


def figure(low: int | None, high: int | None, limit: int | None = 20 * S) -> Figure:
    verdict: Verdict = "met"
    middle = None if low is None or high is None else (low + high) // 2
    return Figure(
        *(verdict, limit, middle, 0, low, high, 0, "measured", "onset", None, 0, 0, False),
        Message("x"),
        (),
    )


@pytest.mark.parametrize(
    ("low", "high", "bar"),
    [
        (10 * S, 10 * S, "[=========         | ]"),
        (10 * S, 15 * S, "[=========~~~~     | ]"),
        (19 * S, 21 * S, "[================~|  ]"),
        (40 * S, 45 * S, "[========|!!!!!!!~~  ]"),
        (0, 0, "[=                 | ]"),
    ],
)
def test_a_bar_reaches_from_nothing_to_where_the_end_may_lie(low: int, high: int, bar: str) -> None:
    assert reach(figure(low, high), 22) == bar


@pytest.mark.parametrize(("low", "limit"), [(None, 20 * S), (5 * S, None)])
def test_where_nothing_was_measured_or_promised_no_bar_is_drawn(
    low: int | None, limit: int | None
) -> None:
    assert reach(figure(low, low, limit), 22) == ""


def test_a_drill_that_goes_on_is_not_called_unfinished_but_a_result_so_far() -> None:
    report = report_of(recorded(cut_off()))
    said = [each.text for each in lines_of(report, "ja", 80, goes_on=True)]
    assert said[0] == "訓練は続いています。ここまでの途中の結果です。"
    assert not [each for each in said if "bcp-drill abort" in each]


def test_a_drill_whose_program_ended_says_that_it_is_not_closed() -> None:
    said = [each.text for each in lines_of(report_of(recorded(cut_off())), "ja", 80)]
    assert said[0] == "結果: 未完了（終了の記録がない）"
    assert [each for each in said if "bcp-drill abort" in each]


async def shown(
    keys: tuple[str, ...], save_page: SavePage | None = None
) -> tuple[Screen[object], str]:
    app = DrillApp(scripted.Shelved(), "ja", by="x", save_page=save_page)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("tab", "down", "o")
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        return app.screen, text_of(app)


async def test_the_result_begins_with_the_word_and_what_to_do_next() -> None:
    _, said = await shown(())
    assert "結果: 手順に失敗あり" in said
    assert "次にすること" in said
    assert all(width_of(line) <= 80 for line in said.splitlines())


async def test_it_is_scrolled_to_its_end_with_the_keyboard() -> None:
    _, said = await shown(("tab", "end"))
    assert "bcp-drill report" in said


async def test_the_page_is_saved_in_the_language_of_the_screen_and_said_where(
    tmp_path: Path,
) -> None:
    asked: list[tuple[str, Language]] = []

    def save(run_id: str, lang: Language) -> Path:
        asked.append((run_id, lang))
        return Path("report.html")

    _, said = await shown(("w",), save)
    assert asked == [("20261121-100000-b", "ja")]
    assert "報告書を report.html に保存しました。" in said


async def test_where_a_page_cannot_be_saved_its_words_are_shown() -> None:
    def full(run_id: str, lang: Language) -> Path:
        raise Refusal(scripted.FORBIDDEN())

    screen, said = await shown(("w",), full)
    assert "期限が過ぎています。" in said
    assert isinstance(screen, WordsDialog)


async def test_without_a_way_to_save_the_command_for_it_is_told() -> None:
    _, said = await shown(("w",))
    assert "bcp-drill report 20261121-100000-b -f html" in said


async def test_the_language_is_changed_while_it_is_read() -> None:
    screen, said = await shown(("l",))
    assert isinstance(screen, ResultScreen)
    assert "Result: STEP FAILED" in said


async def test_a_report_that_comes_while_its_screen_is_being_left_harms_nobody() -> None:
    gone = threading.Event()

    class Late(scripted.Shelved):
        def report(self, run_id: str) -> Report:
            gone.wait(120)
            return super().report(run_id)

    class Lingering(Static):
        """A part of the screen that goes when the others have gone and the report was read."""

        async def on_unmount(self) -> None:
            await until(lambda: not self.screen.query("#title"))
            gone.set()
            for each in [each for each in self.app.workers if each.group == "read"]:
                with suppress(WorkerError):
                    await each.wait()

    app = DrillApp(Late(), "ja", by="x")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("tab", "down", "o")
        await until(lambda: isinstance(app.screen, ResultScreen))
        await app.screen.mount(Lingering())
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
