"""How a question is written, for editors: each probe's word, its fields, and what it can tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import get_args

from bcp.asking import Catalogue, Control, FactKind, ProbeKind, Silence
from bcp.durations import Span
from bcp.expecting import OPERATORS, fits
from bcp.json_schema import (
    ID_RULE,
    LASTING,
    Form,
    Json,
    Meaning,
    Meanings,
    SchemaWriter,
    joined,
    means,
)
from bcp.message import Text
from bcp.probe_call import OWN_KEYS
from bcp.said_by_people import BY_PEOPLE
from bcp.shape import Leaf, Maybe, Record, fields_of

EXPECT = means(
    "期待する答え。「事実: 値」または「事実: {演算子: 値}」",
    'what is expected, as "fact: value" or "fact: {operator: value}"',
)
OWN_MEANINGS: Mapping[str, Meaning] = {
    "expect": EXPECT,
    "every": means("問い合わせる間隔", "how often it is asked", "5s", "1m"),
    "timeout": means("答えを待つ時間", "how long an answer is waited for", "5s"),
    "id": means("この問いの名前。報告書で使います", "the name of this question, for the report"),
    "silence": means(
        "時間内に応答がないことの意味: broken（停止とみなす）、unknown（判断しない）",
        "what no answer in time means: broken (it is down), unknown (nothing can be said)",
        "broken",
        "unknown",
    ),
    "control": means(
        "応答がないことを期待するとき、同時に尋ねる、同じ区域で必ず応答する相手への問い",
        "where no answer is wanted: a question to something in the same zone that does answer, "
        "asked at the same time",
    ),
}
OPERATOR_MEANINGS: Mapping[str, Text] = {
    "equals": Text(ja="その値である", en="is the value"),
    "differs": Text(ja="その値でない", en="is anything but the value"),
    "at_least": Text(ja="その数以上", en="is the number or more"),
    "at_most": Text(ja="その数以下", en="is the number or less"),
    "between": Text(
        ja="[最小, 最大] の範囲にある（両端を含む）", en="is in [least, most], ends included"
    ),
    "one_of": Text(ja="リストのどれかである", en="is one of the list"),
    "contains": Text(ja="その文字列を含む", en="contains the text"),
    "matches": Text(ja="その正規表現に合う", en="fits the regular expression"),
}
_UNITS: Mapping[str, Text] = {
    "ms": Text(ja="ミリ秒", en="milliseconds"),
    "s": Text(ja="秒", en="seconds"),
    "days": Text(ja="日", en="days"),
    "bytes": Text(ja="バイト", en="bytes"),
    "h": Text(ja="時間", en="hours"),
    "l": Text(ja="リットル", en="litres"),
    "mbps": Text(ja="Mbps", en="Mbps"),
    "dbm": Text(ja="dBm", en="dBm"),
    "db": Text(ja="dB", en="dB"),
    "v": Text(ja="V", en="V"),
    "celsius": Text(ja="℃", en="°C"),
    "percent": Text(ja="%", en="percent"),
}
# The facts that a question names itself.
_NAMED = (
    FactKind(
        "bool", Text(ja="この問いで名前を付けた接点", en="a contact that this question names")
    ),
    FactKind("float", Text(ja="この問いで名前を付けた値", en="a value that this question names")),
)
_SINGLE: Mapping[str, Json] = {
    "bool": {"type": "boolean"},
    "int": {"type": "number"},
    "float": {"type": "number"},
    "str": {"type": ["string", "number"]},
}


def probe_schema(catalogue: Catalogue) -> Form:
    """The form of any question in the words of `catalogue`."""

    def form(writer: SchemaWriter) -> Json:
        return writer.or_parameter(
            {"anyOf": [_reference(writer, each) for each in catalogue.values()]}
        )

    return form


def control_schema(catalogue: Catalogue) -> Form:
    """The form of a question that only has to be answered."""

    def form(writer: SchemaWriter) -> Json:
        options = [
            writer.reference(f"control_{each.word}", partial(_control, writer, each))
            for each in catalogue.values()
            if each.word not in BY_PEOPLE
        ]
        return writer.or_parameter({"anyOf": options})

    return form


def probe_meanings(catalogue: Catalogue) -> Meanings:
    """What the fields of each probe are for."""
    return {
        record: {key: Meaning(text) for key, text in fields.items()}
        for each in catalogue.values()
        for record, fields in ((each.params, each.fields), *each.records.items())
    }


def expect_schema(writer: SchemaWriter, kind: ProbeKind) -> Json:
    """What may be expected of this probe's answer."""

    def make() -> Json:
        facts = {name: _fact(writer, fact) for name, fact in kind.facts.items()}
        more = joined(*(_fact(writer, each) for each in _NAMED)) if kind.named else False
        table = {"type": "object", "properties": facts, "additionalProperties": more}
        return writer.or_parameter(table)

    return writer.reference(f"expect_{kind.word}", make)


