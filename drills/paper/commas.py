"""A log that was saved as CSV, by Excel (cp932 or UTF-8) or by anything else."""

from __future__ import annotations

import csv
import io

from bcp.message import Phrase
from drills.errors import Refusal
from drills.paper.grid import MOST_COLUMNS, MOST_ROWS, Cell, Sheet
from drills.paper.parts import BYTES, MOST_BYTES, ROWS, TOO_MUCH

NOT_CSV = Phrase(
    "paper.not_csv",
    ja="CSV として読めません（{reason}）。Excel で開き、「CSV UTF-8」で保存し直してください。",
    en='This cannot be read as CSV ({reason}). Open it in Excel and save it as "CSV UTF-8".',
)
NO_TEXT = Phrase("paper.no_text_file", ja="文字以外のデータを含みます", en="it is no text")
NO_ENCODING = Phrase(
    "paper.no_encoding",
    ja="文字コードが UTF-8 でも Shift_JIS でもありません",
    en="it is neither UTF-8 nor Shift_JIS",
)
QUOTES = Phrase(
    "paper.quotes", ja="{line}行目の引用符が閉じていません", en="a quotation in line {line} is open"
)


def sheet_of(raw: bytes, file: str) -> Sheet:
    """The table. What looks like a formula is text here. Raises `Refusal`."""
    if len(raw) > MOST_BYTES:
        raise Refusal(TOO_MUCH(most=BYTES(count=MOST_BYTES // 1_000_000)))
    text = _decoded(raw)
    begin = text.partition("\n")[0]
    comma = "\t" if "\t" in begin and "," not in begin else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for row, values in enumerate(reader, 1):
            if row > MOST_ROWS or len(values) > MOST_COLUMNS:
                raise Refusal(TOO_MUCH(most=ROWS(rows=MOST_ROWS, columns=MOST_COLUMNS)))
            written = enumerate(values, 1)
            cells |= {(row, column): Cell(each) for column, each in written if each.strip()}
    except csv.Error as trouble:
        raise Refusal(NOT_CSV(reason=QUOTES(line=reader.line_num))) from trouble
    return Sheet(file, "", cells)


def _decoded(raw: bytes) -> str:
    if b"\0" in raw:
        raise Refusal(NOT_CSV(reason=NO_TEXT()))
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(NOT_CSV(reason=NO_ENCODING()))
