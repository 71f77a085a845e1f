from __future__ import annotations

import random

from tests.proofs.kill import all_survived

# Killed in "resume", a drill was killed in its slow action before.
PLACES = ["first second", "just ordered", "person asked", "undo", "resume"]


def test_a_drill_killed_at_any_moment_goes_on_and_nothing_is_lost_or_done_twice() -> None:
    seed = random.randrange(2**32)  # noqa: S311
    survived = all_survived(PLACES, seed, at_once=3)
    assert sum(each.kills for each in survived) == len(PLACES) + 1
