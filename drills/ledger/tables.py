"""Which sheets of a workbook are tables of a ledger, and what their headings stand for.

Titles above the headings, merged headings of two rows, and columns that no plan has are usual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bcp.did_you_mean import remedy
from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.written_times import narrow
from drills.ledger.choices import Choices, title_of
from drills.ledger.columns import HINTS, KINDS, Kind, column, columns_of, field_headed, folded
from drills.paper.grid import Sheet

# Where the headings are looked for: titles, dates and stamps stand above them.
_DEEPEST = 30
# A table of two columns may be a list; one that has fewer known headings may be anything.
_FEWEST = 2

NO_TABLE = Phrase(
    "ledger.no_table",
    ja="情報システム・サーバ・業者・連絡先などの表が見つかりません（シート: {sheets:list}）。",
    en="no table of systems, servers, vendors or contacts is found (sheets: {sheets:list}).",
)
NAME_HEADINGS = Phrase(
    "ledger.name_headings",
    ja="見出しの行に「システム名」などを書くか、--sheet systems=シート名 と "
    "--columns systems.name=見出し で指定してください。",
    en="Head the columns as ledgers do, or say which is which: "
    "--sheet systems=NAME --columns systems.name=HEADING.",
)
NO_HEADING = Phrase(
    "ledger.no_such_heading",
    ja="「{heading}」という見出しの列がありません。",
    en="no column is headed {heading!r}.",
)
NO_NAME_COLUMN = Phrase(
    "ledger.no_name_column",
    ja="名前の列が見つかりません（{kind}）。",
    en="no column of names is found ({kind}).",
)
SAY_NAME_COLUMN = Phrase(
    "ledger.say_name_column",
    ja="--columns {kind}.name=見出し で指定してください。",
    en="Say which it is: --columns {kind}.name=HEADING.",
)
NO_SHEET = Phrase(
    "ledger.no_sheet",
    ja="「{name}」というシートがありません。",
    en="there is no sheet {name!r}.",
)


@dataclass(frozen=True)
class Table:
    """One table: its sheet, what it lists, the row of its headings, and the column of each field.

    `unread` are the columns that nothing is taken from, with their headings.
    """

    sheet: Sheet
    kind: Kind
    row: int
    columns: Mapping[str, int]
    unread: Mapping[int, str]

    def heading(self, field: str) -> str:
        """What heads the column of a field."""
        return heading_of(self.sheet, self.row, self.columns[field])


def heading_of(sheet: Sheet, row: int, column: int) -> str:
    """A heading on one line, also where it reaches over several rows."""
    return " ".join(sheet.covering(row, column).text.split())


def tables_of(
    sheets: Sequence[Sheet], choices: Choices
) -> tuple[list[Table], list[Sheet], list[Refusal]]:
    """The tables, the sheets that are none, and what was chosen that is not there."""
    refusals = list(_not_there(sheets, choices))
    tables: list[Table] = []
    passed: list[Sheet] = []
    for sheet in sheets:
        left_out = choices.only and title_of(sheet) not in choices.only
        if left_out or choices.of_sheet(sheet).skip:
            passed.append(sheet)
            continue
        table = _table(sheet, choices)
        if table is None:
            passed.append(sheet)
        else:
            tables.append(table)
    refusals += _lacking(tables, choices)
    if not tables and not refusals:
        names = [title_of(each) for each in sheets]
        place = sheets[0].place() if sheets else None
        refusals += [Refusal(place, NO_TABLE(sheets=names), NAME_HEADINGS())] if place else []
    return tables, passed, refusals


def _not_there(sheets: Sequence[Sheet], choices: Choices) -> Iterator[Refusal]:
    names = [title_of(each) for each in sheets]
    for wanted in dict.fromkeys((*choices.only, *choices.sheets)):
        if wanted not in names and sheets:
            place = Sheet(sheets[0].file, "", {}).place()
            yield Refusal(place, NO_SHEET(name=wanted), remedy(wanted, names))


def _table(sheet: Sheet, choices: Choices) -> Table | None:
    chosen = choices.of_sheet(sheet)
    rows = [chosen.row] if chosen.row else list(sheet.rows[:_DEEPEST])
    kinds = (chosen.kind,) if chosen.kind else KINDS
    found = [
        (_weight(table, sheet, choices), -row, -KINDS.index(kind), table)
        for row in rows
        for kind in kinds
        if (table := _headed(sheet, row, kind, choices.headings(sheet, kind)))
    ]
    sure = bool(chosen.kind)
    best = max(found, key=lambda each: each[:3], default=None)
    if best is None:
        return None
    table = best[3]
    left_out = sum(not each for each in choices.headings(sheet, table.kind).values())
    enough = len(table.columns) + left_out + _hinted(table) >= _FEWEST
    return table if sure or (_names(table) and enough) else None


def _names(table: Table) -> bool:
    return any(_reads_name(table.kind, each) for each in table.columns)


def _reads_name(kind: Kind, field: str) -> bool:
    known = column(kind, field)
    return known is not None and known.reads == "name"


def _weight(table: Table, sheet: Sheet, choices: Choices) -> float:
    """How sure it is that a row heads a table of that kind."""
    told = {"address", "person", "sla.onsite"} & {*table.columns}
    likely = choices.likely.get(title_of(sheet)) == table.kind
    return (
        5 * likely + len(table.columns) + 2 * _hinted(table) + 1.5 * len(told) + 10 * _names(table)
    )


def _hinted(table: Table) -> bool:
    """Whether the sheet's own name says that it lists such things."""
    title = narrow(title_of(table.sheet)).casefold()
    return any(hint in title for hint in HINTS[table.kind])


def _headed(sheet: Sheet, row: int, kind: Kind, chosen: Mapping[str, str]) -> Table | None:
    reach = {column for _, column in sheet.cells}
    headings = {n: text for n in sorted(reach) if (text := heading_of(sheet, row, n))}
    at: dict[str, int] = {}
    for field, heading in chosen.items():
        wanted = narrow(heading).casefold().replace(" ", "")
        exact = (n for n, text in headings.items() if _is(text, wanted))
        alike = (n for n, text in headings.items() if wanted and folded(text) == folded(heading))
        n = next((n for n in (*exact, *alike) if n not in at.values()), None)
        if n is not None:
            at[field] = n
    for n, text in headings.items():
        known = field_headed(kind, text)
        if known and known not in at and known not in chosen and n not in at.values():
            at[known] = n
    if not at:
        return None
    ordered = {each.field: at[each.field] for each in columns_of(kind) if each.field in at}
    unread = {n: text for n, text in headings.items() if n not in at.values()}
    return Table(sheet, kind, row, ordered, unread)


def _is(text: str, wanted: str) -> bool:
    return bool(wanted) and narrow(text).casefold().replace(" ", "") == wanted


def _lacking(tables: Sequence[Table], choices: Choices) -> Iterator[Refusal]:
    """Columns that were named and are nowhere, and tables without one of names."""
    for table in tables:
        place = table.sheet.place(table.row, 1)
        of_kind = [each for each in tables if each.kind == table.kind]
        own = choices.of_sheet(table.sheet).columns
        for field, heading in choices.headings(table.sheet, table.kind).items():
            holders = [table] if field in own else of_kind
            if heading and not any(field in each.columns for each in holders):
                said = [*map(table.heading, table.columns), *table.unread.values()]
                yield Refusal(place, NO_HEADING(heading=heading), remedy(heading, said))
        if not _names(table):
            then = SAY_NAME_COLUMN(kind=table.kind)
            yield Refusal(place, NO_NAME_COLUMN(kind=table.kind), then)
