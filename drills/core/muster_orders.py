"""How people are, and whether they come, as an order: part of `drills.core.orders`."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.durations import DAY
from bcp.message import Message, Phrase
from drills.core import order_words as w
from drills.core.absence import NOT_THERE, is_absent
from drills.core.evidence import Source
from drills.core.muster_events import SAFETY, Mustered, MusterState
from drills.core.musters import mustering
from drills.core.state import Drill
from scenarios.model import MusterCall

GATHERS_NOBODY = Phrase(
    "order.gathers_nobody",
    ja="手順「{step}」は安否確認・参集の手順ではありません。",
    en="Step {step!r} gathers nobody.",
)
NOT_GATHERED = Phrase(
    "order.not_gathered",
    ja="「{person}」は手順「{step}」の対象者ではありません。対象者: {known:list}",
    en="{person!r} is not among those whom step {step!r} gathers: {known:list}.",
)
NO_SAFETY = Phrase(
    "order.no_safety",
    ja="手順「{step}」では安否を聞きません（safety: false）。参集の状況だけを記録します。",
    en="Step {step!r} does not ask how people are (safety: false), only whether they come.",
)
ETA_OF_COMING = Phrase(
    "order.eta_of_coming",
    ja="到着までの時間は「参集中」（coming）だけに書けます。",
    en="The time until arrival belongs to `coming` only.",
)
ETA_TOO_LONG = Phrase(
    "order.eta_too_long",
    ja="到着までの時間は7日以内で書いてください。",
    en="The time until arrival must be no more than 7 days.",
)
_LONGEST = 7 * DAY


@dataclass(frozen=True)
class Muster:
    """A person writes down how `person` is, or whether they come.

    `eta` is in how many microseconds they expect to be there.
    """

    step: str
    person: str
    state: MusterState
    by: str
    eta: int | None = None
    note: str = ""
    source: Source = "observed"


def muster(drill: Drill, order: Muster, now: int) -> tuple[Mustered, ...] | Message:
    """Give the word as an event, or why it cannot be taken."""
    do = drill.model(order.step).do
    if not isinstance(do, MusterCall):
        return GATHERS_NOBODY(step=order.step)
    state = drill.step(order.step)
    if not state.is_open:
        return _not_open(drill, order.step)
    wrong = _no_such_person(drill, order) or _no_such_word(do, order)
    if wrong is not None:
        return wrong
    words = (order.state, order.by, order.eta, order.note, order.source)
    return (Mustered(now, order.step, order.person, *words),)


def _not_open(drill: Drill, step: str) -> Message:
    ended = drill.step(step).ended
    if ended is None:
        return w.NOT_BEGUN(step=step)
    return w.HAS_ENDED(step=step, how=w.HOW.get(ended.ending, w.HOW["unknown"])())


def _no_such_person(drill: Drill, order: Muster) -> Message | None:
    people = [each.contact for each in mustering(drill, order.step)]
    known = tuple(each.id for each in people)
    if order.person not in known:
        near = w.near_person(order.person, order.step, people)
        return near or NOT_GATHERED(person=order.person, step=order.step, known=known)
    return NOT_THERE(person=order.person) if is_absent(drill, order.person) else None


def _no_such_word(do: MusterCall, order: Muster) -> Message | None:
    if not do.safety and order.state in SAFETY:
        return NO_SAFETY(step=order.step)
    if order.eta is None:
        return None
    if order.state != "coming":
        return ETA_OF_COMING()
    return None if 0 <= order.eta <= _LONGEST else ETA_TOO_LONG()
