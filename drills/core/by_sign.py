"""A mapping that is never changed, only made anew, and shares nearly everything with the old one.

A drill's state is folded from one event at a time. With thousands of people a plain mapping would
be copied whole for each of them; here only the few nodes on the way to one key are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

V = TypeVar("V")
# A node holds so many entries before it is divided by the next sign of their keys.
FULL = 16
BRANCHES = 16


@dataclass(frozen=True)
class BySign(Generic[V]):
    """Values by keys of hexadecimal signs, which a digest spreads evenly. Other keys work too."""

    _root: _Node[V] = field(default_factory=dict)
    count: int = 0

    def get(self, key: str) -> V | None:
        """The value of a key, or None."""
        node, depth = self._root, 0
        while isinstance(node, tuple):
            node, depth = node[_branch(key, depth)], depth + 1
        return node.get(key)

    def having(self, key: str, value: V) -> BySign[V]:
        """The same with this value."""
        more = 0 if key in self else 1
        return BySign(_having(self._root, key, value, 0), self.count + more)

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __len__(self) -> int:
        return self.count

    def values(self) -> Iterator[V]:
        """Every value, in no order that means anything."""
        yield from _values(self._root)


_Node = Mapping[str, V] | tuple["_Node[V]", ...]


def _branch(key: str, depth: int) -> int:
    return ord(key[depth]) % BRANCHES if depth < len(key) else 0


def _having(node: _Node[V], key: str, value: V, depth: int) -> _Node[V]:
    if isinstance(node, tuple):
        at = _branch(key, depth)
        return (*node[:at], _having(node[at], key, value, depth + 1), *node[at + 1 :])
    return _divided({**node, key: value}, depth)


def _divided(entries: Mapping[str, V], depth: int) -> _Node[V]:
    # A key that ends here could not be divided further.
    if len(entries) <= FULL or any(len(each) <= depth for each in entries):
        return entries
    parts: list[dict[str, V]] = [{} for _ in range(BRANCHES)]
    for key, value in entries.items():
        parts[_branch(key, depth)][key] = value
    return tuple(_divided(each, depth + 1) for each in parts)


def _values(node: _Node[V]) -> Iterator[V]:
    if isinstance(node, tuple):
        for each in node:
            yield from _values(each)
    else:
        yield from node.values()
