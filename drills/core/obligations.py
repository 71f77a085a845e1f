"""Deadlines that count from a moment, and obligations that outlast the drill."""

from __future__ import annotations

from bcp.durations import BusinessDays
from drills.core.clocks import deadline, paused_between
from drills.core.state import Drill
from scenarios.model import Step


def time_is_over(drill: Drill) -> int:
    """Give the instant at which the drill's time is over: real time, pauses aside."""
    limit = drill.started().scenario.time.limit.us
    return drill.zero + limit + paused_between(drill, 0, drill.now)


def due_at(drill: Drill, step: Step) -> int | None:
    """Give the instant by which a step with `due` should have ended, once that can be told."""
    if step.due is None:
        return None
    began = drill.zero if step.due.start == "onset" else drill.moments.get(step.due.start)
    if began is None:
        return None
    if isinstance(step.due.span, BusinessDays):
        brief = drill.started()
        wall = brief.wall_ns // 1000
        moved = brief.calendar.moved(wall + began, step.due.span.days)
        return deadline(drill, began, moved - wall - began)
    return deadline(drill, began, step.due.span.us)


def outlasts(drill: Drill, step: Step) -> bool:
    """Whether a step's deadline lies beyond the drill's end: an obligation that may stay open."""
    if step.due is None:
        return False
    due = due_at(drill, step)
    return due is None or due > time_is_over(drill)
