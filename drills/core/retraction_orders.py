"""Saying of somebody that they were told: the drill is off, the real thing has come."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase, Text
from bcp.same_person import same_person
from drills.core.addressees import Addressee, contacted, to_be_told
from drills.core.retraction_events import Retracted
from drills.core.state import Drill

# What stands for all who are still to be told, as after an announcement over the loudspeakers.
EVERYBODY = ("all", "全員")

NOT_REAL = Phrase(
    "order.not_real",
    ja="実災害への切替えがまだです。訓練を中止して実災害に切り替えるには、画面では Ctrl+R、"
    "別の端末では real-event です。",
    en="The real event has not been called. To call the drill off for it: Ctrl+R on the board, "
    "real-event in another terminal.",
)
NO_ADDRESSEE = Phrase(
    "order.no_addressee",
    ja="「{addressee}」という連絡先は、この訓練にありません。連絡先は {known:list} です。",
    en="This drill has reached nobody called {addressee!r}. It has reached {known:list}.",
)
ALREADY_TOLD = Phrase(
    "order.already_told",
    ja="「{name}」には、すでに{by}さんが伝えています。",
    en="{by} has told {name} already.",
)
NOBODY_LEFT = Phrase(
    "order.nobody_left",
    ja="実災害への移行を知らせる相手は、もう残っていません。",
    en="Nobody is left to be told.",
)
TELLING = Phrase(
    "order.telling",
    ja="実災害に移行しています。まだ知らせていない相手: {names:list}。"
    "知らせたら told で記録し、待たずに終えるには中止します。",
    en="The real event has come. Still to be told: {names:list}. Note each with told; "
    "to end without waiting, abort.",
)


@dataclass(frozen=True)
class Retract:
    """Somebody was told that the drill is off; `addressee` may be an id, a name, or ``all``."""

    addressee: str
    by: str
    how: str = ""


def retract(drill: Drill, order: Retract, now: int) -> tuple[Retracted, ...] | Message:
    """Give the events that the order is, or the words why it is not possible."""
    if drill.closing is None or drill.closing.finish != "real_event":
        return NOT_REAL()
    left = to_be_told(drill)
    if any(same_person(order.addressee, each) for each in EVERYBODY):
        told = tuple(Retracted(now, each.id, order.by, order.how) for each in left)
        return told or NOBODY_LEFT()
    known = contacted(drill)
    found = next((each for each in known if _is_called(each, order.addressee)), None)
    if found is None:
        names = tuple(each.id for each in known)
        return NO_ADDRESSEE(addressee=order.addressee, known=names)
    if found not in left:
        before = next(each for each in drill.retracted if each.addressee == found.id)
        return ALREADY_TOLD(name=found.name, by=before.by)
    return (Retracted(now, found.id, order.by, order.how),)


def left_after(drill: Drill, order: Retract) -> tuple[Text, ...]:
    """The names of those who are still to be told when the order has been taken."""
    taken = retract(drill, order, drill.now)
    told = () if isinstance(taken, Message) else {each.addressee for each in taken}
    return tuple(each.name for each in to_be_told(drill) if each.id not in told)


def still_telling(drill: Drill) -> Message:
    """Say for whom the drill is still open."""
    return TELLING(names=tuple(each.name for each in to_be_told(drill)))


def _is_called(addressee: Addressee, given: str) -> bool:
    names = (addressee.id, addressee.name.said_in("ja"), addressee.name.said_in("en"))
    return any(same_person(given, each) for each in names)
