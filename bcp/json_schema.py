"""What an editor is told of our files: JSON Schema from the annotations that the reader follows.

Written is draft-07, which the editors' YAML support knows best (``docs/decisions/014``). The law of
this module: whatever the reader accepts, the schema accepts. An editor that underlines a right file
is worse than none.

Editors read YAML a little differently: ``013331`` is a number to them and a text to us. So a text
may be a number here, and only ``check`` says that ``1.10`` needs quotes.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bcp.durations import BusinessDays, Offset, Span, written
from bcp.message import Language, Message, Phrase, Text, render
from bcp.percent import PERCENT, Percent
from bcp.reader import NEVER_ZERO
from bcp.references import ID_LETTERS
from bcp.shape import (
    Choice,
    Either,
    Entry,
    Leaf,
    Many,
    Maybe,
    Named,
    Record,
    Shape,
    fields_of,
    short_field,
)
from bcp.strict_yaml import resolved
from bcp.wording import wanted

Json = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"

# JavaScript's \w and \d know ASCII only, so letters of other scripts are what is not forbidden.
ID = r"^[^\u0000-/:-@\[-`{-\u007f\s][^\u0000-,/:-@\[-^`{-\u007f\s]*$"
SPAN = r"^(?=[0-9])(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m(?!s))?(?:[0-9]+s)?(?:[0-9]+ms)?$"
LASTING = SPAN.replace("(?=[0-9])", "(?=[0-9])(?=.*[1-9])")
OFFSET = SPAN.replace("^(?=[0-9])", r"^T\+(?=[0-9])")
BUSINESS_DAYS = r"^[0-9]{1,5}bd$"
_NAME = "[A-Za-z_][A-Za-z0-9_-]*"
PARAMETER = rf"^\$(?:{_NAME}|\{{{_NAME}\}})$"
PARAMETER_NAME = f"^{_NAME}$"
_DOLLAR = r"\$"

NULL: Json = {"type": "null"}
_LEAVES: Mapping[type, Json] = {
    str: {"type": ["string", "number"]},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Span: {"type": "string", "pattern": SPAN},
    Offset: {"type": "string", "pattern": OFFSET},
    BusinessDays: {"type": "string", "pattern": BUSINESS_DAYS},
    Percent: {"type": "string", "pattern": PERCENT},
}
_SPANS = (Span, Offset, BusinessDays, Percent)
ID_RULE: Json = {"pattern": ID, "patternErrorMessage": ID_LETTERS()}
_EXAMPLES: Mapping[Shape, tuple[str, ...]] = {
    Leaf(Span): ("30s", "10m", "3h", "1h30m"),
    Leaf(Offset): ("T+0m", "T+20m"),
    Leaf(Percent): ("90%",),
    Either((Leaf(Span), Leaf(BusinessDays))): ("4h", "1bd"),
}
MUST_BE = Phrase("schema.must_be", ja="ここには{wanted}を書きます。", en="This must be {wanted}.")
# An editor shows the pattern itself, and the names of types, where it is not told what to say.
_SAID = "patternErrorMessage"
_MUST_BE = "errorMessage"
# They say something only of values of their own type, so that schemas of other types can be joined.
_OF_ONE_TYPE = {
    *("type", "pattern", "minimum", "maximum", "items", "minItems", "maxItems", "properties"),
    *("required", "additionalProperties", "propertyNames", "minProperties", _SAID),
    _MUST_BE,
}


@dataclass(frozen=True)
class Meaning:
    """What a key is for, and values that show how it is written."""

    text: Text
    examples: tuple[Any, ...] = ()


def means(ja: str, en: str, *examples: Any) -> Meaning:
    """The meaning of a key in both languages."""
    return Meaning(Text(ja=ja, en=en), examples)


# By dataclass and key.
Meanings = Mapping[type, Mapping[str, Meaning]]
# What more than its type a field's value must be, by dataclass and key.
Rules = Mapping[tuple[type, str], Json]
Form = Callable[["SchemaWriter"], Json]


@dataclass(frozen=True)
class Vocabulary:
    """What the schemas of one kind of file are made with.

    `forms` are the types with a grammar of their own. `parameters` says that ``$name`` may stand
    for any value.
    """

    meanings: Meanings
    forms: Mapping[type, Form] = dataclasses.field(default_factory=dict)
    by_name: frozenset[type] = frozenset()
    rules: Rules = dataclasses.field(default_factory=dict)
    parameters: bool = False


class SchemaWriter:
    """Writes one schema. `lang` None gives every description in both languages."""

    def __init__(self, vocabulary: Vocabulary, lang: Language | None = None) -> None:
        self.definitions: dict[str, Json] = {}
        self.parameters = vocabulary.parameters
        self._use = vocabulary
        self._lang: Language | None = lang

    def whole(self, schema: Json, title: Text) -> Json:
        """A schema for a file, with everything that it refers to."""
        head = {"$schema": DRAFT, "description": self.said(title)}
        definitions = {name: self.definitions[name] for name in sorted(self.definitions)}
        return {**head, **schema, "definitions": definitions}

    def said(self, text: Text) -> str:
        """The text in the language of this schema."""
        if self._lang is not None:
            return text.said_in(self._lang)
        return text.ja if text.ja == text.en else f"{text.ja}\n{text.en}"

    def of(self, shape: Shape, rule: Json | None = None) -> Json:
        """The schema of what the reader accepts for `shape`."""
        schema: Json = {}
        match shape:
            case Leaf(kind):
                schema = self.leaf(kind, rule)
            case Choice(words):
                schema = self.choice(words)
            case Many(item):
                schema = self._many(item, rule)
            case Named(item):
                table = {"type": "object", "additionalProperties": self.of(item, rule)}
                schema = self.or_parameter(table)
            case Maybe(Record(kind)):
                # Written out: editors say less of what is behind a choice of references.
                schema = joined(self._record(kind), NULL)
            case Maybe(of):
                schema = joined(self.of(of, rule), NULL)
            case Either(options):
                schema = joined(*(self.of(each, rule) for each in options))
            case Record(kind):
                schema = self.reference(kind.__name__, lambda: self._record(kind))
        return schema

    def leaf(self, kind: type, rule: Json | None = None) -> Json:
        """A single value; `rule` says what more it must be."""
        if kind is Text:
            words = {each: {"type": ["string", "number"]} for each in ("ja", "en")}
            table = {"type": "object", "properties": words, "additionalProperties": False}
            return joined({"type": ["string", "number"]}, {**table, "minProperties": 1})
        schema = {**_LEAVES[kind], **(rule or {})}
        if kind is not str:
            schema[_MUST_BE] = self.must_be(Leaf(kind))
        if kind in _SPANS:
            schema = {_SAID: schema[_MUST_BE], **schema}
        if isinstance(schema.get(_SAID), Message):
            schema[_SAID] = self.said(in_both(schema[_SAID]))
        if "string" not in schema["type"]:
            return self.or_parameter(schema)
        if self.parameters and "pattern" in schema:
            schema["pattern"] += f"|{_DOLLAR}"
        return schema

    def choice(self, words: tuple[str, ...]) -> Json:
        """One of some words; one that YAML reads as a value may stand there without quotes."""
        values = [resolved(word) for word in words]
        other = [value for value in values if not isinstance(value, str)]
        schema: Json = {"enum": [*words, *other], _MUST_BE: self.must_be(Choice(words))}
        if not other:
            schema = {"type": "string", **schema}
        return joined(schema, {"type": "string", "pattern": _DOLLAR}) if self.parameters else schema

    def must_be(self, shape: Shape) -> str:
        """What an editor says where something else than `shape` is written."""
        return self.said(in_both(MUST_BE(wanted=wanted(shape))))

    def or_parameter(self, schema: Json) -> Json:
        """The schema, or ``$name`` in its place where there are parameters."""
        return (
            joined(schema, {"type": "string", "pattern": PARAMETER}) if self.parameters else schema
        )

    def reference(self, name: str, make: Callable[[], Json]) -> Json:
        """A reference to the definition `name`, which is made where it is not there yet."""
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    def table(self, kind: type, less: tuple[str, ...] = ()) -> Json:
        """The fields of the dataclass `kind`, written out; `less` are left out."""
        entries = [each for each in fields_of(kind) if each.key not in less]
        schema: Json = {
            "type": "object",
            "properties": {each.key: self._property(kind, each) for each in entries},
            "additionalProperties": False,
        }
        needed = [each.key for each in entries if each.required]
        return {**schema, "required": needed} if needed else schema

    def described(self, meaning: Meaning | None, schema: Json, default: Any = None) -> Json:
        """The schema of a key's value, with what an editor shows of it."""
        shown: Json = {}
        if meaning is not None:
            shown["description"] = self.said(_with_default(meaning.text, default))
            if meaning.examples:
                shown["examples"] = list(meaning.examples)
        if default is not None and not isinstance(default, Text):
            shown["default"] = default
        return {**shown, **schema}

    def _property(self, kind: type, entry: Entry) -> Json:
        meaning = self._use.meanings.get(kind, {}).get(entry.key)
        rule = self._use.rules.get((kind, entry.key))
        if rule is None and entry.key == "id":
            rule = ID_RULE
        if rule is None and entry.key in NEVER_ZERO:
            rule = {"pattern": LASTING}
        schema = self.described(meaning, self.of(entry.shape, rule), _default(kind, entry))
        examples = _EXAMPLES.get(_bare(entry.shape))
        return {"examples": list(examples), **schema} if examples else schema

    def _record(self, kind: type) -> Json:
        form = self._use.forms.get(kind)
        if form is not None:
            return form(self)
        schema, short = self.table(kind), self._short(kind)
        return self.or_parameter(joined(schema, short) if short else schema)

    def _short(self, kind: type) -> Json | None:
        """The value that may stand for the whole record, where one may."""
        short = short_field(kind)
        needed = [each.name for each in fields_of(kind) if each.required]
        if short is None or needed not in ([], [short]):
            return None
        entry = next(each for each in fields_of(kind) if each.name == short)
        return self.of(entry.shape, self._use.rules.get((kind, entry.key)))

    def _many(self, item: Shape, rule: Json | None) -> Json:
        one = self.of(item, rule)
        several = {"type": "array", "items": one}
        if isinstance(item, Record) and item.type in self._use.by_name:
            return joined({"type": "object", **self._by_name(item.type)}, several)
        return joined(several, one)

    def _by_name(self, kind: type) -> Json:
        """A table from id to record: the record, its short form, or nothing more to say."""
        short = short_field(kind)
        entry = next((each for each in fields_of(kind) if each.name == short), None)
        inside = [self.table(kind, less=("id",)), NULL]
        if entry is not None:
            inside.append(self.leaf(str))
        return {"propertyNames": {"pattern": ID}, "additionalProperties": joined(*inside)}


