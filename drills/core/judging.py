"""Readings become samples and results: what came back, weighed against what was wanted of it."""

from __future__ import annotations

from bcp.asking import Expectation, ProbeCall
from bcp.message import Message
from drills.core.events import ActionEnded, Sample
from drills.core.state import Drill
from scenarios.expect import judge
from scenarios.model import Run
from scenarios.reading import Reading

# A command that ends with anything but 0 has failed, unless its author wants something else.
SUCCEEDED = Expectation("exit", "equals", 0)


def sample_of(call: ProbeCall, sent: int, received: int, reading: Reading) -> Sample:
    """Weigh one answer of a probe."""
    judgement = judge(reading, call.expect)
    why: tuple[Message, ...] = judgement.why if judgement.outcome != "held" else ()
    return Sample(sent, received, judgement.outcome, reading, why)


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
