"""Single values: what each may look like in a file, and what to do where it does not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from bcp.did_you_mean import DID_YOU_MEAN, remedy
from bcp.durations import (
    BusinessDays,
    Offset,
    Span,
    is_too_long,
    parse_business_days,
    parse_offset,
    parse_span,
)
from bcp.meant import meant_number, meant_time
from bcp.message import Message, Phrase, Text
from bcp.nodes import Fields, Node, Scalar
from bcp.percent import Percent, parse_percent
from bcp.refused import Refusal
from bcp.shape import Leaf
from bcp.wording import WRONG, fill_or_remove, found, wanted

QUOTES = Phrase(
    "leaf.quotes",
    ja='引用符で囲んで「"{value}"」と書いてください。',
    en='Put quotes round it: "{value}".',
)
NO_QUOTES = Phrase("leaf.no_quotes", ja="引用符を外してください。", en="Remove the quotes.")
HALF_WIDTH = Phrase(
    "leaf.half_width",
    ja="半角で「{value}」と書いてください。",
    en="Write it in half-width letters: {value}.",
)
WITH_UNIT = Phrase(
    "leaf.with_unit",
    ja="単位を付けてください（{value}s、{value}m、{value}hなど）。",
    en="Add the unit: {value}s, {value}m or {value}h.",
)
SPAN_UNITS = Phrase(
    "leaf.span_units",
    ja="単位はd（日）、h（時間）、m（分）、s（秒）、ms（ミリ秒）で、大きい順に続けて書きます。",
    en="The units are d, h, m, s and ms, largest first, without spaces.",
)
NO_BUSINESS_DAYS = Phrase(
    "leaf.no_business_days",
    ja="営業日（bd）は、ここには書けません。時間（h）か、24時間を1日とする日数（d）で書いてください。",
    en="Business days (bd) cannot stand here: write hours (h), or days of 24 hours (d).",
)
FROM_THE_START = Phrase(
    "leaf.from_the_start",
    ja="訓練の開始から数えて「T+20m」のように書きます。",
    en="It counts from the start of the drill and is written like T+20m.",
)
A_CENTURY = Phrase("leaf.a_century", ja="100年以内にしてください。", en="A century is the most.")
WITH_T = Phrase("leaf.with_t", ja="「T+{value}」と書いてください。", en='Write "T+{value}".')
WRITE_TRUTH = Phrase(
    "leaf.write_truth",
    ja="引用符を付けずに「{value}」と書いてください。",
    en="Write {value}, without quotes.",
)
NO_SUCH_LANGUAGE = Phrase(
    "leaf.no_such_language",
    ja="「{key}」という言語の書き方はありません。",
    en="{key!r} is no language of a text here.",
)
NO_WORDS = Phrase("leaf.no_words", ja="文がありません。", en="there are no words here.")

TOO_LARGE = Phrase("leaf.too_large", ja="数が大きすぎます。", en="The number is too large.")
# What fits a whole number of a file.
_DIGITS = 18

_TRUTHS = {
    **dict.fromkeys(("yes", "on", "true", "y", "はい", "有", "あり", "1"), "true"),
    **dict.fromkeys(("no", "off", "false", "n", "いいえ", "無", "なし", "0"), "false"),
}
_GRAMMARS: dict[type, Callable[[str], Any]] = {
    Span: parse_span,
    Offset: parse_offset,
    BusinessDays: parse_business_days,
    Percent: parse_percent,
}


def leaf_value(kind: type, node: Node) -> Any:
    """The value of the leaf type `kind` written at `node`, or the `Refusal` of what is there."""
    if kind is Text and isinstance(node, Fields):
        return _in_languages(node)
    if not isinstance(node, Scalar) or node.value is None:
        return _wrong(kind, node, fill_or_remove(node))
    if kind in _GRAMMARS:
        read = _GRAMMARS[kind](node.text)
        return read if read is not None else _no_span(kind, node)
    return _simple(kind, node)


def _simple(kind: type, node: Scalar) -> Any:
    value = node.value
    if kind in (str, Text):
        if not isinstance(value, str):
            return _wrong(kind, node, QUOTES(value=node.text))
        return value if kind is str else Text(ja=value, en=value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value if type(value) is kind else _wrong(kind, node, _narrowed(kind, node))


def _wrong(kind: type, node: Node, then: Message | None = None) -> Refusal:
    return Refusal(node.place, WRONG(wanted=wanted(Leaf(kind)), found=found(node)), then)


def _narrowed(kind: type, node: Scalar) -> Message | None:
    """The remedy for a number typed in quotes or full width, and for other words for true."""
    narrow = unicodedata.normalize("NFKC", node.text).strip()
    numeric = narrow.lstrip("+-").replace(".", "", 1)
    if kind is bool and narrow.casefold() in _TRUTHS:
        return WRITE_TRUTH(value=_TRUTHS[narrow.casefold()])
    guess = meant_number(kind, node.value, node.text) if kind in (int, float) else None
    if guess is not None and not (narrow == guess and numeric.isdigit()):
        return DID_YOU_MEAN(word=guess)
    if len(numeric) > _DIGITS and numeric.isdigit():
        return TOO_LARGE()
    written_as_text = isinstance(node.value, str) and numeric.isascii() and numeric.isdigit()
    if kind not in (int, float) or not written_as_text:
        return None
    return NO_QUOTES() if narrow == node.text else HALF_WIDTH(value=narrow)


def _no_span(kind: type, node: Scalar) -> Refusal:
    return _wrong(kind, node, _span_remedy(kind, node.text))


def _span_remedy(kind: type, text: str) -> Message | None:
    narrow = unicodedata.normalize("NFKC", text).strip()
    if narrow != text and _GRAMMARS[kind](narrow) is not None:
        return HALF_WIDTH(value=narrow)
    if kind is Offset and parse_span(narrow):
        return WITH_T(value=narrow)
    bare = narrow.removeprefix("T+") if kind is Offset else narrow
    if kind in (Span, Offset) and bare.isascii() and bare.isdigit():
        return WITH_UNIT(value=narrow)
    if kind is Span and parse_business_days(narrow) is not None:
        return NO_BUSINESS_DAYS()
    if is_too_long(text):
        return A_CENTURY()
    guess = meant_time(kind, text)
    return DID_YOU_MEAN(word=guess) if guess is not None else _how_written(kind)


def _how_written(kind: type) -> Message | None:
    if kind is Offset:
        return FROM_THE_START()
    return SPAN_UNITS() if kind is Span else None


def _in_languages(node: Fields) -> Any:
    words: dict[str, str] = {}
    for key, each in node.entries:
        if key.name not in ("ja", "en"):
            then = remedy(key.name, ("ja", "en"))
            return Refusal(key.place, NO_SUCH_LANGUAGE(key=key.name), then)
        value = leaf_value(str, each)
        if isinstance(value, Refusal):
            return value
        words[key.name] = value
    if not any(words.values()):
        return Refusal(node.place, NO_WORDS())
    return Text(ja=words.get("ja", ""), en=words.get("en", ""))
