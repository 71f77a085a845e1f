"""A list that an officer keeps as CSV in the plan's folder, saved by Excel or anything else."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from bcp.message import Phrase
from bcp.system_trouble import reason_of
from drills.errors import Refusal

UNREADABLE = Phrase(
    "probes.table.unreadable",
    ja="一覧表{file}を読めません（{reason}）。",
    en="the list {file} cannot be read ({reason}).",
)
NOT_CSV = Phrase(
    "probes.table.not_csv",
    ja="一覧表{file}がCSVとして読めません。Excelで「CSV UTF-8」として保存し直してください。",
    en='the list {file} is no CSV; save it in Excel as "CSV UTF-8".',
)
NO_COLUMN = Phrase(
    "probes.table.no_column",
    ja="一覧表{file}の1行目に「{column}」という見出しがありません。",
    en="the list {file} has no column {column!r} in its first line.",
)
TOO_LONG = Phrase(
    "probes.table.too_long",
    ja="一覧表{file}が長すぎます（{most}行まで）。",
    en="the list {file} is too long; {most} lines can be read.",
)
MOST_BYTES = 1_000_000
MOST_ROWS = 5_000

# The names that a column may have, the first of them being what it is called here.
Columns = Sequence[Sequence[str]]
Row = Mapping[str, str]


def read_table(path: str, needed: Columns, more: Columns = ()) -> tuple[Row, ...]:
    """Its rows, by the first name of each column; `more` are columns that may be missing.

    Raises `Refusal` where it cannot be read, or where a column of `needed` is missing.
    """
    try:
        with Path(path).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise Refusal(UNREADABLE(file=path, reason=reason_of(trouble))) from None
    return rows_of(raw, path, needed, more)


def rows_of(raw: bytes, file: str, needed: Columns, more: Columns = ()) -> tuple[Row, ...]:
    """The rows in `raw`, as `read_table` gives them. Raises `Refusal`."""
    if len(raw) > MOST_BYTES:
        raise Refusal(TOO_LONG(file=file, most=MOST_ROWS))
    try:
        lines = list(csv.reader(io.StringIO(_decoded(raw, file), newline=""), strict=True))
    except csv.Error:
        raise Refusal(NOT_CSV(file=file)) from None
    filled = [line for line in lines if any(each.strip() for each in line)]
    if len(filled) > MOST_ROWS:
        raise Refusal(TOO_LONG(file=file, most=MOST_ROWS))
    head = [each.strip().casefold() for each in filled[0]] if filled else []
    at: dict[str, int] = {}
    for names in (*needed, *more):
        place = next((head.index(name) for name in names if name in head), None)
        if place is not None:
            at[names[0]] = place
        elif names in needed:
            raise Refusal(NO_COLUMN(file=file, column=names[-1]))
    return tuple(
        {name: line[n].strip() if n < len(line) else "" for name, n in at.items()}
        for line in filled[1:]
    )


def _decoded(raw: bytes, file: str) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refusal(NOT_CSV(file=file))
