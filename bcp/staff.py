"""The list of staff (職員名簿): numbers and departments from a CSV file, and never a name.

A drill needs to know who is expected, and no more. So a column of names or telephone numbers is
refused: what is not read can be neither lost nor printed.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bcp.message import Phrase
from bcp.people import Contact
from bcp.private import private_in
from bcp.refused import Place, Refusal

NUMBER = ("職員番号", "社員番号", "番号", "number")
DEPARTMENT = ("所属", "所属課", "部署", "課", "department")
PRIVATE = (
    *("氏名", "名前", "姓", "名", "フリガナ", "ふりがな", "カナ", "name", "kana"),
    *("電話", "電話番号", "携帯", "携帯電話", "phone", "tel"),
    *("メール", "メールアドレス", "mail", "email", "e-mail", "住所", "address", "生年月日"),
)
MOST = 20_000
MOST_BYTES = 1_048_576

NO_TEXT = Phrase(
    "staff.no_text",
    ja="職員名簿をCSVとして読めません（文字コードがUTF-8でもShift_JISでもありません）。",
    en="the list of staff is no CSV file (neither UTF-8 nor Shift_JIS).",
)
SAVE_AS_CSV = Phrase(
    "staff.save_as_csv",
    ja="Excelで開き、「CSV UTF-8」で保存し直してください。",
    en='Open it in Excel and save it as "CSV UTF-8".',
)
OPEN_QUOTE = Phrase(
    "staff.open_quote",
    ja="引用符が閉じていません。",
    en="a quotation is open here.",
)
NO_COLUMN = Phrase(
    "staff.no_column",
    ja="職員名簿の1行目に「{column}」の列がありません。",
    en="the first row of the list of staff has no column {column!r}.",
)
HEAD_THE_COLUMNS = Phrase(
    "staff.head_the_columns",
    ja="1行目に「職員番号,所属」（または number,department）と書いてください。",
    en="Write number,department in the first row.",
)
PRIVATE_COLUMN = Phrase(
    "staff.private_column",
    ja="職員名簿に「{column}」の列は置けません。訓練に要るのは職員番号と所属だけです。",
    en="the list of staff must not hold {column!r}: a drill needs numbers and departments only.",
)
REMOVE_COLUMN = Phrase(
    "staff.remove_column", ja="この列を消してください。", en="Remove this column."
)
REMOVE_VALUE = Phrase(
    "staff.remove_value",
    ja="職員名簿に要るのは職員番号と所属だけです。この値を消してください。",
    en="The list of staff holds numbers and departments only. Remove this value.",
)
TWO_COLUMNS = Phrase(
    "staff.two_columns",
    ja="職員名簿に「{column}」の列が2つあります。",
    en="the list of staff has two columns {column!r}.",
)
NO_NUMBER = Phrase(
    "staff.no_number",
    ja="この行には職員番号がありません。",
    en="this row has no number.",
)
NO_DEPARTMENT = Phrase(
    "staff.no_department",
    ja="この行には所属がありません。",
    en="this row has no department.",
)
NUMBER_TWICE = Phrase(
    "staff.number_twice",
    ja="同じ職員番号が{first}行目にもあります。",
    en="line {first} has the same number.",
)
FILL_IN = Phrase(
    "staff.fill_in", ja="書き足すか、行ごと消してください。", en="Fill it in or remove the row."
)
REMOVE_ONE = Phrase(
    "staff.remove_one", ja="どちらかの行を消してください。", en="Remove one of the two rows."
)
NOBODY = Phrase(
    "staff.nobody", ja="職員名簿に職員が1人もいません。", en="the list of staff has nobody in it."
)
TOO_MANY = Phrase(
    "staff.too_many",
    ja="職員名簿が大きすぎます（{most}行、1MBまで）。",
    en="the list of staff is too large (at most {most} rows and 1 MB).",
)
IS_IT = Phrase(
    "staff.is_it",
    ja="別のファイルを指定していないか確かめてください。",
    en="See that this is the right file.",
)


@dataclass(frozen=True)
class Member:
    """One member of staff: the number of the personnel section (職員番号), and where they work.

    `groups` are what the other columns of the list say.
    """

    number: str
    department: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """The list as a plan's files have it, the contacts tied to it, and the SHA-256 of its file."""

    staff: tuple[Member, ...] = ()
    contacts: tuple[Contact, ...] = ()
    source_hash: str = ""


