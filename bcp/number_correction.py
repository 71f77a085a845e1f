"""A wrong number put right at its own place in the plan's file, and nothing else touched.

Officers write comments and line up columns in their list of contacts; a file that a program has
written anew loses both. So only the letters of the one value change.
"""

from __future__ import annotations

import json
from typing import Any

import yaml

from bcp.message import Message, Phrase
from bcp.nodes import Fields, Items, Node, Scalar
from bcp.people import Correction
from bcp.strict_yaml import parse

NOT_THERE = Phrase(
    "correction.not_there",
    ja="「{contact}」の{nth}番目の連絡手段が見つかりません。手で直してください。",
    en="way number {nth} of {contact!r} is not there; correct it by hand.",
)
CHANGED = Phrase(
    "correction.changed",
    ja="「{contact}」の{nth}番目の連絡手段は、訓練の開始後に変えられています。手で直してください。",
    en="way number {nth} of {contact!r} was changed since the drill began; correct it by hand.",
)
UNREADABLE = Phrase(
    "correction.unreadable",
    ja="連絡先のファイルを読めません。手で直してください。",
    en="the file of contacts cannot be read; correct it by hand.",
)
ODDLY_WRITTEN = Phrase(
    "correction.oddly_written",
    ja="「{contact}」の{nth}番目の連絡手段は、書き換えられない書き方です。手で直してください。",
    en="way number {nth} of {contact!r} is written so that it is left alone; mend it by hand.",
)


def put_right(raw: bytes, file: str, correction: Correction) -> bytes | Message:
    """The file's bytes with the right number, or why they were left alone.

    A file that has the right number already is given back as it is.
    """
    tree, troubles = parse(raw, file)
    if troubles or tree is None:
        return UNREADABLE()
    where = {"contact": correction.contact, "nth": correction.way + 1}
    value = _value(tree, correction)
    if value is None:
        return NOT_THERE(**where)
    if value.text == correction.new:
        return raw
    if value.text != correction.old:
        return CHANGED(**where)
    changed = _replaced(raw, value, correction.new)
    expected = _leaves(tree, value, correction.new)
    if changed is None or _leaves(parse(changed, file)[0]) != expected:
        return ODDLY_WRITTEN(**where)
    return changed


def _value(tree: Node, correction: Correction) -> Scalar | None:
    contacts = tree.get("contacts") if isinstance(tree, Fields) else tree
    for each in contacts.items if isinstance(contacts, Items) else ():
        named = each.get("id") if isinstance(each, Fields) else None
        if isinstance(named, Scalar) and named.text == correction.contact:
            return _of(each, correction.way)
    return None


def _of(contact: Node, way: int) -> Scalar | None:
    methods = contact.get("methods") if isinstance(contact, Fields) else None
    listed = methods.items if isinstance(methods, Items) else ()
    method = listed[way] if way < len(listed) else None
    value = method.get("value") if isinstance(method, Fields) else None
    return value if isinstance(value, Scalar) else None


def _replaced(raw: bytes, value: Scalar, new: str) -> bytes | None:
    text = raw.decode("utf-8")
    # The parser does not count the mark at the beginning of a file of Windows.
    mark, rest = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    place = (value.place.line - 1, value.place.column - 1)
    for token in yaml.scan(rest, Loader=yaml.SafeLoader):
        start = token.start_mark
        if isinstance(token, yaml.ScalarToken) and (start.line, start.column) == place:
            quoted = _quoted(new, token.style)
            if quoted is None:
                return None
            changed = rest[: start.index] + quoted + rest[token.end_mark.index :]
            return (mark + changed).encode("utf-8")
    return None


def _quoted(new: str, style: str | None) -> str | None:
    if style == "'":
        return "'" + new.replace("'", "''") + "'"
    # Without quotes a number could be read as a number.
    return json.dumps(new, ensure_ascii=False) if style in (None, '"') else None


def _leaves(tree: Node | None, but: Scalar | None = None, new: str = "") -> list[Any]:
    """All that the tree says, in order, with `new` in place of the value `but`."""
    if isinstance(tree, Scalar):
        return [new if tree is but else tree.value]
    if isinstance(tree, Items):
        return [leaf for each in tree.items for leaf in _leaves(each, but, new)]
    if isinstance(tree, Fields):
        return [leaf for key, each in tree.entries for leaf in (key.name, *_leaves(each, but, new))]
    return []
