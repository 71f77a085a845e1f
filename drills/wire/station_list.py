"""The list of stations that a console writes out: CSV or tabs, from Excel or an old program."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from drills.wire import Malformed

# A title, the town's name and a date may stand above the columns' names.
_LOOKED = 20
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class NoColumns(Malformed):
    """No line names the columns that are wanted; `seen` are the first line's words."""

    def __init__(self, seen: Sequence[str]) -> None:
        self.seen = tuple(seen)
        super().__init__("no line with these columns")


@dataclass(frozen=True)
class Station:
    """One line: what the station is called, and its state in the console's words."""

    name: str
    state: str


def parsed(raw: bytes, name: str, state: str) -> tuple[Station, ...]:
    """The stations, by the names of the two columns that tell. Raises `Malformed`."""
    text = _decoded(raw)
    comma = (
        "\t" if text.partition("\n")[0].count("\t") > text.partition("\n")[0].count(",") else ","
    )
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True))
    except csv.Error as trouble:
        raise Malformed(str(trouble)) from None
    lines = [[each.strip() for each in row] for row in rows]
    head = next((n for n, row in enumerate(lines[:_LOOKED]) if name in row and state in row), None)
    if head is None:
        raise NoColumns(lines[0][:_LOOKED] if lines else ())
    at, how = lines[head].index(name), lines[head].index(state)
    return tuple(
        Station(row[at], row[how] if len(row) > how else "")
        for row in lines[head + 1 :]
        if len(row) > at and row[at]
    )


def _decoded(raw: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8-sig", "cp932"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Malformed("no text")
