"""The forms in a real Chromium: nothing in them acts, and they fit A4."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from drills.printed import as_html
from drills.printed.document import Document, Slip, Table
from tests.daemons.chromium import Chromium, running_chromium
from tests.printed.made import form
from tests.printed.test_writers import poisoned

OWNED = "typeof window.owned !== 'undefined'"
A4 = r"Page size:\s+59[45]\.\d+ x 84[12]\.\d+ pts \(A4\)"
ACROSS = r"Page size:\s+84[12]\.\d+ x 59[45]\.\d+ pts"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with running_chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


async def printed(chromium: Chromium, folder: Path, document: Document) -> tuple[str, list[str]]:
    """What Chromium says of the paper, and the text of each page."""
    file, pdf = folder / "form.html", folder / "form.pdf"
    file.write_text(as_html.written(document), encoding="utf-8")
    async with chromium.opened(file.as_uri()) as tab:
        pdf.write_bytes(await tab.printed())
    pages = _said("pdftotext", "-layout", pdf, "-").split("\f")[:-1]
    return _said("pdfinfo", pdf), pages


def _said(*command: object) -> str:
    done = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
    return done.stdout


async def test_hostile_words_run_nothing_and_ask_for_nothing(
    chromium: Chromium, tmp_path: Path
) -> None:
    file = tmp_path / "form.html"
    file.write_text(as_html.written(poisoned(form("injects"))), encoding="utf-8")
    async with chromium.opened(file.as_uri()) as tab:
        assert await tab.value(OWNED) is False
        assert await tab.requested() == [file.as_uri()]
        assert tab.complaints() == []
        assert await tab.value("document.scripts.length + document.images.length") == 0


async def test_a_form_is_a4_with_its_number_and_its_caution_on_every_page(
    chromium: Chromium, tmp_path: Path
) -> None:
    facts, pages = await printed(chromium, tmp_path, form("plan"))
    assert re.search(A4, facts)
    assert len(pages) >= 3
    for number, text in enumerate(pages, start=1):
        assert re.search(rf"\b{number} ?/ ?{len(pages)}\b", text)
        assert "自治体機密性3B" in text


async def test_the_timeline_lies_on_its_side_and_repeats_its_headings(
    chromium: Chromium, tmp_path: Path
) -> None:
    made = form("timeline")
    *rest, course = made.blocks
    assert isinstance(course, Table)
    longer = replace(course, rows=course.rows * 12)
    facts, pages = await printed(chromium, tmp_path, replace(made, blocks=(*rest, longer)))
    assert re.search(ACROSS, facts)
    assert len(pages) > 4
    assert all("実施時刻" in text for text in pages[1:])


async def test_no_slip_is_broken_over_two_pages(chromium: Chromium, tmp_path: Path) -> None:
    made = form("injects")
    slips = [each for each in made.blocks if isinstance(each, Slip)]
    numbered = [
        replace(slips[n % len(slips)], head=f"HEAD{n:02}", text=f"TEXT{n:02}") for n in range(20)
    ]
    _, pages = await printed(chromium, tmp_path, replace(made, blocks=tuple(numbered)))
    assert len(pages) > 4
    for text in pages:
        assert re.findall(r"HEAD(\d\d)", text) == re.findall(r"TEXT(\d\d)", text)
    assert re.findall(r"HEAD(\d\d)", "".join(pages)) == [f"{n:02}" for n in range(20)]
