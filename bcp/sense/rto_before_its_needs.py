"""A system that is promised back before something it cannot work without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bcp.message import Phrase
from bcp.model import Need, Rto
from bcp.references import ASSETS
from bcp.refused import Refusal
from bcp.sense._ground import Ground

BEFORE = Phrase(
    "sense.rto_before_its_needs",
    ja="「{id}」の目標復旧時間は{own:span}ですが、動くために必要な「{need}」は{other:span}です。",
    en="{id!r} is to be back within {own:span}, but what it needs, {need!r}, within {other:span}.",
)
IN_A_HAZARD = Phrase(
    "sense.rto_before_its_needs_in",
    ja="災害が「{hazard}」のとき、「{id}」の目標復旧時間は{own:span}ですが、"
    "動くために必要な「{need}」は{other:span}です。",
    en="in the hazard {hazard!r}, {id!r} is to be back within {own:span}, but what it needs, "
    "{need!r}, within {other:span}.",
)
ALIGN = Phrase(
    "sense.align_needs",
    ja="「{need}」を早めるか「{id}」を遅らせてください。なくても動くなら、depends_onから外すか、"
    "any_ofで代わりを書いてください。",
    en="Promise {need!r} sooner or {id!r} later; where it works without, take that out of "
    "depends_on, or name an alternative with any_of.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each system, line or device with each of its needs that comes back later."""
    targets = {each.id: each.rto for each in ground.plan.watchables if each.rto is not None}
    for each in ground.plan.watchables:
        own = targets.get(each.id)
        for need in each.depends_on if own is not None else ():
            late = _late(own, need, targets) if own is not None else None
            if late is not None:
                hazard, told = late
                phrase = BEFORE if hazard is None else IN_A_HAZARD
                what = phrase(id=each.id, hazard=hazard, **told)
                place = ground.place(each.id, *ASSETS)
                yield Refusal(place, what, ALIGN(need=told["need"], id=each.id))


def _late(
    own: Rto, need: Need, targets: Mapping[str, Rto]
) -> tuple[str | None, dict[str, int | str]] | None:
    """The first hazard in which the need comes later, or None; of several, the soonest counts.

    Times that count from different moments cannot be compared, and what has none promises nothing.
    """
    choices = [(word, targets[word]) for word in need.any_of if word in targets]
    if len(choices) < len(need.any_of) or any(rto.start != own.start for _, rto in choices):
        return None
    hazards = {hazard for rto in (own, *(rto for _, rto in choices)) for hazard in rto.by_hazard}
    for hazard in (None, *sorted(hazards)):
        us, word = min((_within(rto, hazard), word) for word, rto in choices)
        mine = _within(own, hazard)
        if us > mine:
            return hazard, {"own": mine, "need": word, "other": us}
    return None


def _within(rto: Rto, hazard: str | None) -> int:
    return (rto.within if hazard is None else rto.by_hazard.get(hazard, rto.within)).us
