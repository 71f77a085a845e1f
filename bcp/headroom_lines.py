"""Which lines a way of telework goes over, by what it depends on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bcp.headroom_figures import ASKED, IN_PLAN, Figure, Figures
from bcp.inventory import Link, Power, Radio, Telework
from bcp.model import Plan

_KEY = ".capacity_mbps"


@dataclass(frozen=True)
class Line:
    """A line, and how much it carries as the plan or the question says."""

    id: str
    figure: Figure

    @property
    def mbps(self) -> Fraction:
        """How much it carries."""
        return self.figure.exact


def lines_of(
    plan: Plan, way: Telework, figures: Figures, asked: Mapping[str, float]
) -> tuple[Line, ...]:
    """Every link with a capacity that the way cannot do without, and the line of its own.

    What is redundant (`any_of` several) is passed over: one of them alone would have to bear it,
    and nobody knows which.
    """
    own = figures.get("line_mbps")
    found = (_figure(plan, word, asked) for word in dict.fromkeys(_needed(plan, way)))
    lines = [Line(each.key.removesuffix(_KEY), each) for each in found if each is not None]
    return (*lines, *((Line(way.id, own),) if own else ()))


def _figure(plan: Plan, word: str, asked: Mapping[str, float]) -> Figure | None:
    if word in asked:
        return Figure(word + _KEY, asked[word], "asked", ASKED())
    mbps = next((each.capacity_mbps for each in plan.links if each.id == word), None)
    where = IN_PLAN(field=f"links.{word}{_KEY}")
    return None if mbps is None else Figure(word + _KEY, mbps, "plan", where)


def _needed(plan: Plan, way: Telework) -> Iterator[str]:
    assets: tuple[Link | Radio | Power | Telework, ...]
    assets = (*plan.links, *plan.radio, *plan.power, *plan.telework)
    needs = {each.id: each.depends_on for each in assets}
    for system in plan.systems:
        alone = (each.any_of for each in system.depends_on)
        needs[system.id] = tuple(each[0] for each in alone if len(each) == 1)
    seen, waiting = set[str](), list(way.depends_on)
    while waiting:
        word = waiting.pop(0)
        if word not in seen:
            seen.add(word)
            yield word
            waiting += needs.get(word, ())
