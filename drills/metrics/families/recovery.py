"""How long recovery took when it was last measured, beside what is promised."""

from __future__ import annotations

from collections.abc import Iterator

from drills.history.rows import TargetRow
from drills.metrics.ground import MetricsGround
from drills.metrics.values import Family, Sample, sample

_SECOND_US = 1_000_000


def found(ground: MetricsGround) -> tuple[Family, ...]:
    """Both bounds of what was measured, and the target of that drill."""
    newest = tuple(_newest(ground))
    return (
        Family(
            "bcp_drill_recovery_time_seconds",
            "gauge",
            "Recovery time of the newest drill that measured the system's, between these bounds.",
            [each for row in newest for each in _bounds(row)],
        ),
        Family(
            "bcp_drill_recovery_target_seconds",
            "gauge",
            "Recovery time objective (RTO) of the system in that drill.",
            [sample(row.limit_us / _SECOND_US, **_labels(row)) for row in newest if row.limit_us],
        ),
    )


def _newest(ground: MetricsGround) -> Iterator[TargetRow]:
    """The newest figure of each system and level; nothing that was pretended or assumed."""
    seen: set[tuple[str, str | None]] = set()
    for drill in ground.drills:
        for row in drill.targets if drill.counts else ():
            told = row.id, row.level
            if (row.kind, row.measure) == ("system", "rto") and row.is_real and told not in seen:
                seen.add(told)
                yield row


def _bounds(row: TargetRow) -> Iterator[Sample]:
    for bound, us in (("low", row.low_us), ("high", row.high_us)):
        found_us = row.actual_us if us is None else us
        if found_us is not None:
            yield sample(found_us / _SECOND_US, **_labels(row), bound=bound)


def _labels(row: TargetRow) -> dict[str, str]:
    level = {} if row.level is None else {"level": row.level}
    return {"system": row.id, **level}
