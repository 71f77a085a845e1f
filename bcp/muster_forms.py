"""How a plan's muster is written: roles with their heads, and assumptions that can be meant."""

from __future__ import annotations

from typing import Any

from bcp.durations import Span
from bcp.message import Phrase
from bcp.muster import Assumptions, Commute, HeadCount
from bcp.nodes import Fields, Node
from bcp.reader import BAD, Mention, Reader

NO_HEADS = Phrase(
    "muster.no_heads",
    ja="人数は1以上で書いてください（「{role}」が{count}になっています）。",
    en="a number of people must be at least 1 (for {role!r} it is {count}).",
)
NO_PHASE = Phrase(
    "muster.no_phase",
    ja="段階の時間（by）は0より長くしてください。",
    en="a phase (by) must be longer than no time.",
)
ABOVE_ZERO = Phrase(
    "muster.above_zero",
    ja="「{key}」は0より大きい数で書いてください。",
    en="{key!r} must be more than 0.",
)
SPEEDS = ("walk_kmh", "walk_kmh_night", "bicycle_kmh")


def head_count_form(reader: Reader, node: Node) -> Any:
    """One phase, or `BAD`; its roles are kept for the checks that know the plan's."""
    value = reader.record(HeadCount, node)
    roles = node.get("roles") if isinstance(node, Fields) else None
    by = node.get("by") if isinstance(node, Fields) else None
    if isinstance(roles, Fields):
        for key, _ in roles.entries:
            of = None if value is BAD else str(value.by.us)
            reader.mentions.append(Mention(HeadCount, "roles", key.name, key.place, of=of))
    if value is BAD:
        return BAD
    if value.by == Span(0) and by is not None:
        return reader.refuse(by.place, NO_PHASE())
    for role, count in value.roles.items():
        if count < 1:
            return reader.refuse(node.place, NO_HEADS(role=role, count=count))
    return value


def assumptions_form(reader: Reader, node: Node) -> Any:
    """The assumptions, or `BAD` where somebody would stand still for ever."""
    return _above_zero(reader, reader.record(Assumptions, node), node, SPEEDS)


def commute_form(reader: Reader, node: Node) -> Any:
    """The way to the office, or `BAD`."""
    return _above_zero(reader, reader.record(Commute, node), node, ("minutes", "km"))


def _above_zero(reader: Reader, value: Any, node: Node, keys: tuple[str, ...]) -> Any:
    if value is BAD or not isinstance(node, Fields):
        return value
    for key in keys:
        written, number = node.get(key), getattr(value, key)
        if written is not None and number is not None and not number > 0:
            return reader.refuse(written.place, ABOVE_ZERO(key=key))
    return value
