"""How a step ends, said once for every kind."""

from __future__ import annotations

from bcp.asking import ProbeCall
from bcp.message import Message, Phrase
from drills.core.events import Answer, Outcome, Sample, Source, StepEnded
from drills.core.standing import overlay
from drills.core.state import Drill, StepState
from scenarios.expect import judge
from scenarios.model import Ending, Step
from scenarios.reading import Reading

PRETENDED = Phrase(
    "core.pretended_reading",
    ja="実測ではなく、付与された状態（{state}）で判定しました。",
    en="Judged by the pretended state ({state}), not by what was measured.",
)

_BY_ANSWER: dict[Answer, tuple[Ending, Outcome]] = {
    "done": ("done", "held"),
    "partly": ("partly", "broken"),
    "failed": ("failed", "broken"),
    "skipped": ("skipped", "skipped"),
    "could_not_reach": ("could_not_reach", "unknown"),
}


def by_answer(drill: Drill, step: Step, state: StepState, source: Source) -> StepEnded | None:
    """End a step on a person's answer, once there is one."""
    if state.answer is None:
        return None
    ending, outcome = _BY_ANSWER[state.answer.answer]
    at = max(state.answer.at, state.due or 0)
    return StepEnded(at, step.id, ending, outcome, source, by=state.answer.by)


def by_sample(drill: Drill, step: Step, call: ProbeCall, sample: Sample) -> StepEnded:
    """End a step on what was measured, or on the pretended state that overlays it."""
    outcome, why, source = judged(drill, call, sample)
    return StepEnded(sample.received, step.id, outcome, outcome, source, why)


def judged(
    drill: Drill, call: ProbeCall, sample: Sample
) -> tuple[Outcome, tuple[Message, ...], Source]:
    """Judge an answer as the drill must see it."""
    pretence = overlay(drill, call)
    if pretence is None:
        return sample.outcome, sample.why, "measured"
    said = PRETENDED(state=pretence.began.state)
    if pretence.began.state != "down":
        return "held", (said,), "injected"
    judgement = judge(Reading(facts={"reply": False}), call.expect)
    return judgement.outcome, (said, *judgement.why), "injected"
