"""What figures there are. One file is one subject, found by its name.

Each file has a function ``found``, from a `MetricsGround` to its families. Labels are ids and words
of the plan's own lists, so that there are never more figures than things in the plan, and none
names a person, an address or a server that is not a system.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from drills.metrics.ground import MetricsGround, Rule
from drills.metrics.values import Family, sample


@cache
def _rules() -> tuple[Rule, ...]:
    names = sorted(each.name for each in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").found for name in names)


def families(ground: MetricsGround) -> tuple[Family, ...]:
    """All figures of a plan's standing."""
    return tuple(family for rule in _rules() for family in rule(ground))


def refreshed(at: float, *, fresh: bool) -> tuple[Family, ...]:
    """As of when all figures are: `at` is Unix time in seconds, `fresh` how the last look went.

    A reader that still shows what was read long ago is found out by the first, a plan that cannot
    be read any more by the second.
    """
    looked = "When the plan and its records were last seen to be as these figures say, Unix time."
    went = "1 where the plan could be read at the last look; 0 where the figures are older."
    return (
        Family("bcp_drill_last_refresh_timestamp_seconds", "gauge", looked, (sample(int(at)),)),
        Family("bcp_drill_last_refresh_success", "gauge", went, (sample(fresh),)),
    )
