"""The staff of a town check in while their drill is killed: none is lost, none counts twice."""

from __future__ import annotations

from pathlib import Path

from tests.proofs.checkins import all_check_in, is_whole, town_of

PEOPLE = 60


async def test_a_killed_and_resumed_drill_has_everybody_once(tmp_path: Path) -> None:
    town = town_of(tmp_path / "town", PEOPLE)
    figures = await all_check_in(town, 3.0, kill=True)
    is_whole(town, figures)
    drill = town.drill()
    assert len(drill.restarts) == 1
    assert drill.step("roll").ended is not None
    assert drill.step("roll").checkins.count("method", "vpn") == PEOPLE
