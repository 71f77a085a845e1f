"""The page as PDF: the same words, its own fonts, nothing fetched, and always the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from bcp.message import render
from drills.errors import Refusal
from drills.report import as_html, as_pdf
from drills.report.assembled import report_of
from drills.report.fixed_columns import shares
from drills.report.model import Report
from tests.report.made_up import recorded, rich

# The fonts of this machine without those that know Japanese.
NO_JAPANESE = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><selectfont><rejectfont><pattern>
<patelt name="lang"><string>ja</string></patelt></pattern></rejectfont></selectfont></fontconfig>
"""
WRITES = """
from drills.errors import Refusal
from drills.report import as_pdf
try:
    as_pdf.pdf_of('<html lang="ja"><style>b {}</style><p>復旧 abc</p></html>')
    print("written")
except Refusal as refusal:
    print(refusal.message.code)
"""


def report() -> Report:
    return report_of(recorded(rich()))


def read(tool: str, pdf: Path, *more: str) -> str:
    return subprocess.run([tool, pdf, *more], capture_output=True, text=True, check=True).stdout


def said_of_itself(whole: bytes) -> bytes:
    """Every packed part of a file, unpacked; a return at its end belongs to its sum."""
    parts = re.findall(rb"stream\n(.*?)\nendstream", whole, re.DOTALL)
    return b"".join(zlib.decompress(each) for each in parts if each[:1] == b"\x78")


def in_a_process(**changes: str) -> str:
    """What comes of writing in a process of its own, under other circumstances."""
    around = {**os.environ, **changes}
    asked = [sys.executable, "-c", WRITES]
    told = subprocess.run(asked, env=around, capture_output=True, text=True, check=True)
    assert told.stderr == ""
    return told.stdout.strip()


def test_a_pdf_says_what_the_page_says_with_its_fonts_inside(tmp_path: Path) -> None:
    made = report()
    file = tmp_path / "report.pdf"
    file.write_bytes(as_pdf.written(made, "ja"))
    text = re.sub(r"\s", "", read("pdftotext", file, "-"))
    title = re.search("<title>(.*?)</title>", as_html.written(made, "ja"))
    assert title is not None
    for line in made.recoveries:
        assert re.sub(r"\s", "", line.name.said_in("ja")) in text
    assert re.sub(r"\s", "", render(made.summary.next[0], "ja")) in text
    about = read("pdfinfo", file)
    assert title[1] in about
    assert re.search(r"Tagged: +yes", about)
    assert "Page size:       595.276 x 841.89 pts (A4)" in about
    fonts = read("pdffonts", file).splitlines()[2:]
    assert fonts
    assert [each for each in fonts if " yes yes yes " not in each] == []
    held = said_of_itself(file.read_bytes())
    assert b"/Lang (ja)" in held
    assert b"/Outlines" in held
    assert b"Date" not in held


def test_the_one_page_alone_is_one_sheet(tmp_path: Path) -> None:
    file, made = tmp_path / "page.pdf", report()
    # As many rows as a usual drill has; whoever has sixty systems has more sheets.
    summary = replace(made.summary, next=made.summary.next[:2])
    short = replace(made, recoveries=made.recoveries[:3], by_hand=(), simulated=(), summary=summary)
    file.write_bytes(as_pdf.written(replace(short, edition="page"), "ja"))
    assert re.search(r"Pages: +1\n", read("pdfinfo", file))


def test_a_drawing_keeps_the_colours_of_the_page_and_the_hatching_of_its_neighbour() -> None:
    page = (
        '<html lang="ja"><style>:root {--bad: #f00} .missed rect {fill: var(--bad)}'
        " .band {fill: url(#hatch)} @media screen {.missed rect {fill: #00f}}</style>"
        '<svg><defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse">'
        '<rect width="2" height="4" fill="#0f0"/></pattern></defs></svg>'
        '<p class="missed"><svg width="20" height="9"><rect width="9" height="9"/></svg></p>'
        '<svg width="20" height="9"><rect class="band" width="9" height="9"/></svg></html>'
    )
    drawn = said_of_itself(as_pdf.pdf_of(page))
    assert b"1 0 0 rg" in drawn
    assert b"/Pattern cs" in drawn
    assert b"0 1 0 rg" in drawn
    assert b"0 0 1 rg" not in drawn


def test_a_column_has_room_for_its_words_before_others_have_it_for_their_lines() -> None:
    time, text = shares([(8, 8), (10, 90)], 50)
    assert round(time) == 20
    assert round(text) == 80
    assert shares([(22, 90)] * 10, 100) == [10.0] * 10


def test_without_a_japanese_font_there_is_a_word_and_no_file_of_boxes(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(NO_JAPANESE, encoding="utf-8")
    assert in_a_process(FONTCONFIG_FILE=str(fonts)) == "pdf.no_font"


@pytest.mark.parametrize(
    ("fails", "code"),
    [("ImportError('weasyprint')", "pdf.no_library"), ("OSError('libpango')", "pdf.no_pango")],
)
def test_what_is_missing_is_named(fails: str, code: str, tmp_path: Path) -> None:
    absent = tmp_path / "weasyprint.py"
    absent.write_text(f"print('-----')\nraise {fails}\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    assert in_a_process(PYTHONPATH=path) == code


def test_what_installs_it_is_said_for_the_python_that_runs_the_program(tmp_path: Path) -> None:
    """Debian's own pip refuses, and another environment's would help nobody."""
    (tmp_path / "weasyprint.py").write_text("raise ImportError('weasyprint')\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    asked = [sys.executable, "-c", WRITES.replace("message.code", "message.params['python']")]
    told = subprocess.run(
        asked, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == sys.executable


def test_a_page_that_cannot_be_laid_out_is_refused_in_words() -> None:
    with pytest.raises(Refusal) as refused:
        as_pdf.pdf_of("<html><p>no style, which no page of ours is without</p></html>")
    assert refused.value.message.code == "pdf.not_laid_out"
