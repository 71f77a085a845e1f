"""The service that starts drills by itself: whether it runs, and what became of what was due."""

from __future__ import annotations

from drills.metrics.ground import MetricsGround
from drills.metrics.values import Family, sample

_PREFIX = "bcp_drill_schedule"


def found(ground: MetricsGround) -> tuple[Family, ...]:
    """Nothing where no service was ever set up."""
    has = ground.schedule
    if has is None:
        return ()
    wrote = [] if has.last_record is None else [sample(has.last_record)]
    counters = (
        ("drills_started_total", "Drills that the service started.", has.started),
        ("drills_missed_total", "Due drills that were not started in time.", has.missed),
        ("drills_omitted_total", "Due drills left out for a reason of the plan's.", has.omitted),
        ("notices_sent_total", "Notices that were taken for delivery.", has.notices_sent),
        ("notices_failed_total", "Notices that did not go out.", has.notices_failed),
    )
    return (
        Family(f"{_PREFIX}_up", "gauge", "1 where the service runs.", (sample(has.is_up),)),
        Family(
            f"{_PREFIX}_last_record_timestamp_seconds",
            "gauge",
            "When the service last wrote something into its record, Unix time.",
            wrote,
        ),
        Family(
            f"{_PREFIX}_drills_asking",
            "gauge",
            "Missed drills that wait for a person to decide.",
            (sample(has.asking),),
        ),
        *(
            Family(f"{_PREFIX}_{name}", "counter", told, (sample(count),))
            for name, told, count in counters
        ),
    )
