"""Where presets come from: those that we ship, and a plan's own in its folder ``presets``.

One file is one preset, and its name is the preset's. An own one takes the place of the shipped one
of that name, so that a municipality can put its own numbers in without touching the program.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from bcp.nodes import Fields, Key, Node, Scalar
from bcp.preset import Preset
from bcp.reader import Reader
from bcp.refused import Refusal, Refused
from bcp.shape import Record
from bcp.strict_yaml import parse

FOLDER = "presets"
SUFFIX = ".yaml"
# Beside this file: importlib.resources would cost every command 18 ms.
_SHIPPED = Path(__file__).parent / FOLDER

Read = Callable[[Path, str], Node | None]


@cache
def shipped_names() -> tuple[str, ...]:
    """The names of the presets that we ship, in order."""
    return tuple(sorted(each.stem for each in _SHIPPED.glob(f"*{SUFFIX}")))


@cache
def shipped(name: str) -> Preset:
    """The preset of that name that we ship. Raises `Refused` where it is wrong."""
    file = _SHIPPED / f"{name}{SUFFIX}"
    node, refusals = parse(file.read_bytes(), str(file))
    value, more = (None, ()) if node is None else _preset(node, name)
    if value is None or refusals or more:
        raise Refused((*refusals, *more))
    return value


class Presets:
    """The presets of a plan: its own ones, and those shipped where it has none of that name."""

    def __init__(self, own: tuple[Preset, ...] = ()) -> None:
        self._own = {each.id: each for each in own}

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each, in order."""
        return tuple(sorted({*shipped_names(), *self._own}))

    def get(self, name: str) -> Preset | None:
        """The preset of that name, or None."""
        if name in self._own:
            return self._own[name]
        return shipped(name) if name in shipped_names() else None


def own_presets(folder: Path, read: Read) -> tuple[Presets, tuple[Refusal, ...]]:
    """The presets of the plan in `folder`, and the mistakes in its own ones.

    `read` reads a file under its relative name and keeps the mistakes of its YAML.
    """
    found: list[Preset] = []
    refusals: list[Refusal] = []
    for path in sorted((folder / FOLDER).glob(f"*{SUFFIX}")):
        node = read(path, f"{FOLDER}/{path.name}")
        if node is None:
            continue
        value, more = _preset(node, path.stem)
        refusals += more
        found += [] if value is None else [value]
    return Presets(tuple(found)), tuple(refusals)


def _preset(node: Node, name: str) -> tuple[Preset | None, tuple[Refusal, ...]]:
    if isinstance(node, Fields):
        own = (Key("id", node.place), Scalar(node.place, name, name))
        node = Fields(node.place, (own, *node.entries))
    reader = Reader()
    value = reader.read(Record(Preset), node)
    return (value if isinstance(value, Preset) else None), tuple(reader.refusals)
