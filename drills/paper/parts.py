"""What is inside an Excel file, looked at before anything of it is believed.

An ``.xlsx`` file is a ZIP archive of XML parts (ISO/IEC 29500-2). Somebody else made it, so every
part is bounded, and read once from end to end, before a library builds a workbook of it: a small
archive may hold gigabytes, a single element may claim a million rows, an entity may name a file of
this computer.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from bcp.message import Phrase
from drills.errors import Refusal
from drills.paper.grid import MOST_COLUMNS, MOST_ROWS

# A form with 5,000 long lines takes less than a tenth of either.
MOST_BYTES = 10_000_000
MOST_UNPACKED = 30_000_000
MOST_PARTS = 300
_DEEPEST = 40
_MOST_CELLS = 100_000
_MOST_ELEMENTS = 500_000
# Styles and the like, each of which becomes an object: Excel itself keeps at most 65,490 of them.
_MOST_OTHERS = 60_000
_OF_CELLS = frozenset({"row", "c", "v", "is", "t", "f", "si", "r", "rPh", "phoneticPr"})
_CHUNK = 65_536
_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError)

NOT_EXCEL = Phrase(
    "paper.not_excel",
    ja="Excel のファイル（.xlsx）として読めません。{then}",
    en="This cannot be read as an Excel file (.xlsx). {then}",
)
SAVE_AS_XLSX = Phrase(
    "paper.save_as_xlsx",
    ja="Excel で開き、「名前を付けて保存」で「Excel ブック（*.xlsx）」を選んでください。",
    en='Open it in Excel and save it as "Excel Workbook (*.xlsx)".',
)
OLD_OR_LOCKED = Phrase(
    "paper.old_or_locked",
    ja="古い形式（.xls）か、パスワード付きのファイルです。パスワードを外し、{then}",
    en="It is of the old form (.xls) or has a password. Take that away. {then}",
)
DAMAGED = Phrase(
    "paper.damaged",
    ja="ファイルが壊れているようです。もう一度コピーするか、{then}",
    en="It seems to be damaged. Copy it again, or: {then}",
)
MACROS = Phrase(
    "paper.macros",
    ja="マクロを含むファイルは読み込みません。{then}",
    en="A file with macros is not read. {then}",
)
ENTITIES = Phrase(
    "paper.entities",
    ja="このファイルは、Excel が書かない外部参照の宣言を含むため、読み込みません。{then}",
    en="The file declares entities, which Excel never writes, so it is not read. {then}",
)
TOO_MUCH = Phrase(
    "paper.too_much",
    ja="ファイルが大きすぎます（上限: {most}）。写真や使わない行・列・シートを除いてください。",
    en="The file is too large (at most {most}). Take out pictures and unused rows, columns "
    "and sheets.",
)
BYTES = Phrase("paper.bytes", ja="{count}MB", en="{count} MB")
ROWS = Phrase("paper.rows", ja="{rows}行・{columns}列", en="{rows} rows and {columns} columns")
CELLS = Phrase("paper.cells", ja="{count}個の欄", en="{count} cells")
PARTS = Phrase("paper.parts", ja="{count}個の部品", en="{count} parts")

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Extent:
    """How far one part's cells reach, and which are merged: first row, column, last row."""

    rows: int = 0
    columns: int = 0
    merged: tuple[tuple[int, int, int], ...] = ()


