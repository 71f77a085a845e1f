"""Readings become samples and results: what came back, weighed against what was wanted of it."""

from __future__ import annotations

from typing import Literal

from bcp.asking import Expectation, ProbeCall
from bcp.message import Message, Phrase
from drills.core.events import ActionEnded, Sample
from drills.core.state import Drill
from scenarios.expect import judge
from scenarios.model import Run
from scenarios.reading import Reading

# A command that ends with anything but 0 has failed, unless its author wants something else.
SUCCEEDED = Expectation("exit", "equals", 0)


CONTROL_ANSWERED = Phrase(
    "core.control_answered",
    ja="{subject}は応答せず、同じときに対照の{control}は応答しました。",
    en="{subject} did not answer while the control target {control} did.",
)
CONTROL_SILENT = Phrase(
    "core.control_silent",
    ja="{subject}から応答はありませんが、同じときに対照の{control}からも応答がないため、"
    "この端末の網が止まっているおそれがあり、判断できません。",
    en="{subject} did not answer, but neither did the control target {control}: our own network "
    "may be down, so nothing can be said.",
)
NO_CONTROL = Phrase(
    "core.no_control",
    ja="{subject}から応答はありませんが、対照（control）がないため、この端末の網が止まっているだけかも"
    "しれず、判断できません。同じ区域で必ず応答する相手をcontrolに書いてください。",
    en="{subject} did not answer, but without a control target nobody knows whether our own "
    "network was up, so nothing can be said; name something in the same zone that answers, as "
    "control.",
)


def is_silence_wanted(call: ProbeCall, reading: Reading) -> bool:
    """Whether nothing answered, as wanted, so that only a control target can tell what it means."""
    return call.wants_silence and judge(reading, call.expect).outcome == "held"


def sample_of(
    call: ProbeCall, sent: int, received: int, reading: Reading, control: Reading | None = None
) -> Sample:
    """Weigh one answer of a probe, and its silence beside what the control target said."""
    if is_silence_wanted(call, reading):
        outcome, message = _beside(call, control)
        return Sample(sent, received, outcome, reading, (message,), control)
    judgement = judge(reading, call.expect)
    note = (reading.note,) if reading.note else ()
    why: tuple[Message, ...] = judgement.why if judgement.outcome != "held" else note
    return Sample(sent, received, judgement.outcome, reading, why)


def _beside(call: ProbeCall, control: Reading | None) -> tuple[Literal["held", "unknown"], Message]:
    if call.control is None or control is None:
        return "unknown", NO_CONTROL(subject=call.subject)
    answered = control.facts.get("reply") is True
    phrase = CONTROL_ANSWERED if answered else CONTROL_SILENT
    message = phrase(subject=call.subject, control=call.control.subject)
    return ("held" if answered else "unknown"), message


def action_ended(drill: Drill, action: int, at: int, reading: Reading) -> ActionEnded:
    """Weigh the result of an action."""
    order = drill.actions[action].order
    wanted: tuple[Expectation, ...] = (SUCCEEDED,)
    if order.purpose == "run" and order.step is not None:
        do = drill.model(order.step).do
        if isinstance(do, Run) and do.expect:
            named = {each.fact for each in do.expect}
            wanted = (*(each for each in wanted if each.fact not in named), *do.expect)
    judgement = judge(reading, wanted)
    return ActionEnded(at, action, judgement.outcome, reading, judgement.why)
