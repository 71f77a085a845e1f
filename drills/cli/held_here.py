"""When planned drills were really begun, by the schedule's record in a folder of runs."""

from __future__ import annotations

from pathlib import Path

from bcp.programme.dues import Held


def held_in(runs: Path) -> Held:
    """By the ids of planned drills. Raises `JournalBroken`."""
    if not runs.exists():
        return {}
    # What reads records takes long to load, and knows the words of drills, too.
    from drills.cli.past_shelf import learn_once  # noqa: PLC0415
    from drills.schedule.recorded import standing_in  # noqa: PLC0415

    learn_once()
    return standing_in(runs).held()
