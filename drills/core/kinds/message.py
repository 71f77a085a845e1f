"""Messages to people: it ends when each of them was taken for delivery, or cannot be."""

from __future__ import annotations

from typing import Literal

from bcp.message import Phrase
from drills.core.events import Event, StepEnded
from drills.core.kinds.ending import by_answer
from drills.core.messages import OVER, Addressed, addressed, next_at, next_order, sends
from drills.core.segments import is_people_only
from drills.core.state import Drill, StepState
from scenarios.model import Step

SENT = Phrase(
    "core.messages_sent",
    ja="{all}通のうち{sent}通を送りました。",
    en="{sent} of {all} messages were sent.",
)
NO_WAY = Phrase(
    "core.messages_no_way",
    ja="{count}人は、送り先が計画にありません。",
    en="The plan has no address for {count} of them.",
)


def by_person(drill: Drill, step: Step) -> bool:
    """Say whether nothing is sent by this run, so that people only talk about it."""
    return not sends(drill) or is_people_only(drill.started(), step)


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say the same; a message in doubt is put to people when it is."""
    return by_person(drill, step)


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """Order the next message, or end when nothing is left to send and nothing is in doubt."""
    if by_person(drill, step):
        return by_answer(drill, step, state, drill.person_source)
    each = addressed(drill, step.id)
    if all(one.stage in OVER for one in each):
        return _ended(step, each, now)
    return None if drill.paused else next_order(drill, each, now)


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """The instant of the next message, which keeps to the pace of the plan."""
    if by_person(drill, step) or drill.paused:
        return None
    return next_at(drill, addressed(drill, step.id))


def _ended(step: Step, each: tuple[Addressed, ...], now: int) -> StepEnded:
    sent = sum(one.stage == "sent" for one in each)
    lost = sum(one.stage == "no_way" for one in each)
    outcome: Literal["held", "broken"] = "held" if sent == len(each) else "broken"
    why = (SENT(all=len(each), sent=sent), *((NO_WAY(count=lost),) if lost else ()))
    return StepEnded(now, step.id, outcome, outcome, "measured", why)
