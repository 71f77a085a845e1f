"""The list of bodies from a file: YAML, or a table (CSV, Excel) with headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bcp.load import Source
from bcp.message import Phrase
from bcp.reader import Reader
from bcp.refused import Refused
from bcp.shape import Record
from drills.cli.paper_files import sheets_in
from drills.comparing.bodies import Body, BodyList
from drills.errors import Refusal
from drills.journal.signing import bad_line
from drills.paper.grid import Sheet

NO_COLUMNS = Phrase(
    "bodies.no_columns",
    ja="「{file}」に、団体コードと名称の列がありません。1行目の見出しを「団体コード」「名称」「振興局」"
    "「公開鍵」としてください。",
    en="{file} has no columns for code and name. Let the headings in its first row be: "
    "code, name, area, public_key.",
)
TWICE = Phrase(
    "bodies.twice",
    ja="「{file}」に、団体コード {code} が2回あります。",
    en="{file} has the code {code} twice.",
)
NO_CODE = Phrase(
    "bodies.no_code",
    ja="「{file}」の「{name}」に団体コードがありません。",
    en="{file} has no code for {name!r}.",
)
BAD_KEY = Phrase(
    "bodies.bad_key",
    ja="「{file}」の団体 {code} の公開鍵が正しくありません。{what}",
    en="the public key of {code} in {file} is not right: {what}",
)
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "団体コード", "コード"),
    "name": ("name", "名称", "団体名", "市町村名", "市町村"),
    "area": ("area", "振興局", "総合振興局", "地域", "所管"),
    "public_key": ("public_key", "公開鍵"),
}


def bodies_in(path: Path) -> tuple[Body, ...]:
    """Every body of the list. Raises `Refused` or `Refusal` for whatever is wrong in it."""
    is_yaml = path.suffix.casefold() in (".yaml", ".yml")
    found = _from_yaml(path) if is_yaml else tuple(_from_table(path))
    codes: set[str] = set()
    for each in found:
        if not each.code.strip():
            raise Refusal(NO_CODE(file=path.name, name=each.name))
        if each.code in codes:
            raise Refusal(TWICE(file=path.name, code=each.code))
        codes.add(each.code)
        what = bad_line(each.public_key) if each.public_key else None
        if what is not None:
            raise Refusal(BAD_KEY(file=path.name, code=each.code, what=what))
    return found


def _from_yaml(path: Path) -> tuple[Body, ...]:
    source, reader = Source(), Reader()
    tree = source.read(path, path.name)
    read = None if tree is None else reader.read(Record(BodyList), tree)
    refusals = (*source.refusals, *reader.refusals)
    if refusals or not isinstance(read, BodyList):
        raise Refused(refusals)
    return read.bodies


def _from_table(path: Path) -> Iterator[Body]:
    sheets, _ = sheets_in(path)
    for sheet in sheets:
        row, columns = _headings(sheet)
        if {"code", "name"} <= columns.keys():
            yield from _rows(sheet, row, columns)
            return
    raise Refusal(NO_COLUMNS(file=path.name))


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The first row in which something stands, and which column is which."""
    row = min((row for row, _ in sheet.cells), default=1)
    found: dict[str, int] = {}
    for (at, column), cell in sorted(sheet.cells.items()):
        name = cell.text.strip().casefold()
        word = next((word for word, names in HEADINGS.items() if name in names), None)
        if at == row and word is not None:
            found.setdefault(word, column)
    return row, found


def _rows(sheet: Sheet, head: int, columns: Mapping[str, int]) -> Iterator[Body]:
    for row in _filled(sheet, head):
        yield Body(**{word: sheet.cell(row, at).text.strip() for word, at in columns.items()})


def _filled(sheet: Sheet, head: int) -> Sequence[int]:
    return sorted(
        {row for (row, _), cell in sheet.cells.items() if row > head and cell.text.strip()}
    )
