"""What a dataclass is made of, read from its annotations: for loaders, codecs and schemas."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bcp.durations import BusinessDays, Offset, Span
from bcp.message import Text
from bcp.percent import Percent

LEAVES: tuple[type, ...] = (str, int, float, bool, Text, Span, Offset, BusinessDays, Percent)


@dataclass(frozen=True)
class Leaf:
    """One of `LEAVES`."""

    type: type


@dataclass(frozen=True)
class Choice:
    """One of some words."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Many:
    """A list of things of one shape."""

    item: Shape


@dataclass(frozen=True)
class Named:
    """Things of one shape, by name."""

    item: Shape


@dataclass(frozen=True)
class Maybe:
    """A thing, or nothing."""

    of: Shape


@dataclass(frozen=True)
class Either:
    """A thing of one of several shapes."""

    options: tuple[Shape, ...]


@dataclass(frozen=True)
class Record:
    """A dataclass; `fields_of` says what is in it."""

    type: type


@dataclass(frozen=True)
class Anything:
    """A value of no particular shape."""


Shape = Leaf | Choice | Many | Named | Maybe | Either | Record | Anything


@dataclass(frozen=True)
class Entry:
    """A field: its name in Python, its key in a file, its shape, and whether it must be there."""

    name: str
    key: str
    shape: Shape
    required: bool


@cache
def fields_of(kind: type) -> tuple[Entry, ...]:
    """The fields of the dataclass `kind`, in the order they are declared."""
    hints = get_type_hints(kind)
    return tuple(
        Entry(
            each.name,
            each.metadata.get("key", each.name),
            shape_of(hints[each.name]),
            each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING,
        )
        for each in dataclasses.fields(kind)
    )


def short_field(kind: type) -> str | None:
    """The field that a bare scalar fills (class attribute ``SHORT``), or None."""
    return getattr(kind, "SHORT", None)


def shape_of(annotation: Any) -> Shape:
    """The shape that `annotation` describes. Raises `TypeError` for one that files cannot hold."""
    if annotation is Any:
        return Anything()
    if annotation in LEAVES:
        return Leaf(annotation)
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        return Record(annotation)
    return _built(annotation, get_origin(annotation), get_args(annotation))


def _built(annotation: Any, origin: Any, arguments: tuple[Any, ...]) -> Shape:
    if origin is Literal:
        return Choice(tuple(str(each) for each in arguments))
    if origin in (UnionType, Union):
        return _union(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return Many(shape_of(arguments[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping) and arguments[0] is str:
        return Named(shape_of(arguments[1]))
    raise TypeError(f"{annotation!r} has no shape that a file can hold")


def _union(arguments: tuple[Any, ...]) -> Shape:
    options = tuple(shape_of(each) for each in arguments if each is not NoneType)
    one = options[0] if len(options) == 1 else Either(options)
    return Maybe(one) if NoneType in arguments else one
