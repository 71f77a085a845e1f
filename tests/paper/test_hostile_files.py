from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from bcp.message import LANGUAGES, render
from drills.errors import Refusal
from drills.paper.commas import sheet_of
from drills.paper.log import read_log
from drills.paper.workbook import sheets_of
from tests.paper.making import AROUND, part, repacked, saved, workbook

SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook((None, "13:05", "始めた"))
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]>
<a>&c;</a>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>
<a>&b;</a>"""


def changed(old: bytes, new: bytes) -> bytes:
    sheet = part(GOOD, SHEET)
    assert old in sheet
    return repacked(GOOD, {SHEET: sheet.replace(old, new)})


def padded(kilobytes: int) -> bytes:
    return repacked(GOOD, {"xl/media/image1.png": bytes(kilobytes * 1_000)})


def many_parts() -> bytes:
    return repacked(GOOD, {f"xl/media/{n}.bin": b"" for n in range(400)})


def twice_the_same_part() -> bytes:
    written = io.BytesIO(GOOD)
    with zipfile.ZipFile(written, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(SHEET, b"<worksheet/>")
    return written.getvalue()


def many_cells() -> bytes:
    row = b"<row>" + b"<c><v>1</v></c>" * 90 + b"</row>"
    return changed(b"</sheetData>", row * 1_200 + b"</sheetData>")


def many_styles() -> bytes:
    styles = part(GOOD, "xl/styles.xml")
    more = b'<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/>' * 70_000
    return repacked(GOOD, {"xl/styles.xml": styles.replace(b"</cellXfs>", more + b"</cellXfs>")})


def macros() -> bytes:
    types = part(GOOD, "[Content_Types].xml")
    plain = b"spreadsheetml.sheet.main+xml"
    assert plain in types
    with_macros = types.replace(
        b"vnd.openxmlformats-officedocument." + plain, b"vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    assert with_macros != types
    return repacked(GOOD, {"[Content_Types].xml": with_macros})


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing at all": (b"", "もう一度コピー"),
    "words": ("時刻,作業内容".encode(), "もう一度コピー"),
    "cut off": (GOOD[: len(GOOD) // 2], "もう一度コピー"),
    "an old or locked file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "パスワード"),
    "another archive": (b"PK\x05\x06" + bytes(18), "Excel ブック"),
    "a bomb": (padded(40_000), "大きすぎます"),
    "too many parts": (many_parts(), "大きすぎます"),
    "the same part twice": (twice_the_same_part(), "大きすぎます"),
    "another compression": (repacked(GOOD, {}, zipfile.ZIP_BZIP2), "もう一度コピー"),
    "entities": (repacked(GOOD, {"docProps/app.xml": ENTITIES}), "外部参照の宣言"),
    "an entity outside": (repacked(GOOD, {SHEET: OUTSIDE}), "外部参照の宣言"),
    "macros": (repacked(GOOD, {"xl/vbaProject.bin": b"x"}), "マクロ"),
    "macros by type": (macros(), "マクロ"),
    "a cell in the last corner": (changed(b'r="B2"', b'r="XFD1048576"'), "大きすぎます"),
    "a row far below": (changed(b'<row r="2"', b'<row r="1048576"'), "大きすぎます"),
    "a row by a number with an exponent": (changed(b'<row r="2"', b'<row r="1e6"'), "コピー"),
    "a cell nowhere": (changed(b'r="B2"', b'r="!!"'), "コピー"),
    "too many cells": (many_cells(), "大きすぎます"),
    "too many styles": (many_styles(), "大きすぎます"),
    "deep": (changed(b"</sheetData>", b"<a>" * 60 + b"</a>" * 60 + b"</sheetData>"), "コピー"),
    "a sheet that is no XML": (repacked(GOOD, {SHEET: b"<worksheet"}), "コピー"),
    "a string that is not there": (
        changed(
            b'<c r="B2" t="inlineStr"><is><t>13:05</t></is></c>', b'<c r="B2" t="s"><v>9</v></c>'
        ),
        "コピー",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_log_is_refused_in_words(name: str) -> None:
    raw, word = HOSTILE[name]
    with pytest.raises(Refusal) as refusal:
        sheets_of(raw, "log.xlsx")
    said = {lang: render(refusal.value.message, lang) for lang in LANGUAGES}
    assert word in said["ja"]
    assert "[" not in said["en"]


def test_a_merged_range_over_the_whole_sheet_costs_neither_time_nor_memory() -> None:
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    raw = changed(b"</sheetData>", merge)
    tracemalloc.start()
    began = time.monotonic()
    sheets_of(raw, "log.xlsx")
    assert time.monotonic() - began < 120
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_a_size_that_the_sheet_only_claims_hides_no_line() -> None:
    raw = changed(b'<dimension ref="A1:F2"', b'<dimension ref="A1:A1"')
    (sheet,) = sheets_of(raw, "log.xlsx")
    assert read_log([sheet], AROUND, None).lines[0].text == "始めた"
    raw = changed(b'<dimension ref="A1:F2"', b'<dimension ref="A1:XFD1048576"')
    (sheet,) = sheets_of(raw, "log.xlsx")
    assert len(sheet.cells) == 8


def test_a_link_to_another_file_is_not_followed() -> None:
    link = b'<externalLink><externalBook r:id="rId1"/></externalLink>'
    (sheet,) = sheets_of(repacked(GOOD, {"xl/externalLinks/externalLink1.xml": link}), "log.xlsx")
    assert read_log([sheet], AROUND, None).lines[0].text == "始めた"


def test_a_picture_beside_the_log_is_no_obstacle() -> None:
    raw = repacked(GOOD, {"xl/media/photo.png": b"\x89PNG\r\n<<<" + bytes(90_000)})
    assert len(sheets_of(raw, "log.xlsx")) == 1


def test_a_workbook_without_a_single_cell_is_read_as_that() -> None:
    (sheet,) = sheets_of(saved(Workbook()), "log.xlsx")
    assert sheet.cells == {}


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"\x00\x01", "文字以外"),
        ("時刻\n".encode("utf-16"), "文字以外"),
        ("時刻,作業内容\n13:05,あ".encode("euc_jp") + b"\xff", "文字コード"),
        ('時刻,作業内容\n13:05,"開いたまま'.encode(), "引用符"),
        (b"a\n" * 7_000, "大きすぎます"),
        (b"," * 300, "大きすぎます"),
        (b"x" * 11_000_000, "大きすぎます"),
        (b"x" * 200_000, "引用符"),
    ],
)
def test_a_csv_that_is_no_log_is_refused_in_words(raw: bytes, word: str) -> None:
    with pytest.raises(Refusal) as refusal:
        sheet_of(raw, "log.csv")
    assert word in render(refusal.value.message, "ja")
    assert "[" not in render(refusal.value.message, "en")
