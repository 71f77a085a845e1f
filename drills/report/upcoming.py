"""The next drill of the plan's programme (次回予定)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bcp.business_days import Calendar
from bcp.instants import micros, moment
from bcp.message import Text
from bcp.model import Organisation, Plan
from bcp.programme.dues import Due, Programme
from bcp.upkeep import PlannedDrill
from drills.core.brief import Brief
from drills.report.ledger import Ledger

_EPOCH = date(1970, 1, 1)
# What comes once a year comes within it, moved days included; a brief knows two years.
_AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class UpcomingLine:
    """A planned drill: its name, its scenario where it names one, and when it is.

    `when` is as the plan says it in words; `at_unix_us` as its rules say, where it has any.
    """

    id: str
    name: Text
    scenario: str | None
    when: Text | None
    at_unix_us: int | None = None


def upcoming_of(ledger: Ledger) -> UpcomingLine | None:
    """What comes next by the programme's rules; where it has none, what it lists behind this one.

    Counted from when the drill began, over the working days that its journal holds: what a report
    says changes with no day on which it is read. What starts by itself is told only where nothing
    else is planned.
    """
    brief = ledger.brief
    began = moment(brief.wall_ns // 1_000)
    found = _next(_of_the_journal(brief.plan, brief.calendar), began)
    if found is None:
        return planned_after(brief)
    drill, due = found
    at = micros(due.at)
    return UpcomingLine(drill.id, drill.name, drill.scenario, drill.when, at)


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


def _next(plan: Plan, began: datetime) -> tuple[PlannedDrill, Due] | None:
    programme = Programme.of(plan, {})
    behind, until = began + timedelta(microseconds=1), began + _AHEAD
    attended = [each for each in plan.drills if each.unattended is None]
    # Where people hold none, those that are left begin by themselves.
    for drills in (attended, plan.drills):
        due = programme.first_held(drills, behind, until)
        if due is not None:
            return next(each for each in drills if each.id == due.drill), due
    return None


def _of_the_journal(plan: Plan, calendar: Calendar) -> Plan:
    """The plan with the closed days that the journal holds, instead of a library's."""
    closed = tuple((_EPOCH + timedelta(days=each)).isoformat() for each in calendar.closed)
    organisation: Organisation = replace(plan.organisation, closed_days=tuple(sorted(closed)))
    own = replace(plan.calendar, holidays="none", year_end=False)
    return replace(plan, organisation=organisation, calendar=own)
