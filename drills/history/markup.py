"""Blocks and drawings as a page: one file, without scripts, that asks for nothing.

Everything from plans and scenarios is hostile. Each value is made harmless and then escaped, and
none stands in an address or a style; the page's own policy forbids scripts and every request.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from bcp.message import Language, render
from drills.report.layout import harmless
from drills.report.page_shell import whole_page
from drills.report.text_block import Block, Points, Table

_SHEET = Path(__file__).parent / "page" / "history.css"
_SHORT = 12
"""Cells whose lines have so few letters are not broken over more."""


def page(title: str, lang: Language, parts: Iterable[str], more_style: str = "") -> str:
    """The whole page, with a line feed at its end; `parts` are made by this module's functions.

    `more_style` is put behind the style of these pages.
    """
    style = _style() + more_style
    return whole_page(said(title), style, lang, (f"<h1>{said(title)}</h1>", *parts))


@cache
def _style() -> str:
    return _SHEET.read_text(encoding="utf-8")


def block(found: Block, lang: Language) -> str:
    """A section of the page, or nothing where the block is empty."""
    match found:
        case Table() if found.rows:
            return "\n".join(_section(found, lang, _table(found, lang)))
        case Points(items=items) if items:
            points = "".join(f"<li>{said(each)}</li>" for each in items)
            return "\n".join(_section(found, lang, (f"<ul>{points}</ul>",)))
    return ""


def _section(found: Block, lang: Language, lines: Iterable[str]) -> Iterator[str]:
    yield f"<section><h2>{said(render(found.heading(), lang).strip('【】'))}</h2>"
    yield from lines
    yield "</section>"


def _table(table: Table, lang: Language) -> Iterator[str]:
    yield '<div class="wide"><table><thead><tr>'
    yield "".join(f"<th>{said(render(each.head(), lang))}</th>" for each in table.columns)
    yield "</tr></thead><tbody>"
    for number, row in enumerate(table.rows):
        struck = bool(table.striking) and table.striking[number]
        cells = "".join(_cell(each) for each in row)
        yield f"<tr{_as('striking', struck)}>{cells}</tr>"
    yield "</tbody></table></div>"
    yield from (note(each) for each in table.notes)


def _cell(text: str) -> str:
    short = all(len(line) <= _SHORT for line in text.split("\n"))
    return f"<td{_as('short', short)}>{said(text)}</td>"


def _as(kind: str, really: bool) -> str:
    return f' class="{kind}"' if really else ""


def note(text: str, kind: str = "note") -> str:
    """A paragraph; `kind` is a class of the style sheet."""
    return f'<p class="{kind}">{said(text)}</p>'


def rows(heads: Iterable[str], cells: Iterable[Iterable[str]]) -> str:
    """A plain table."""
    top = "".join(f"<th>{said(each)}</th>" for each in heads)
    body = "".join(f"<tr>{''.join(_cell(each) for each in row)}</tr>" for row in cells)
    return (
        f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def folded(summary: str, inside: str) -> str:
    """Something that opens when its line is touched; `inside` is made by this module."""
    return f"<details><summary>{said(summary)}</summary>{inside}</details>"


def said(text: str) -> str:
    """A text that came from anywhere; its lines stay lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "<br/>".join(html.escape(harmless(line)) for line in lines)
