"""Two planned drills that begin at the same time and are about the same systems."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import groupby, pairwise

from bcp.message import Phrase
from bcp.programme.dues import dues
from bcp.refused import Refusal
from bcp.sense._ground import Ground, named
from bcp.upkeep import PlannedDrill

AT_ONCE = Phrase(
    "sense.drills_at_once",
    ja="訓練「{first}」と「{second}」は、{day:date}の{clock}に同時に始まり、どちらも{systems}を対象と"
    "します。",
    en="the drills {first!r} and {second!r} both begin on {day:date} at {clock}, and both are "
    "about {systems}.",
)
ANOTHER_TIME = Phrase(
    "sense.another_time",
    ja="どちらかの日時を変えてください。片方が止めたものを、もう片方が障害と見ます。",
    en="Give one of them another time: what the one stops, the other finds broken.",
)
_A_YEAR, _A_WEEK = timedelta(days=400), timedelta(days=7)
# What comes oftener in a week repeats itself, and a year of it would take minutes to look through.
_OFTEN = 1000


def found(ground: Ground) -> Iterator[Refusal]:
    """Each such pair once, at its first day within a year; within a week where very many come."""
    since = datetime.combine(ground.today, time(), UTC)
    told: set[tuple[str, str]] = set()
    near = dues(ground.plan, since, since + _A_WEEK)
    if len(near) <= _OFTEN:
        near = dues(ground.plan, since, since + _A_YEAR)
    held = [due for due in near if due.omitted is None]
    for at, together in groupby(held, key=lambda due: due.at):
        for one, other in pairwise(sorted({due.drill for due in together})):
            both = _systems(ground, one) & _systems(ground, other)
            if both and (one, other) not in told:
                told.add((one, other))
                what = AT_ONCE(
                    first=one,
                    second=other,
                    day=at.date().isoformat(),
                    clock=f"{at:%H:%M}",
                    systems=named(sorted(both)),
                )
                yield Refusal(ground.place(other, PlannedDrill), what, ANOTHER_TIME())


def _systems(ground: Ground, drill: str) -> frozenset[str]:
    return ground.planned.get(drill, frozenset())
