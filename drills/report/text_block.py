"""A section of the report: a heading and a table, or a heading and points.

Each is made once, and written by the text and by the page alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bcp.message import Language, Phrase, render
from drills.report.layout import paragraph, table


@dataclass(frozen=True)
class Column:
    """A column's heading, and how many cells it may take in Japanese and in English."""

    head: Phrase
    ja: int
    en: int


@dataclass(frozen=True)
class Table:
    """Rows under headings; nothing at all where there are no rows.

    For a writer that has the room: the `records` that each row rests on, and whether a row is
    `striking`, which is where a reader should look first. `notes` stand below the rows.
    """

    heading: Phrase
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    records: Sequence[Sequence[int]] = ()
    striking: Sequence[bool] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Points:
    """Sentences under a heading; nothing at all where there are none."""

    heading: Phrase
    items: Sequence[str]


Block = Table | Points


def lines_of(block: Block, lang: Language) -> list[str]:
    """The block as text: no lines where it is empty."""
    match block:
        case Table(heading=heading, columns=columns, rows=rows, notes=notes) if rows:
            widths = [each.ja if lang == "ja" else each.en for each in columns]
            heads = [render(each.head(), lang) for each in columns]
            below = [line for each in notes for line in paragraph(each, "    ", "  * ")]
            return [render(heading(), lang), *table(heads, rows, widths), *below]
        case Points(heading, items) if items:
            points = [line for each in items for line in paragraph(each, "    ", "  - ")]
            return [render(heading(), lang), *points]
    return []