def staff_in(raw: bytes, file: str) -> tuple[tuple[Member, ...], tuple[Refusal, ...]]:
    """Everybody on the list in the order of its rows, and every mistake in it."""
    if len(raw) > MOST_BYTES:
        return (), (Refusal(Place(file, 1, 1), TOO_MANY(most=MOST), IS_IT()),)
    text = _decoded(raw)
    if text is None:
        return (), (Refusal(Place(file, 1, 1), NO_TEXT(), SAVE_AS_CSV()),)
    begin = text.partition("\n")[0]
    comma = "\t" if "\t" in begin and "," not in begin else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        return _table(rows, file)
    except csv.Error:
        return (), (Refusal(Place(file, rows.line_num, 1), OPEN_QUOTE(), SAVE_AS_CSV()),)


def same_number(text: str) -> str:
    """A number as it is compared: full-width digits and spaces around it make no other one."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


@dataclass(frozen=True)
class _Columns:
    number: int
    department: int
    groups: tuple[int, ...]


def _table(rows: Iterator[list[str]], file: str) -> tuple[tuple[Member, ...], tuple[Refusal, ...]]:
    head = [_heading(each) for each in next(rows, [])]
    mistakes = list(_in_head(head, file))
    if mistakes:
        return (), tuple(mistakes)
    columns = _columns(head)
    found: dict[str, tuple[int, Member]] = {}
    for line, row in enumerate(rows, 2):
        cells = [each.strip() for each in row]
        if not any(cells):
            continue
        if len(found) >= MOST:
            return (), (Refusal(Place(file, line, 1), TOO_MANY(most=MOST), IS_IT()),)
        place = Place(file, line, 1)
        member = _member(cells, columns)
        wrong = [*_in_cells(row, head, place), *_in_row(member, found, place)]
        if not wrong:
            found[member.number] = (line, member)
        mistakes += wrong
    if not found and not mistakes:
        mistakes.append(Refusal(Place(file, 1, 1), NOBODY(), HEAD_THE_COLUMNS()))
    return tuple(member for _, member in found.values()), tuple(mistakes)


def _heading(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _columns(head: list[str]) -> _Columns:
    number, department = _index(head, NUMBER), _index(head, DEPARTMENT)
    others = (at for at, each in enumerate(head) if each and at not in (number, department))
    return _Columns(number, department, tuple(others))


def _index(head: list[str], names: tuple[str, ...]) -> int:
    return next((head.index(each) for each in names if each in head), -1)


def _in_head(head: list[str], file: str) -> Iterator[Refusal]:
    place = Place(file, 1, 1)
    for each in head:
        if each in PRIVATE:
            yield Refusal(place, PRIVATE_COLUMN(column=each), REMOVE_COLUMN())
    for each in sorted({each for each in head if each and head.count(each) > 1}):
        yield Refusal(place, TWO_COLUMNS(column=each), REMOVE_COLUMN())
    for names in (NUMBER, DEPARTMENT):
        if _index(head, names) < 0:
            yield Refusal(place, NO_COLUMN(column=names[0]), HEAD_THE_COLUMNS())


def _member(cells: list[str], columns: _Columns) -> Member:
    def cell(at: int) -> str:
        return cells[at] if at < len(cells) else ""

    groups = tuple(dict.fromkeys(cell(at) for at in columns.groups if cell(at)))
    return Member(same_number(cell(columns.number)), cell(columns.department), groups)


def _in_cells(row: list[str], head: list[str], place: Place) -> Iterator[Refusal]:
    """Ways to reach people, in the columns that are read; a number may be as long as it likes."""
    column = 1
    for at, cell in enumerate(row):
        what = private_in(cell) if _is_read(head, at) else None
        if what is not None:
            yield Refusal(replace(place, column=column), what, REMOVE_VALUE())
        column += len(cell) + 1


def _is_read(head: list[str], at: int) -> bool:
    return at < len(head) and bool(head[at]) and at != _index(head, NUMBER)


def _in_row(
    member: Member, found: dict[str, tuple[int, Member]], place: Place
) -> Iterator[Refusal]:
    if not member.number:
        yield Refusal(place, NO_NUMBER(), FILL_IN())
    elif not member.department:
        yield Refusal(place, NO_DEPARTMENT(), FILL_IN())
    elif member.number in found:
        yield Refusal(place, NUMBER_TWICE(first=found[member.number][0]), REMOVE_ONE())
