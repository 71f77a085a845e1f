"""The columns of a file from another tool: found by their headings, or named by whoever brings it.

Only these are read. Names, telephone numbers and whatever else such a file holds are passed over,
and no record has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bcp.did_you_mean import remedy
from bcp.message import Text
from bcp.refused import Refusal
from drills.paper import roll_words as w
from drills.paper.grid import Sheet

MOST_TASKS = 5
TASKS = tuple(f"task{n}" for n in range(1, MOST_TASKS + 1))
COLUMNS = ("number", "date", "time", "safety", "method", "problem", *TASKS)
# In the order of what tells most: a file may have both a running number and one of the staff.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": (
        *("職員番号", "社員番号", "職員コード", "社員コード", "職員ID", "社員ID", "ログインID"),
        *("ユーザーID", "ユーザID", "アカウント", "staff number", "employee number", "number"),
        *("user id", "user", "番号"),
    ),
    "time": (
        *("回答日時", "返信日時", "登録日時", "受付日時", "接続日時", "接続開始日時", "開始日時"),
        *("タイムスタンプ", "日時", "回答時刻", "時刻", "answered at", "timestamp", "time"),
        *("開始時刻", "completion time", "完了時刻"),
    ),
    "date": ("回答日", "日付", "date"),
    "safety": ("安否", "安否状況", "本人の安否", "本人の状況", "safety"),
    "method": ("働き方", "接続方法", "勤務方法", "手段", "method"),
    "problem": ("支障", "困りごと", "不具合", "problem"),
    **{f"task{n}": (f"業務{n}", f"作業{n}", f"task{n}") for n in range(1, MOST_TASKS + 1)},
}
# Some tools print a title and a summary above their table.
_DEEPEST = 30


@dataclass(frozen=True)
class Columns:
    """In which row the headings stand, in which column what stands, and what is passed over."""

    row: int
    at: Mapping[str, int]
    unread: tuple[str, ...]


def find(sheet: Sheet, named: Mapping[str, str], tasks: Sequence[Text]) -> Columns | None:
    """The first row that heads a column of numbers, or None where there is none."""
    for row in sheet.rows[:_DEEPEST]:
        found = _columns(sheet, row, named, tasks)
        if "number" in found.at:
            return found
    return None


def missing(sheet: Sheet, columns: Columns | None, named: Mapping[str, str]) -> list[Refusal]:
    """What a table lacks: a column that it needs, or one that somebody named."""
    row = columns.row if columns else (sheet.rows or (1,))[0]
    headings = tuple(_headings(sheet, row).values())
    if columns is None:
        said = headings[:12] or ("-",)
        return [sheet.refused(row, 1, w.NO_NUMBER_COLUMN(headings=said), w.NAME_COLUMN())]
    refusals = [
        sheet.refused(row, 1, w.NO_SUCH_HEADING(heading=heading), remedy(heading, headings))
        for column, heading in named.items()
        if column not in columns.at
    ]
    if "time" not in columns.at and not refusals:
        what = w.NO_TIME_COLUMN(headings=headings[:12])
        refusals.append(sheet.refused(row, 1, what, w.NAME_TIME()))
    return refusals


def _headings(sheet: Sheet, row: int) -> dict[int, str]:
    cells = {n: sheet.cell(row, n).text.strip() for at, n in sheet.cells if at == row}
    return {n: cells[n] for n in sorted(cells) if cells[n]}


def _columns(sheet: Sheet, row: int, named: Mapping[str, str], tasks: Sequence[Text]) -> Columns:
    headings = _headings(sheet, row)
    at: dict[str, int] = {}
    for column in COLUMNS:
        if column in TASKS[len(tasks) :]:
            continue
        wanted = _wanted(column, named, tasks)
        free = {w.folded(text): n for n, text in reversed(headings.items()) if n not in at.values()}
        found = next((free[each] for each in map(w.folded, wanted) if each in free), None)
        if found is not None:
            at[column] = found
    return Columns(row, at, tuple(text for n, text in headings.items() if n not in at.values()))


def _wanted(column: str, named: Mapping[str, str], tasks: Sequence[Text]) -> tuple[str, ...]:
    if column in named:
        return (named[column],)
    if column not in TASKS:
        return HEADINGS[column]
    text = tasks[TASKS.index(column)]
    return (*(each for each in (text.ja, text.en) if each), *HEADINGS[column])
