"""Which of the systems that matter were really measured in a fiscal year, and which never."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bcp.message import LANGUAGES, Text
from drills.history.rows import DrillRow, TargetRow

if TYPE_CHECKING:
    from bcp.model import Plan

Covered = Literal["measured", "not_lost", "pretended", "unseen", "never"]
"""``measured``: it was lost and its return measured, or its target missed. ``not_lost``: asked in a
drill that counts, and never down. ``pretended``: only at a table, pretended or assumed. ``unseen``:
a drill that counts was about it, and could not tell."""


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
    """A system that matters, by the plan or by what a drill was told of it.

    It is that of `organisation` alone, as every body has a mail server; in a drill that several
    bodies held together it is that of the one with this `code`.
    """

    id: str
    name: Text
    importance: str
    organisation: str
    code: str = ""


_BEST: Sequence[Covered] = ("never", "unseen", "pretended", "not_lost", "measured")


def of_plan(plan: Plan) -> tuple[Matters, ...]:
    """The systems in service that the plan calls critical or important, the critical ones first."""
    found = (each for each in plan.systems if each.importance != "normal")
    whose = plan.organisation
    own = [
        Matters(each.id, each.name.or_id(each.id), each.importance, whose.name, whose.code)
        for each in found
        if each.state == "in_service"
    ]
    return tuple(sorted(own, key=lambda each: each.importance != "critical"))


def of_drills(rows: Iterable[DrillRow]) -> tuple[Matters, ...]:
    """The same where there is no plan, as the newest drill that names each has it."""
    found: dict[tuple[str, str], Matters] = {}
    for drill in sorted(rows, key=lambda each: each.began_us, reverse=True):
        for each in drill.targets:
            if each.kind == "system":
                code, _, own = each.id.rpartition("/")
                system = Matters(own, each.name, each.importance, drill.organisation, code)
                found.setdefault((drill.organisation, each.id), system)
    listed = [each for each in found.values() if each.importance in ("critical", "important")]
    if len({each.organisation for each in listed}) > 1:
        listed = [replace(each, name=_whose(each)) for each in listed]
    return tuple(sorted(listed, key=lambda each: (each.importance != "critical", _place(each))))


def _whose(system: Matters) -> Text:
    names = (f"{system.organisation} {system.name.said_in(lang)}" for lang in LANGUAGES)
    return Text(*names)


def _place(system: Matters) -> tuple[str, str, str]:
    return system.organisation, system.code, system.id


def coverage(
    systems: Iterable[Matters], rows: Iterable[DrillRow], year: int
) -> tuple[CoverageLine, ...]:
    """What the drills of a fiscal year show of each system, in the order given."""
    held = [each for each in rows if each.was_held and each.fiscal_year == year]
    return tuple(_line(each, held) for each in systems)


def _line(system: Matters, held: Sequence[DrillRow]) -> CoverageLine:
    shown = sorted(_shown(system, held), key=lambda each: (_BEST.index(each[0]), _age(each[1])))
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


def _shown(system: Matters, held: Sequence[DrillRow]) -> Iterator[tuple[Covered, DrillRow]]:
    for drill in held:
        for target in drill.targets:
            if target.kind == "system" and _is_it(system, drill, target):
                yield _covered(drill, target), drill


def _is_it(system: Matters, drill: DrillRow, target: TargetRow) -> bool:
    # A system of one of several municipalities is its code, a stroke and its own id.
    code, _, bare = target.id.rpartition("/")
    own = code == system.code if code else drill.organisation == system.organisation
    return own and bare == system.id


def _covered(drill: DrillRow, target: TargetRow) -> Covered:
    if not drill.counts or not target.happened:
        return "pretended"
    if target.is_real or target.verdict == "missed":
        return "measured"
    return "not_lost" if target.safe else "unseen"
