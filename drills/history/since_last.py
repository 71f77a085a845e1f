"""What a drill found otherwise than the last of the same scenario before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drills.history.rows import DrillRow


@dataclass(frozen=True)
class SinceLast:
    """Ids of the plan, in order: what was well in the drill `before` and is not, and the reverse.

    What was not asked, or could not be, in either drill stands in neither.
    """

    before: DrillRow
    lost: tuple[str, ...]
    back: tuple[str, ...]


def since_last(row: DrillRow, drills: Iterable[DrillRow]) -> SinceLast | None:
    """`row` beside the newest earlier drill of its scenario that asked any of the same things.

    None where there is none: of drills that take turns, the last may have been about another thing.
    """
    now = _standing(row)
    earlier = [
        each
        for each in drills
        if each.scenario == row.scenario
        and each.organisation == row.organisation
        and each.began_us < row.began_us
        and each.counts
        and now.keys() & _standing(each).keys()
    ]
    if not row.counts or not earlier:
        return None
    last = max(earlier, key=lambda each: each.began_us)
    then = _standing(last)
    both = sorted(now.keys() & then.keys())
    return SinceLast(
        before=last,
        lost=tuple(each for each in both if then[each] and not now[each]),
        back=tuple(each for each in both if now[each] and not then[each]),
    )


def _standing(row: DrillRow) -> Mapping[str, bool]:
    """Each thing that was asked: whether all of its answers were well."""
    found: dict[str, bool] = {}
    for each in row.seen:
        if each.works is not None:
            found[each.of] = found.get(each.of, True) and each.works
    return found
