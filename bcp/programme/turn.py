"""Whose turn it is: one thing of a list of the plan each time, such as one backup a month.

What was never tried comes first, then what was tried longest ago; of two alike the one that
matters more, then the plan's order. A drill that ended badly has tried its thing, too: otherwise
one broken backup would keep all others from ever being tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bcp.inventory import Link, Power, Radio, Telework
from bcp.model import Plan, Server, System
from bcp.upkeep import PlannedDrill, TurnList

_RANK = {"critical": 0, "important": 1}
_NORMAL = 2


@dataclass(frozen=True)
class Tried:
    """One drill that was held: its scenario, the values of its parameters, and when it began."""

    scenario: str
    parameters: Mapping[str, Any]
    at: datetime


def whose_turn(plan: Plan, drill: PlannedDrill, held: Iterable[Tried]) -> str | None:
    """The id given to the drill's parameter this time, after all that were `held`.

    None where it takes no turns, and where the plan has nothing of that list. The instants are
    aware of their zone.
    """
    if drill.turn is None:
        return None
    parameter = drill.turn.parameter
    last: dict[str, datetime] = {}
    for each in held:
        thing = each.parameters.get(parameter)
        if each.scenario == drill.scenario and isinstance(thing, str):
            last[thing] = max(each.at, last.get(thing, each.at))
    return next(iter(in_order(plan, drill.turn.of, last)), None)


def in_order(plan: Plan, of: TurnList, last: Mapping[str, datetime]) -> tuple[str, ...]:
    """The things of a list in the order of their turns; `last` is when each was last tried."""
    things = tuple(_things(plan, of))
    tried = {**_by_hand(plan, of), **last}
    tried |= {each: max(last[each], at) for each, at in _by_hand(plan, of).items() if each in last}
    never = (each for each in things if each.id not in tried)
    again = (each for each in things if each.id in tried)
    return (
        *(each.id for each in sorted(never, key=lambda each: each.rank)),
        *(each.id for each in sorted(again, key=lambda each: (tried[each.id], each.rank))),
    )


@dataclass(frozen=True)
class _Thing:
    """Something that can take a turn; of `rank` 0 is what matters most."""

    id: str
    rank: int = _NORMAL


def _things(plan: Plan, of: TurnList) -> Iterator[_Thing]:
    if of == "backups":
        # What names no place to restore it to cannot be tried.
        for backup in plan.backups:
            if backup.restore_to is not None:
                yield _Thing(backup.id, _rank(plan.system(backup.system)))
    elif of == "systems":
        yield from (_Thing(each.id, _rank(each)) for each in plan.systems if _is_used(each))
    elif of == "sites":
        yield from (_Thing(each.id) for each in plan.sites)
    else:
        yield from (_Thing(each.id) for each in getattr(plan, of) if _is_used(each))


def _rank(system: System | None) -> int:
    return _NORMAL if system is None else _RANK.get(system.importance, _NORMAL)


def _is_used(asset: System | Server | Link | Radio | Power | Telework) -> bool:
    return asset.state == "in_service"


def _by_hand(plan: Plan, of: TurnList) -> Mapping[str, datetime]:
    """Restores that people tried by themselves and wrote into the plan, by their day."""
    if of != "backups":
        return {}
    tested = ((each.id, each.restore_tested) for each in plan.backups)
    return {one: datetime.fromisoformat(day).replace(tzinfo=UTC) for one, day in tested if day}
