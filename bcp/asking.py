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
Unit = Literal[
    "", "ms", "s", "h", "days", "bytes", "l", "mbps", "dbm", "db", "v", "celsius", "percent"
]
Silence = Literal["broken", "unknown"]
# What of the plan a question may be about; see `ProbeKind.asset`.
AssetKind = Literal["system", "link", "radio", "power", "telework", "backup"]


@dataclass(frozen=True)
class Expectation:
    """What is wanted of one fact: ``latency_ms: {at_most: 200}``.

    `wanted` is one value, or a tuple for ``between`` (both ends included) and ``one_of``.
    """

    fact: str
    operator: Operator
    wanted: Any

    @property
    def of_silence(self) -> bool:
        """Whether this holds only where nothing answered."""
        if self.fact != "reply":
            return False
        values = self.wanted if self.operator == "one_of" else (self.wanted,)
        silent = self.operator == "differs"
        return self.operator in ("equals", "differs", "one_of") and set(values) == {silent}


@dataclass(frozen=True)
class Settled:
    """When an answer counts as lasting: `count` good ones in a row, or good for `span`."""

    count: int = 3
    span: Span | None = None


@dataclass(frozen=True)
class Control:
    """A question to something in the same zone that does answer, asked beside one for silence.

    Silence alone proves nothing: our own network may be down. The fields are those of `ProbeCall`;
    all that is wanted of it is an answer.
    """

    word: str
    subject: str
    params: Mapping[str, Any] = field(default_factory=dict)
    timeout: Span | None = None
    server: str | None = None

    def call(self, timeout: Span | None) -> ProbeCall:
        """The question itself; `timeout` counts where it has none of its own."""
        return ProbeCall(
            self.word,
            self.subject,
            self.params,
            timeout=self.timeout or timeout,
            server=self.server,
        )


@dataclass(frozen=True)
class ProbeCall:
    """One question: ``{http: "https://…/", expect: {status: {equals: 200}}, every: 5s}``.

    `word` names the probe, `subject` is what stands behind the word, `params` everything else
    that the probe takes, by the probe's own field names. `server` is the id of the plan's server
    that the question goes through or is about, where there is one. `control` is asked at the same
    time where no answer is wanted; without its answer, silence is unknown and never held.
    `silence` is what no answer in time means, where the author knows it better than the probe.
    `apart` is the least time between two asks of one target, by the probe's own courtesy.
    """

    word: str
    subject: str
    params: Mapping[str, Any] = field(default_factory=dict)
    expect: tuple[Expectation, ...] = ()
    id: str = ""
    every: Span | None = None
    timeout: Span | None = None
    server: str | None = None
    control: Control | None = None
    silence: Silence | None = None
    apart: Span | None = None

    @property
    def wants_silence(self) -> bool:
        """Whether this holds only where nothing answers, as between separated zones."""
        return any(each.of_silence for each in self.expect)


@dataclass(frozen=True)
class FactKind:
    """What a probe can say: the type of the fact, its unit, and what it means.

    Of a device whose values matter while all is still well, such as a radio's level or the minutes
    of a battery, `news` is by how much a value must differ from the last recorded one to be
    recorded as well. 0: any other value. None: it is recorded only where a verdict changes.
    """

    type: Literal["bool", "int", "float", "str"]
    meaning: Text
    unit: Unit = ""
    news: float | None = None


@dataclass(frozen=True)
class ProbeKind:
    """What the loaders need to know of a probe: how it is written and what it answers.

    `params` is a frozen dataclass; its first field is the subject, the one behind the word.
    `healthy` holds unless an author names the same fact. `server_field` names the field that must
    be the id of a server of the plan, and `command_field` the one that must be one of its
    commands. `wrong` looks at values that have the right types and says what is wrong with them,
    or None; loaders call it so that a malformed address is refused with its place, before a drill.
    Where `asset` is given, the subject is the id of such a thing of the plan; `part_field` then
    names the field that must be the id of a part of it, as ``path`` of a link. `account_field`
    names the field that must be an SNMP account; `fact_field` the one that must be a fact of the
    profile of the subject, which is a device of the plan then.
    `fields` says what each field of `params` is for, to people who write it, and `records` the same
    of the records in it. `content` names the
    facts that show what is behind the one who answers: a question that wants none of them only
    shows that somebody answers. None: every question of this probe shows it. `proves` says what a
    good answer shows, and what it does not. `named` gives the facts that such values name
    themselves, besides `facts`. `apart_us` gives the least time between two asks of one
    target with such values. `needs` gives the fields of the thing without which it cannot be
    asked with such values.
    """

    word: str
    params: type
    facts: Mapping[str, FactKind]
    healthy: tuple[Expectation, ...]
    meaning: Text
    server_field: str | None = None
    command_field: str | None = None
    wrong: Callable[[Any], Message | None] | None = None
    fields: Mapping[str, Text] = field(default_factory=dict)
    records: Mapping[type, Mapping[str, Text]] = field(default_factory=dict)
    content: tuple[str, ...] | None = None
    asset: AssetKind | None = None
    part_field: str | None = None
    account_field: str | None = None
    fact_field: str | None = None
    proves: Text = Text()
    apart_us: Callable[[Any], int] = lambda params: 0
    needs: Callable[[Any], tuple[str, ...]] = lambda params: ()
    named: Callable[[Any], Mapping[str, FactKind]] | None = None


Catalogue = Mapping[str, ProbeKind]
