"""The one page in a real Chromium: its first screen answers, and on A4 it is one sheet."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.message import LANGUAGES, Language, Phrase, Text
from drills.report import as_html, as_pdf, html_first
from drills.report.assembled import report_of
from drills.report.model import Report
from drills.report.room_lines import RoomLine
from tests.daemons.chromium import Chromium, running_chromium
from tests.report.made_up import recorded, rich

LONG = Phrase("test.long", ja="予備の回線を引き直す。" * 30, en="Lay the spare line anew. " * 30)
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


def fuller() -> Report:
    """More than ever happened in a drill: many targets, what power is left, long sentences."""
    whole = report_of(recorded(rich()))
    told = replace(whole.issues[0], measure=LONG())
    boxes = tuple(Text(each) for each in ("部長", "課長", "係長", "係"))
    last = RoomLine("power", "gen", Text("発電機"), "fuel_h", 24, None, None, None, "assumed", ())
    return replace(
        *(whole,),
        header=replace(whole.header, approval_boxes=boxes),
        recoveries=whole.recoveries * 6,
        issues=(told,) * 9,
        decisions=(LONG(),) * 5,
        simulated=whole.simulated * 3,
        head_room=(last,),
    )


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_on_a4_a_dense_drill_is_one_sheet_that_says_what_it_leaves_out(
    chromium: Chromium, tmp_path: Path, lang: Language
) -> None:
    printed, laid_out = tmp_path / "printed.pdf", tmp_path / "laid-out.pdf"
    for whole in (report_of(recorded(rich())), fuller()):
        alone = replace(whole, edition="page")
        async with chromium.opened(kept(tmp_path, alone, lang)) as tab:
            printed.write_bytes(await tab.printed())
        laid_out.write_bytes(as_pdf.written(alone, lang))
        assert "Pages:           1\n" in facts_of(printed)
        assert "Pages:           1\n" in facts_of(laid_out)
        page = html_first.first_of(alone, lang)
        assert len(page.next) == 3
        assert len(next(each for each in page.sections if each.id.endswith("issues")).rows) == 3
        assert page.next_more