def in_both(message: Message) -> Text:
    """What the message says, in both languages."""
    return Text(ja=render(message, "ja"), en=render(message, "en"))


def joined(*options: Json) -> Json:
    """What is one of `options`: as one schema where their types differ, for better messages."""
    out: list[Json] = []
    for option in _flat(options):
        for number, each in enumerate(out):
            both = _joined(each, option)
            if both is not None:
                out[number] = both
                break
        else:
            out.append(option)
    return out[0] if len(out) == 1 else {"anyOf": out}


def _flat(options: Iterable[Json]) -> Iterator[Json]:
    for option in options:
        if {*option} == {"anyOf"}:
            yield from _flat(option["anyOf"])
        else:
            yield option


def _joined(one: Json, other: Json) -> Json | None:
    if "type" not in one or "type" not in other or not {*one, *other} <= _OF_ONE_TYPE:
        return None
    types = [*_types(one), *(each for each in _types(other) if each not in _types(one))]
    if len(types) < len(_types(one)) + len(_types(other)):
        return _of_same_type(one, other, types)
    return _with_messages({**one, **other, "type": types}, one, other)


def _with_messages(both: Json, one: Json, other: Json) -> Json:
    """The messages of both; none for a table, where it would be said of its fields as well."""
    said = dict.fromkeys(each[_MUST_BE] for each in (one, other) if _MUST_BE in each)
    rest = {key: value for key, value in both.items() if key != _MUST_BE}
    return {**rest, _MUST_BE: "\n".join(said)} if said and "properties" not in both else rest


