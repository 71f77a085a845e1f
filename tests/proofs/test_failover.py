"""A drill times the switch to the radio and back as it was, and hides nothing it could see."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.lab import Lab
from tests.lab.routing import Routers
from tests.proofs.failover import SYSTEMS, WAYS, Place, too_long_unseen

EVERY = "500ms"


@pytest.fixture(scope="module")
def routers(lab: Lab) -> Iterator[Routers]:
    with lab.routed() as running:
        yield running


@pytest.mark.parametrize("way", WAYS)
def test_the_switch_to_the_radio_and_back_is_where_the_drill_says(
    lab: Lab, routers: Routers, tmp_path: Path, way: str
) -> None:
    seed = random.randrange(2**32)  # noqa: S311
    chance = random.Random(seed)  # noqa: S311 - the moments must differ, not be secret
    branch, fibre = Place(lab, routers, tmp_path, EVERY).one_run(chance, way)
    assert (branch.system, fibre.system) == SYSTEMS
    for found in (branch, fibre):
        assert all(each.overlaps and each.inside for each in found.edges), (seed, found)
        assert not too_long_unseen(found, EVERY), (seed, found)
    assert [each.what for each in fibre.edges[:2]] == ["loss", "return"], seed
    # Nobody sees the carrier go in a black hole: the branch is lost until BFD tells.
    assert branch.edges or way == "cut", seed
