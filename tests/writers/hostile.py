"""What must hold of a file of each form, whatever words stand in it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token
from openpyxl import load_workbook

from drills.report.layout import width_of
from drills.report.tidy import HEADS
from tests.report.poison import POISON

MARKDOWN = (
    "![x](http://127.0.0.1:9/p.png) [here](javascript:owned) <javascript:owned> @everyone #12 "
    "GH-7 www.example.jp a@example.jp | `code` | ~~x~~ **b** __c__ $x^2$ :bomb: [^1]: &lt; ``"
)
HOSTILE = (
    POISON,
    f'=HYPERLINK("http://127.0.0.1:9/","x") &G &P {MARKDOWN}',
    f"＝cmd|' /C calc'!A0 _x0041_ \t{MARKDOWN}\r\n# h\r\n---\r\n- x\r\n1. y\r\n```\r\n<b>",
    f"@SUM(1) \ufffe\uffff {'長い名前' * 200}",
    "-1+1|x",
    "---",
)
SLOW = ("pdf",)
"""Forms that take seconds: what they are made from is tried with every word, they with a few."""
_ACTS = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "link",
    "base",
    "img",
    "image",
    "foreignObject",
}
_HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def text_is_quiet(raw: bytes) -> None:
    lines = raw.decode().splitlines()
    assert [each for each in lines if any(map(_is_harmful, each))] == []
    long = [each for each in lines if width_of(each) > 80]
    assert [each for each in long if not each.startswith("      ")] == []


def page_is_quiet(raw: bytes) -> None:
    for element in ET.fromstring(raw).iter():  # noqa: S314
        assert element.tag.rpartition("}")[2] not in _ACTS
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert name.rpartition("}")[2] not in ("href", "src") or value.startswith("#")


def json_is_quiet(raw: bytes) -> None:
    assert json.loads(raw)["form"]
    assert not any(_is_harmful(each) for each in raw.decode().replace("\n", ""))


def table_is_quiet(raw: bytes) -> None:
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(HEADS)}
    for cell in (cell for row in rows for cell in row):
        assert not any(map(_is_harmful, cell))
        is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
        assert is_number or cell in ("-", "－") or not cell.lstrip().startswith(_STARTS)


def markdown_is_quiet(raw: bytes) -> None:
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": True})
    acting = {"html_block", "html_inline", "link_open", "image", "code_block"}
    tokens = list(_all(reader.parse(raw.decode())))
    assert [each for each in tokens if each.type in acting] == []
    for each in tokens:
        if each.type == "text":
            assert not re.search(r"@\w|#\d|GH-\d|:[a-z]\w*:", each.content), each.content
    # A line that is to be typed on a server stands as it is, in a block of code.
    fenced = [each.content for each in tokens if each.type == "fence"]
    assert raw.decode().count("{{") == sum(each.count("{{") for each in fenced)
    assert not any(_is_harmful(each) for each in raw.decode().replace("\n", ""))


def _all(tokens: list[Token]) -> Iterator[Token]:
    for each in tokens:
        yield each
        yield from _all(each.children or [])


def workbook_is_quiet(raw: bytes) -> None:
    _parts_are_quiet(raw)
    for sheet in load_workbook(io.BytesIO(raw)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                assert re.fullmatch(
                    r"=[-A-Z0-9a-z(),=<>\"$/*.+&:;\u3040-\u9fff －]+", str(cell.value)
                )
                assert not re.search("HYPERLINK|cmd|SUM|DDE", str(cell.value))
            elif isinstance(cell.value, str):
                assert not any(map(_is_harmful, cell.value.replace("\n", "")))
                assert len(cell.value) <= 32_767


def document_is_quiet(raw: bytes) -> None:
    _parts_are_quiet(raw)


def _parts_are_quiet(raw: bytes) -> None:
    """Every part can be read, and none points outside or brings something that runs."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert not [
            each for each in parts.namelist() if re.search("vba|macro|ole|embed", each, re.I)
        ]
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                root = ET.fromstring(parts.read(name))  # noqa: S314
                modes = [each.get("TargetMode") for each in root.iter()]
                assert "External" not in modes, name


def print_is_quiet(raw: bytes) -> None:
    assert raw.startswith(b"%PDF")
    found = subprocess.run(["pdfinfo", "-url", "-"], input=raw, capture_output=True, check=True)
    assert b"http" not in found.stdout
    found = subprocess.run(["pdfinfo", "-js", "-"], input=raw, capture_output=True, check=True)
    assert found.stdout.strip() == b""


QUIET: Mapping[str, Callable[[bytes], None]] = {
    "text": text_is_quiet,
    "html": page_is_quiet,
    "json": json_is_quiet,
    "csv": table_is_quiet,
    "md": markdown_is_quiet,
    "xlsx": workbook_is_quiet,
    "docx": document_is_quiet,
    "pdf": print_is_quiet,
}


def _is_harmful(char: str) -> bool:
    return unicodedata.category(char) in _HARMFUL
