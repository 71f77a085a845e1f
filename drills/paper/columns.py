"""The columns of the casebook's log, by their headings as people write them, in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bcp.did_you_mean import remedy
from bcp.message import Text
from bcp.refused import Refusal
from bcp.written_times import narrow
from drills.paper import words as w
from drills.paper.grid import Sheet

Column = Literal["date", "time", "text", "stumble", "who", "step", "result", "system", "number"]

# The first of each is what the form says. Case, width, spaces, 「など」 and づ for ず make no
# difference.
HEADINGS: Mapping[Column, tuple[Text, ...]] = {
    "date": (Text("日付", "Date"), Text("年月日", "Day"), Text("月日")),
    "time": (Text("時刻", "Time"), Text("時間"), Text("日時", "Date and time")),
    "text": (
        *(Text("作業内容・状況", "What happened"), Text("作業内容", "Work"), Text("状況")),
        *(Text("内容"), Text("作業内容／状況"), Text("作業内容及び状況"), Text("作業内容、状況")),
    ),
    "stumble": (
        Text("つまずいた工程など", "Where it stumbled"),
        *(Text("つまずいた工程", "Stumbled"), Text("つまずき", "Stumble"), Text("つまずいた点")),
    ),
    "who": (Text("担当", "Who"), Text("担当者", "By"), Text("氏名"), Text("記録者")),
    "step": (Text("手順", "Step"), Text("手順ID", "Step id"), Text("手順番号"), Text("ステップ")),
    "result": (Text("結果", "Result"), Text("実施結果", "Outcome")),
    "system": (Text("システム", "System"), Text("対象システム"), Text("システム名")),
    "number": (Text("番号", "No."), Text("No", "Number"), Text("連番"), Text("項番", "#")),
}
SHOWN: tuple[Column, ...] = (
    *("date", "time", "text", "stumble", "who", "step", "result", "system"),
)
NEEDED: tuple[Column, ...] = ("time", "text")
ENTERED_BY = Text("入力者", "Entered by")
_WITHOUT = str.maketrans({"づ": "ず", " ": "", "\n": "", "\r": "", "\t": "", "_": ""})


@dataclass(frozen=True)
class Headings:
    """In which row the headings stand, and in which column what is written."""

    row: int
    columns: Mapping[Column, int]


def folded(text: str) -> str:
    """A heading without what makes no difference."""
    return narrow(text).casefold().translate(_WITHOUT).removesuffix("など").rstrip(":")


_KNOWN: Mapping[str, Column] = {
    folded(said): column
    for column, names in HEADINGS.items()
    for name in names
    for said in (name.ja, name.en)
    if said
}


def find(sheet: Sheet) -> int | None:
    """The first row with at least two headings, one of them of a column that every log has."""
    for row in sheet.rows:
        found = {_KNOWN.get(folded(sheet.cell(row, n).text)) for n in _columns(sheet, row)}
        found.discard(None)
        if len(found) >= 2 and found & {*NEEDED}:
            return row
    return None


def headings(sheet: Sheet, row: int) -> tuple[Headings, list[Refusal]]:
    """What stands in which column, and every heading that is wrong."""
    columns: dict[Column, int] = {}
    refusals: list[Refusal] = []
    for n in _columns(sheet, row):
        text = narrow(sheet.cell(row, n).text)
        column = _KNOWN.get(folded(text))
        if column is None:
            what = w.UNKNOWN_HEADING(heading=text)
            refusals.append(sheet.refused(row, n, what, remedy(text, _said())))
        elif column in columns:
            first = sheet.place(row, columns[column]).cell
            what = w.HEADING_TWICE(heading=text, first=first)
            refusals.append(sheet.refused(row, n, what, w.ONLY_ONE()))
        else:
            columns[column] = n
    refusals += [
        sheet.refused(row, 1, w.MISSING_HEADING(heading=HEADINGS[each][0]), w.ADD_COLUMN())
        for each in NEEDED
        if each not in columns
    ]
    headed = {*_columns(sheet, row)}
    return Headings(row, columns), [*refusals, *_without_heading(sheet, row, headed)]


def _without_heading(sheet: Sheet, row: int, headed: set[int]) -> Iterator[Refusal]:
    told: set[int] = set()
    for at, n in sorted(sheet.cells):
        if at > row and n not in headed | told and not sheet.cell(at, n).is_empty:
            told.add(n)
            what = w.NO_HEADING(text=sheet.cell(at, n).text[:40])
            yield sheet.refused(at, n, what, w.NAME_IT())


def entered_by(sheet: Sheet, above: int) -> str:
    """The name behind 「入力者」 above the headings, or nothing."""
    wanted = {folded(ENTERED_BY.ja), folded(ENTERED_BY.en)}
    for row, column in sorted(sheet.cells):
        if row >= above or folded(sheet.cell(row, column).text) not in wanted:
            continue
        beside = (sheet.cell(row, n).text for n in _columns(sheet, row) if n > column)
        return next((each.strip() for each in beside), "")
    return ""


def _columns(sheet: Sheet, row: int) -> list[int]:
    return sorted(n for at, n in sheet.cells if at == row and not sheet.cell(at, n).is_empty)


def _said() -> tuple[str, ...]:
    names = [HEADINGS[each][0] for each in SHOWN]
    return (*(each.ja for each in names), *(each.en for each in names))
