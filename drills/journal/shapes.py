"""How the types of the events are written as JSON values, found from their annotations.

* a dataclass: an object of its fields; with ``"is": "<class>"`` where it is one of several;
* `Span` and `Offset`: their microseconds, where nothing else can stand there;
* tuples and frozen sets: arrays, sets in ascending order;
* `Any`: JSON values, and the classes of `OPEN` with their ``"is"``. Lists come back as tuples.

Every field is written, also where it has its default, because a default may change and a journal
may not. A row that lacks a field with a default was written before that field came in, and is read
with it; one that lacks any other is refused. A field that is declared never to be recorded is
neither written nor read.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from math import isfinite
from typing import Any, Literal, Union

from bcp.durations import BusinessDays, Offset, Span
from bcp.message import Message, Text
from drills.errors import Defect

OPEN: tuple[type, ...] = (Message, Text, Span, Offset, BusinessDays)

_PLAIN = (Span, Offset)
_SCALARS = (str, int, float, bool)
_NONE = type(None)


class Misfit(Exception):
    """A value without the shape its place demands; its path grows on the way out."""

    def __init__(self, fault: Literal["shape", "unknown", "missing"], *path: str) -> None:
        self.fault, self._path = fault, list(path)
        super().__init__(fault)

    def under(self, part: str) -> Misfit:
        """The same misfit, one level further out."""
        self._path.insert(0, part)
        return self

    @property
    def where(self) -> str:
        """The place in the event: ``brief.plan.systems.3.rto``."""
        return ".".join(self._path) or "(event)"


@dataclasses.dataclass(frozen=True)
class Shape:
    """How one type is written and read; both raise `Misfit`."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


@cache
def shape_of(annotation: Any) -> Shape:
    """How values of an annotation are written. Raises `Defect` where there is no form for it."""
    if typing.get_origin(annotation) is None:
        return _shape_of_class(annotation)
    return _shape_of_composite(annotation)


def _shape_of_class(cls: Any) -> Shape:
    if cls is Any:
        return Shape(_write_open, _read_open)
    if cls in _PLAIN:
        return _micros(cls)
    if dataclasses.is_dataclass(cls):
        return _fields_of(cls)
    if cls in _SCALARS:
        return _scalar((cls,))
    raise Defect(f"{cls} has no form in the journal")


def _shape_of_composite(annotation: Any) -> Shape:
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (Union, types.UnionType):
        return _union(inside)
    if origin is Literal:
        return _literal(inside)
    if origin is tuple and inside[1:] == (...,):
        return _array(tuple, shape_of(inside[0]))
    if origin is frozenset:
        return _array(frozenset, shape_of(inside[0]))
    if issubclass(origin, Mapping) and inside[0] is str:
        return _mapping(shape_of(inside[1]))
    raise Defect(f"{annotation} has no form in the journal")


def recorded(cls: Any) -> tuple[str, ...]:
    """The fields of a dataclass that a journal holds, in their order."""
    fields = dataclasses.fields(cls)
    return tuple(each.name for each in fields if each.metadata.get("recorded", True))


def _without_default(cls: Any) -> Iterator[str]:
    none = dataclasses.MISSING
    for each in dataclasses.fields(cls):
        if each.default is none and each.default_factory is none:
            yield each.name


def _refuse(unknown: Sequence[str], missing: Sequence[str]) -> None:
    if unknown:
        raise Misfit("unknown", unknown[0])
    if missing:
        raise Misfit("missing", missing[0])


def _fields_of(cls: Any) -> Shape:
    hints = typing.get_type_hints(cls)
    fields = [(name, shape_of(hints[name])) for name in recorded(cls)]
    writers = [(name, shape.write) for name, shape in fields]
    readers = [(name, shape.read) for name, shape in fields]
    names = {name for name, _ in fields}
    # A row written before a field came in says nothing of it, which is what its default means.
    needed = names & set(_without_default(cls))

    def write(value: Any) -> dict[str, Any]:
        if type(value) is not cls:
            raise Misfit("shape")
        out = {}
        for name, write_field in writers:
            try:
                out[name] = write_field(getattr(value, name))
            except Misfit as misfit:
                raise misfit.under(name) from None
        return out

    def read(stored: Any) -> Any:
        if type(stored) is not dict:
            raise Misfit("shape")
        if stored.keys() != names:
            _refuse(sorted(stored.keys() - names), sorted(needed - stored.keys()))
        found = {}
        for name, read_field in readers:
            try:
                if name in stored:
                    found[name] = read_field(stored[name])
            except Misfit as misfit:
                raise misfit.under(name) from None
        return cls(**found)

    return Shape(write, read)


