"""When the page on which staff check in opens, and when it closes."""

from __future__ import annotations

from collections.abc import Iterator

from drills.core import events as e
from drills.core.brief import Brief
from drills.core.effects import ClosePage, Effect, OpenPage
from drills.core.segments import is_foreign
from drills.core.state import Drill
from scenarios.model import RollCall, Step


def page_effects(drill: Drill, event: e.Event) -> tuple[Effect, ...]:
    """What is asked of the page because of `event`, in the state after it."""
    match event:
        case e.StepDue(step=step) if _has_page(drill, step):
            return (OpenPage(step),)
        case e.StepEnded(step=step) if _has_page(drill, step) and drill.step(step).due is not None:
            return (ClosePage(step),)
    return ()


def pages_to_open(drill: Drill) -> Iterator[str]:
    """The steps whose pages must answer now: for a process that takes a drill up."""
    for step, state in drill.steps.items():
        if state.is_open and drill.closing is None and _has_page(drill, step):
            yield step


def steps_with_page(brief: Brief) -> tuple[Step, ...]:
    """The steps at which staff check in at this terminal; none where nothing has a network."""
    page = brief.plan.checkin
    if brief.mode == "tabletop" or page is None or page.zone not in (None, brief.zone):
        return ()
    return tuple(
        each
        for each in brief.scenario.steps
        if isinstance(each.do, RollCall) and not is_foreign(brief, each)
    )


def _has_page(drill: Drill, step: str) -> bool:
    """Whether staff answer by themselves: not where there is no network."""
    brief = drill.started()
    return brief.mode != "tabletop" and isinstance(drill.model(step).do, RollCall)
