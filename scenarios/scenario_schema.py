"""A scenario for editors: how its steps are written, and where ``$name`` may stand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from bcp.asking import Catalogue, ProbeCall
from bcp.durations import Span
from bcp.json_schema import (
    ID_RULE,
    LASTING,
    NULL,
    PARAMETER_NAME,
    Form,
    Json,
    Rules,
    SchemaWriter,
    Vocabulary,
    joined,
)
from bcp.meanings_plan import PLAN
from bcp.message import Language, Text
from bcp.model import CommandRef
from bcp.plan_schema import RULES as PLAN_RULES
from bcp.plan_schema import plan_schema_forms
from bcp.probe_schema import asks_schema, expect_schema, probe_meanings
from bcp.secret_source import SecretSource
from bcp.shape import Choice, Leaf, Many, Named, Record
from scenarios.conduct import BUSINESS_STATES
from scenarios.each import EACH
from scenarios.each import PLAN as PLAN_ASKS
from scenarios.guard_schema import guard_schemas, listed
from scenarios.hazard import Hazard
from scenarios.meanings import MEANINGS
from scenarios.model import (
    Ask,
    CallOut,
    Clear,
    Goal,
    Inject,
    MusterCall,
    Notify,
    Pretend,
    RollCall,
    Scenario,
    Sending,
    Step,
    Timing,
    Watched,
)
from scenarios.ramps import Ramp
from scenarios.step_forms import (
    BESIDE,
    ENDINGS,
    KINDS,
    SHELL,
    STAYS,
    Circumstances,
    Rung,
    State,
)
from scenarios.things import LISTS
from scenarios.value_checks import MAX_STEPS

_TITLE = Text(ja="訓練シナリオ", en="Drill scenario")
_TEXT: Json = {"type": ["string", "number"]}

RULES: Rules = {
    **PLAN_RULES,
    (Scenario, "scenario"): ID_RULE,
    (Hazard, "at"): {"pattern": r"^[0-9０-９]|^午[前後]"},
    (Timing, "compress"): {"minimum": 1},
    (Timing, "limit"): {"pattern": LASTING},
    (Watched, "system"): {"pattern": r"^(?!@)|^@(?:all|critical|important)$|^@(?:zone|section):."},
}


def scenario_schema_forms(catalogue: Catalogue) -> Mapping[type, Form]:
    """How the types of `scenarios.step_forms.step_forms` are written."""
    return {
        Step: lambda writer: _step(writer, catalogue),
        Pretend: lambda writer: _of_a_thing(writer, Pretend, writer.table(State)),
        Clear: lambda writer: _of_a_thing(writer, Clear, {"properties": {}}),
        Goal: _goal,
        Watched: _watched,
        **guard_schemas(catalogue),
    }


def scenario_schema(catalogue: Catalogue, lang: Language | None = None) -> Json:
    """The schema of a file in the folder ``scenarios``."""
    use = Vocabulary(
        {SecretSource: PLAN[SecretSource], **probe_meanings(catalogue), **MEANINGS},
        {**plan_schema_forms(catalogue), **scenario_schema_forms(catalogue)},
        rules=RULES,
        parameters=True,
    )
    writer = SchemaWriter(use, lang)
    schema = writer.table(Scenario)
    properties = schema["properties"]
    # They are read before anything is filled in, so none can stand in their own place.
    properties["parameters"]["type"] = "object"
    properties["parameters"] |= {"propertyNames": {"pattern": PARAMETER_NAME}}
    properties["parameters"].pop("pattern", None)
    several = {**writer.of(Many(Record(Step)))["anyOf"][0], "minItems": 1, "maxItems": MAX_STEPS}
    properties["steps"] |= {"anyOf": [several, writer.of(Record(Step))]}
    return writer.whole(schema, _TITLE)


def _step(writer: SchemaWriter, catalogue: Catalogue) -> Json:
    around = writer.table(Circumstances)
    kinds = _kinds(writer, catalogue)
    schema = {
        **around,
        "properties": {**kinds, **_beside(writer), **around["properties"]},
        "oneOf": [{"required": [kind]} for kind in KINDS],
        "dependencies": _dependencies(),
        "allOf": [
            *(each for kind in ("probe", "wait") for each in _expected(writer, catalogue, kind)),
            *_expected_of_an_action(writer, catalogue),
        ],
    }
    return writer.or_parameter(schema)


def _kinds(writer: SchemaWriter, catalogue: Catalogue) -> Json:
    call = writer.of(Record(ProbeCall))
    rung = writer.or_parameter(writer.table(Rung))
    run = writer.of(Record(CommandRef))
    schemas = {
        "inject": writer.of(Record(Inject)),
        "ask": writer.of(Record(Ask)),
        "probe": joined(writer.choice((PLAN_ASKS,)), call),
        "wait": joined(rung, writer.choice((PLAN_ASKS,)), call),
        "run": run,
        "notify": writer.of(Record(Notify)),
        "contact": writer.of(Record(CallOut)),
        "checkin": writer.of(Record(RollCall)),
        "message": writer.of(Record(Sending)),
        "muster": writer.of(Record(MusterCall)),
        "ramp": writer.of(Record(Ramp)),
    }
    return {kind: writer.described(MEANINGS[Step][kind], schemas[kind]) for kind in KINDS}


def _beside(writer: SchemaWriter) -> Json:
    endings = writer.of(Many(Choice(ENDINGS)))
    steps: Json = {"type": ["string", "number", "array", "object"], "items": _TEXT}
    schemas = {
        EACH: {"type": ["string", "array", "null"], "items": {"type": "string"}},
        "after": {**steps, "additionalProperties": endings},
        "expect": writer.or_parameter({"type": "object"}),
        "every": writer.of(Leaf(Span), {"pattern": LASTING}),
        "businesses": writer.of(Named(Choice(BUSINESS_STATES))),
        "undo": joined(writer.choice((STAYS,)), writer.of(Record(CommandRef))),
    }
    return {key: writer.described(MEANINGS[Step][key], each) for key, each in schemas.items()}


def _dependencies() -> Json:
    out: Json = {
        key: {"anyOf": [{"required": [kind]} for kind in kinds]} for key, kinds in BESIDE.items()
    }
    inside = {"type": "object", "required": ["expect"]}
    a_system = {"type": "object", "required": ["system"]}
    out["expect"]["properties"] = {
        "probe": {"not": inside},
        "wait": {"not": {"anyOf": [inside, a_system]}},
    }
    return out


def _expected(writer: SchemaWriter, catalogue: Catalogue, kind: str) -> list[Json]:
    """Beside a question: what its probe can tell."""
    return [
        {
            "if": {"required": [kind], "properties": {kind: asks_schema(each, catalogue)}},
            "then": {"properties": {"expect": expect_schema(writer, each)}},
        }
        for each in catalogue.values()
    ]


def _expected_of_an_action(writer: SchemaWriter, catalogue: Catalogue) -> list[Json]:
    shell = catalogue.get(SHELL)
    if shell is None:
        return []
    then = {"properties": {"expect": expect_schema(writer, shell)}}
    return [{"if": {"required": ["run"]}, "then": then}]


def _of_a_thing(writer: SchemaWriter, kind: type, rest: Json) -> Json:
    """``{system: files, …}`` or ``{server: fs01, …}``."""
    things = {
        key: writer.described(MEANINGS[kind][key], writer.leaf(str)) for key in ("system", "server")
    }
    schema = {
        "type": "object",
        "properties": {**things, **listed(writer), **rest["properties"]},
        "additionalProperties": False,
        "oneOf": [{"required": [key]} for key in (*things, *LISTS)],
    }
    return writer.or_parameter(schema)


def _watched(writer: SchemaWriter) -> Json:
    """The id of a system or a selector, or one thing of the plan under its own word."""
    table = writer.table(Watched)
    schema = {
        **table,
        "properties": {**table["properties"], **listed(writer)},
        "oneOf": [{"required": [key]} for key in ("system", *LISTS)],
    }
    schema.pop("required")
    return joined(table["properties"]["system"], writer.or_parameter(schema))


def _goal(writer: SchemaWriter) -> Json:
    """Exactly one thing that is watched, or a step; a parameter may also stand for nothing."""
    nothing = {"anyOf": [NULL, {"type": "string", "pattern": r"\$"}]}
    given = {key: {"not": nothing} for key in ("system", "step", *LISTS)}
    table = writer.table(Goal)
    schema = {
        **table,
        "properties": {**table["properties"], **listed(writer)},
        "anyOf": [{"required": [key]} for key in given],
        "allOf": [
            {"not": {"required": [*pair], "properties": {key: given[key] for key in pair}}}
            for pair in combinations(given, 2)
        ],
    }
    return writer.or_parameter(schema)
