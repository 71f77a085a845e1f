"""Where the time went, from the first loss to the last return.

Up to the first action the time is cut at the moments that were marked. After that, every instant
belongs to exactly one part, the first that applies: the drill was paused; an action was under way
(work); people were asked something or their approval was awaited; a check of the drill's steps was
open or a system was still down (verification); nothing was under way. So the parts sum up to the
whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from drills.core.across import all_compared
from drills.core.kinds import kind_of
from drills.core.on_paper import papers
from drills.core.recovery import recoveries
from drills.core.state import Drill
from drills.report.ledger import Ledger
from drills.report.measured_lines import Split, SplitLine

Spell = tuple[int, int]
_MARKED = (("until_detection", "detection"), ("until_declaration", "declaration"))
_AFTER = ("paused", "work", "people", "verification", "other")


def split_of(ledger: Ledger) -> Split | None:
    """Cut the time; None where nothing was lost, or not by one clock or one municipality."""
    # Parts that ran by clocks that nobody compared would not sum up to anything.
    one = all_compared(ledger.drill) and not ledger.drill.municipalities
    # Nor does what people wrote of some of it tell what they did in the rest.
    one = one and not papers(ledger.drill)
    whole = _whole(ledger.drill) if one else None
    if whole is None:
        return None
    began, ended = whole
    parts: list[tuple[str, list[Spell]]] = []
    cursor = began
    for part, moment in _before(ledger.drill, began):
        if cursor < moment <= ended:
            parts.append((part, [(cursor, moment)]))
            cursor = moment
    parts += _after(ledger.drill, cursor, ended)
    lines = tuple(
        SplitLine(
            part=part,
            us=sum(high - low for low, high in spells),
            periods=tuple(ledger.period(low, high) for low, high in spells),
        )
        for part, spells in parts
        if spells
    )
    return Split(ledger.period(began, ended), ended - began, lines)


def _whole(drill: Drill) -> Spell | None:
    """From the middle of the first loss to the middle of the last return, or to the end."""
    outages = [each for line in recoveries(drill) for each in line.outages]
    if not outages:
        return None
    began = min(
        each.lost.high if each.unseen_loss else (each.lost.low + each.lost.high) // 2
        for each in outages
    )
    ends = [
        drill.now if each.returned is None else (each.returned.low + each.returned.high) // 2
        for each in outages
    ]
    return began, max(began, *ends)


def _before(drill: Drill, began: int) -> list[tuple[str, int]]:
    """The parts up to the first action after the loss; an action before it may have caused it."""
    marked = [(part, drill.moments[name]) for part, name in _MARKED if name in drill.moments]
    orders = [each.order for each in drill.actions.values()]
    runs = [each.at for each in orders if each.purpose == "run" and each.at >= began]
    return [*marked, *([("until_first_action", min(runs))] if runs else [])]


def _after(drill: Drill, low: int, high: int) -> list[tuple[str, list[Spell]]]:
    spells = {
        "paused": [(began, _or(ended, high)) for began, ended in drill.pauses],
        "work": list(_working(drill, high)),
        "people": list(_asked(drill, high, people=True)),
        "verification": [*_asked(drill, high, people=False), *_down(drill, high)],
    }
    edges = {low, high}
    for each in spells.values():
        edges |= {min(max(at, low), high) for spell in each for at in spell}
    found: dict[str, list[Spell]] = {part: [] for part in _AFTER}
    ordered = sorted(edges)
    for piece in pairwise(ordered):
        part = next((name for name in _AFTER if _covered(piece, spells.get(name, []))), "other")
        _add(found[part], piece)
    return list(found.items())


def _covered(piece: Spell, spells: Iterable[Spell]) -> bool:
    return any(low <= piece[0] and piece[1] <= high for low, high in spells)


def _add(spells: list[Spell], piece: Spell) -> None:
    if spells and spells[-1][1] == piece[0]:
        spells[-1] = (spells[-1][0], piece[1])
    else:
        spells.append(piece)


def _or(at: int | None, otherwise: int) -> int:
    return otherwise if at is None else at


def _working(drill: Drill, high: int) -> Iterable[Spell]:
    for each in drill.actions.values():
        if each.order.purpose in ("run", "undo"):
            over = each.ended or each.doubt
            yield each.order.at, over.at if over else high


def _asked(drill: Drill, high: int, *, people: bool) -> Iterable[Spell]:
    for step in drill.started().scenario.steps:
        state = drill.step(step.id)
        if state.due is None or kind_of(step).needs_a_person(drill, step) is not people:
            continue
        yield state.due, state.ended.at if state.ended else high


def _down(drill: Drill, high: int) -> Iterable[Spell]:
    for line in recoveries(drill):
        for each in line.outages:
            yield each.lost.low, high if each.returned is None else each.returned.high
