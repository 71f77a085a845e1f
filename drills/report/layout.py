"""Text on a terminal and on paper: made harmless, wrapped by its width in cells, set in tables.

Widths come from wcwidth. Characters of ambiguous width (± × → …) are one cell here and two on many
Japanese terminals, so the report itself uses none of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wcwidth import wcswidth, wcwidth

WIDTH = 80
_CANNOT_BEGIN = frozenset(
    "、。，．・：；？！）」』】〉》〕］｝々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?)]}"
)
_CANNOT_END = frozenset("（「『【〈《〔［｛([{")
# Control, format (bidirectional overrides, zero-width), surrogate, line and paragraph separators.
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def harmless(text: str) -> str:
    r"""The text on one line, with everything that could act on a terminal shown as ``\x1b``."""
    flat = " / ".join(line for line in text.replace("\r\n", "\n").split("\n") if line.strip())
    return "".join(_shown(char) for char in flat.replace("\t", " "))


def _shown(char: str) -> str:
    code = ord(char)
    # What ends in fffe or ffff is no character, and no XML may hold it.
    if unicodedata.category(char) not in _HARMFUL and code & 0xFFFE != 0xFFFE:
        return char
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x1_0000 else f"\\U{code:08x}"


def width_of(text: str) -> int:
    """How many cells a harmless text takes."""
    return max(0, wcswidth(text))


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken as Japanese is; always at least one.

    An English word is broken only where it would not fit on a line of its own.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if width_of(line) + width_of(piece.rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while width_of(line.rstrip()) > width:
            head = _cut(line, width)
            lines.append(head)
            line = line[len(head) :]
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: a word, or a wide character with the marks that cling to it."""
    piece = ""
    for char in text:
        if piece and _may_break(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _CANNOT_BEGIN or before in _CANNOT_END:
        return False
    return before == " " or wcwidth(before) == 2 or wcwidth(after) == 2


def _cut(text: str, width: int) -> str:
    """The longest beginning that fits; at least one character."""
    taken, used = 1, width_of(text[0])
    for before, char in pairwise(text):
        # Some marks have no width alone, but one behind the character that they cling to.
        used += width_of(before + char) - width_of(before)
        if used > width:
            break
        taken += 1
    return text[:taken]


def paragraph(text: str, indent: str = "", first: str | None = None) -> list[str]:
    """Wrapped lines behind an indent; `first` stands before the first one instead."""
    lead = indent if first is None else first
    lines = wrapped(harmless(text), WIDTH - max(width_of(indent), width_of(lead)))
    return [lead + lines[0], *(indent + line for line in lines[1:])]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """A table whose columns take at most `widths` cells, two cells apart."""
    # It takes long to load, and a progress line does not need it.
    from tabulate import SEPARATING_LINE, tabulate  # noqa: PLC0415

    cells = [[_cell(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    # Where a row's first cell is one line, it shows by itself where the row begins.
    tall = any("\n" in row[0] for row in cells)
    # tabulate makes room around its own headings, which would make the table too wide.
    top = [_cell(head, width) for head, width in zip(heads, widths, strict=True)]
    body: list[list[str] | str] = [top, SEPARATING_LINE]
    for number, row in enumerate(cells):
        body += [SEPARATING_LINE, row] if tall and number else [row]
    text = tabulate(body, tablefmt="simple", disable_numparse=True)
    return [line.rstrip() for line in text.splitlines()]


def _cell(text: str, width: int) -> str:
    """A cell's lines; a line feed of ours begins a new one."""
    parts = [line for part in text.split("\n") for line in wrapped(harmless(part), width)]
    return "\n".join(parts)
