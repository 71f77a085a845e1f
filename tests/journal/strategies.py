"""Any event that the annotations allow."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, Union

from hypothesis import strategies as st

from bcp.durations import BusinessDays, Span
from bcp.message import Message, Text
from drills.core.events import Event
from drills.journal.shapes import recorded

WORDS = st.text(max_size=6)
NUMBERS = st.integers(-(2**70), 2**70)
FRACTIONS = st.floats(allow_nan=False, allow_infinity=False)
SCALARS: Mapping[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: NUMBERS,
    float: FRACTIONS | NUMBERS,
    bool: st.booleans(),
    types.NoneType: st.none(),
}


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = WORDS | st.sampled_from(["is", "of"])
    return (
        st.lists(inner, max_size=2).map(tuple)
        | st.dictionaries(keys, inner, max_size=2)
        | st.builds(Message, WORDS, st.dictionaries(keys, inner, max_size=2))
    )


OPEN = st.recursive(
    st.none()
    | st.booleans()
    | NUMBERS
    | FRACTIONS
    | WORDS
    | st.builds(Text, WORDS, WORDS)
    | st.builds(Span, NUMBERS)
    | st.builds(BusinessDays, NUMBERS),
    _nested,
    max_leaves=4,
)


@cache
def values_of(kind: Any) -> st.SearchStrategy[Any]:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any:
        return OPEN
    if kind in SCALARS:
        return SCALARS[kind]
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        fields = {name: values_of(hints[name]) for name in recorded(kind)}
        return st.builds(kind, **fields)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(values_of, inside))
    if origin is Literal:
        return st.sampled_from(inside)
    if origin is tuple:
        return st.lists(values_of(inside[0]), max_size=1).map(tuple)
    if origin is frozenset:
        return st.frozensets(values_of(inside[0]), max_size=3)
    return st.dictionaries(WORDS, values_of(inside[1]), max_size=1)


EVENT_KINDS: tuple[Any, ...] = typing.get_args(Event)
EVENTS = st.one_of(*(values_of(each) for each in EVENT_KINDS if each.__name__ != "DrillStarted"))
