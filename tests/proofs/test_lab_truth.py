"""On real servers: every printed interval holds the truth, and a shallow check does not see it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.lab.lab import Lab
from tests.proofs.lab_truth import WAYS, Way, one_run, site_on


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_every_printed_interval_holds_what_the_poller_saw_and_what_only_answers_hides_it(
    lab: Lab, tmp_path: Path, way: Way
) -> None:
    seed = random.randrange(2**32)  # noqa: S311
    chance = random.Random(seed)  # noqa: S311 - the moments must differ, not be secret
    found = one_run(site_on(lab, tmp_path, every="500ms"), chance, way)
    assert [each.what for each in found.edges[:2]] == ["loss", "return"]
    for edge in found.edges:
        assert edge.overlaps, (seed, way, edge)
        assert edge.inside, (seed, way, edge)
    # A frozen server still accepts connections; a full disk still serves pages.
    assert found.seen_beside is (way.name not in ("freeze", "full"))
