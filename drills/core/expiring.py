"""How a step ends whose time ran out, and one at which nobody is there.

What nobody could ask or answer is unknown: it is no failure of the thing, nor of a person.
"""

from __future__ import annotations

from bcp.message import Phrase
from drills.core.approvals import missing_approvals
from drills.core.clocks import deadline
from drills.core.events import StepEnded
from drills.core.evidence import Outcome
from drills.core.kinds import kind_of
from drills.core.kinds.ending import judged
from drills.core.silence import silence_source
from drills.core.state import Drill, StepState
from scenarios.model import MusterCall, Probe, RollCall, Step, Wait

EXPIRED = Phrase(
    "core.step_expired",
    ja="期限（{within:span}）までに終わりませんでした。",
    en="Not finished within {within:span}.",
)
NOBODY_THERE = Phrase(
    "core.nobody_there",
    ja="立ち会う人のいない訓練のため、答える人がいませんでした。",
    en="Nobody was there to answer: this drill was held with nobody attending.",
)
# Whom these are about answer by themselves, whether somebody attends the drill or not.
_OF_THEMSELVES = (RollCall, MusterCall)


def expires(drill: Drill, step: Step, state: StepState) -> int | None:
    """The instant at which an open step's time is over, or None where it has no end of its own.

    Where nobody is there to end it, it is over at once unless it says how long it may take.
    """
    if state.due is None:
        return None
    if step.within is not None:
        return deadline(drill, state.due, step.within.us)
    return state.due if waits_for_nobody(drill, step, state) else None


def waits_for_nobody(drill: Drill, step: Step, state: StepState) -> bool:
    """Whether an open step wants a person's word in a drill that nobody attends."""
    if step.id not in drill.started().nobody or isinstance(step.do, _OF_THEMSELVES):
        return False
    if state.answer is not None or state.calls:
        return False
    return kind_of(step).by_person(drill, step) or bool(missing_approvals(drill, step.id))


def expired(drill: Drill, step: Step, state: StepState, now: int) -> StepEnded:
    """End a step whose time is over."""
    why = state.last_sample.why if state.last_sample else ()
    source = silence_source(drill, step, state)
    said = (EXPIRED(within=step.within.us),) if step.within else ()
    if waits_for_nobody(drill, step, state):
        return StepEnded(now, step.id, "expired", "unknown", source, (NOBODY_THERE(), *said))
    return StepEnded(now, step.id, "expired", _outcome(drill, step, state), source, (*said, *why))


def _outcome(drill: Drill, step: Step, state: StepState) -> Outcome:
    """Broken, but where a machine could not even be asked."""
    match step.do:
        case Probe(call=call) | Wait(call=call) if call is not None and state.last_sample:
            found = judged(drill, call, state.last_sample)[0]
            return "unknown" if found == "unknown" else "broken"
        case _:
            return "broken"
