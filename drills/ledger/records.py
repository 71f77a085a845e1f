"""The rows of a ledger's tables, one thing of the plan each, and what could not be read of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bcp.message import Message, Phrase
from bcp.references import ID_LETTERS
from bcp.refused import CellPlace, Refusal
from bcp.written_times import narrow
from drills.ledger import words as w
from drills.ledger.columns import Column, Kind, column, columns_of
from drills.ledger.tables import Table
from drills.ledger.values import Meanings, Value, read_value, same
from drills.paper.grid import MOST_COLUMNS, Cell, Sheet

# Footnotes, sums and headings of groups, which stand among the rows and are none.
_NO_RECORD = re.compile(
    r"[※＊*（(]?注|[※＊■◆●▼▽◇【\[<＜〈《]|(?:合|小|総)\s*計$|計$|以上$|以下余白"
)
# These are none whatever stands beside them: sums have figures, and notes are often long.
_SUM = re.compile(r"(?:総合|合|小|総|累)?計(?:[:(].*|\d+件?)?")
_NEVER = re.compile(r"※.*|【[^】]*】", re.DOTALL)
_ID = re.compile(r"[^\W_][\w.\-]*")
_DITTO = frozenset(("〃", "々", "同上", '"', "”", "''", "″"))

NO_NAME = Phrase(
    "ledger.no_name",
    ja="この行には名前がありません。",
    en="this row has no name.",
)
FILL_OR_CLEAR = Phrase(
    "ledger.fill_or_clear",
    ja="名前を書くか、行ごと消してください。",
    en="Write the name, or clear the row.",
)
NO_ROW = Phrase(
    "ledger.no_row",
    ja="「{text}」の行は、見出し・注記・合計とみなして取り込みません。",
    en="the row of {text!r} is taken for a heading, a note or a sum, and left out.",
)
IF_IT_IS = Phrase(
    "ledger.if_it_is",
    ja="名前であれば、頭の記号を外すか、別の書き方にしてください。",
    en="If it is a name, take the sign before it away, or write it in another way.",
)
SECOND_ROW = Phrase(
    "ledger.second_row",
    ja="結合した名前の2行目以降の「{text}」は取り込みません。",
    en="what stands beside the second row of a merged name is not taken ({text!r}).",
)
UNMERGE = Phrase(
    "ledger.unmerge",
    ja="結合を解いて1件を1行にしてください。",
    en="Undo the merge, so that each has one row.",
)
NOTHING_ABOVE = Phrase(
    "ledger.nothing_above",
    ja="「{text}」の上に何も書かれていません。",
    en="nothing stands above {text!r}.",
)


@dataclass(frozen=True)
class Unread:
    """A cell that was not taken: the field it was for, and what is said of it."""

    field: str
    refusal: Refusal

    @property
    def what(self) -> Message:
        """What is wrong with it."""
        return self.refusal.what


@dataclass(frozen=True)
class Record:
    """One row. `values` are by field, `places` their cells.

    The `id` is empty until one is chosen, where the ledger gives none; names of other things stand
    in `values` until they are looked up.
    """

    kind: Kind
    id: str
    name: str
    place: CellPlace
    values: Mapping[str, Value | tuple[str, ...]]
    places: Mapping[str, CellPlace] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()


@dataclass
class Rows:
    """What the rows of tables gave: records, notes on rows left out, and what must be mended."""

    records: list[Record] = field(default_factory=list)
    notes: list[Refusal] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def rows_of(tables: Sequence[Table], meanings: Meanings) -> Rows:
    """Every record of the tables, with the ids that the ledger itself gives."""
    rows = Rows()
    for table in tables:
        for row in _rows_below(table):
            _row(table, row, meanings, rows)
    return rows


def _rows_below(table: Table) -> Iterator[int]:
    """The rows below the headings, also where headings reach over several rows."""
    sheet = table.sheet
    for row in sheet.rows:
        heads = {sheet.merged.get((row, n), (row, n))[0] for n in table.columns.values()}
        if row > table.row and not any(head <= table.row for head in heads):
            yield row


def _row(table: Table, row: int, meanings: Meanings, rows: Rows) -> None:
    sheet = table.sheet
    name_field = next(each.field for each in columns_of(table.kind) if _heads(each, table))
    at = table.columns[name_field]
    text = sheet.cell(row, at).text.strip()
    others = [n for field, n in table.columns.items() if field != name_field]
    told = [sheet.cell(row, n).text.strip() for n in others if not sheet.cell(row, n).is_empty]
    if (said := _said_of_no_record(sheet, row, at, told)) is not None:
        what = NO_ROW(text=sheet.cell(row, said).text.strip()[:40])
        rows.notes.append(sheet.refused(row, said, what, IF_IT_IS()))
        return
    if not text and (row, at) in sheet.merged:
        for n in others:
            if not sheet.cell(row, n).is_empty:
                what = SECOND_ROW(text=sheet.cell(row, n).text[:40])
                rows.notes.append(sheet.refused(row, n, what, UNMERGE()))
        return
    values, unread = _values(table, row, meanings)
    name = str(values.get(name_field, ""))
    trouble = next((each for each in unread if each.field == name_field), None)
    if trouble is not None:
        rows.refusals.append(trouble.refusal)
    elif not name:
        if told:
            rows.refusals.append(sheet.refused(row, at, NO_NAME(), FILL_OR_CLEAR()))
    else:
        _record(table, row, (name, values, unread), rows)


def _heads(each: Column, table: Table) -> bool:
    return each.reads == "name" and each.field in table.columns


def _said_of_no_record(sheet: Sheet, row: int, at: int, told: Sequence[str]) -> int | None:
    """The column that says that the row is a heading, a note or a sum; None where it is a record.

    Sums are often said in the first cell, where the others have their number.
    """
    text = sheet.cell(row, at).text.strip()
    cells = range(1, MOST_COLUMNS + 1)
    first = next((n for n in cells if not sheet.cell(row, n).is_empty), at)
    said = sheet.cell(row, first).text.strip()
    if _SUM.fullmatch(same(said)) or (not text and _NEVER.fullmatch(said)):
        return first
    if _SUM.fullmatch(same(text)) or _NEVER.fullmatch(text):
        return at
    return at if text and not told and _NO_RECORD.match(text) else None


def _record(
    table: Table,
    row: int,
    read: tuple[str, dict[str, Value | tuple[str, ...]], list[Unread]],
    rows: Rows,
) -> None:
    name, values, unread = read
    given = narrow(str(values.pop("id", "")))
    if given and not _ID.fullmatch(given):
        place = table.sheet.place(row, table.columns["id"])
        rows.refusals.append(Refusal(place, w.BAD_ID(text=given), ID_LETTERS()))
        return
    places = {each: table.sheet.place(row, table.columns[each]) for each in values}
    where = table.sheet.place(row, _name_at(table))
    rows.records.append(Record(table.kind, given, name, where, values, places, tuple(unread)))


def _name_at(table: Table) -> int:
    return next(table.columns[each.field] for each in columns_of(table.kind) if _heads(each, table))


def _values(
    table: Table, row: int, meanings: Meanings
) -> tuple[dict[str, Value | tuple[str, ...]], list[Unread]]:
    values: dict[str, Value | tuple[str, ...]] = {}
    unread: list[Unread] = []
    for field_name, n in table.columns.items():
        known = column(table.kind, field_name)
        if known is None:
            continue
        cell = _cell(table, row, n)
        if isinstance(cell, Refusal):
            unread.append(Unread(field_name, cell))
            continue
        read = read_value(cell, known, table.heading(field_name), meanings)
        if isinstance(read, tuple):
            unread.append(Unread(field_name, table.sheet.refused(row, n, *read)))
        elif read is not None and _says(field_name, str(read)):
            values[field_name] = _listed(str(read)) if known.reads == "many" else read
    return values, unread


def _says(field_name: str, text: str) -> bool:
    """Whether a cell of several words holds any."""
    return field_name != "groups" or bool(_listed(text))


def _cell(table: Table, row: int, n: int) -> Cell | Refusal:
    """What a cell says; 「〃」 and 「同上」 say what the one above says."""
    sheet = table.sheet
    cell = sheet.covering(row, n)
    if same(cell.text) not in _DITTO:
        return cell
    above = row
    while same(cell.text) in _DITTO:
        above -= 1
        if above <= table.row:
            what = NOTHING_ABOVE(text=sheet.cell(row, n).text)
            return sheet.refused(row, n, what, w.DECIDE())
        cell = sheet.covering(above, n)
    return cell


def _listed(text: str) -> tuple[str, ...]:
    parts = (each.strip() for each in re.split(r"[、,，;；\n]+", text))
    return tuple(dict.fromkeys(each for each in parts if each))
