"""A section of the page, made of a block in words of one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Language, render
from drills.report import text_record
from drills.report.contents import title_of
from drills.report.html_curves import Curve
from drills.report.text_block import Block, Points, Table


@dataclass(frozen=True)
class Row:
    """A row of a table. `id` is the record that it tells of, where others may point to it."""

    cells: tuple[str, ...]
    records: tuple[int, ...] = ()
    striking: bool = False
    id: int | None = None
    share: float | None = None


@dataclass(frozen=True)
class Section:
    """A heading with points, with a table, or with both. `kinds` say what each column holds.

    `curves` stand above the table, `notes` below it.
    """

    id: str
    title: str
    points: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    curves: tuple[Curve, ...] = ()

    @property
    def has_records(self) -> bool:
        """Whether the rows name the records that they rest on; the log has them in a cell."""
        return any(row.records and row.id is None for row in self.rows)


def section_of(block: Block, lang: Language) -> Section:
    """A block as the page sets it."""
    anchor, title = block.heading.code.rpartition(".")[2], title_of(block.heading, lang)
    if isinstance(block, Points):
        return Section(anchor, title, points=tuple(block.items))
    return Section(
        id=anchor,
        title=title,
        heads=tuple(render(each.head(), lang) for each in block.columns),
        kinds=tuple(each.head.code.rpartition(".")[2] for each in block.columns),
        rows=tuple(_rows(block)),
        notes=tuple(block.notes),
    )


def _rows(table: Table) -> Iterator[Row]:
    told = table.heading is text_record.TIMELINE
    for number, cells in enumerate(table.rows):
        records = tuple(table.records[number]) if table.records else ()
        striking = bool(table.striking) and table.striking[number]
        yield Row(tuple(cells), records, striking, records[0] if told and records else None)
