"""Lines, radio, power and telework under their own words where a scenario names what is watched.

``{link: hq-branch1}`` is ``{system: hq-branch1}`` with one thing more said: on which list of the
plan it stands. A step that waits keeps its word, for there it is a question (``wait: {link: …}``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bcp.inventory import Link, Power, Radio, Telework
from bcp.nodes import Fields, Items, Key, Node, Scalar
from bcp.reader import Mention, Reader

LISTS: Mapping[str, type] = {"link": Link, "radio": Radio, "power": Power, "telework": Telework}
SYSTEM = "system"


@dataclass(frozen=True)
class Listed:
    """The owner of such a word among the mentions; its field is the word."""


def under_one_word(reader: Reader, tree: Fields) -> Fields:
    """The scenario with ``system`` in place of those words; each is kept as a mention."""

    def named(node: Node) -> Node:
        return _as_system(reader, node)

    def guarded(node: Node) -> Node:
        return _within(node, {"stop_when": named, "require": named})

    def moved(node: Node) -> Node:
        return _within(node, {"set": named, "clear": named})

    told = _within(tree, {"watch": named, "targets": named, "safety": guarded, "steps": moved})
    return told if isinstance(told, Fields) else tree


def _within(node: Node, inside: Mapping[str, Callable[[Node], Node]]) -> Node:
    if not isinstance(node, Fields):
        return node
    entries = tuple(
        (key, _each(value, inside[key.name]) if key.name in inside else value)
        for key, value in node.entries
    )
    return Fields(node.place, entries)


def _each(node: Node, told: Callable[[Node], Node]) -> Node:
    if isinstance(node, Items):
        return Items(node.place, tuple(told(each) for each in node.items))
    return told(node)


def _as_system(reader: Reader, node: Node) -> Node:
    if not isinstance(node, Fields) or node.get(SYSTEM) is not None:
        return node
    said = [(key, value) for key, value in node.entries if key.name in LISTS]
    if len(said) != 1:
        return node
    word, value = said[0]
    if not isinstance(value, Scalar):
        return node
    reader.mentions.append(Mention(Listed, word.name, value.text, value.place))
    renamed = tuple(
        (Key(SYSTEM, key.place), one) if key is word else (key, one) for key, one in node.entries
    )
    return Fields(node.place, renamed)
