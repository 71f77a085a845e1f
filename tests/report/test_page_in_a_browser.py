"""The page in a real Chromium: nothing in it acts, nothing is asked for, and it fits its paper."""

from __future__ import annotations

import asyncio
import contextlib
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.message import LANGUAGES, Language
from drills.report import as_html
from drills.report.assembled import report_of
from drills.report.model import Report
from tests.daemons.chromium import Chromium, Tab, running_chromium
from tests.report.made_up import recorded, rich
from tests.report.poison import POISON, poisoned

WIDE, TELEPHONE = 1280, 390
LONG = "あ" * 50_000 + "x" * 50_000
OWNED = "typeof window.owned !== 'undefined'"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with running_chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


def report() -> Report:
    return report_of(recorded(rich()))


def kept(folder: Path, text: str) -> str:
    file = folder / "report.html"
    file.write_text(text, encoding="utf-8")
    return file.as_uri()


@contextlib.asynccontextmanager
async def listening() -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server that notes the first line of whatever is asked of it."""
    heard: list[bytes] = []

    async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readline())
        writer.write(b"HTTP/1.0 404 Not Found\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(note, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], heard


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_hostile_words_run_nothing_and_ask_for_nothing(
    chromium: Chromium, tmp_path: Path, lang: Language
) -> None:
    async with listening() as (port, heard):
        hostile = poisoned(report(), POISON.replace("127.0.0.1:9", f"127.0.0.1:{port}"))
        url = kept(tmp_path, as_html.written(hostile, lang))
        async with chromium.opened(url) as tab:
            assert await tab.value(OWNED) is False
            assert await tab.requested() == [url]
            assert tab.complaints() == []
            assert await tab.value("document.scripts.length + document.images.length") == 0
        assert heard == []


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_browser_reads_exactly_the_words_that_were_written(
    chromium: Chromium, tmp_path: Path, lang: Language
) -> None:
    written = as_html.written(poisoned(report()), lang)
    body = ET.fromstring(written).find("body")  # noqa: S314 (we wrote it ourselves)
    assert body is not None
    async with chromium.opened(kept(tmp_path, written)) as tab:
        found = await tab.value("document.body.textContent")
    assert "".join(found.split()) == "".join("".join(body.itertext()).split())


async def test_what_slips_through_is_still_forbidden_by_the_pages_policy(
    chromium: Chromium, tmp_path: Path
) -> None:
    async with listening() as (port, heard):
        slip = (
            f"<script>window.owned = 1</script><img src='http://127.0.0.1:{port}/a.png'"
            " onerror='window.owned = 1'/><p style='color: red'>x</p></main>"
        )
        written = as_html.written(report(), "en").replace("</main>", slip)
        async with chromium.opened(kept(tmp_path, written)) as tab:
            assert await tab.value(OWNED) is False
            assert len(tab.complaints()) >= 3
        assert heard == []


async def test_without_the_policy_such_a_slip_would_be_seen(
    chromium: Chromium, tmp_path: Path
) -> None:
    async with listening() as (port, heard):
        slip = f"<script>window.owned = 1</script><img src='http://127.0.0.1:{port}/a.png'/></main>"
        written = as_html.written(report(), "en").replace("</main>", slip)
        bare = re.sub(r'<meta http-equiv="Content-Security-Policy".*?/>', "", written)
        async with chromium.opened(kept(tmp_path, bare)) as tab:
            assert await tab.value(OWNED) is True
            assert len(await tab.requested()) == 2
        assert heard == [b"GET /a.png HTTP/1.1\r\n"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [WIDE, TELEPHONE])
async def test_no_page_is_wider_than_its_window(
    chromium: Chromium, tmp_path: Path, lang: Language, width: int
) -> None:
    url = kept(tmp_path, as_html.written(report(), lang))
    async with chromium.opened(url, width=width) as tab:
        assert await beyond(tab, width) == []


@pytest.mark.parametrize("width", [WIDE, TELEPHONE])
async def test_the_longest_words_break_instead_of_leaving_the_window(
    chromium: Chromium, tmp_path: Path, width: int
) -> None:
    url = kept(tmp_path, as_html.written(poisoned(report(), LONG[49_000:51_000]), "ja"))
    async with chromium.opened(url, width=width) as tab:
        assert await beyond(tab, width) == []


async def beyond(tab: Tab, width: int) -> list[str]:
    """What reaches out of the window, or makes it scroll sideways."""
    assert await tab.value("document.documentElement.scrollWidth") == width
    found = await tab.value(
        "[...document.querySelectorAll('main *:not(svg *):not(thead, thead *)')]"
        f".filter(each => each.getBoundingClientRect().right > {width} + 0.5)"
        ".map(each => each.outerHTML.slice(0, 80))"
    )
    assert isinstance(found, list)
    return found


async def test_a_text_of_a_hundred_thousand_characters_is_shown_whole(
    chromium: Chromium, tmp_path: Path
) -> None:
    whole = report()
    answers = (replace(whole.answers[0], note=LONG),)
    url = kept(tmp_path, as_html.written(replace(whole, answers=answers), "ja"))
    async with chromium.opened(url, width=TELEPHONE) as tab:
        shown = "[...document.querySelectorAll('td.head_note')][0].textContent"
        assert await tab.value(shown) == LONG
        assert await tab.value("document.documentElement.scrollWidth") == TELEPHONE


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_it_prints_on_a4_with_the_legend_and_the_number_on_every_page(
    chromium: Chromium, tmp_path: Path, lang: Language
) -> None:
    url = kept(tmp_path, as_html.written(report(), lang))
    pdf = tmp_path / "report.pdf"
    async with chromium.opened(url) as tab:
        pdf.write_bytes(await tab.printed())
    facts = _said("pdfinfo", pdf)
    pages = int(re.findall(r"Pages:\s+(\d+)", facts)[0])
    assert re.search(r"Page size:\s+59[45]\.\d+ x 84[12]\.\d+ pts \(A4\)", facts)
    assert 4 <= pages <= 14
    printed = _said("pdftotext", "-layout", pdf, "-").split("\f")[:pages]
    legend = {"ja": "誤差範囲内", "en": "within error"}[lang]
    confidential = {"ja": "取扱注意", "en": "Confidential"}[lang]
    for number, text in enumerate(printed, start=1):
        assert re.search(rf"\b{number} ?/ ?{pages}\b", text)
        assert legend in text
        assert confidential in text


def _said(*command: object) -> str:
    done = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
    return done.stdout
