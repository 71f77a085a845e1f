"""Guards and preconditions for editors: a system, or a question with what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bcp.asking import Catalogue, ProbeCall
from bcp.json_schema import Form, Json, SchemaWriter, joined
from bcp.probe_schema import EXPECT as EXPECTING
from bcp.probe_schema import asks_schema, expect_schema
from bcp.shape import Record
from scenarios.guard_forms import ABOUT, EXPECT, OF_A_QUESTION, Requiring, Stopping
from scenarios.meanings import MEANINGS
from scenarios.model import Requirement, StopCondition
from scenarios.things import LISTS, Listed


def guard_schemas(catalogue: Catalogue) -> Mapping[type, Form]:
    """How the types of `scenarios.guard_forms` are written."""

    def stop(writer: SchemaWriter) -> Json:
        return writer.or_parameter(_schema(writer, catalogue, StopCondition, Stopping))

    def require(writer: SchemaWriter) -> Json:
        whole = _schema(writer, catalogue, Requirement, Requiring)
        return joined(writer.leaf(str), writer.or_parameter(whole))

    return {StopCondition: stop, Requirement: require}


def listed(writer: SchemaWriter) -> Json:
    """The words that may stand in the place of ``system``, one for each of the plan's lists."""
    return {key: writer.described(MEANINGS[Listed][key], writer.leaf(str)) for key in LISTS}


def _schema(writer: SchemaWriter, catalogue: Catalogue, kind: type, beside: type) -> Json:
    rest = writer.table(beside)
    about = {
        "system": writer.leaf(str),
        "probe": writer.of(Record(ProbeCall)),
    }
    described = {key: writer.described(MEANINGS[kind][key], about[key]) for key in ABOUT}
    expect = writer.described(EXPECTING, writer.or_parameter({"type": "object"}))
    inside = {"type": "object", "required": [EXPECT]}
    of_a_question: dict[str, Any] = {
        key: {"required": ["probe"]} for key in OF_A_QUESTION if key != EXPECT
    }
    of_a_question[EXPECT] = {"required": ["probe"], "properties": {"probe": {"not": inside}}}
    known = {*rest["properties"], EXPECT}
    return {
        **rest,
        "properties": {**described, **listed(writer), EXPECT: expect, **rest["properties"]},
        "oneOf": [{"required": [key]} for key in (*ABOUT, *LISTS)],
        "dependencies": {key: each for key, each in of_a_question.items() if key in known},
        "allOf": [
            {
                "if": {
                    "required": ["probe"],
                    "properties": {"probe": asks_schema(each, catalogue)},
                },
                "then": {"properties": {EXPECT: expect_schema(writer, each)}},
            }
            for each in catalogue.values()
        ],
    }
