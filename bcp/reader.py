"""From a tree with places to frozen values, following their annotations; every mistake is kept.

A field that cannot be read leaves its default and the reading goes on, so that one pass finds all
mistakes. Whoever reads must look at `Reader.refusals` before using what came out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from bcp.did_you_mean import DID_YOU_MEAN, key_remedy, remedy
from bcp.durations import Span
from bcp.leaves import leaf_value
from bcp.meant import meant_time
from bcp.message import LANGUAGES, Message, Phrase, Text
from bcp.nodes import Fields, Items, Key, Node, Scalar, Unread, plain
from bcp.refused import Place, Refusal
from bcp.shape import (
    Anything,
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
from bcp.slips import slip_in_table
from bcp.wording import FIELD, WRONG, fill_or_remove, found, wanted

UNKNOWN_KEY = Phrase(
    "reader.unknown_key",
    ja="「{key}」という項目はここにはありません。",
    en="there is no field {key!r} here.",
)
MISSING = Phrase(
    "reader.missing",
    ja="必要な項目「{key}」がありません。",
    en="the field {key!r} is missing here.",
)
ADD_IT = Phrase("reader.add_it", ja="{wanted}を書いてください。", en="Write {wanted} behind it.")
NOT_A_CHOICE = Phrase(
    "reader.not_a_choice",
    ja="「{value}」はここに書ける語ではありません。",
    en="{value!r} is not one of the words for this.",
)
NAMED_TWICE = Phrase(
    "reader.named_twice",
    ja="「id」は左の名前「{name}」で決まっています。",
    en='the name {name!r} in front is the "id" already.',
)
REMOVE_ID = Phrase("reader.remove_id", ja="「id」を消してください。", en='Remove "id".')
NO_TIME = Phrase("reader.no_time", ja="ここに0は書けません。", en="this cannot be no time at all.")
LIKE_A_SECOND = Phrase(
    "reader.like_a_second", ja="「1s」のように書いてください。", en="Write it like 1s."
)

WITH_KEY = Phrase(
    "reader.with_key",
    ja="「{key}: {value}」と書いてください。",
    en='Write "{key}: {value}".',
)
LIST_OF = Phrase(
    "reader.list_of",
    ja="「- id: {name}」で始まる行のリストで書いてください。",
    en='Write a list of lines that begin with "- id: {name}".',
)
# An id or a selector.
_NAME = re.compile(r"@?[^\W_][\w.:-]{0,40}")

# Asking without a pause, or waiting no time for an answer, would find the world at fault.
NEVER_ZERO = ("every", "timeout")
_LANGUAGES = frozenset(LANGUAGES)


class _Bad(Enum):
    BAD = "bad"


# What stands in for a value that was refused; never reaches a record.
BAD: Final = _Bad.BAD


@dataclass(frozen=True)
class Mention:
    """A word written in a field: what references and identities are checked with.

    `of` is the server or system that the word belongs to, where it is a command or a rung.
    """

    owner: type
    field: str
    word: str
    place: Place
    of: str | None = None


Form = Callable[["Reader", Node], Any]


class Reader:
    """Reads trees and keeps every mistake.

    `forms` are the types with a grammar of their own. `by_name` are the types whose lists may also
    be written as a table from id to record.
    """

    def __init__(
        self, forms: Mapping[type, Form] | None = None, by_name: frozenset[type] = frozenset()
    ) -> None:
        self.refusals: list[Refusal] = []
        self.mentions: list[Mention] = []
        self.complete = True
        self._forms = forms or {}
        self._by_name = by_name

    def again(self) -> Reader:
        """Another reader for the same types, with no mistakes yet."""
        return Reader(self._forms, self._by_name)

    def refuse(self, place: Place, what: Message, then: Message | None = None) -> Any:
        """Keep a mistake; what comes back stands in for the value."""
        self.refusals.append(Refusal(place, what, then))
        return BAD

    def read(self, shape: Shape, node: Node) -> Any:
        """The value of `shape` written at `node`, or `BAD`."""
        if isinstance(node, Unread):
            self.complete = False
            return BAD
        value: Any
        match shape:
            case Leaf(kind):
                value = leaf_value(kind, node)
                if isinstance(value, Refusal):
                    self.refusals.append(value)
                    value = BAD
            case Choice(words):
                value = self._choice(words, node)
            case Many(item):
                value = self._many(item, node)
            case Named(item):
                value = self._named(item, node)
            case Maybe(of):
                # A key with nothing behind it was forgotten; only a written null says "none".
                absent = isinstance(node, Scalar) and node.value is None and node.text != ""
                value = None if absent else self.read(of, node)
            case Either():
                value = self._either(shape, node)
            case Record(kind):
                form = self._forms.get(kind)
                value = form(self, node) if form else self.record(kind, node)
            case Anything():
                value = plain(node)
        return value

    def record(self, kind: type, node: Node) -> Any:
        """A value of the dataclass `kind`, by its fields, or by its short form, or `BAD`."""
        short = short_field(kind)
        if short and _is_short(kind, short, node):
            values = self.fields(kind, Fields(node.place, ((Key(short, node.place), node),)))
        elif isinstance(node, Fields):
            values = self.fields(kind, node)
        else:
            return self._wrong(Record(kind), node)
        return BAD if values is None else kind(**values)

    def fields(self, kind: type, node: Fields, also: tuple[str, ...] = ()) -> dict[str, Any] | None:
        """The fields of `kind` written at `node`, by Python name; None where one needed is bad.

        `also` are keys that belong here and are read by somebody else.
        """
        entries = {each.key: each for each in fields_of(kind)}
        values: dict[str, Any] = {}
        for key, value in node.entries:
            if key.name in also:
                continue
            entry = entries.get(key.name)
            if entry is None:
                known = [*entries, *also]
                self.refuse(key.place, UNKNOWN_KEY(key=key.name), key_remedy(key.name, known))
                continue
            self.mention(kind, entry.key, value)
            read = self.lasting if key.name in NEVER_ZERO else self.read
            values[entry.name] = read(entry.shape, value)
        for entry in entries.values():
            if entry.required and entry.name not in values:
                then = ADD_IT(wanted=FIELD(key=entry.key, wanted=wanted(entry.shape)))
                self.refuse(node.place, MISSING(key=entry.key), then)
                values[entry.name] = BAD
        lost = {name for name, value in values.items() if value is BAD}
        if "id" in lost:
            self.complete = False
        if any(entry.required and entry.name in lost for entry in entries.values()):
            return None
        return {name: value for name, value in values.items() if name not in lost}

    def lasting(self, shape: Shape, node: Node) -> Any:
        """The value of `shape` at `node`, or `BAD`; a span of nothing is refused."""
        value = self.read(shape, node)
        return self.refuse(node.place, NO_TIME(), LIKE_A_SECOND()) if value == Span(0) else value

    def _choice(self, words: tuple[str, ...], node: Node) -> Any:
        if not isinstance(node, Scalar) or node.value is None:
            return self._wrong(Choice(words), node)
        if node.text in words:
            return node.text
        return self.refuse(node.place, NOT_A_CHOICE(value=node.text), remedy(node.text, words))

    def _many(self, item: Shape, node: Node) -> Any:
        if isinstance(node, Items):
            nodes: tuple[Node, ...] = node.items
        elif isinstance(node, Fields) and isinstance(item, Record) and item.type in self._by_name:
            nodes = tuple(
                self._with_id(item.type, key.name, key.place, v) for key, v in node.entries
            )
        elif isinstance(node, Scalar) and node.value is None:
            self.complete = False
            return self._wrong(Many(item), node)
        elif isinstance(node, Fields) and isinstance(item, Record) and _is_table(item.type, node):
            self.complete = False
            what = WRONG(wanted=wanted(Many(item)), found=found(node))
            return self.refuse(node.place, what, LIST_OF(name=node.entries[0][0].name))
        else:
            nodes = (node,)
        values = [self.read(item, each) for each in nodes]
        return tuple(each for each in values if each is not BAD)

    def _with_id(self, kind: type, name: str, place: Place, node: Node) -> Node:
        short = short_field(kind)
        own = (Key("id", place), Scalar(place, name, name))
        if isinstance(node, Fields):
            twice = node.key("id")
            if twice is not None:
                self.refuse(twice.place, NAMED_TWICE(name=name), REMOVE_ID())
            return Fields(node.place, (own, *node.without("id").entries))
        if isinstance(node, Scalar) and node.value is None:
            return Fields(place, (own,))
        if short and isinstance(node, Scalar):
            return Fields(node.place, (own, (Key(short, node.place), node)))
        return node

    def _named(self, item: Shape, node: Node) -> Any:
        if not isinstance(node, Fields):
            return self._wrong(Named(item), node)
        values = {key.name: self.read(item, value) for key, value in node.entries}
        return {name: value for name, value in values.items() if value is not BAD}

    def _either(self, shape: Either, node: Node) -> Any:
        for option in shape.options:
            trial = self.again()
            value = trial.read(option, node)
            if not trial.refusals:
                self.mentions += trial.mentions
                return value
        if isinstance(node, Scalar):
            kinds = (each.type for each in shape.options if isinstance(each, Leaf))
            guesses = (meant_time(kind, node.text) for kind in kinds)
            guess = next((each for each in guesses if each), None)
            if guess is not None:
                what = WRONG(wanted=wanted(shape), found=found(node))
                return self.refuse(node.place, what, DID_YOU_MEAN(word=guess))
        return self._wrong(shape, node)

    def _wrong(self, shape: Shape, node: Node) -> Any:
        what = WRONG(wanted=wanted(shape), found=found(node))
        then = fill_or_remove(node)
        if isinstance(shape, Record) and isinstance(node, Scalar) and isinstance(node.value, str):
            then = slip_in_table(node.text) or _only_field(shape.type, node)
        return self.refuse(node.place, what, then)

    def mention(self, owner: type, field: str, node: Node | None) -> None:
        """Keep a word, or each word of a list, for the checks that come after the reading.

        Words in two languages are kept as two.
        """
        if isinstance(node, Scalar) and isinstance(node.value, str):
            self.mentions.append(Mention(owner, field, node.value, node.place))
        elif isinstance(node, Items):
            for each in node.items:
                self.mention(owner, field, each)
        elif isinstance(node, Fields) and {key.name for key, _ in node.entries} <= _LANGUAGES:
            for _, value in node.entries:
                self.mention(owner, field, value)


def _is_table(kind: type, node: Fields) -> bool:
    """Whether this is surely a table from id to record, where a list is wanted."""
    keys = {each.key for each in fields_of(kind)}
    tables = all(isinstance(value, Fields) and key.name not in keys for key, value in node.entries)
    return tables and bool(node.entries) and "id" in keys


def _only_field(kind: type, node: Scalar) -> Message | None:
    """How to write a record of which one field alone is needed, where only its value stands."""
    needed = [each for each in fields_of(kind) if each.required]
    if len(needed) != 1 or needed[0].shape != Leaf(str) or not _NAME.fullmatch(node.text):
        return None
    # YAML itself refuses a bare word that begins with this sign.
    value = f'"{node.text}"' if node.text.startswith("@") else node.text
    return WITH_KEY(key=needed[0].key, value=value)


def _is_short(kind: type, short: str, node: Node) -> bool:
    """Whether a record is written as its short field alone: a scalar, or words in two languages."""
    if isinstance(node, Scalar):
        return True
    in_languages = isinstance(node, Fields) and {key.name for key, _ in node.entries} <= _LANGUAGES
    of_text = any(each.name == short and each.shape == Leaf(Text) for each in fields_of(kind))
    return in_languages and of_text and bool(node.entries if isinstance(node, Fields) else ())
