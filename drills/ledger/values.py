"""What a cell of a ledger means for the plan, or why nobody can say.

Nothing is guessed: a word that is not known is named with its cell, and what it means can be said
in the file of the mapping.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bcp.did_you_mean import remedy
from bcp.message import Message
from bcp.private import private_in
from bcp.written_times import narrow
from drills.ledger import words as w
from drills.ledger.columns import Column, Reads
from drills.ledger.dates import read_day
from drills.ledger.my_number import MY_NUMBER, NOT_HERE, has_my_number, may_be_my_number
from drills.ledger.spans import read_age, read_goal, read_span
from drills.paper.grid import Cell

Value = str | int | bool
Trouble = tuple[Message, Message]
LONGEST = 2_000
# The four spellings of the three zones in published documents, and those offices use beside them.
ZONES: Mapping[str, tuple[str, ...]] = {
    "my_number": (
        *("マイナンバー利用事務系", "個人番号利用事務系", "個人番号利用系", "マイナンバー系"),
        *("個人番号系", "基幹系", "基幹業務系", "住基系", "番号系", "my_number"),
    ),
    "lgwan": ("LGWAN接続系", "LGWAN系", "LGWAN", "内部情報系", "総合行政ネットワーク系", "lgwan"),
    "internet": ("インターネット接続系", "インターネット系", "インターネット", "internet"),
}
IMPORTANCE: Mapping[str, tuple[str, ...]] = {
    "critical": ("最重要", "最優先", "極めて高い", "高", "A", "S", "特", "◎", "critical"),
    "important": ("重要", "重要システム", "中", "B", "○", "〇", "important"),
    "normal": ("通常", "一般", "普通", "低", "C", "D", "△", "×", "その他", "normal"),
}
CIRCUIT: Mapping[str, tuple[str, ...]] = {
    "protected": ("非常用", "保護", "非常用電源", "発電機", "発電機回路", "○", "あり", "有"),
    "ordinary": ("一般", "通常", "商用", "商用電源", "一般回路", "×", "なし", "無"),
}
AGAIN: Mapping[str, tuple[str, ...]] = {
    "easy": ("容易", "可", "可能", "○", "職員で可"),
    "difficult": ("困難", "難", "△", "業者のみ", "業者で可"),
    "impossible": ("不可", "不可能", "×"),
}
_YES = frozenset(
    ("○", "〇", "◯", "●", "✓", "有", "有り", "あり", "はい", "する", "可", "要", "yes")
)
_NO = frozenset(("×", "✕", "✗", "無", "無し", "なし", "いいえ", "しない", "不可", "不要", "no"))
_NOTHING = frozenset(("", "-", "ー", "―", "‐", "–", "—", "ｰ", "−", "該当なし", "該当無し", "n/a"))
_NONE_AT_ALL = frozenset(("なし", "無し", "無", "×"))
_OPEN = frozenset(("未定", "不明", "確認中", "要確認", "調査中", "検討中", "?", "tbd"))
_COUNT = re.compile(
    r"(?:約\s*)?(\d{1,3}(?:,\d{3})+|\d{1,9})\s*(?:人|名|台|件|位|番|番目)?(?:程度)?"
)
_FOUR = re.compile(r"\d{1,5}(?:\.\d{1,5}){3}")
_HOST = re.compile(r"(?=.*[a-z])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9][a-z0-9-]*)*\.?")
_PHONE = re.compile(r"\+?[\d(][\d()\- ]{5,18}\d(?:\s*(?:内線|x)\s*\d{1,6})?")
# Numbers have ten or eleven figures and begin with 0, which is lost where a cell holds a quantity.
_ZERO_LOST = re.compile(r"[1-9]\d{8,9}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
# Signs without width that come along when text is copied from a web page, and mean nothing.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))


# A name that was broken to fit its column.
_BROKEN = re.compile(r"(.)\s*[\r\n]+\s*(.)")


def _joined(found: re.Match[str]) -> str:
    space = " " if found[0].isascii() else ""
    return f"{found[1]}{space}{found[2]}"


@dataclass(frozen=True)
class Meanings:
    """What words mean in this ledger: its own (`words`), and how the plan calls its zones."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)


def same(text: str) -> str:
    """A word as it is compared: width, case and spaces make no other one."""
    return re.sub(r"\s", "", narrow(text).casefold())


def read_value(
    cell: Cell, column: Column, heading: str, meanings: Meanings
) -> Value | Trouble | None:
    """What the cell means; None where it says nothing; or what is wrong and what to do."""
    if cell.trouble is not None:
        return cell.trouble
    text = cell.text.translate(_UNSEEN).strip()
    if column.reads == "name":
        text = _BROKEN.sub(_joined, text)
    bare = same(text)
    if bare in _NOTHING or (bare in _NONE_AT_ALL and column.reads in _WITHOUT_WORDS):
        return None
    if bare in _OPEN and column.reads != "name":
        return w.STILL_OPEN(text=text), w.DECIDE()
    if len(text) > LONGEST:
        return w.TOO_LONG(count=len(text), most=LONGEST), w.SHORTER()
    if (misplaced := _misplaced(text, column, heading)) is not None:
        return misplaced
    own = meanings.words.get(column.field.partition(".")[0], {})
    said = next((means for word, means in own.items() if same(word) == bare), None)
    if said is not None:
        text = said
    return _READERS[column.reads](Cell(text, cell.date, cell.clock), heading, meanings)


