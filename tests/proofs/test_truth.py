from __future__ import annotations

import random

from tests.proofs.truth import WAYS, proven


def test_every_printed_interval_holds_what_an_independent_poller_saw() -> None:
    seed = random.randrange(2**32)  # noqa: S311
    for way, *edges in proven(runs=len(WAYS), seed=seed, every="500ms"):
        for edge in edges:
            assert edge.overlaps, (seed, way, edge)
            assert edge.inside, (seed, way, edge)
