"""Headings, points and tables in each form that a comparison is written in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bcp.message import Language, render
from drills.printed import as_html
from drills.printed import document as d
from drills.report.layout import WIDTH, paragraph
from drills.report.text_block import Block, Points, Table, lines_of


@dataclass(frozen=True)
class Paper:
    """What stands above the blocks: whose it is, and when it was made, or of what."""

    title: str
    owner: str
    dated: str
    caution: str


def text(paper: Paper, blocks: Sequence[Block], lang: Language) -> str:
    """The whole as text of 80 columns, with a line feed at its end."""
    head = [*paragraph(paper.title), "=" * WIDTH]
    for each in (paper.owner, paper.dated, paper.caution):
        head += paragraph(each) if each else []
    parts = [head, *(lines_of(each, lang) for each in blocks)]
    return "\n\n".join("\n".join(each) for each in parts if each) + "\n"


def page(paper: Paper, blocks: Sequence[Block], lang: Language, *, across: bool = False) -> str:
    """The whole as one page for a browser and for A4, that asks for nothing."""
    made = tuple(one for each in blocks for one in _printed(each, lang))
    return as_html.written(
        d.Document(
            *(paper.title, paper.owner, paper.dated, lang, made),
            caution=paper.caution,
            across=across,
        )
    )


def _printed(block: Block, lang: Language) -> Iterable[d.Block]:
    heading = d.Title(_plain(render(block.heading(), lang), lang))
    match block:
        case Points(items=items) if items:
            yield heading
            yield d.Points(tuple(items))
        case Table(columns=columns, rows=rows, notes=notes) if rows:
            yield heading
            yield d.Table(
                heads=tuple(render(each.head(), lang) for each in columns),
                rows=tuple(tuple(row) for row in rows),
                widths=tuple(each.ja if lang == "ja" else each.en for each in columns),
            )
            yield from (d.Line(each, "note") for each in notes)


def _plain(heading: str, lang: Language) -> str:
    """A heading without what sets it off in a text: 【…】, or capitals throughout."""
    return heading.strip("【】") if lang == "ja" else heading[:1] + heading[1:].lower()
