"""The rungs of each system that came down in steps: when each was lost, was back, and should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Text
from drills.core.brief import Target
from drills.core.measure import Verdict
from drills.core.outages import Bracket, Outage, outages_of
from drills.core.recovery import Recovery, recoveries
from drills.report.ledger import Ledger, name_of
from drills.report.measured_lines import Period
from drills.report.naming import level_name


@dataclass(frozen=True)
class LevelLine:
    """One time that one rung was down.

    `rung` counts from 1, which works first. `lost` and `returned` are the intervals in which that
    happened; `returned` None: not in the drill. `limit_us` counts from `start`, a word of
    `drills.report.words.START`; `verdict` is that of the rung's RTO.
    """

    system: str
    name: Text
    level: str
    level_name: Text
    rung: int
    rungs: int
    lost: Period
    returned: Period | None
    limit_us: int | None
    start: str
    verdict: Verdict


def level_lines(ledger: Ledger) -> tuple[LevelLine, ...]:
    """Every outage of every rung of the systems that have more than one."""
    found: dict[str, list[Recovery]] = {}
    for each in recoveries(ledger.drill):
        if each.target.level is not None:
            found.setdefault(each.target.system, []).append(each)
    ladders = [own for own in found.values() if len(own) > 1]
    return tuple(line for own in ladders for line in _ladder(ledger, own))


def _ladder(ledger: Ledger, rungs: list[Recovery]) -> Iterator[LevelLine]:
    for number, each in enumerate(rungs, start=1):
        target = each.target
        for outage in outages_of(ledger.drill, target.system, target.level):
            yield _line(ledger, each, number, len(rungs), outage)


def _line(ledger: Ledger, each: Recovery, rung: int, rungs: int, outage: Outage) -> LevelLine:
    target: Target = each.target
    back = outage.returned
    return LevelLine(
        system=target.system,
        name=name_of(ledger.drill, target.system),
        level=target.level or "",
        level_name=level_name(ledger.drill, target.system, target.level or ""),
        rung=rung,
        rungs=rungs,
        lost=_within(ledger, outage.lost),
        returned=None if back is None else _within(ledger, back),
        limit_us=target.rto.us if target.rto else None,
        start=target.start,
        verdict=each.rto.verdict,
    )


def _within(ledger: Ledger, bracket: Bracket) -> Period:
    return ledger.period(bracket.low, bracket.high)
