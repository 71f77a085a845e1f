"""What makes no sense in a plan without mistakes. One file is one rule.

Nothing is registered anywhere: each file of this folder whose name does not begin with ``_`` has a
function ``found``, from a `Ground` to its points. A rule reads no file and no clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from bcp.message import Phrase
from bcp.refused import Place, Refusal
from bcp.sense._ground import Ground, Passed, Rule

MORE = Phrase(
    "sense.more_points",
    ja="同じことが、ほかに{more}件あります。",
    en="the same is so in {more} more places.",
)
ALL = Phrase(
    "sense.show_all",
    ja="すべて見るには bcp-drill check --all を使ってください。",
    en="bcp-drill check --all shows all of them.",
)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by the name of its file, in order."""
    names = sorted(each.stem for each in Path(__file__).parent.glob("[!_]*.py"))
    return {name: import_module(f"bcp.sense.{name}").found for name in names}


def points(ground: Ground, most: int | None = None) -> tuple[Refusal, ...]:
    """All that the rules find: what has passed, then the rest, each by place.

    With `most`, that many of each rule, and how many more. What has passed is the last to be cut.
    """
    out: list[Refusal] = []
    for rule in rules().values():
        found = sorted(rule(ground), key=_order)
        out += _cut(found, most)
    return tuple(sorted(out, key=_order))


def _order(each: Refusal) -> tuple[bool, Place]:
    return not isinstance(each, Passed), each.place


def _cut(found: list[Refusal], most: int | None) -> Iterator[Refusal]:
    if most is None or len(found) <= most + 1:
        yield from found
        return
    yield from found[:most]
    kind = type(found[most])
    yield kind(found[most].place, MORE(more=len(found) - most), ALL())
