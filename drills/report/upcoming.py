"""The next drill of the plan's programme (次回予定)."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Text
from drills.core.brief import Brief
from drills.report.ledger import Ledger


@dataclass(frozen=True)
class UpcomingLine:
    """A planned drill: its name, its scenario where it names one, and when, as the plan says it."""

    id: str
    name: Text
    scenario: str | None
    when: Text | None


def upcoming_of(ledger: Ledger) -> UpcomingLine | None:
    """The drill that the programme lists behind this one; see `planned_after`."""
    return planned_after(ledger.brief)


def planned_after(brief: Brief) -> UpcomingLine | None:
    """The drill that the plan's programme lists behind that of a brief.

    None where it lists no other. Of a drill that stands not in the programme, its first entry.
    """
    planned = brief.plan.drills
    mine = [number for number, each in enumerate(planned) if each.scenario == brief.scenario.id]
    after = planned[mine[-1] + 1 :] if mine else planned
    if not after:
        return None
    found = after[0]
    return UpcomingLine(found.id, found.name, found.scenario, found.when)
