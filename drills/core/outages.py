"""When each rung of each system was down: brackets of its checks and pretences, joined.

An outage is known by two brackets, for its loss and for its return. Of checks that must all hold,
the first loss and the last return count; of alternatives (``any_of``), the last loss and the first
return.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from drills.core.events import ActionOrdered, Source, SystemSeen
from drills.core.evidence import source_of
from drills.core.standing import deciding, rungs, works_under
from drills.core.state import CheckState, Drill

# From the best evidence to the weakest; what two pieces prove together is the weaker of them.
STRENGTH: tuple[Source, ...] = ("measured", "observed", "attested", "injected", "assumed")


@dataclass(frozen=True, order=True)
class Bracket:
    """The instant lies between `low` and `high`, both in microseconds of the drill's clock."""

    low: int
    high: int


@dataclass(frozen=True)
class Outage:
    """One time that something was down. `returned` None: it did not come back in the drill.

    `unseen_loss`: it was down from the first answer on, so `lost` has no lower end worth the name.
    """

    lost: Bracket
    returned: Bracket | None
    lost_source: Source = "measured"
    return_source: Source = "measured"
    unseen_loss: bool = False

    @property
    def end(self) -> float:
        """The latest instant at which it may still have been down."""
        return float("inf") if self.returned is None else self.returned.high

    @property
    def source(self) -> Source:
        """What the whole outage is known by: the weaker of its two edges."""
        return max(self.lost_source, self.return_source, key=STRENGTH.index)


def outages_of(drill: Drill, system: str, level: str | None) -> tuple[Outage, ...]:
    """Give the outages of a rung, in order, none touching another."""
    real = _real(drill, system, level, frozenset())
    pretended, spared = _pretended(drill, system, level)
    kept = [each for each in real if not any(_covers(one, each) for one in spared)]
    return joined([*kept, *pretended])


def put_back_by(drill: Drill, outage: Outage) -> ActionOrdered | None:
    """Give the drill's own undo that may have ended an outage before anybody else did, or None.

    It is the first one ordered between the loss and the return. An answer that came before the
    order proves that the system was back by then.
    """
    if outage.returned is None:
        return None
    orders = (
        each.order
        for each in drill.actions.values()
        if each.order.purpose == "undo"
        and each.may_have_happened
        and outage.lost.low <= each.order.at < outage.returned.high
    )
    return min(orders, key=lambda each: each.at, default=None)


def joined(outages: Iterable[Outage]) -> tuple[Outage, ...]:
    """Join outages of things that must all be up: overlapping ones become one."""
    out: list[Outage] = []
    for each in sorted(outages, key=lambda one: one.lost):
        if out and each.lost.low <= out[-1].end:
            out[-1] = _both(out[-1], each)
        else:
            out.append(each)
    return tuple(out)


def _both(one: Outage, other: Outage) -> Outage:
    first = min(one, other, key=lambda each: each.lost.high)
    last = max(one, other, key=lambda each: each.end)
    lost = Bracket(min(one.lost.low, other.lost.low), min(one.lost.high, other.lost.high))
    returned = (
        None
        if one.returned is None or other.returned is None
        else Bracket(
            max(one.returned.low, other.returned.low), max(one.returned.high, other.returned.high)
        )
    )
    unseen = one.unseen_loss or other.unseen_loss
    return Outage(lost, returned, first.lost_source, last.return_source, unseen)


def _at_once(ones: tuple[Outage, ...], others: tuple[Outage, ...]) -> tuple[Outage, ...]:
    """Give when both of two alternatives were down."""
    both = (_while_both(one, other) for one in ones for other in others)
    return tuple(each for each in both if each.lost.low < each.end)


