"""Staff who check in by themselves: it ends when all have, when time is up, or by a word."""

from __future__ import annotations

from typing import Literal

from bcp.message import Phrase
from drills.core.events import Event, StepEnded
from drills.core.kinds.ending import left_out, time_is_up
from drills.core.state import Drill, StepState
from scenarios.model import RollCall, Step

CHECKED_IN = Phrase(
    "core.checked_in",
    ja="{all}人中{there}人が点呼に答えました（目標{percent}%）。",
    en="{there} of {all} have checked in ({percent} % wanted).",
)
NOBODY = Phrase(
    "core.checkin_of_nobody",
    ja="点呼の対象者が分からないため、割合は分かりません。",
    en="Who was expected is not known, and so no share is.",
)


def by_person(drill: Drill, step: Step) -> bool:
    """Say yes, in every mode: whoever leads may end it with a word."""
    return True


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say yes."""
    return True


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """End it when everybody is there, time is up, or somebody says so."""
    said = state.answer
    if (skipped := left_out(step, state, "observed")) is not None:
        return skipped
    over = time_is_up(drill, step, state, now)
    everybody = state.checkins.all
    if said is not None:
        return _judged(step, state, said.at, said.by)
    if over is not None:
        return _judged(step, state, over, None)
    if everybody.expected and not everybody.missing:
        return _judged(step, state, max(state.checkins.latest, state.due or 0), None)
    return None


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """Only people move it."""
    return None


def _judged(step: Step, state: StepState, at: int, by: str | None) -> StepEnded:
    there, wanted = state.checkins.all, step.do.percent if isinstance(step.do, RollCall) else 0.0
    if not there.expected:
        return StepEnded(at, step.id, "unknown", "unknown", "observed", (NOBODY(),), by)
    outcome: Literal["held", "broken"] = "held" if there.percent >= wanted else "broken"
    why = CHECKED_IN(all=there.expected, there=there.there, percent=f"{wanted:g}")
    return StepEnded(at, step.id, outcome, outcome, "observed", (why,), by)
