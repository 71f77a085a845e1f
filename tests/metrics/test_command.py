"""``bcp-drill metrics``, and what `serve` tells programs of a real plan and its records."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from drills.cli.feeding import FolderFeeds
from drills.serve.feeds import Feeds
from tests.cli.conversation import bcp_drill
from tests.items.making import JUNE, quick, town
from tests.metrics.test_exposition import read
from tests.serve.room import Clock


def test_the_file_is_replaced_whole_and_another_account_may_read_it(tmp_path: Path) -> None:
    town(tmp_path, quick(JUNE))
    for _ in range(2):
        seen = bcp_drill("metrics", "-o", "bcp.prom", cwd=tmp_path)
        assert seen.code == 0, seen.err
    file = tmp_path / "bcp.prom"
    assert file.stat().st_mode & 0o777 == 0o644
    found = read(file.read_bytes())
    assert found["bcp_drill_recovery_time_seconds"][(("bound", "high"), ("system", "mail"))] > 1200
    assert found["bcp_drill_last_refresh_success"] == {(): 1}
    # No service was ever set up here: that is no zero.
    assert not any("schedule" in each for each in found)
    (tmp_path / "other.prom").write_text("node_x 1\n", encoding="utf-8")
    assert bcp_drill("metrics", "-o", "other.prom", cwd=tmp_path).code == 6
    assert (tmp_path / "other.prom").read_text(encoding="utf-8") == "node_x 1\n"


async def test_a_drill_more_and_a_plan_that_breaks_are_seen_at_the_next_look(
    tmp_path: Path,
) -> None:
    place = await asyncio.to_thread(town, tmp_path, quick(JUNE))
    plan = place / "plan.yaml"
    mono, wall = Clock(), Clock(1_800_000_000)
    feeds = Feeds(FolderFeeds(tmp_path, tmp_path / "runs"), mono=mono, wall=wall, patience_s=30)

    async def figures() -> tuple[float, float, float]:
        mono.now += 60
        wall.now += 60
        told = await feeds.told()
        assert told.telling is not None
        assert json.loads(told.telling.readiness("en", told.at))["organisation"] == "見本町"
        found = read(told.telling.metrics(told.at, fresh=told.fresh))
        held = found["bcp_drill_records"][(("standing", "counted"),)]
        (at,), (fresh,) = (
            found[f"bcp_drill_last_refresh_{each}"].values()
            for each in ("timestamp_seconds", "success")
        )
        return held, at - 1_800_000_000, fresh

    assert await figures() == (1, 60, 1)
    assert await figures() == (1, 120, 1)
    whole = plan.read_text(encoding="utf-8")
    await asyncio.to_thread(town, tmp_path, quick("2026-07-01"))
    assert await figures() == (2, 180, 1)
    plan.write_text(f"{whole}oops: 1\n", encoding="utf-8")
    assert await figures() == (2, 180, 0)
    plan.write_text(whole, encoding="utf-8")
    assert await figures() == (2, 300, 1)