def _while_both(one: Outage, other: Outage) -> Outage:
    lost = Bracket(max(one.lost.low, other.lost.low), max(one.lost.high, other.lost.high))
    back = [each.returned for each in (one, other) if each.returned is not None]
    first = min(one, other, key=lambda each: each.end)
    return Outage(
        lost=lost,
        returned=Bracket(min(b.low for b in back), min(b.high for b in back)) if back else None,
        # Only the two losses together prove that neither alternative was left.
        lost_source=max(one.lost_source, other.lost_source, key=STRENGTH.index),
        return_source=first.return_source,
        unseen_loss=one.unseen_loss and other.unseen_loss,
    )


def _real(drill: Drill, system: str, level: str | None, seen: frozenset[str]) -> tuple[Outage, ...]:
    checks = deciding(drill.started(), system, level)
    if checks:
        states = (drill.checks.get(each.id, CheckState()) for each in checks)
        return joined(each for state in states for each in _of_check(state, drill.zero))
    told = tuple(_told(drill, system, level))
    return told or _by_needs(drill, system, seen)


def _told(drill: Drill, system: str, level: str | None) -> Iterator[Outage]:
    """Give the outages that people wrote down; that it is back says of a lower rung: by then."""
    lost: SystemSeen | None = None
    for each in (one for one in drill.seen if one.system == system):
        if not each.works:
            lost = each
            continue
        model = drill.started().plan.system(system)
        whole = model is None or level == rungs(model)[-1]
        down = Bracket(lost.at, lost.until) if lost else Bracket(drill.zero, each.at)
        back = Bracket(each.at if whole else down.low, each.until)
        yield Outage(down, back, "observed", "observed", unseen_loss=lost is None)
        lost = None
    if lost is not None:
        yield Outage(Bracket(lost.at, lost.until), None, "observed", "observed")


def _of_check(state: CheckState, zero: int) -> Iterable[Outage]:
    aside = state.set_aside
    for lost, returned in state.outages:
        if aside is not None and lost.at > aside.at:
            return
        high = lost.first_bad.received
        # The first look goes before the drill's zero, so its answer may have come before it too.
        low = lost.last_good.sent if lost.last_good else min(zero, high)
        bracket = Bracket(low, high)
        unseen, by = lost.last_good is None, source_of(lost.first_bad.reading)
        if returned is not None:
            back = Bracket(returned.last_bad.sent, returned.first_good.received)
            back_by = source_of(returned.first_good.reading)
            yield Outage(bracket, back, by, back_by, unseen_loss=unseen)
        elif aside is not None:
            back = Bracket(aside.at, aside.at)
            yield Outage(bracket, back, by, "observed", unseen_loss=unseen)
        else:
            yield Outage(bracket, None, by, unseen_loss=unseen)


def _by_needs(drill: Drill, system: str, seen: frozenset[str]) -> tuple[Outage, ...]:
    model = drill.started().plan.system(system)
    if model is None or system in seen:
        return ()
    deeper = seen | {system}
    needs = (
        reduce(_at_once, [_of_need(drill, each, deeper) for each in need.any_of])
        for need in model.depends_on
    )
    return joined(each for need in needs for each in need)


def _of_need(drill: Drill, system: str, seen: frozenset[str]) -> tuple[Outage, ...]:
    pretended, _ = _pretended(drill, system, None)
    return joined([*_real(drill, system, None, seen), *pretended])


def _pretended(drill: Drill, system: str, level: str | None) -> tuple[list[Outage], list[Outage]]:
    """Give the pretended outages of a rung, and the spells in which it was pretended to be up."""
    down: list[Outage] = []
    spared: list[Outage] = []
    for each in drill.pretences:
        began, ended = each.began, each.ended
        if (began.kind, began.id) != ("system", system):
            continue
        # A pretence that only the drill's end cleared never came to a return.
        back = Bracket(ended.at, ended.at) if ended is not None and ended.step else None
        source = ended.source if ended is not None else "injected"
        spell = Outage(Bracket(began.at, began.at), back, "injected", source)
        works = works_under(drill.started(), system, level, began.state)
        (spared if works else down).append(spell)
    return down, spared


def _covers(spell: Outage, outage: Outage) -> bool:
    return spell.lost.low <= outage.lost.high and outage.end <= spell.end
