"""What must be done by a day: inspections, contracts, certificates, action items, drills."""

from __future__ import annotations

from collections import Counter

from drills.items.standing import ItemStanding
from drills.metrics.ground import MetricsGround
from drills.metrics.values import Family, sample

_ITEM_STATES = ("open", "overdue", "came_back", "closed")


def found(ground: MetricsGround) -> tuple[Family, ...]:
    """The days as the first second of each."""
    lines = [each for each in ground.readiness.due if each.kind != "certificate"]
    certificates = [each for each in ground.readiness.due if each.kind == "certificate"]
    return (
        Family(
            "bcp_drill_due_timestamp_seconds",
            "gauge",
            "First second of the day by which something is due, Unix time.",
            [sample(ground.began(each.day), kind=each.kind, id=each.id) for each in lines],
        ),
        Family(
            "bcp_drill_certificate_expiry_timestamp_seconds",
            "gauge",
            "First second of the day on which a certificate ends, as a run last read it, "
            "Unix time.",
            [sample(ground.began(each.day), id=each.id) for each in certificates],
        ),
        Family(
            "bcp_drill_drill_due_timestamp_seconds",
            "gauge",
            "Next start of a planned drill, Unix time.",
            [sample(at.timestamp(), drill=each) for each, at in sorted(ground.planned.items())],
        ),
        _items(ground),
    )


def _items(ground: MetricsGround) -> Family:
    """How many there are; none of them at all, where the plan has no list of them."""
    counts = Counter(_state(each) for each in ground.items)
    samples = [sample(counts[each], state=each) for each in _ITEM_STATES] if counts else []
    told = "Action items of the plan by state."
    return Family("bcp_drill_action_items", "gauge", told, samples)


def _state(each: ItemStanding) -> str:
    if each.came_back:
        return "came_back"
    if not each.item.is_open:
        return "closed"
    return "overdue" if each.is_overdue else "open"