def _misplaced(text: str, column: Column, heading: str) -> Trouble | None:
    """What is said of numbers of people that have no place in this column."""
    if may_be_my_number(column) and has_my_number(text):
        return MY_NUMBER(heading=heading), NOT_HERE()
    private = private_in(text) if column.reads not in ("phone", "mail", "address") else None
    if private is not None and column.field not in ("number", "way.内線"):
        return w.WRONG_COLUMN(what=private, heading=heading), w.MOVE_TO_CONTACTS()
    return None


# In these 「なし」 says that there is nothing, in others it is an answer or a text.
_WITHOUT_WORDS: tuple[Reads, ...] = ("date", "span", "goal", "age", "one", "many", "phone", "mail")


def _text(cell: Cell, _heading: str, _meanings: Meanings) -> Value | Trouble:
    return cell.text


def _day(cell: Cell, _heading: str, _meanings: Meanings) -> Value | Trouble:
    return read_day(cell)


def _span(cell: Cell, heading: str, _meanings: Meanings) -> Value | Trouble:
    return read_span(cell, heading)


def _goal(cell: Cell, heading: str, _meanings: Meanings) -> Value | Trouble:
    return read_goal(cell, heading)


def _age(cell: Cell, heading: str, _meanings: Meanings) -> Value | Trouble:
    return read_age(cell, heading)


def _count(cell: Cell, _heading: str, _meanings: Meanings) -> Value | Trouble:
    found = _COUNT.fullmatch(narrow(cell.text))
    if found is None:
        return w.NO_COUNT(text=cell.text), w.ONE_NUMBER()
    return int(found[1].replace(",", ""))


def _yes(cell: Cell, _heading: str, _meanings: Meanings) -> Value | Trouble:
    bare = same(cell.text)
    if bare in _YES or bare in _NO:
        return bare in _YES
    return w.NO_YES(text=cell.text), w.YES_WORDS()


def _zone(cell: Cell, _heading: str, meanings: Meanings) -> Value | Trouble:
    known = {same(label): word for word, labels in ZONES.items() for label in labels}
    known |= {same(label): word for label, word in meanings.zones.items()}
    if (found := known.get(same(cell.text))) is not None:
        return found
    labels = (*meanings.zones, *(each[0] for each in ZONES.values()), "LGWAN系", "基幹系")
    then = w.SAY_WORD(then=remedy(narrow(cell.text), dict.fromkeys(labels)))
    return w.ZONE_UNKNOWN(text=cell.text), then


def _word_of(table: Mapping[str, tuple[str, ...]]) -> Callable[..., Value | Trouble]:
    known = {same(said): word for word, says in table.items() for said in (*says, word)}

    def read(cell: Cell, _heading: str, _meanings: Meanings) -> Value | Trouble:
        found = known.get(same(cell.text))
        if found is not None:
            return found
        said = tuple(each for says in table.values() for each in says[:3])
        then = w.SAY_WORD(then=remedy(narrow(cell.text), said))
        return w.NO_WORD(text=cell.text), then

    return read


def _address(cell: Cell, heading: str, _meanings: Meanings) -> Value | Trouble:
    text = narrow(cell.text)
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        pass
    if _FOUR.fullmatch(text):
        return w.ADDRESS_OUT_OF_RANGE(text=text), w.ONE_ADDRESS()
    private = private_in(text)
    if private is not None:
        return w.WRONG_COLUMN(what=private, heading=heading), w.MOVE_TO_CONTACTS()
    if _HOST.fullmatch(text.casefold()) and len(text) <= 253:
        return text
    return w.NO_ADDRESS(text=cell.text), w.ONE_ADDRESS()


def _phone(cell: Cell, _heading: str, _meanings: Meanings) -> Value | Trouble:
    text = narrow(cell.text)
    dashes = re.sub(r"[‐‑–—―ー−]", "-", text)
    if _ZERO_LOST.fullmatch(re.sub(r"\D", "", re.split("内線|x", dashes)[0])) and text[0] != "+":
        return w.ZERO_LOST(), w.AS_LETTERS()
    digits = sum(each.isdigit() for each in dashes)
    if _PHONE.fullmatch(dashes) and 6 <= digits <= 20 and dashes.count("(") == dashes.count(")"):
        return dashes
    return w.NO_PHONE(), w.LIKE_PHONES()


def _mail(cell: Cell, _heading: str, _meanings: Meanings) -> Value | Trouble:
    text = narrow(cell.text)
    return text if _MAIL.fullmatch(text) else (w.NO_MAIL(), w.LIKE_MAIL())


_READERS: Mapping[Reads, Callable[[Cell, str, Meanings], Value | Trouble]] = {
    "text": _text,
    "id": _text,
    "name": _text,
    "address": _address,
    "date": _day,
    "span": _span,
    "goal": _goal,
    "age": _age,
    "count": _count,
    "yes": _yes,
    "zone": _zone,
    "importance": _word_of(IMPORTANCE),
    "circuit": _word_of(CIRCUIT),
    "again": _word_of(AGAIN),
    "one": _text,
    "many": _text,
    "phone": _phone,
    "mail": _mail,
}
