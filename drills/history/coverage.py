"""Which of the systems that matter were really measured in a fiscal year, and which never."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bcp.message import Text
from drills.history.rows import DrillRow, TargetRow

if TYPE_CHECKING:
    from bcp.model import Plan

Covered = Literal["measured", "not_lost", "pretended", "never"]
"""``measured``: it was lost and its return measured, or its target missed. ``not_lost``: asked in a
drill that counts, and never down. ``pretended``: only at a table, pretended or assumed."""


@dataclass(frozen=True)
class CoverageLine:
    """One system that matters; `run_id` is the newest drill that shows it, empty where none does.

    `importance` is the plan's word.
    """

    id: str
    name: Text
    importance: str
    covered: Covered
    run_id: str
    began_us: int
    offset_s: int


@dataclass(frozen=True)
class Matters:
    """A system that matters, by the plan or by what a drill was told of it."""

    id: str
    name: Text
    importance: str


_BEST: Sequence[Covered] = ("never", "pretended", "not_lost", "measured")


def of_plan(plan: Plan) -> tuple[Matters, ...]:
    """The systems in service that the plan calls critical or important, the critical ones first."""
    found = (each for each in plan.systems if each.importance != "normal")
    own = [
        Matters(each.id, each.name if each.name.said_in("ja") else Text(each.id), each.importance)
        for each in found
        if each.state == "in_service"
    ]
    return tuple(sorted(own, key=lambda each: each.importance != "critical"))


def of_drills(rows: Iterable[DrillRow]) -> tuple[Matters, ...]:
    """The same where there is no plan, as the newest drill that names each has it."""
    found: dict[str, Matters] = {}
    for drill in sorted(rows, key=lambda each: each.began_us, reverse=True):
        for each in drill.targets:
            if each.kind == "system":
                found.setdefault(each.id, Matters(each.id, each.name, each.importance))
    own = [each for each in found.values() if each.importance in ("critical", "important")]
    return tuple(sorted(own, key=lambda each: (each.importance != "critical", each.id)))


def coverage(
    systems: Iterable[Matters], rows: Iterable[DrillRow], year: int
) -> tuple[CoverageLine, ...]:
    """What the drills of a fiscal year show of each system, in the order given."""
    held = [each for each in rows if each.was_held and each.fiscal_year == year]
    return tuple(_line(each, held) for each in systems)


def _line(system: Matters, held: Sequence[DrillRow]) -> CoverageLine:
    shown = sorted(_shown(system.id, held), key=lambda each: (_BEST.index(each[0]), _age(each[1])))
    if not shown:
        return CoverageLine(system.id, system.name, system.importance, "never", "", 0, 0)
    covered, drill = shown[-1]
    return CoverageLine(
        id=system.id,
        name=system.name,
        importance=system.importance,
        covered=covered,
        run_id=drill.run_id,
        began_us=drill.began_us,
        offset_s=drill.offset_s,
    )


def _age(drill: DrillRow) -> int:
    return drill.began_us


def _shown(system: str, held: Sequence[DrillRow]) -> Iterator[tuple[Covered, DrillRow]]:
    for drill in held:
        for target in drill.targets:
            # A system of one of several municipalities is its code, a stroke and its own id.
            if target.kind == "system" and target.id.rpartition("/")[2] == system:
                yield _covered(drill, target), drill


def _covered(drill: DrillRow, target: TargetRow) -> Covered:
    real = target.source in ("measured", "observed", "attested") and not target.assumed_us
    if not drill.counts or not real:
        return "pretended"
    found = target.is_real or target.verdict == "missed"
    return "measured" if found else "not_lost"
