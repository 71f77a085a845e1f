"""When a step becomes due, and when it never will."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core.clocks import real_time
from drills.core.ending_words import ending_said
from drills.core.events import StepEnded
from drills.core.segments import acts_on_a_guess
from drills.core.state import Drill
from scenarios.model import After, Step
from scenarios.zones import waits_on

NEVER = Phrase(
    "core.step_never_due",
    ja="前の手順「{step}」が「{ending}」で終わったため、行いませんでした"
    "（条件は「{wanted:list}」で終わることです）。",
    en="Not done, because step {step!r} ended as {ending}; this waits for {wanted:list}.",
)
NOT_NEEDED = Phrase(
    "core.step_not_needed",
    ja="「{step}」が完了しているため、行いませんでした。",
    en="Not done, because {step!r} has held.",
)


@dataclass(frozen=True)
class Readiness:
    """`at` is the instant a step may become due; `never` says why it will not."""

    at: int | None = None
    never: Message | None = None


_NOT_YET = Readiness()


def readiness(drill: Drill, step: Step, before: Step | None) -> Readiness:
    """Say when `step` may begin; `before` is the step written above it."""
    state = drill.step(step.id)
    if state.now:
        return Readiness(at=drill.now)
    if state.held or acts_on_a_guess(drill, step):
        return _NOT_YET
    ready = 0
    for after in waits_on(step, before):
        ended = drill.step(after.step).ended
        if ended is None:
            return _NOT_YET
        if not satisfies(ended, after):
            wanted = tuple(ending_said(each) for each in after.endings)
            never = NEVER(step=after.step, wanted=wanted, ending=ending_said(ended.ending))
            return Readiness(never=never)
        ready = max(ready, ended.at)
    if step.at is not None:
        ready = max(ready, real_time(drill, step.at.us))
    return Readiness(at=ready)


def satisfies(ended: StepEnded, after: After) -> bool:
    """Whether a step ended in one of the ways that `after` waits for."""
    return bool({ended.ending, ended.outcome, "ended"} & set(after.endings))


def superseded(drill: Drill, step: Step) -> Message | None:
    """Say why a step that is ready is not needed any more, or None."""
    done = next((each for each in step.unless if each in drill.moments), None)
    return NOT_NEEDED(step=done) if done else None
