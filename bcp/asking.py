"""How a plan or a scenario asks a question of the world, and what it wants of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bcp.durations import Span
from bcp.message import Message, Text

Operator = Literal[
    "equals", "differs", "at_least", "at_most", "between", "one_of", "contains", "matches"
]
Unit = Literal["", "ms", "s", "days", "bytes", "dbm", "percent"]


@dataclass(frozen=True)
class Expectation:
    """What is wanted of one fact: ``latency_ms: {at_most: 200}``.

    `wanted` is one value, or a tuple for ``between`` (both ends included) and ``one_of``.
    """

    fact: str
    operator: Operator
    wanted: Any


@dataclass(frozen=True)
class ProbeCall:
    """One question: ``{http: "https://…/", expect: {status: {equals: 200}}, every: 5s}``.

    `word` names the probe, `subject` is what stands behind the word, `params` everything else
    that the probe takes, by the probe's own field names. `server` is the id of the plan's server
    that the question goes through or is about, where there is one.
    """

    word: str
    subject: str
    params: Mapping[str, Any] = field(default_factory=dict)
    expect: tuple[Expectation, ...] = ()
    id: str = ""
    every: Span | None = None
    timeout: Span | None = None
    server: str | None = None


@dataclass(frozen=True)
class FactKind:
    """What a probe can say: the type of the fact, its unit, and what it means."""

    type: Literal["bool", "int", "float", "str"]
    meaning: Text
    unit: Unit = ""


@dataclass(frozen=True)
class ProbeKind:
    """What the loaders need to know of a probe: how it is written and what it answers.

    `params` is a frozen dataclass; its first field is the subject, the one behind the word.
    `healthy` holds unless an author names the same fact. `server_field` names the field that must
    be the id of a server of the plan, and `command_field` the one that must be one of its
    commands. `wrong` looks at values that have the right types and says what is wrong with them,
    or None; loaders call it so that a malformed address is refused with its place, before a drill.
    `fields` says what each field of `params` is for, to people who write it.
    """

    word: str
    params: type
    facts: Mapping[str, FactKind]
    healthy: tuple[Expectation, ...]
    meaning: Text
    server_field: str | None = None
    command_field: str | None = None
    silence: Literal["broken", "unknown"] = "broken"
    wrong: Callable[[Any], Message | None] | None = None
    fields: Mapping[str, Text] = field(default_factory=dict)


Catalogue = Mapping[str, ProbeKind]
