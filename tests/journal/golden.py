"""One stored row and more for every kind of event, as the released versions wrote them.

``python -m tests.journal.golden`` writes the file of the present version anew. That is right only
until the version is released; after that a changed kind gets a new number in `codec.VERSIONS`, an
upcaster for the old one, and a file of its own here.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union

from bcp.durations import BusinessDays, Span
from bcp.message import Message, Text
from drills.core.events import DrillStarted, Event
from drills.journal.codec import encode
from drills.journal.shapes import recorded

FOLDER = Path(__file__).parent / "golden"
PRESENT = FOLDER / "v1.jsonl"
KINDS: tuple[Any, ...] = typing.get_args(Event)

_OPEN = (
    "文字",
    7,
    -0.5,
    True,
    None,
    ("a", ("b",)),
    {"is": "an author's own key", "deep": {"x": 1}},
    Message("some.code", {"limit": 5, "inner": Message("other.code"), "text": Text("日", "en")}),
    (Span(7), BusinessDays(3)),
)
_PLAIN: dict[Any, tuple[Any, ...]] = {
    Any: _OPEN,
    str: ("見本",),
    int: (7,),
    float: (1.5,),
    bool: (True, False),
    types.NoneType: (None,),
}


@cache
def samples(kind: Any) -> tuple[Any, ...]:
    """Values of an annotation in which each alternative anywhere inside it occurs."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        fields = {name: samples(hints[name]) for name in recorded(kind)}
        count = max(len(values) for values in fields.values())
        return tuple(
            kind(**{name: values[turn % len(values)] for name, values in fields.items()})
            for turn in range(count)
        )
    if origin in (Union, types.UnionType):
        return tuple(value for each in inside for value in samples(each))
    if origin is Literal:
        return inside
    if origin is tuple:
        return (samples(inside[0]),)
    if origin is frozenset:
        return (frozenset(samples(inside[0])),)
    return ({str(turn): value for turn, value in enumerate(samples(inside[1]))},)


def rows() -> list[str]:
    """The rows of every sample of every kind, one JSON array each."""
    # A brief is large, and one of them holds every alternative below its top.
    events = [
        event for kind in KINDS for event in samples(kind)[: 1 if kind is DrillStarted else 99]
    ]
    return sorted({json.dumps(encode(event), ensure_ascii=False) for event in events})


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    PRESENT.write_text("\n".join(rows()) + "\n", "utf-8")