def _micros(cls: Any) -> Shape:
    whole = _scalar((int,))

    def write(value: Any) -> Any:
        if type(value) is not cls:
            raise Misfit("shape")
        return whole.write(value.us)

    return Shape(write, lambda stored: cls(whole.read(stored)))


def _scalar(kinds: tuple[Any, ...]) -> Shape:
    # An int may stand for a float, as in the annotations of Python; a bool never for an int.
    allowed = frozenset(kinds) | ({int} if float in kinds else frozenset())

    def same(value: Any) -> Any:
        if type(value) not in allowed or (type(value) is float and not isfinite(value)):
            raise Misfit("shape")
        return value

    return Shape(same, same)


def _literal(values: tuple[Any, ...]) -> Shape:
    allowed = frozenset((type(each), each) for each in values)

    def same(value: Any) -> Any:
        if type(value) not in _SCALARS or (type(value), value) not in allowed:
            raise Misfit("shape")
        return value

    return Shape(same, same)


def _union(members: tuple[Any, ...]) -> Shape:
    rest = tuple(each for each in members if each is not _NONE)
    if len(rest) == 1:
        shape = shape_of(rest[0])
    elif all(each in _SCALARS for each in rest):
        shape = _scalar(rest)
    elif all(dataclasses.is_dataclass(each) for each in rest):
        shape = _tagged(rest)
    else:
        raise Defect(f"{members} has no form in the journal")
    return shape if len(rest) == len(members) else _optional(shape)


def _optional(shape: Shape) -> Shape:
    write, read = shape.write, shape.read
    return Shape(
        lambda value: None if value is None else write(value),
        lambda stored: None if stored is None else read(stored),
    )


def _tagged(classes: tuple[Any, ...]) -> Shape:
    shapes = {each.__name__: _fields_of(each) for each in classes}

    def write(value: Any) -> dict[str, Any]:
        shape = shapes.get(type(value).__name__)
        if shape is None:
            raise Misfit("shape")
        return {"is": type(value).__name__, **shape.write(value)}

    def read(stored: Any) -> Any:
        if type(stored) is not dict:
            raise Misfit("shape")
        tag = stored.get("is")
        if type(tag) is not str or tag not in shapes:
            raise Misfit("shape", "is")
        return shapes[tag].read({name: each for name, each in stored.items() if name != "is"})

    return Shape(write, read)


def _array(collect: Any, shape: Shape) -> Shape:
    write_one, read_one = shape.write, shape.read

    def each_of(values: Any, turn: Callable[[Any], Any]) -> list[Any]:
        out = []
        for place, value in enumerate(values):
            try:
                out.append(turn(value))
            except Misfit as misfit:
                raise misfit.under(str(place)) from None
        return out

    def write(value: Any) -> list[Any]:
        if type(value) is not collect:
            raise Misfit("shape")
        return each_of(sorted(value) if collect is frozenset else value, write_one)

    def read(stored: Any) -> Any:
        if type(stored) is not list:
            raise Misfit("shape")
        return collect(each_of(stored, read_one))

    return Shape(write, read)


def _mapping(shape: Shape) -> Shape:
    def each_of(values: Any, turn: Callable[[Any], Any]) -> dict[str, Any]:
        out = {}
        for name, value in values.items():
            if type(name) is not str:
                raise Misfit("shape", repr(name))
            try:
                out[name] = turn(value)
            except Misfit as misfit:
                raise misfit.under(name) from None
        return out

    def write(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise Misfit("shape")
        return each_of(value, shape.write)

    def read(stored: Any) -> dict[str, Any]:
        if type(stored) is not dict:
            raise Misfit("shape")
        return each_of(stored, shape.read)

    return Shape(write, read)


_OPEN_SCALAR = _scalar(_SCALARS)


def _write_open(value: Any) -> Any:
    if value is None or type(value) in _SCALARS:
        return value if value is None else _OPEN_SCALAR.write(value)
    if type(value) in OPEN:
        return _open_classes().write(value)
    if isinstance(value, Mapping):
        out = _open_mapping().write(value)
        # An author's own key "is" must not be taken for the name of a class.
        return {"is": "Mapping", "of": out} if "is" in out else out
    return _open_array().write(tuple(value) if type(value) is list else value)


def _read_open(stored: Any) -> Any:
    if type(stored) is list:
        return _open_array().read(stored)
    if type(stored) is not dict:
        return stored
    if "is" not in stored:
        return _open_mapping().read(stored)
    if stored["is"] == "Mapping" and stored.keys() == {"is", "of"}:
        return _open_mapping().read(stored["of"])
    return _open_classes().read(stored)


@cache
def _open_classes() -> Shape:
    return _tagged(OPEN)


@cache
def _open_mapping() -> Shape:
    return _mapping(shape_of(Any))


@cache
def _open_array() -> Shape:
    return _array(tuple, shape_of(Any))
