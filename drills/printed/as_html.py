"""A form as a page to print: one file, without scripts, that asks for nothing.

Everything from plans and scenarios is hostile. Each value is made harmless and then escaped, and
none stands in an address; the page's own policy forbids scripts and every request besides.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

from drills.printed.document import (
    Bar,
    Bars,
    Block,
    Document,
    Facts,
    Line,
    NewPage,
    Points,
    Slip,
    Table,
    Title,
    Wall,
    WallDay,
    gap,
    pieces,
)
from drills.report.css_text import in_css
from drills.report.layout import harmless
from drills.report.page_shell import whole_page

# So many cells go into a day of a calendar, so high are its rows and lines, and so much a page has
# for them; what would be higher is set smaller.
_CELLS, _ROW_MM, _LINE_MM, _WALL_MM = 32, 4.6, 2.95, 156
_SHEET = Path(__file__).parent / "page" / "form.css"


def written(document: Document) -> str:
    """The whole page, with a line feed at its end."""
    main = (*_head(document), *(line for block in document.blocks for line in _block(block)))
    kind = "across" if document.across else ""
    return whole_page(_plain(document.title), _style(document), document.lang, main, kind=kind)


def _style(document: Document) -> str:
    """The style sheet, and what stands in the margins of every page."""
    size = "A4 landscape" if document.across else "A4 portrait"
    below = gap(document.lang).join((document.owner, document.title))
    margins = (
        f'@page{{size:{size};@top-right{{content:"{in_css(document.caution)}"}}'
        f'@bottom-left{{content:"{in_css(below)}"}}}}\n'
    )
    return margins + _SHEET.read_text(encoding="utf-8")


def _head(document: Document) -> Iterator[str]:
    yield "<header>"
    yield f'<div class="top"><p class="number">{_said(document.number)}</p>'
    yield (
        f'<p class="caution">{_said(document.caution)}</p></div>' if document.caution else "</div>"
    )
    if document.boxes:
        yield '<table class="boxes"><thead>'
        yield _row("th", document.boxes)
        yield f"</thead><tbody>{_row('td', [''] * len(document.boxes))}</tbody></table>"
    yield f"<h1>{_said(document.title)}</h1>"
    if document.notice:
        yield f'<p class="drill">{_said(document.notice)}</p>'
    yield f'<p class="owner">{_said(document.owner)}<br/>{_said(document.printed)}</p>'
    yield from _block(Facts(document.facts))
    yield "</header>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title():
            yield f"<h{block.level + 1}>{_said(block.text)}</h{block.level + 1}>"
        case Line():
            yield f"<p{_as(block.kind, block.kind != 'plain')}>{_said(block.text)}</p>"
        case Points(items=items):
            yield "<ul>" + "".join(f"<li>{_said(each)}</li>" for each in items) + "</ul>"
        case Facts(rows=rows):
            yield from _facts(rows)
        case Table():
            yield from _table(block)
        case Bars():
            yield from _bars(block)
        case Slip():
            yield from _slip(block)
        case Wall():
            yield from _wall(block)
        case NewPage():
            yield '<div class="new-page"></div>'


def _facts(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    if rows:
        yield '<table class="facts"><tbody>'
        yield from _pairs(rows)
        yield "</tbody></table>"


def _pairs(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, value in rows:
        yield f'<tr><th scope="row">{_said(name)}</th><td>{_said(value)}</td></tr>'


def _table(table: Table) -> Iterator[str]:
    yield f"<table{_as('high', table.high)}><colgroup>"
    whole = sum(table.widths)
    yield "".join(f'<col width="{100 * each / whole:.1f}%"/>' for each in table.widths)
    yield "</colgroup><thead>"
    yield _row("th", table.heads)
    yield "</thead><tbody>"
    for row in table.rows:
        yield _row("td", row)
    for _ in range(table.blank):
        yield f'<tr class="blank">{"<td></td>" * len(table.heads)}</tr>'
    yield "</tbody></table>"


def _bars(bars: Bars) -> Iterator[str]:
    yield '<table class="bars"><colgroup><col width="27%"/><col width="27%"/><col/></colgroup>'
    yield f"<thead>{_row('th', bars.heads)}</thead><tbody>"
    for each in bars.bars:
        yield f"<tr><td>{_said(each.name)}</td><td>{_said(each.words)}</td>"
        yield f'<td class="room">{_bar(each)}</td></tr>'
    yield "</tbody></table>"


def _bar(bar: Bar) -> str:
    """A drawing without words: those beside it say the same."""
    shapes, began = [], 0
    for each in bar.stretches:
        shapes.append(
            f'<rect class="{each.shade}" x="{began}%" width="{each.to - began}%" height="9"/>'
        )
        began = each.to
    if bar.limit is not None:
        shapes.append(f'<rect class="limit" x="{bar.limit}%" width="2" height="9"/>')
    if bar.cut:
        shapes.append('<rect class="cut" x="98%" width="1%" height="9"/>')
    return f'<svg aria-hidden="true" width="100%" height="9">{"".join(shapes)}</svg>'


def _wall(wall: Wall) -> Iterator[str]:
    high = sum(max(_ROW_MM, _LINE_MM * each) for each in wall.lines(_CELLS))
    dense = " dense" if high > _WALL_MM else ""
    yield f'<table class="wall{dense}"><colgroup>'
    yield '<col class="day"/><col/>' * len(wall.months)
    yield "</colgroup><thead><tr>"
    yield "".join(f'<th colspan="2">{_said(each.name)}</th>' for each in wall.months)
    yield "</tr></thead><tbody>"
    for row in wall.days_across():
        yield "<tr>" + "".join(map(_wall_day, row)) + "</tr>"
    yield "</tbody></table>"


def _wall_day(day: WallDay | None) -> str:
    if day is None:
        return '<td class="none" colspan="2"></td>'
    said = "".join(f"<span>{_said(each)}</span>" for each in day.texts)
    said += "".join(f"<b>{_said(each)}</b>" for each in day.strong)
    head = f'<th scope="row" class="{day.shade}">{day.number}<i>{_said(day.weekday)}</i></th>'
    return f'{head}<td class="{day.shade}">{said}</td>'


def _slip(slip: Slip) -> Iterator[str]:
    yield '<section class="slip">'
    yield f'<p class="head"><span>{_said(slip.head)}</span><span>{_said(slip.notice)}</span></p>'
    yield "<table><tbody>"
    yield from _pairs(slip.rows)
    yield f'<tr><td class="given" colspan="2">{_said(slip.text)}</td></tr>'
    yield "</tbody></table></section>"


def _row(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{_said(each)}</{tag}>" for each in cells) + "</tr>"


def _as(name: str, really: bool) -> str:
    return f' class="{name}"' if really else ""


def _said(text: str) -> str:
    """A text that came from anywhere: its lines stay lines, and what is to be filled in is seen."""
    return "".join(
        f"<mark>{_plain(piece)}</mark>" if is_mark else _plain(piece)
        for piece, is_mark in pieces(text)
    )


def _plain(text: str) -> str:
    return "\n".join(
        html.escape(harmless(line)) if line else ""
        for line in text.replace("\r\n", "\n").split("\n")
    )
