"""How wide the columns of a page's tables are, reckoned from their words before it is laid out.

A browser tries every word of a table to find this. WeasyPrint does so too, but sets what is left of
a text anew for each line of it: a long word out of a log makes it stand for minutes. So the widths
are given to it. Words are counted in cells, as on a terminal, which is what fonts of Japanese do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from drills.report.layout import width_of

# How many cells fit into a line of a table on A4, and what stands between two columns.
ROOM, _GAP = 116, 2
# No word is so long that a column must be wider for it than this, and no line wider than that.
# Japanese may be broken between any two letters, but is not read well in columns of one or two.
_WORD, _LINE, _LETTERS = 22, 90, 8
_WORDS = re.compile(r"[^\s\u3000-\u9fff\uff00-\uffef]+")


def give_columns(root: Any) -> None:
    """Write the widths of every table's columns into a parsed page, in place.

    `root` is an element of ElementTree whose names of HTML have no namespace.
    """
    for table in root.iter("table"):
        rows = [row for row in _rows(table) if len(row) > 1]
        if not rows or table.find("colgroup") is not None:
            continue
        wide = max(map(len, rows))
        group = ET.Element("colgroup")
        for share in widths_of([row for row in rows if len(row) == wide]):
            group.append(ET.Element("col", {"style": f"width: {share:.2f}%"}))
        table.insert(0, group)
        table.set("style", "table-layout: fixed")


def widths_of(rows: Sequence[Sequence[str]], room: int = ROOM, gap: int = _GAP) -> list[float]:
    """How many hundredths of a line each column gets; each of `rows` has as many cells."""
    columns = list(zip(*rows, strict=True))
    return shares([(_word(each), _line(each)) for each in columns], room, gap)


def shares(columns: Sequence[tuple[int, int]], room: int, gap: int = _GAP) -> list[float]:
    """How many hundredths each column gets, by its longest word and its longest line in cells.

    Each gets room for its longest word first; what is left goes to whoever has longer lines. Where
    not even the words have room, all give way alike.
    """
    least = [word + gap for word, _ in columns]
    wanted = [max(line + gap - low, 0) for (_, line), low in zip(columns, least, strict=True)]
    left = room - sum(least)
    part = min(left / (sum(wanted) or 1), 1) if left > 0 else 0
    given = [low + more * part for low, more in zip(least, wanted, strict=True)]
    return [100 * each / sum(given) for each in given]


def _rows(table: Any) -> Iterator[list[str]]:
    """The cells of each row as text; a cell that lies over several is no measure of one."""
    for row in table.iter("tr"):
        cells = [each for each in row if each.tag in ("td", "th")]
        if not any(each.get("colspan") for each in cells):
            yield [_text(each) for each in cells]


def _text(cell: Any) -> str:
    """What stands in a cell; a line feed where a new line begins."""
    parts = [cell.text or ""]
    for each in cell:
        if each.tag in ("br", "p", "li", "div"):
            parts.append("\n")
        if isinstance(each.tag, str) and not each.tag.endswith("}svg"):
            parts.append(_text(each))
        parts.append(each.tail or "")
    return "".join(parts)


def _word(texts: Sequence[str]) -> int:
    """The longest word among them, as far as a column is made wider for one."""
    words = (width_of(word) for text in texts for word in _WORDS.findall(text))
    return max(min(max(words, default=1), _WORD), min(_line(texts), _LETTERS))


def _line(texts: Sequence[str]) -> int:
    lines = (width_of(line.strip()) for text in texts for line in text.split("\n"))
    return min(max(lines, default=1), _LINE)
