"""Which program tells the figures."""

from __future__ import annotations

from drills.metrics.ground import MetricsGround
from drills.metrics.values import Family, sample


def found(ground: MetricsGround) -> tuple[Family, ...]:
    """One figure that is always 1."""
    told = "Always 1; the label says which version of bcp-drill tells these figures."
    version = sample(1, version=ground.version)
    return (Family("bcp_drill_build_info", "gauge", told, (version,)),)
