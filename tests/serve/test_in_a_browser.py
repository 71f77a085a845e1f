"""The pages in a real Chromium: on a wall, on a desk and on a telephone, and when nothing comes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcp.message import LANGUAGES, Language, render
from drills.serve.tokens import shown
from drills.serve.words import FAILED_TITLE
from tests.checkin.test_in_a_browser import CONTRASTS, press, send, tab_to
from tests.daemons.chromium import Chromium, Tab, running_chromium
from tests.serve.room import TOKENS, Drill, going, served, town

WIDTHS = (360, 1280, 1920)
TEXT = "document.body.innerText"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with running_chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    with going(town(tmp_path_factory.mktemp("town") / "plan")) as drill:
        yield drill


async def _shows(tab: Tab, words: str) -> None:
    async with asyncio.timeout(120):
        # The browser tells nobody when its page has changed.
        while words not in await tab.value(TEXT):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_page_fits_its_window_and_is_legible(
    chromium: Chromium, drill: Drill, lang: Language
) -> None:
    run = drill.folder.name
    async with served(drill.runs) as url:
        for path in ("/", "/reports", f"/reports/{run}", "/nowhere"):
            async with chromium.opened(f"{url}{path}?lang={lang}") as tab:
                assert await tab.value("document.documentElement.lang") == lang
                found = (await tab.value(TEXT), render(FAILED_TITLE(), lang))
                assert found[1] not in found[0]
                assert await tab.value(CONTRASTS) == []
                for width in WIDTHS:
                    await tab.sized(width)
                    assert await tab.value("document.documentElement.scrollWidth") <= width
                assert all(each.startswith(url) for each in await tab.requested())


async def test_a_report_is_shown_in_a_sandbox_and_runs_nothing(
    chromium: Chromium, drill: Drill
) -> None:
    async with served(drill.runs) as url:
        path = f"{url}/reports/{drill.folder.name}/full.html?lang=ja"
        async with chromium.opened(path) as tab:
            assert "カナリアの題名" in await tab.value(TEXT)
            assert await tab.value("window.origin") == "null"
            assert await tab.requested() == [path]
            await tab.value(
                "document.body.insertAdjacentHTML('beforeend', "
                '\'<img src="/x.png" onerror="window.owned = 1"><form action="/enter"></form>\')'
            )
            assert await tab.value("typeof window.owned") == "undefined"
            assert len(tab.complaints()) >= 1


async def test_the_board_changes_by_itself_and_says_when_nothing_comes_any_more(
    chromium: Chromium, tmp_path: Path
) -> None:
    with going(town(tmp_path / "plan")) as drill:
        async with chromium.opened("about:blank", width=1920) as tab:
            async with served(drill.runs) as url:
                await _opened(tab, f"{url}/?lang=ja")
                assert "余震" not in await tab.value(TEXT)
                await asyncio.to_thread(drill.answer)
                await _shows(tab, "余震がありました")
                assert await tab.value("performance.navigation.type") == 0
                assert tab.complaints() == []
                asked = {each.removeprefix(url) for each in await tab.requested()} - {"about:blank"}
                assert asked == {"/?lang=ja", "/board?lang=ja"}
            await _shows(tab, "新しい状態が届いていません")
            assert await tab.value("document.getElementById('unreached').hidden") is False
            assert "地震がありました" in await tab.value(TEXT)


async def _opened(tab: Tab, url: str) -> None:
    tab.heard.clear()
    await tab.ask("Page.navigate", url=url)
    await tab.told("Page.loadEventFired")


async def test_without_scripts_the_page_is_asked_for_again(
    chromium: Chromium, drill: Drill
) -> None:
    async with served(drill.runs) as url, chromium.opened("about:blank") as tab:
        await tab.ask("Emulation.setScriptExecutionDisabled", value=True)
        await _opened(tab, f"{url}/?lang=ja")
        again = "document.querySelector('meta[http-equiv=refresh]').content"
        assert await tab.value(again) == "5"
        assert "地震がありました" in await tab.value(TEXT)


async def test_a_token_is_typed_by_keys_alone_and_opens_its_pages(
    chromium: Chromium, drill: Drill
) -> None:
    async with (
        served(drill.runs, tokens=TOKENS) as url,
        chromium.opened(f"{url}/reports?lang=ja") as tab,
    ):
        assert "カナリア" not in await tab.value(TEXT)
        await tab_to(tab, "#token")
        await tab.ask("Input.insertText", text=shown(TOKENS.reports).lower())
        assert "訓練の記録と報告書" in await send(tab)
        assert "カナリアの題名" in await tab.value(TEXT)
        assert await tab.value("document.cookie") == ""
        await tab_to(tab, "td a")
        assert "報告書の形" in await send(tab)
        await tab_to(tab, "nav button")
        assert "合言葉の入力" in await send(tab)
        assert "カナリア" not in await tab.value(TEXT)


async def test_a_screen_reader_finds_what_is_where(chromium: Chromium, drill: Drill) -> None:
    async with served(drill.runs) as url, chromium.opened(f"{url}/?lang=ja") as tab:
        nodes = (await tab.ask("Accessibility.getFullAXTree"))["nodes"]
    found = [
        (each["role"]["value"], each.get("name", {}).get("value", ""))
        for each in nodes
        if not each["ignored"]
    ]
    assert ("heading", "訓練の状況") in found
    regions = [name for role, name in found if role == "region"]
    assert regions == ["お願いしていること", "システム", "状況"]
    assert [role for role, _ in found].count("main") == 1
    assert all(name for role, name in found if role in ("link", "button"))


async def test_printing_the_list_needs_no_colour_and_no_buttons(
    chromium: Chromium, drill: Drill
) -> None:
    async with served(drill.runs) as url, chromium.opened(f"{url}/reports?lang=ja") as tab:
        await press(tab, "Tab")
        assert (await tab.printed()).startswith(b"%PDF")
        await tab.ask("Emulation.setEmulatedMedia", media="print")
        assert await tab.value("document.querySelector('nav').offsetHeight") == 0
