"""How expectations are written, checked against what a probe can say, and completed."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any, get_args

from bcp.asking import Expectation, FactKind, Operator
from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase
from bcp.nodes import Fields, Items, Node, Scalar, Unread
from bcp.reader import BAD, Reader
from bcp.shape import Leaf, Many
from bcp.wording import WRONG, found, wanted

OPERATORS: tuple[str, ...] = get_args(Operator)
_ORDERED = ("at_least", "at_most", "between")
_ON_TEXT = ("contains", "matches")
_TYPES: Mapping[str, type] = {"bool": bool, "int": int, "float": float, "str": str}

NOT_A_TABLE = Phrase(
    "expect.not_a_table",
    ja="期待する値は「事実の名前: {{演算子: 値}}」と書きますが、{found}になっています。",
    en='what is expected is written "fact: {{operator: value}}", but this is {found}.',
)
UNKNOWN_FACT = Phrase(
    "expect.unknown_fact",
    ja="「{fact}」という事実は「{word}」の結果にありません。",
    en="{word} does not tell {fact!r}.",
)
UNKNOWN_OPERATOR = Phrase(
    "expect.unknown_operator",
    ja="「{operator}」という演算子はありません。",
    en="there is no operator {operator!r}.",
)
UNFIT = Phrase(
    "expect.unfit",
    ja="「{fact}」は{kind}なので、「{operator}」では比べられません。",
    en="{fact} is {kind}, so {operator} cannot be used on it.",
)
BARE_LIST = Phrase(
    "expect.bare_list",
    ja="リストだけでは意味が決まりません。",
    en="a list alone does not say what is meant.",
)
LIST_REMEDY = Phrase(
    "expect.list_remedy",
    ja="「{fact}: {{one_of: […]}}」（いずれか）または「{fact}: {{between: [最小, 最大]}}」と"
    "書いてください。",
    en='Write "{fact}: {{one_of: […]}}" or "{fact}: {{between: [least, most]}}".',
)
TWO_ENDS = Phrase(
    "expect.two_ends",
    ja="「between」には小さい順に2つの数を書きます。",
    en="between takes two numbers, the smaller first.",
)
BARE_NUMBER = Phrase(
    "expect.bare_number",
    ja="単位（{unit}）は付けず、引用符も使わず、数だけを書いてください。",
    en="Write the number alone, without quotes; its unit is {unit}.",
)
NONE_GIVEN = Phrase("expect.none_given", ja="値が一つもありません。", en="there is no value here.")
NO_PATTERN = Phrase(
    "expect.no_pattern",
    ja="正規表現として読めません（{at}文字目付近）。",
    en="this is no regular expression (see character {at}).",
)
HEAVY_PATTERN = Phrase(
    "expect.heavy_pattern",
    ja="この正規表現は照合に時間がかかりすぎるおそれがあります。",
    en="this regular expression could take too long to match.",
)
LIGHTER = Phrase(
    "expect.lighter",
    ja="200文字以内とし、括弧の繰り返し「(…)*」「(…)+」や後方参照を使わず、"
    "「.*」は2つまでにしてください。",
    en='Keep it under 200 characters, repeat no group ("(…)*", "(…)+"), refer back to none, and '
    'use ".*" at most twice.',
)

# A repeated group or a reference back is how matching becomes exponential; several repeats of a
# wide class are how it becomes a high power of the length.
_REPEATED_GROUP = re.compile(r"(?<!\\)\)[*+{]|\\[1-9]|\(\?P=")
_WIDE = re.compile(r"(?:(?<!\\)\.|\[\^[^]]*\]|\\[SDW])[*+{]")
_REPEAT = re.compile(r"(?<!\\)[*+{]")


def effective(
    healthy: tuple[Expectation, ...], stated: tuple[Expectation, ...]
) -> tuple[Expectation, ...]:
    """All that is wanted of an answer: what the author stated, and what holds anyway.

    A healthy expectation gives way where the author names its fact. Where no answer is wanted at
    all, nothing else can be.
    """
    if any(each.of_silence for each in stated):
        return stated
    named = {each.fact for each in stated}
    return (*(each for each in healthy if each.fact not in named), *stated)


def fits(operator: str, fact: FactKind) -> bool:
    """Whether a fact of this kind can be compared in this way."""
    if operator in _ORDERED:
        return fact.type in ("int", "float")
    return operator not in _ON_TEXT or fact.type == "str"


def read_expectations(
    reader: Reader, word: str, facts: Mapping[str, FactKind], node: Node
) -> tuple[Expectation, ...]:
    """What an author expects of the probe `word`; mistakes are kept by `reader`."""
    if not isinstance(node, Fields):
        if not isinstance(node, Unread):
            reader.refuse(node.place, NOT_A_TABLE(found=found(node)))
        return ()
    out: list[Expectation] = []
    for key, value in node.entries:
        fact = facts.get(key.name)
        if fact is None:
            what = UNKNOWN_FACT(fact=key.name, word=word)
            reader.refuse(key.place, what, remedy(key.name, facts))
        else:
            out += _of_fact(reader, key.name, fact, value)
    return tuple(out)


def _of_fact(reader: Reader, name: str, fact: FactKind, node: Node) -> list[Expectation]:
    if isinstance(node, Items):
        reader.refuse(node.place, BARE_LIST(), LIST_REMEDY(fact=name))
        return []
    if not isinstance(node, Fields):
        one = _expectation(reader, name, fact, "equals", node)
        return [one] if one else []
    if not node.entries:
        reader.refuse(node.place, NONE_GIVEN())
    out = []
    for key, value in node.entries:
        if key.name not in OPERATORS:
            what = UNKNOWN_OPERATOR(operator=key.name)
            reader.refuse(key.place, what, remedy(key.name, OPERATORS))
            continue
        if not fits(key.name, fact):
            kind = wanted(Leaf(_TYPES[fact.type]))
            reader.refuse(key.place, UNFIT(fact=name, kind=kind, operator=key.name))
            continue
        one = _expectation(reader, name, fact, key.name, value)
        out += [one] if one else []
    return out


def _expectation(
    reader: Reader, name: str, fact: FactKind, operator: str, node: Node
) -> Expectation | None:
    if operator in ("between", "one_of"):
        value = _several(reader, fact, operator, node)
    else:
        value = _single(reader, fact, node)
    if operator == "matches" and isinstance(value, str):
        trouble = _pattern_trouble(value)
        value = reader.refuse(node.place, *trouble) if trouble else value
    return None if value is BAD else Expectation(name, operator, value)  # type: ignore[arg-type]


def _single(reader: Reader, fact: FactKind, node: Node) -> Any:
    # Numbers of either kind compare with each other: 0.5 is a good bound for a whole number.
    value = node.value if isinstance(node, Scalar) else None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and fact.type in ("int", "float"):
        return value
    if isinstance(value, str) and fact.unit and fact.type != "str":
        what = WRONG(wanted=wanted(Leaf(_TYPES[fact.type])), found=found(node))
        return reader.refuse(node.place, what, BARE_NUMBER(unit=fact.unit))
    return reader.read(Leaf(_TYPES[fact.type]), node)


def _several(reader: Reader, fact: FactKind, operator: str, node: Node) -> Any:
    if not isinstance(node, Items):
        shape = Many(Leaf(_TYPES[fact.type]))
        return reader.refuse(node.place, WRONG(wanted=wanted(shape), found=found(node)))
    values = tuple(_single(reader, fact, each) for each in node.items)
    if BAD in values:
        return BAD
    if operator == "between" and (len(values) != 2 or values[0] > values[1]):
        return reader.refuse(node.place, TWO_ENDS())
    return values if values else reader.refuse(node.place, NONE_GIVEN())


def _pattern_trouble(pattern: str) -> tuple[Message, Message | None] | None:
    heavy = (
        len(pattern) > 200
        or _REPEATED_GROUP.search(pattern)
        or len(_WIDE.findall(pattern)) > 2
        or len(_REPEAT.findall(pattern)) > 8
    )
    if heavy:
        return HEAVY_PATTERN(), LIGHTER()
    try:
        with warnings.catch_warnings():
            # What a later Python will read otherwise, such as "[[a]", is told as a mistake now.
            warnings.simplefilter("error", FutureWarning)
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, FutureWarning) as trouble:
        at = getattr(trouble, "pos", None)
        return NO_PATTERN(at=1 if at is None else at + 1), None
    return None
