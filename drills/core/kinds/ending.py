"""How a step ends, said once for every kind."""

from __future__ import annotations

from bcp.asking import ProbeCall
from bcp.message import Message, Phrase
from drills.core.clocks import deadline, ran_out
from drills.core.events import ActionEnded, Answer, Outcome, Sample, Source, StepEnded
from drills.core.evidence import source_of
from drills.core.standing import overlay
from drills.core.state import Drill, StepState
from drills.core.told import reading_of, source_in
from scenarios.expect import judge
from scenarios.model import Ending, Step
from scenarios.reading import Reading

PRETENDED = Phrase(
    "core.pretended_reading",
    ja="実測ではなく、付与された状態（{state}）で判定しました。",
    en="Judged by the pretended state ({state}), not by what was measured.",
)
PRETENDED_UP = Phrase(
    "core.pretended_up",
    ja="実測ではなく、付与された状態（正常）で判定しました。",
    en="Judged by the pretended state (up), not by what was measured.",
)
PRETENDED_DOWN = Phrase(
    "core.pretended_down",
    ja="実測ではなく、付与された状態（停止）で判定しました。",
    en="Judged by the pretended state (down), not by what was measured.",
)

_BY_ANSWER: dict[Answer, tuple[Ending, Outcome]] = {
    "done": ("done", "held"),
    "partly": ("partly", "broken"),
    "failed": ("failed", "broken"),
    "skipped": ("skipped", "skipped"),
    "could_not_reach": ("could_not_reach", "unknown"),
}


def time_is_up(drill: Drill, step: Step, state: StepState, now: int) -> int | None:
    """When a step's time was up, if it is: what was so by then counts."""
    if step.within is None or state.due is None or drill.paused:
        return None
    until = deadline(drill, state.due, step.within.us)
    return ran_out(drill, state.due, step.within.us) if now >= until else None


def left_out(step: Step, state: StepState, source: Source) -> StepEnded | None:
    """End a step that somebody said is not done."""
    said = state.answer
    if said is None or said.answer != "skipped":
        return None
    at = max(said.at, state.due or 0)
    return StepEnded(at, step.id, "skipped", "skipped", source, by=said.by)


def by_answer(drill: Drill, step: Step, state: StepState, source: Source) -> StepEnded | None:
    """End a step on a person's answer, once there is one."""
    if state.answer is None:
        return None
    ending, outcome = _BY_ANSWER[state.answer.answer]
    at = max(state.answer.at, state.due or 0)
    return StepEnded(at, step.id, ending, outcome, source, by=state.answer.by)


def by_people(drill: Drill, step: Step, call: ProbeCall, state: StepState) -> StepEnded | None:
    """End a step on what somebody saw or was told, judged as a probe's answer would be."""
    said = state.answer
    if said is None:
        return None
    at, source = max(said.at, state.due or 0), source_in(drill, call)
    if (skipped := left_out(step, state, source)) is not None:
        return skipped
    judgement = judge(reading_of(said.answer, said.by, source, said.sighting), call.expect)
    # His own words say it; how they were weighed adds nothing.
    why = judgement.why[:1] if judgement.outcome != "held" else ()
    return StepEnded(at, step.id, judgement.outcome, judgement.outcome, source, why, said.by)


def by_result(step: Step, ended: ActionEnded) -> StepEnded:
    """End a step on what its action came to."""
    return StepEnded(ended.at, step.id, ended.outcome, ended.outcome, "measured", ended.why)


def by_sample(drill: Drill, step: Step, call: ProbeCall, sample: Sample) -> StepEnded:
    """End a step on what was measured, or on the pretended state that overlays it."""
    outcome, why, source = judged(drill, call, sample)
    # An older answer may hold only since a pretended state came or went.
    at = max(sample.received, overlay(drill, call).since)
    return StepEnded(at, step.id, outcome, outcome, source, why)


def _pretended(state: str) -> Message:
    if state in ("up", "down"):
        return (PRETENDED_UP if state == "up" else PRETENDED_DOWN)()
    return PRETENDED(state=state)


def judged(
    drill: Drill, call: ProbeCall, sample: Sample
) -> tuple[Outcome, tuple[Message, ...], Source]:
    """Judge an answer as the drill must see it."""
    over = overlay(drill, call)
    if over.pretence is None:
        return sample.outcome, sample.why, source_of(sample.reading)
    said = _pretended(over.pretence.began.state)
    wanted = call.expect
    if over.works:
        # All that is pretended is that it answers; what it would say is not made up.
        wanted = tuple(each for each in call.expect if each.fact == "reply")
    judgement = judge(Reading(facts={"reply": over.works}), wanted)
    return judgement.outcome, (said, *judgement.why), "injected"
