"""A file somebody wrote, as a tree in which every key and every value knows its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bcp.refused import Place

Plain = str | int | float | bool | None


@dataclass(frozen=True)
class Scalar:
    """One value. `text` is how it was written, `value` what that means."""

    place: Place
    value: Plain
    text: str


@dataclass(frozen=True)
class Items:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Key:
    """The name in front of a colon."""

    name: str
    place: Place


@dataclass(frozen=True)
class Fields:
    """Names with their values, in the order written; no name comes twice."""

    place: Place
    entries: tuple[tuple[Key, Node], ...]

    def get(self, name: str) -> Node | None:
        """The value behind `name`, or None."""
        return next((node for key, node in self.entries if key.name == name), None)

    def key(self, name: str) -> Key | None:
        """The key `name` with its place, or None."""
        return next((key for key, _ in self.entries if key.name == name), None)

    def without(self, *names: str) -> Fields:
        """The same fields, less some."""
        return Fields(self.place, tuple(each for each in self.entries if each[0].name not in names))


@dataclass(frozen=True)
class Unread:
    """A value that was refused already; whoever meets it says nothing more about it."""

    place: Place


Node = Scalar | Items | Fields | Unread


def plain(node: Node) -> Any:
    """The tree as JSON values: dicts, tuples and scalars; what was refused is None."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return tuple(plain(each) for each in node.items)
    if isinstance(node, Fields):
        return {key.name: plain(value) for key, value in node.entries}
    return None


def node_of(value: Any, place: Place) -> Node:
    """JSON values as a tree, all of it at one place."""
    if isinstance(value, Mapping):
        entries = tuple((Key(str(k), place), node_of(v, place)) for k, v in value.items())
        return Fields(place, entries)
    if isinstance(value, list | tuple):
        return Items(place, tuple(node_of(each, place) for each in value))
    return Scalar(place, value, "null" if value is None else str(value))
