"""In which order the public edition tells of systems and steps: by their own figures alone.

The order of a plan, or of a scenario, would tell which is which to whoever has seen either: plans
are published. Figures that are shown anyway tell nothing more by their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from drills.report.measured_lines import Figure, GoalLine, RecoveryLine
from drills.report.model import Report

Shown = tuple[tuple[int, int, str, str], ...]
_LAST = 1 << 62


def in_public_order(report: Report) -> Report:
    """The same lines, systems by their shortest target first and steps alike; levels stay."""
    systems = _systems(report)
    goals = tuple(sorted(report.goals, key=_of_goal))
    steps = {each.step: number for number, each in enumerate(goals)}
    lines = sorted(
        report.grading.lines,
        key=lambda each: (
            (1, steps.get(each.id, _LAST))
            if each.kind == "step"
            else (0, systems.get(each.id, _LAST))
        ),
    )
    return replace(
        report,
        recoveries=tuple(sorted(report.recoveries, key=lambda each: systems[each.system])),
        goals=goals,
        grading=replace(report.grading, lines=tuple(lines)),
    )


def _systems(report: Report) -> Mapping[str, int]:
    """Each system's place."""
    found: dict[str, Shown] = {}
    for each in report.recoveries:
        found[each.system] = (*found.get(each.system, ()), *_of_line(each))
    ordered = sorted(found, key=lambda system: (min(found[system]), found[system]))
    return {system: number for number, system in enumerate(ordered)}


def _of_line(line: RecoveryLine) -> Shown:
    return tuple(_of_figure(each) for each in (line.rto, line.rpo) if each is not None)


def _of_goal(line: GoalLine) -> tuple[int, int, str, str]:
    return _of_figure(line.figure)


def _of_figure(figure: Figure) -> tuple[int, int, str, str]:
    limit = _LAST if figure.limit_us is None else figure.limit_us
    actual = _LAST if figure.actual_us is None else figure.actual_us
    return limit, actual, figure.verdict, figure.source or ""
