"""Word from another zone, as an order: part of `drills.core.orders`."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core import order_words as w
from drills.core.segments import outcome_of
from drills.core.state import Drill
from drills.core.zone_events import SegmentWord
from scenarios.model import Ending

OWN_STEP = Phrase(
    "order.own_step",
    ja="「{step}」はこの端末で行う手順です。他の区分から聞くものではありません。",
    en="Step {step!r} is done at this terminal; there is nothing to hear of it.",
)
OTHER_ZONE = Phrase(
    "order.other_zone",
    ja="「{step}」は{zone}区分の手順です。聞いたことを記録するには: "
    "bcp-drill order last heard {step} done --told-by 名前",
    en="Step {step!r} belongs to the zone {zone}. To write down what you heard of it: "
    "bcp-drill order last heard {step} done --told-by NAME",
)
NO_TELLER = Phrase(
    "order.no_teller",
    ja="誰から聞いたか（--told-by）と、誰が記録するか（--operator）の両方が要ります。",
    en="It wants both who said it (--told-by) and who writes it down (--operator).",
)
NO_ENDING = Phrase(
    "order.no_ending",
    ja="「{ending}」では、どう終わったか分かりません。",
    en="{ending!r} does not say how it ended.",
)


@dataclass(frozen=True)
class Heard:
    """A person writes down how a step of another zone ended, and who there said so."""

    step: str
    ending: Ending
    by: str
    told_by: str
    note: str = ""


def heard(drill: Drill, order: Heard, now: int) -> tuple[SegmentWord, ...] | Message:
    """Give the word as an event, or why it cannot be taken."""
    zone = drill.started().segment.foreign.get(order.step)
    if zone is None:
        return OWN_STEP(step=order.step)
    ended = drill.step(order.step).ended
    if ended is not None:
        return w.HAS_ENDED(step=order.step, how=w.HOW.get(ended.ending, w.HOW["unknown"])())
    if not order.by.strip() or not order.told_by.strip():
        return NO_TELLER()
    if outcome_of(order.ending) is None:
        return NO_ENDING(ending=order.ending)
    return (SegmentWord(now, order.step, zone, order.ending, order.by, order.told_by, order.note),)


def of_another_zone(drill: Drill, step: str) -> Message | None:
    """Why no other order can be given for a step, where it is another zone's; else None."""
    zone = drill.started().segment.foreign.get(step)
    return None if zone is None else OTHER_ZONE(step=step, zone=zone)
