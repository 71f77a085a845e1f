"""People to reach: it ends when enough of them are, or when nothing is left to try."""

from __future__ import annotations

from typing import Literal

from bcp.message import Phrase
from drills.core.calls import Callee, awaits_missing, reached_share, standing
from drills.core.events import Event, StepEnded
from drills.core.kinds.ending import left_out, time_is_up
from drills.core.state import Drill, StepState
from scenarios.model import CallOut, Step

REACHED = Phrase(
    "core.callees_reached",
    ja="{all}人中{reached}人に連絡がつきました（目標{percent}%）。",
    en="{reached} of {all} are reached ({percent} % wanted).",
)


def by_person(drill: Drill, step: Step) -> bool:
    """Say yes, in every mode: whoever leads may end it with a word."""
    return True


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say yes."""
    return True


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """End it when all are reached, every way was tried, time is up, or somebody says so."""
    said = state.answer
    if (skipped := left_out(step, state, "observed")) is not None:
        return skipped
    if awaits_missing(drill, step.id) and said is None:
        return None
    people = standing(drill, step.id)
    over = time_is_up(drill, step, state, now)
    if said is None and over is None and not _nothing_left(step, people):
        return None
    calls = max((each.at for each in state.calls), default=state.due or now)
    at = said.at if said else over if over is not None else calls
    return _judged(drill, step, people, at, said.by if said else None)


def _nothing_left(step: Step, people: tuple[Callee, ...]) -> bool:
    """All are reached; or every way was tried, and nobody could still call back in time."""
    left = {each.standing for each in people} - {"reached"}
    return not left or (left == {"exhausted"} and step.within is None)


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """Only people move it."""
    return None


def _judged(
    drill: Drill, step: Step, people: tuple[Callee, ...], at: int, by: str | None
) -> StepEnded:
    wanted = step.do.percent if isinstance(step.do, CallOut) else 100.0
    outcome: Literal["held", "broken"] = "held" if reached_share(people) >= wanted else "broken"
    count = sum(each.standing == "reached" for each in people)
    why = REACHED(all=len(people), reached=count, percent=f"{wanted:g}")
    return StepEnded(at, step.id, outcome, outcome, "observed", (why,), by)
