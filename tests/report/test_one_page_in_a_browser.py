"""The one page in a real Chromium: its first screen answers, and on A4 it is one sheet."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.message import LANGUAGES, Language
from drills.report import as_html
from drills.report.assembled import report_of
from drills.report.model import Report
from tests.daemons.chromium import Chromium, running_chromium
from tests.report.made_up import recorded, rich

SCREENS = ((1280, 800), (390, 844))


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with running_chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


def usual() -> Report:
    """A drill as offices hold it: a few targets, nothing that must be typed by hand."""
    whole = report_of(recorded(rich()))
    summary = replace(whole.summary, next=whole.summary.next[1:3])
    issues = tuple(each for each in whole.issues if each.kind != "not_taken_back")[:2]
    few, simulated = whole.recoveries[:3], whole.simulated[:2]
    return replace(
        *(whole,),
        summary=summary,
        issues=issues,
        recoveries=few,
        simulated=simulated,
        by_hand=(),
    )


def kept(folder: Path, report: Report, lang: Language) -> str:
    file = folder / "page.html"
    file.write_text(as_html.written(report, lang), encoding="utf-8")
    return file.as_uri()


def facts_of(pdf: Path) -> str:
    command = ("pdfinfo", str(pdf))
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), SCREENS)
async def test_the_first_screen_shows_the_grade_what_was_met_and_what_to_do_next(
    chromium: Chromium, tmp_path: Path, lang: Language, width: int, height: int
) -> None:
    async with chromium.opened(kept(tmp_path, usual(), lang), width=width) as tab:
        for part in (".grade .letter", ".counts .met", ".counts .missed", "#next li"):
            bottom = f"document.querySelector('{part}').getBoundingClientRect().bottom"
            assert await tab.value(bottom) <= height, part


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_on_a4_a_usual_drill_is_one_sheet(
    chromium: Chromium, tmp_path: Path, lang: Language
) -> None:
    pdf = tmp_path / "page.pdf"
    alone = replace(usual(), edition="page")
    async with chromium.opened(kept(tmp_path, alone, lang)) as tab:
        pdf.write_bytes(await tab.printed())
    assert "Pages:           1\n" in facts_of(pdf)
