"""Logs as people fill them in, as bytes of real files; and when their drill was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from bcp.durations import DAY, HOUR, SECOND
from bcp.written_times import day_number
from drills.core.paper_time import Around

HEADS = ("日付", "時刻", "作業内容・状況", "つまずいた工程など", "担当", "手順")
OFFSET_S = 9 * 3_600
# 21 November 2026, 13:00:03 in Japan; it is entered on the second day after.
BEGAN_US = day_number(2026, 11, 21) * DAY + 13 * HOUR + 3 * SECOND - OFFSET_S * SECOND
AROUND = Around(BEGAN_US, BEGAN_US + 2 * DAY, OFFSET_S)


def since_start(days: int, hour: int, minute: int) -> int:
    """The drill's clock at a wall time, on the day of the start or some days after."""
    return days * DAY + (hour - 13) * HOUR + minute * 60 * SECOND - 3 * SECOND


def workbook(
    *rows: Sequence[object],
    heads: Sequence[object] = HEADS,
    then: Callable[[Any], None] = lambda sheet: None,
) -> bytes:
    """A workbook with the headings in its first row; `then` does the rest to its sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "記録"
    for row in (heads, *rows):
        sheet.append(list(row))
    then(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def repacked(raw: bytes, changed: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same archive with some of its parts replaced or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(written, "w", method) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return written.getvalue()


def part(raw: bytes, name: str) -> bytes:
    """One part of an archive."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name)