def keys_of(kind: ProbeKind) -> tuple[str, ...]:
    """What may stand in a question besides its word; the subject stands behind the word."""
    return tuple(each.key for each in fields_of(kind.params)[1:])


def asks_schema(kind: ProbeKind, catalogue: Catalogue) -> Json:
    """A question of this probe: one whose field has the same name as the word is none."""
    others = [each.word for each in catalogue.values() if kind.word in keys_of(each)]
    asks: Json = {"type": "object", "required": [kind.word]}
    if others:
        asks["not"] = {"anyOf": [{"required": [each]} for each in others]}
    return asks


def _reference(writer: SchemaWriter, kind: ProbeKind) -> Json:
    return writer.reference(f"probe_{kind.word}", lambda: _probe(writer, kind))


def _probe(writer: SchemaWriter, kind: ProbeKind) -> Json:
    whole = _asked(writer, kind)
    return {**whole, "properties": {**whole["properties"], **_own(writer, kind)}}


def _asked(writer: SchemaWriter, kind: ProbeKind) -> Json:
    """The word and the probe's own fields."""
    subject = fields_of(kind.params)[0]
    asked = writer.table(kind.params, less=(subject.key, *OWN_KEYS))
    behind = kind.fields.get(subject.key, Text())
    meaning = Text(
        ja=f"{kind.meaning.ja} — {behind.ja}" if behind.ja else kind.meaning.ja,
        en=f"{kind.meaning.en} — {behind.en}" if behind.en else kind.meaning.en,
    )
    said = writer.described(Meaning(meaning), writer.of(subject.shape))
    return {
        **asked,
        "properties": {kind.word: said, **asked["properties"]},
        "required": [kind.word, *asked.get("required", [])],
    }


def _control(writer: SchemaWriter, kind: ProbeKind) -> Json:
    whole = _asked(writer, kind)
    timeout = writer.described(OWN_MEANINGS["timeout"], _span(writer))
    return {**whole, "properties": {**whole["properties"], "timeout": timeout}}


def _span(writer: SchemaWriter) -> Json:
    return writer.of(Maybe(Leaf(Span)), {"pattern": LASTING})


def _own(writer: SchemaWriter, kind: ProbeKind) -> Json:
    span = _span(writer)
    schemas = {
        "expect": expect_schema(writer, kind),
        "every": span,
        "timeout": span,
        "id": writer.leaf(str, ID_RULE),
        "control": writer.of(Record(Control)),
        "silence": writer.or_parameter({"enum": list(get_args(Silence))}),
    }
    return {key: writer.described(OWN_MEANINGS[key], schemas[key]) for key in OWN_KEYS}


def _fact(writer: SchemaWriter, fact: FactKind) -> Json:
    single = writer.or_parameter(_SINGLE[fact.type])
    operators = {
        each: writer.reference(f"{each}_{fact.type}", partial(_operator, writer, each, single))
        for each in OPERATORS
        if fits(each, fact)
    }
    table = {"type": "object", "properties": operators, "additionalProperties": False}
    schema = joined(single, {**table, "minProperties": 1})
    return writer.described(Meaning(_with_unit(fact)), schema)


def _operator(writer: SchemaWriter, operator: str, single: Json) -> Json:
    several = {"type": "array", "items": single}
    schemas: Mapping[str, Json] = {
        "between": {**several, "minItems": 2, "maxItems": 2},
        "one_of": {**several, "minItems": 1},
    }
    wanted = writer.or_parameter(schemas.get(operator, single))
    return writer.described(Meaning(OPERATOR_MEANINGS[operator]), wanted)


def _with_unit(fact: FactKind) -> Text:
    unit = _UNITS.get(fact.unit)
    if unit is None:
        return fact.meaning
    return Text(ja=f"{fact.meaning.ja}（単位: {unit.ja}）", en=f"{fact.meaning.en} (in {unit.en})")