def _of_same_type(one: Json, other: Json, types: list[str]) -> Json | None:
    """Two schemas that both allow texts, and have nothing else in common."""
    both = {*_types(one)} & {*_types(other)}
    rest = ({*one} & {*other}) - {"type", "pattern", _SAID, _MUST_BE}
    if not both <= {"string", "number"} or rest or "minimum" in {*one, *other}:
        return None
    out = {**one, **other, "type": types}
    for key, joint in (("pattern", "|"), (_SAID, "\n")):
        out.pop(key, None)
        if "pattern" in one and "pattern" in other:
            said = dict.fromkeys(each[key] for each in (one, other) if key in each)
            out |= {key: joint.join(said)} if said else {}
    return _with_messages(out, one, other)


def _types(schema: Json) -> list[str]:
    said = schema["type"]
    return said if isinstance(said, list) else [said]


def _bare(shape: Shape) -> Shape:
    return shape.of if isinstance(shape, Maybe) else shape


def _default(kind: type, entry: Entry) -> Any:
    """The default of a field as it would be written, or None where there is nothing to show."""
    field = next(each for each in dataclasses.fields(kind) if each.name == entry.name)
    value = field.default
    if isinstance(value, Span):
        return written(value)
    if isinstance(value, tuple):
        return list(value) or None
    if isinstance(value, Text):
        return value if value.ja else None
    return value if isinstance(value, str | int | float) and value != "" else None


def _with_default(text: Text, default: Any) -> Text:
    if default is None:
        return text
    ja, en = (
        default.said_in(lang)
        if isinstance(default, Text)
        else ", ".join(default)
        if isinstance(default, list)
        else default
        if isinstance(default, str)
        else json.dumps(default)
        for lang in ("ja", "en")
    )
    return Text(ja=f"{text.ja}（省略時: {ja}）", en=f"{text.en} (if left out: {en})")
