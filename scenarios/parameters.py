"""Parameters: ``$link`` for a whole value, ``${link}`` inside a text, ``$$`` for a dollar sign."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bcp.did_you_mean import remedy
from bcp.message import Phrase
from bcp.nodes import Fields, Items, Key, Node, Scalar, Unread
from bcp.reader import Reader
from bcp.refused import Place

UNKNOWN = Phrase(
    "parameters.unknown",
    ja="「{name}」というパラメータはありません。",
    en="there is no parameter {name!r}.",
)
UNKNOWN_SET = Phrase(
    "parameters.unknown_set",
    ja="--setで指定された「{name}」というパラメータはこのシナリオにありません。",
    en="--set names a parameter {name!r} that this scenario does not have.",
)
BAD_NAME = Phrase(
    "parameters.bad_name",
    ja="「{name}」はパラメータの名前として使えません。",
    en="{name!r} cannot be the name of a parameter.",
)
NAME_LETTERS = Phrase(
    "parameters.name_letters",
    ja="英字で始め、英数字と「_」「-」だけを使ってください。",
    en='Begin with a letter and use letters, digits, "_" and "-" only.',
)
NOT_IN_TEXT = Phrase(
    "parameters.not_in_text",
    ja="パラメータ「{name}」は1つの値ではないため、文の中には入れられません。",
    en="the parameter {name!r} is no single value, so it cannot stand inside a text.",
)
NO_KEY = Phrase(
    "parameters.no_key",
    ja="パラメータ「{name}」は1つの値ではないため、名前の所には書けません。",
    en="the parameter {name!r} is no single value, so it cannot stand for a name.",
)
BRACES = Phrase(
    "parameters.braces",
    ja="文の中のパラメータには波括弧が必要です。",
    en="inside a text a parameter needs braces.",
)
WRITE_BRACES = Phrase(
    "parameters.write_braces",
    ja="「${{{name}}}」と書いてください。文字としての$は「$$」です。",
    en='Write "${{{name}}}"; a dollar sign itself is "$$".',
)
UNCLOSED = Phrase(
    "parameters.unclosed",
    ja="「${{」の後に名前と「}}」がありません。",
    en='"${{" is not followed by a name and "}}".',
)
DOLLAR = Phrase(
    "parameters.dollar",
    ja="文字としての$は「$$」と書きます。",
    en='A dollar sign itself is written "$$".',
)

KEYS_OF_THE_PLAN = ("businesses",)
"""Where the keys are ids of the plan, so that a parameter may stand for one."""

_NAME = r"[A-Za-z_][A-Za-z0-9_-]*"
_WHOLE = re.compile(rf"\$(?:({_NAME})|\{{({_NAME})\}})")
_INSIDE = re.compile(rf"\$(?:(\$)|\{{({_NAME})\}}|(\{{)|({_NAME}))")


def given(reader: Reader, written: Node | None, overrides: Mapping[str, Node]) -> dict[str, Node]:
    """The parameters as written, replaced by `overrides`; mistakes are kept by `reader`."""
    out: dict[str, Node] = {}
    place = Place("", 1, 1)
    if isinstance(written, Fields):
        place = written.place
        for key, value in written.entries:
            if re.fullmatch(_NAME, key.name) is None:
                reader.refuse(key.place, BAD_NAME(name=key.name), NAME_LETTERS())
            out[key.name] = value
    for name, value in overrides.items():
        if name in out:
            out[name] = value
        else:
            at = place if place.file else value.place
            reader.refuse(at, UNKNOWN_SET(name=name), remedy(name, out))
    return out


def filled(reader: Reader, node: Node, values: Mapping[str, Node]) -> Node:
    """The tree with every parameter replaced; the places stay where the parameter is used."""
    if isinstance(node, Items):
        return Items(node.place, tuple(filled(reader, each, values) for each in node.items))
    if isinstance(node, Fields):
        entries = tuple(
            (key, filled(reader, _keyed(reader, key, value, values), values))
            for key, value in node.entries
        )
        return Fields(node.place, entries)
    if not isinstance(node, Scalar) or "$" not in node.text:
        return node
    whole = _WHOLE.fullmatch(node.text)
    if whole is None:
        return _in_text(reader, node, values)
    name = whole[1] or whole[2]
    if name not in values:
        reader.refuse(node.place, UNKNOWN(name=name), remedy(name, values))
        return Unread(node.place)
    return _moved(values[name], node.place)


def _keyed(reader: Reader, key: Key, value: Node, values: Mapping[str, Node]) -> Node:
    """The value of `key`, with the parameters among its own keys replaced where they may stand."""
    if key.name not in KEYS_OF_THE_PLAN or not isinstance(value, Fields):
        return value
    named = ((_named(reader, inner, values), one) for inner, one in value.entries)
    return Fields(value.place, tuple((inner, one) for inner, one in named if inner))


def _named(reader: Reader, key: Key, values: Mapping[str, Node]) -> Key | None:
    """A key that may be a parameter itself; None where the parameter stands for nothing."""
    whole = _WHOLE.fullmatch(key.name)
    if whole is None:
        return key
    name = whole[1] or whole[2]
    value = values.get(name)
    if value is None:
        reader.refuse(key.place, UNKNOWN(name=name), remedy(name, values))
    elif not isinstance(value, Scalar):
        reader.refuse(key.place, NO_KEY(name=name))
    elif value.value is not None:
        return Key(value.text, key.place)
    return None


def _in_text(reader: Reader, node: Scalar, values: Mapping[str, Node]) -> Node:
    sound = True

    def replaced(found: re.Match[str]) -> str:
        nonlocal sound
        name = found[2]
        value = values.get(name) if name else None
        if found[1]:
            return "$"
        if isinstance(value, Scalar):
            return value.text
        # Money and shell words keep their dollar; only a parameter's name without braces is
        # surely meant as one.
        if found[4] and found[4] not in values:
            return found[0]
        sound = False
        if found[4]:
            reader.refuse(node.place, BRACES(), WRITE_BRACES(name=found[4]))
        elif found[3]:
            reader.refuse(node.place, UNCLOSED(), DOLLAR())
        elif name in values:
            reader.refuse(node.place, NOT_IN_TEXT(name=name))
        else:
            reader.refuse(node.place, UNKNOWN(name=name), remedy(name, values))
        return ""

    text = _INSIDE.sub(replaced, node.text)
    return Scalar(node.place, text, text) if sound else Unread(node.place)


def _moved(node: Node, place: Place) -> Node:
    if isinstance(node, Scalar):
        return Scalar(place, node.value, node.text)
    if isinstance(node, Items):
        return Items(place, tuple(_moved(each, place) for each in node.items))
    if isinstance(node, Fields):
        entries = tuple((Key(key.name, place), _moved(v, place)) for key, v in node.entries)
        return Fields(place, entries)
    return Unread(place)
