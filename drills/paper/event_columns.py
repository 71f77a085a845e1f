"""The columns of an event list (MSEL), by their headings as people write them, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bcp.message import Text
from bcp.refused import Refusal, Refused
from drills.paper import event_words as w
from drills.paper.columns import folded
from drills.paper.grid import Sheet

# The first of each is what our own list says. Where two could be meant, the earlier one is.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": (
        *("番号", "No.", "No", "Number", "#", "項番", "連番", "通番", "付与番号", "状況番号"),
        *("Event #", "Event No.", "Event number", "Inject #", "Inject No.", "Inject number"),
    ),
    "time": (
        *("時刻", "Time", "予定時刻", "付与時刻", "付与時間", "時間", "日時", "開始時刻"),
        *("Event time", "Inject time", "Scheduled time", "Date and time", "想定時刻"),
        *("付与予定時刻", "Scenario time", "Designated scenario time", "Delivery time"),
    ),
    "elapsed": (
        *("経過時間", "Elapsed", "経過", "経過時間(分)", "経過分", "経過(分)", "相対時刻"),
        *("Elapsed time", "Offset", "Relative time", "Minutes"),
    ),
    "date": ("日付", "Date", "年月日", "月日", "Day"),
    "id": ("手順", "Step", "手順ID", "Step id", "ID"),
    "kind": ("手順の種類", "Kind of step"),
    "after": ("前の手順", "After step"),
    "to": (
        *("付与先", "To", "宛先", "あて先", "送付先", "受信者", "付与対象", "対象", "対象者"),
        *("Recipient", "Recipients", "Receiver", "Player", "Responder", "プレイヤー", "付与対象者"),
        *("Recipient player(s)", "Recipient player", "Intended player", "Intended player(s)"),
    ),
    "to_en": ("付与先（英語）", "To (English)"),
    "from": (
        *("発信元", "From", "発信者", "付与元", "差出人", "発信", "送信者", "付与者", "情報源"),
        *("Sender", "Source"),
    ),
    "via": (
        *("手段", "Means", "付与手段", "付与方法", "伝達手段", "伝達方法", "通信手段", "方法"),
        *("媒体", "Method", "Via", "Medium", "Mode", "Mode of delivery", "Delivery"),
        *("Delivery method", "Inject mode", "Inject method", "Method of delivery"),
    ),
    "title": ("件名", "Title", "表題", "題名", "項目", "Subject"),
    "text": (
        *("内容", "Content", "付与内容", "状況付与", "状況付与内容", "状況", "想定", "想定内容"),
        *("状況内容", "イベント", "メッセージ", "Event", "Inject", "Description"),
        *("Event description", "Inject description", "Event/Inject", "Message", "Scenario event"),
        *("Event synopsis", "Inject synopsis", "付与する状況", "付与情報"),
    ),
    "text_en": ("内容（英語）", "Content (English)"),
    "expected": (
        *("期待される行動", "Expected action", "期待行動", "期待する行動", "想定される対応"),
        *("想定する対応", "対応の想定", "予想される対応", "期待される対応", "Expected response"),
        *("Expected player action", "Expected actions", "Expected outcome"),
        *("Expected outcome of player action", "Expected player response"),
    ),
    "by": (
        *("担当", "Responsible", "担当者", "対応者", "実施者", "担当班", "対応班"),
        *("Responsible party", "Responsible role"),
    ),
    "within": ("制限時間", "Within", "目標時間", "期限", "Time limit"),
    "note": ("備考", "Notes", "摘要", "Remarks", "Note", "Comments", "メモ"),
}
# Some lists have a title, a date and names above their table.
_DEEPEST = 30
_KNOWN = {folded(said): key for key, names in reversed([*HEADINGS.items()]) for said in names}


@dataclass(frozen=True)
class Columns:
    """In which row the headings stand, in which column what stands, and the headings of others."""

    row: int
    at: Mapping[str, int]
    others: Mapping[int, str]

    @property
    def first(self) -> int:
        """The first column of the table."""
        return min((*self.at.values(), *self.others))


def heading(key: str) -> Text:
    """What our own list calls a column."""
    ja, en, *_ = HEADINGS[key]
    return Text(ja, en)


def table_of(sheets: Sequence[Sheet], named: str | None) -> tuple[Sheet, Columns]:
    """The one table of events. Raises `Refused` where there is none, or not one alone."""
    if named is not None:
        sheets = _called(sheets, named)
    found = [(each, columns) for each in sheets if (columns := _find(each)) is not None]
    place = replace(sheets[0].place(), sheet="")
    if not found:
        raise Refused([Refusal(place, w.NO_TABLE(), w.NAME_COLUMNS())])
    if len(found) > 1:
        names = tuple(each.name for each, _ in found)
        raise Refused([Refusal(place, w.SEVERAL_SHEETS(sheets=names), w.NAME_SHEET())])
    return found[0]


def _called(sheets: Sequence[Sheet], named: str) -> Sequence[Sheet]:
    found = [each for each in sheets if folded(each.name) == folded(named)]
    if not found:
        place = replace(sheets[0].place(), sheet="")
        names = tuple(each.name for each in sheets if each.name)
        raise Refused([Refusal(place, w.NO_SHEET(sheet=named), w.SHEETS_ARE(sheets=names))])
    return found


def _find(sheet: Sheet) -> Columns | None:
    for row in sheet.rows[:_DEEPEST]:
        columns = _columns(sheet, row)
        if {"text", "title"} & {*columns.at} and {"time", "elapsed"} & {*columns.at}:
            return columns
    return None


def _columns(sheet: Sheet, row: int) -> Columns:
    at: dict[str, int] = {}
    others: dict[int, str] = {}
    for n in sorted(column for line, column in sheet.cells if line == row):
        text = " ".join(sheet.cell(row, n).text.split())
        key = _KNOWN.get(folded(text))
        if key is not None and key not in at:
            at[key] = n
        elif text:
            # A second column of the same heading is kept as a note, under its own words.
            others[n] = text
    return Columns(row, at, others)


def words_above(sheet: Sheet, columns: Columns) -> tuple[str, ...]:
    """What stands above the table, each once, in one line."""
    above = (place for place in sorted(sheet.cells) if place[0] < columns.row)
    said = (" ".join(sheet.cell(*each).text.split()) for each in above)
    return tuple(dict.fromkeys(each for each in said if each))