def looked_at(raw: bytes) -> dict[str, Extent]:
    """Look through every XML part, and say what each holds. Raises `Refusal`."""
    if len(raw) > MOST_BYTES:
        raise Refusal(TOO_MUCH(most=BYTES(count=MOST_BYTES // 1_000_000)))
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(NOT_EXCEL(then=OLD_OR_LOCKED(then=SAVE_AS_XLSX())))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _parts(archive)
    except DefusedXmlException as unsafe:
        raise Refusal(NOT_EXCEL(then=ENTITIES(then=SAVE_AS_XLSX()))) from unsafe
    except (*_FAULTS, RuntimeError, OSError, ValueError, LookupError) as trouble:
        raise Refusal(NOT_EXCEL(then=DAMAGED(then=SAVE_AS_XLSX()))) from trouble


def _parts(archive: zipfile.ZipFile) -> dict[str, Extent]:
    parts = archive.infolist()
    names = {each.filename.lower() for each in parts}
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise Refusal(NOT_EXCEL(then=SAVE_AS_XLSX()))
    if len(parts) > MOST_PARTS or len(names) < len(parts):
        raise Refusal(TOO_MUCH(most=PARTS(count=MOST_PARTS)))
    # What a part unpacks to is never more than it says, or it is refused as damaged.
    if sum(each.file_size for each in parts) > MOST_UNPACKED:
        raise Refusal(TOO_MUCH(most=BYTES(count=MOST_UNPACKED // 1_000_000)))
    # The other methods unpack a few bytes to any size in one go.
    if not {each.compress_type for each in parts} <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refusal(NOT_EXCEL(then=DAMAGED(then=SAVE_AS_XLSX())))
    if any("vbaproject" in each or "xl/macrosheets" in each for each in names):
        raise Refusal(MACROS(then=SAVE_AS_XLSX()))
    found = {}
    for part in parts:
        with archive.open(part) as content:
            extent = _looked_through(content)
        if extent is not None:
            found[part.filename] = extent
    return found


def _looked_through(content: IO[bytes]) -> Extent | None:
    """How far a part reaches; None where it is no XML, whatever it is called."""
    begin = content.read(_CHUNK)
    if not begin.lstrip(_BEFORE).startswith(b"<"):
        return None
    counted = _Counted()
    parser = XMLParser(target=counted, forbid_dtd=True)
    try:
        parser.feed(begin)
        while more := content.read(_CHUNK):
            parser.feed(more)
        parser.close()
    except ParseError:
        return None  # drawings of old versions are not well-formed, and are not read
    return Extent(counted.rows, max(counted.columns, 1), tuple(counted.merged))


class _Counted:
    """What an XML parser tells, counted without keeping any. Raises `Refusal` for too much."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.merged: list[tuple[int, int, int]] = []
        self._cells = self._elements = self._others = self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Count an element that begins."""
        self._depth += 1
        self._elements += 1
        name = tag.rpartition("}")[2]
        self._others += name not in _OF_CELLS
        match name:
            case "Override" if "macroenabled" in attributes.get("ContentType", "").lower():
                raise Refusal(MACROS(then=SAVE_AS_XLSX()))
            case "row":
                self.rows = max(self.rows + 1, int(attributes.get("r", 0)))
            case "c":
                self._cell(attributes.get("r"))
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
        if self.rows > MOST_ROWS or self.columns > MOST_COLUMNS:
            raise Refusal(TOO_MUCH(most=ROWS(rows=MOST_ROWS, columns=MOST_COLUMNS)))
        too_many = self._elements > _MOST_ELEMENTS or self._others > _MOST_OTHERS
        if self._cells > _MOST_CELLS or too_many:
            raise Refusal(TOO_MUCH(most=CELLS(count=_MOST_CELLS)))
        if self._depth > _DEEPEST:
            raise ValueError(tag)

    def end(self, _tag: str) -> None:
        """Count an element that ends."""
        self._depth -= 1

    def _cell(self, written: str | None) -> None:
        self._cells += 1
        if written is not None:
            row, column = _cell(written)
            self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        else:
            self.columns = MOST_COLUMNS

    def _merge(self, written: str) -> None:
        first, _, last = written.partition(":")
        (row, column), (below, _beside) = _cell(first), _cell(last or first)
        below = min(below, MOST_ROWS)
        self._cells += max(0, below - row)
        self.merged.append((row, column, below))


def _cell(written: str) -> tuple[int, int]:
    found = _CELL.fullmatch(written)
    if found is None:
        raise ValueError(written)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
