"""The plans that come along make sense themselves: a town that copies one begins with no riddle."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refusal
from bcp.sense import points, rules
from bcp.sense._ground import Ground
from drills.probes import catalogue
from tests.bcp.sense.ground import TODAY
from tests.library.shelf import SHELVES, all_scenarios, plans
from tests.schema.reading import practice_town

# What no plan of ours may say, whoever takes it. Days pass, and only the town that takes a plan
# knows who stands in and who backs up what.
_CONTRADICTIONS = (
    *("rto_before_its_needs", "rto_after_the_business", "backup_too_late"),
    *("critical_on_ordinary_power", "drill_without_its_scenario", "zone_spelt_otherwise"),
    *("role_held_by_another", "important_in_no_zone"),
)


def _said(found: Iterable[Refusal]) -> list[str]:
    return [each.said_in("en") for each in found]


@pytest.mark.parametrize("plan", plans(), ids=lambda each: each.relative_to(SHELVES).as_posix())
def test_a_plan_that_comes_along_makes_sense(plan: Path) -> None:
    names = {each.id: frozenset[str]() for each in all_scenarios() if each.plan == plan}
    ground = Ground(load_plan(plan, catalogue()), TODAY, names)
    assert _said(found for rule in _CONTRADICTIONS for found in rules()[rule](ground)) == []


def test_the_practice_town_makes_sense(tmp_path: Path) -> None:
    practice_town(tmp_path)
    assert _said(points(Ground(load_plan(tmp_path / "plan", catalogue()), TODAY))) == []
