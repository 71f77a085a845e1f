"""What a step rests on that ended because its time ran out."""

from __future__ import annotations

from drills.core.evidence import Outcome, Source
from drills.core.kinds import kind_of
from drills.core.kinds.ending import judged
from drills.core.standing import pretended_up
from drills.core.state import Drill, StepState
from drills.core.told import source_of_checks
from scenarios.model import Probe, Step, Wait


def silence_source(drill: Drill, step: Step, state: StepState) -> Source:
    """Measured only where a machine was asked or ordered; where people were silent, their source.

    A pretended state that kept the step from holding is injected.
    """
    by_person = kind_of(step).by_person(drill, step)
    found = None if by_person else _by_machine(drill, step, state)
    return found or drill.person_source


def _by_machine(drill: Drill, step: Step, state: StepState) -> Source | None:
    match step.do:
        case Wait(system=str(system), level=level):
            if pretended_up(drill, system, level) is not None:
                return "injected"
            if not drill.started().checks_of.get(system):
                return None
            return source_of_checks(drill, system, level)
        case Probe(call=call) | Wait(call=call) if call is not None and state.last_sample:
            return judged(drill, call, state.last_sample)[2]
        case _:
            return None if state.asked is None and state.action is None else "measured"


def is_told_of(ending: str, outcome: Outcome | None, source: Source) -> bool:
    """Whether a source speaks for how a step ended: nobody saw what was skipped or not answered."""
    if outcome == "skipped":
        return False
    return ending != "expired" or source in ("measured", "injected")
