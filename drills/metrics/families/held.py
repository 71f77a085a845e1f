"""The drills that were held, and what was wrong with records."""

from __future__ import annotations

from collections import Counter

from drills.metrics.ground import MetricsGround
from drills.metrics.values import Family, sample


def found(ground: MetricsGround) -> tuple[Family, ...]:
    """Counts by standing, and the newest of each mode."""
    standings = Counter(each.standing for each in ground.drills)
    newest: dict[str, int] = {}
    for each in ground.drills:
        if each.was_held and each.mode:
            newest[each.mode] = max(newest.get(each.mode, 0), each.began_us // 1_000_000)
    return (
        Family(
            "bcp_drill_records",
            "gauge",
            "Records of drills that lie here, by whether their figures count.",
            [sample(count, standing=word) for word, count in sorted(standings.items())],
        ),
        Family(
            "bcp_drill_last_drill_timestamp_seconds",
            "gauge",
            "When the newest drill began that was held to its end, by mode, Unix time.",
            [sample(at, mode=mode) for mode, at in sorted(newest.items())],
        ),
    )
