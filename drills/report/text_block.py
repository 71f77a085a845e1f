"""A section of the text report: a heading and a table, or nothing at all."""

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


def block(
    heading: Phrase, columns: Sequence[Column], rows: Sequence[Sequence[str]], lang: Language
) -> list[str]:
    """A heading and its table; no lines where there are no rows."""
    if not rows:
        return []
    widths = [each.ja if lang == "ja" else each.en for each in columns]
    heads = [render(each.head(), lang) for each in columns]
    return [render(heading(), lang), *table(heads, rows, widths)]


def listed(heading: Phrase, items: Sequence[str], lang: Language) -> list[str]:
    """A heading and its points; no lines where there are none."""
    if not items:
        return []
    points = [line for each in items for line in paragraph(each, "    ", "  - ")]
    return [render(heading(), lang), *points]
