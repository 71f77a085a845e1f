"""The page in a real Chromium: telephone and desk, keys alone, no scripts, and what is read out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bcp.message import LANGUAGES, Language
from tests.checkin.desk import ASKED, Table, served
from tests.daemons.chromium import Chromium, Tab, running_chromium

A = "AAAAAAAAA"
# A small telephone; the same at twice the size of a desk's letters; a usual telephone; a desk.
WIDTHS = (320, 640, 360, 1280)
SAFE = replace(ASKED, safety=True)
KEYS = {"Tab": 9, "Enter": 13, " ": 32, "ArrowDown": 40}
# The contrast of two colours as WCAG 2.2, 1.4.3 counts it, for every text that is shown.
CONTRASTS = """
(() => {
  const part = c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * part(r) + .7152 * part(g) + .0722 * part(b);
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const behind = each => {
    for (; each; each = each.parentElement) {
      const found = rgb(getComputedStyle(each).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')].filter(each =>
      [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()) &&
      each.getClientRects().length && each.tagName !== 'SCRIPT').map(each => {
    const [one, other] = [light(rgb(getComputedStyle(each).color)), light(behind(each))];
    return [(Math.max(one, other) + .05) / (Math.min(one, other) + .05), each.outerHTML];
  }).filter(([ratio]) => ratio < 4.5);
})()
"""
TEXT = "document.body.innerText"
SMALL_TARGETS = """
[...document.querySelectorAll('button, .choice, select, input[type=text]')]
  .filter(each => each.getBoundingClientRect().height < 44).map(each => each.outerHTML)
"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with running_chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


async def press(tab: Tab, key: str) -> None:
    text = {"Enter": "\r", " ": " "}.get(key, "")
    for kind in ("keyDown", "keyUp"):
        await tab.ask(
            "Input.dispatchKeyEvent",
            type=kind,
            key=key,
            code={" ": "Space"}.get(key, key),
            windowsVirtualKeyCode=KEYS[key],
            **({"text": text} if text and kind == "keyDown" else {}),
        )


async def tab_to(tab: Tab, selector: str) -> None:
    """Go on with the Tab key until something is reached."""
    for _ in range(30):
        if await tab.value(f"document.activeElement.matches({selector!r})"):
            return
        await press(tab, "Tab")
    raise AssertionError(f"no key leads to {selector}")


async def has_focus(tab: Tab, selector: str) -> None:
    """A page gives its focus when it is first drawn, which may be after it is loaded."""
    async with asyncio.timeout(120):
        there = f"document.activeElement.matches({selector!r})"
        # The browser tells nobody.
        while not await tab.value(there):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def send(tab: Tab) -> str:
    """Press Enter, and give the title of the page that follows."""
    tab.heard.clear()
    await press(tab, "Enter")
    await tab.told("Page.loadEventFired")
    return str(await tab.value("document.title"))


async def read_out(tab: Tab) -> list[tuple[str, str]]:
    """What a screen reader finds: roles and names."""
    nodes = (await tab.ask("Accessibility.getFullAXTree"))["nodes"]
    return [
        (each["role"]["value"], each.get("name", {}).get("value", ""))
        for each in nodes
        if not each["ignored"]
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", [f"/c/{A}", "/", "/c/WRONG"])
async def test_it_fits_its_window_is_legible_and_can_be_touched(
    chromium: Chromium, path: str, lang: Language
) -> None:
    async with (
        served(Table(asked=SAFE)) as url,
        chromium.opened(f"{url}{path}?lang={lang}") as tab,
    ):
        assert await tab.value("document.documentElement.lang") == lang
        assert await tab.value(CONTRASTS) == []
        for width in WIDTHS:
            await tab.sized(width)
            assert await tab.value("document.documentElement.scrollWidth") <= width
            assert await tab.value(SMALL_TARGETS) == []


async def test_one_tap_by_keys_alone_and_without_scripts(chromium: Chromium) -> None:
    desk = Table()
    async with served(desk) as url, chromium.opened("about:blank", width=360) as tab:
        await tab.ask("Emulation.setScriptExecutionDisabled", value=True)
        tab.heard.clear()
        await tab.ask("Page.navigate", url=f"{url}/c/{A}?lang=ja")
        await tab.told("Page.loadEventFired")
        await tab_to(tab, "button.main")
        assert "受け付けました" in await send(tab)
    assert desk.taken[0][1].tasks == ("done", "done", "done")
    assert desk.taken[0][1].rtt_us is None


async def test_a_typed_code_and_each_task_by_keys_alone(chromium: Chromium) -> None:
    desk = Table(asked=SAFE)
    async with served(desk) as url, chromium.opened(f"{url}/?lang=ja", width=1280) as tab:
        # The first thing to do has the focus already.
        await has_focus(tab, "#code")
        await tab.ask("Input.insertText", text="aaaa-aaaa-a")
        assert "点呼" in await send(tab)
        for number, downs in ((0, 0), (1, 1), (2, 2)):
            await tab_to(tab, f"[name=task{number}]")
            await press(tab, " ")
            for _ in range(downs):
                await press(tab, "ArrowDown")
        await tab_to(tab, "#problem")
        await press(tab, "ArrowDown")
        await tab_to(tab, "[name=safety]")
        await press(tab, " ")
        await tab_to(tab, "button[value=each]")
        assert "受け付けました" in await send(tab)
    answer = desk.taken[0][1]
    assert answer.tasks == ("done", "failed", "not_tried")
    assert (answer.problem, answer.safety) == ("no_connection", "safe")


async def test_what_is_missing_is_read_out_first(chromium: Chromium) -> None:
    async with served(Table(asked=SAFE)) as url, chromium.opened("about:blank") as tab:
        await tab.ask("Emulation.setScriptExecutionDisabled", value=True)
        tab.heard.clear()
        await tab.ask("Page.navigate", url=f"{url}/c/{A}?lang=ja")
        await tab.told("Page.loadEventFired")
        await tab.value("document.querySelectorAll('[required]').forEach(e => e.required = false)")
        await tab_to(tab, "button[value=each]")
        assert "点呼" in await send(tab)
        await has_focus(tab, "[role=alert]")
        links = await tab.value(
            "[...document.activeElement.querySelectorAll('a')].map("
            "e => [e.innerText, !!document.querySelector(e.getAttribute('href'))])"
        )
        assert links == [
            ["文書管理を開く", True],
            ["メールを送る", True],
            ["起案する", True],
            ["あなたは無事ですか", True],
        ]


async def test_the_browser_itself_asks_for_what_is_missing(chromium: Chromium) -> None:
    desk = Table(asked=SAFE)
    async with served(desk) as url, chromium.opened(f"{url}/c/{A}?lang=ja") as tab:
        await tab_to(tab, "button[value=each]")
        await press(tab, "Enter")
        assert await tab.value("document.querySelectorAll(':invalid').length") > 0
        assert "点呼" in await tab.value("document.title")
    assert desk.taken == []


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_screen_reader_finds_a_name_for_everything(
    chromium: Chromium, lang: Language
) -> None:
    async with (
        served(Table(asked=SAFE)) as url,
        chromium.opened(f"{url}/c/{A}?lang={lang}", width=360) as tab,
    ):
        found = await read_out(tab)
    acting = [each for each in found if each[0] in ("button", "radio", "combobox", "textbox")]
    assert all(name for _, name in acting)
    roles = [role for role, _ in found]
    assert roles.count("heading") == 2
    assert roles.count("main") == 1
    # The ways of working, three tasks, and whether they are safe, each with its question.
    groups = [name for role, name in found if role == "group"]
    assert len(groups) == 5
    assert all(groups)
    assert len([role for role in roles if role == "radio"]) == 2 + 9 + 3
    one_tap = {"ja": "無事です。3つとも、できました", "en": "I am safe. All 3 of them worked"}[lang]
    assert ("button", one_tap) in found


async def test_the_line_is_measured_and_nothing_else_is_asked_for(chromium: Chromium) -> None:
    desk = Table()
    async with served(desk) as url, chromium.opened(f"{url}/c/{A}?lang=ja") as tab:
        async with asyncio.timeout(120):
            # The browser does the waiting that nothing tells of.
            while "測定が終わりました" not in await tab.value(TEXT):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await tab_to(tab, "button.main")
        assert "受け付けました" in await send(tab)
        assert tab.complaints() == []
        assert {each.removeprefix(url) for each in await tab.requested()} <= {
            "/",
            "/line",
            f"/c/{A}?lang=ja",
        }
    answer = desk.taken[0][1]
    assert answer.rtt_us is not None
    assert answer.rtt_us > 0
    assert answer.down_bps is not None
    assert answer.up_bps is not None


async def test_a_slip_of_ours_would_still_run_nothing(chromium: Chromium) -> None:
    async with served(Table()) as url, chromium.opened(f"{url}/c/{A}?lang=ja") as tab:
        await tab.value(
            "document.body.insertAdjacentHTML('beforeend',"
            ' \'<img src="http://127.0.0.1:9/x.png" onerror="window.owned = 1">\')'
        )
        assert len(tab.complaints()) >= 1
        assert await tab.value("typeof window.owned") == "undefined"
