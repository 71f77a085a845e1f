"""How a loader says what was wanted and what it found instead."""

from __future__ import annotations

from bcp.durations import BusinessDays, Offset, Span
from bcp.message import Message, Phrase, Text
from bcp.nodes import Fields, Items, Node, Scalar
from bcp.percent import Percent
from bcp.shape import (
    Choice,
    Either,
    Leaf,
    Many,
    Maybe,
    Named,
    Record,
    Shape,
    fields_of,
    short_field,
)

WRONG = Phrase(
    "reader.wrong",
    ja="ここには{wanted}を書きますが、{found}になっています。",
    en="this must be {wanted}, but it is {found}.",
)
FILL_OR_REMOVE = Phrase(
    "reader.fill_or_remove",
    ja="値を書くか、項目ごと消してください。",
    en="Write a value, or remove the key.",
)
FIELD = Phrase("reader.field", ja="「{key}: 」に続けて{wanted}", en='"{key}:" and {wanted}')

_LEAVES = {
    str: Phrase("wanted.str", ja="文字列", en="a text"),
    int: Phrase("wanted.int", ja="整数", en="a whole number"),
    float: Phrase("wanted.float", ja="数", en="a number"),
    bool: Phrase("wanted.bool", ja="true または false", en="true or false"),
    Text: Phrase("wanted.text", ja="文字列か{{ja: …, en: …}}", en="a text, or {{ja: …, en: …}}"),
    Span: Phrase("wanted.span", ja="時間（例: 4h30m、90s）", en="a span such as 4h30m or 90s"),
    Offset: Phrase("wanted.offset", ja="開始からの時刻（例: T+20m）", en="a moment such as T+20m"),
    BusinessDays: Phrase(
        "wanted.business_days", ja="営業日数（例: 5bd）", en="working days such as 5bd"
    ),
    Percent: Phrase("wanted.percent", ja="割合（例: 90%）", en="a share such as 90%"),
}
_WORDS = Phrase("wanted.words", ja="次のいずれか: {words:list}", en="one of: {words:list}")
_LIST = Phrase("wanted.list", ja="リスト", en="a list")
_TABLE = Phrase("wanted.table", ja="「名前: 値」の組", en='a table of "name: value"')
_RECORD = Phrase(
    "wanted.record",
    ja="項目の組（{fields:list}など）",
    en="a table of fields ({fields:list} …)",
)
_OR = Phrase("wanted.or", ja="{first}、または{second}", en="{first}, or {second}")
_VALUE = Phrase("wanted.value", ja="値", en="a value")

_TEXT = Phrase("found.text", ja="文字列「{value}」", en='the text "{value}"')
_NUMBER = Phrase("found.number", ja="数「{value}」", en="the number {value}")
_TRUTH = Phrase("found.truth", ja="真偽値「{value}」", en="the truth value {value}")
_NOTHING = Phrase("found.nothing", ja="空", en="empty")
_A_LIST = Phrase("found.list", ja="リスト", en="a list")
_A_TABLE = Phrase("found.table", ja="「名前: 値」の組", en='a table of "name: value"')
_SHOWN = 40


def fill_or_remove(node: Node) -> Message | None:
    """The remedy for a key with nothing behind it."""
    empty = isinstance(node, Scalar) and node.value is None
    return FILL_OR_REMOVE() if empty else None


def wanted(shape: Shape) -> Message:
    """A shape as an author would call it."""
    said = _VALUE()
    match shape:
        case Leaf(kind):
            said = _LEAVES[kind]()
        case Choice(words):
            said = _WORDS(words=words)
        case Many():
            said = _LIST()
        case Named():
            said = _TABLE()
        case Maybe(of):
            said = wanted(of)
        case Either(options):
            said = wanted(options[0])
            for each in options[1:]:
                said = _OR(first=said, second=wanted(each))
        case Record(kind):
            said = _RECORD(fields=[each.key for each in fields_of(kind)][:4])
            short = [each for each in fields_of(kind) if each.name == short_field(kind)]
            said = _OR(first=wanted(short[0].shape), second=said) if short else said
    return said


def found(node: Node) -> Message:
    """What was written, as an author would call it."""
    if isinstance(node, Items):
        return _A_LIST()
    if isinstance(node, Fields):
        return _A_TABLE()
    if not isinstance(node, Scalar) or node.value is None:
        return _NOTHING()
    if isinstance(node.value, bool):
        return _TRUTH(value=node.text)
    if isinstance(node.value, str):
        shown = node.text if len(node.text) <= _SHOWN else node.text[:_SHOWN] + "…"
        return _TEXT(value=shown)
    return _NUMBER(value=node.text)
