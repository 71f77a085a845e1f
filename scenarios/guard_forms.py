"""How a drill's guards and preconditions are written: about a system, or with a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bcp.asking import Catalogue, ProbeCall
from bcp.durations import Span
from bcp.message import Phrase, Text
from bcp.nodes import Fields, Key, Node, Scalar
from bcp.probe_call import read_probe
from bcp.reader import BAD, Form, Reader
from bcp.said_by_people import said_by_people
from bcp.shape import Leaf, Record
from bcp.wording import WRONG, found, wanted
from scenarios.model import Requirement, StopCondition

# What they are about, and what is expected of the answer; exactly one of the first two.
ABOUT = ("system", "probe")
EXPECT = "expect"
# What says nothing about a system, whose own probes are asked as the plan says.
OF_A_QUESTION = (EXPECT, "every", "name", "zone")

ONE_OF_TWO = Phrase(
    "guards.one_of_two",
    ja="「system」か「probe」のどちらか一つが必要です。",
    en='exactly one of "system" and "probe" is needed here.',
)
OF_PROBE_ONLY = Phrase(
    "guards.of_probe_only",
    ja="「{key}」は「probe」のときだけ書けます。",
    en='{key!r} belongs only beside "probe".',
)
OWN_PROBES = Phrase(
    "guards.own_probes",
    ja="システムは、計画にあるそのシステムのプローブで判定します。",
    en="A system is judged by its own probes in the plan.",
)


BY_PEOPLE = Phrase(
    "guards.by_people",
    ja="「{word}」には人が答えるため、ここには書けません（ここでは人に尋ねません）。",
    en="{word!r} is answered by people, and nobody is asked here.",
)
BY_MACHINE = Phrase(
    "guards.by_machine",
    ja="機械で尋ねられるプローブを書くか、手順にしてください。",
    en="Write a probe that a machine can be asked, or make it a step.",
)


@dataclass(frozen=True)
class Stopping:
    """What a stop condition has besides what it is about."""

    broken_for: Span
    every: Span = Span(5_000_000)
    name: Text = Text()
    zone: str | None = None


@dataclass(frozen=True)
class Requiring:
    """What a precondition has besides what it is about."""

    name: Text = Text()
    zone: str | None = None


def guard_forms(catalogue: Catalogue) -> Mapping[type, Form]:
    """The forms of stop conditions and preconditions."""

    def stop(reader: Reader, node: Node) -> Any:
        return _read(reader, catalogue, node, StopCondition, Stopping)

    def require(reader: Reader, node: Node) -> Any:
        if isinstance(node, Scalar) and isinstance(node.value, str):
            node = Fields(node.place, ((Key("system", node.place), node),))
        return _read(reader, catalogue, node, Requirement, Requiring)

    return {StopCondition: stop, Requirement: require}


def _read(reader: Reader, catalogue: Catalogue, node: Node, kind: type, beside: type) -> Any:
    if not isinstance(node, Fields):
        return reader.refuse(node.place, WRONG(wanted=wanted(Record(kind)), found=found(node)))
    about = _about(reader, catalogue, kind, node)
    rest = reader.fields(beside, node, also=(*ABOUT, EXPECT))
    if about is None or rest is None:
        return BAD
    system, call = about
    return kind(system=system, call=call, **rest)


def _about(
    reader: Reader, catalogue: Catalogue, kind: type, node: Fields
) -> tuple[str | None, ProbeCall | None] | None:
    system, probe = (node.get(each) for each in ABOUT)
    if probe is not None and system is None:
        call = read_probe(reader, catalogue, probe, node.get(EXPECT))
        if call is BAD:
            return None
        if said_by_people(call):
            reader.refuse(probe.place, BY_PEOPLE(word=call.word), BY_MACHINE())
        return None, call
    if system is None or probe is not None:
        reader.refuse(node.place, ONE_OF_TWO())
        return None
    for name in OF_A_QUESTION:
        key = node.key(name)
        if key is not None:
            reader.refuse(key.place, OF_PROBE_ONLY(key=name), OWN_PROBES())
    reader.mention(kind, "system", system)
    named = reader.read(Leaf(str), system)
    return None if named is BAD else (named, None)
