"""What follows from records is the same day wherever it is told: lists, calendars, notices."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bcp.instants import micros
from bcp.load import load_plan
from drills.probes import catalogue
from drills.schedule.events import DrillBegan, DrillClaimed
from drills.schedule.notifying import due_lines
from drills.schedule.record import ScheduleRecord
from tests.cli.conversation import bcp_drill
from tests.readiness.recorded import Held, hold, replaced, town

PLANNED = """drills:
  - {id: first, scenario: mail-down, starts: {date: "2020-04-01", at: "10:00"}}
  - {id: second, scenario: mail-down, if_closed: after, despite: [closed-days],
     starts: {after: first, by: 40d, at: "10:00"}}
"""


def _told(folder: Path, *words: str) -> Any:
    seen = bcp_drill(*words, "-f", "json", cwd=folder)
    assert seen.out, seen.err
    return json.loads(seen.out)


def _begun(folder: Path, at: datetime) -> None:
    """The service began the first drill, long after the day that its rule names."""
    record, us = ScheduleRecord(folder / "runs"), micros(at)
    assert record.append(DrillClaimed(us, "first@x", "first", us, "a-service", "a-run"))
    assert record.append(DrillBegan(us, "first@x", "first", "a-run", "walkthrough", 1))
    record.close()


def test_what_comes_after_a_drill_counts_from_when_it_was_held_in_every_list(
    tmp_path: Path,
) -> None:
    town(tmp_path)
    replaced(tmp_path, "roles:", f"{PLANNED}roles:")
    hold(tmp_path, Held("2021-01-05"))
    now = datetime.now(UTC)
    _begun(tmp_path, now - timedelta(days=30))
    day = str((now + timedelta(days=10, hours=9)).date())
    told = _told(tmp_path, "schedule", "next", "second")["next"]
    assert [each["at"][:10] for each in told] == [day]
    told = [each for each in _told(tmp_path, "ready")["due"] if each["id"] == "second"]
    assert [each["day"] for each in told] == [day]
    year = int(day[:4]) - (day[5:] < "04-01")
    out = tmp_path / "year.json"
    seen = bcp_drill("schedule", "year", "--year", str(year), "-o", str(out), cwd=tmp_path)
    assert seen.code == 0, seen.err
    rows = json.loads(out.read_text("utf-8"))["rows"]
    assert [each["day"] for each in rows if each["id"] == "second"] == [day]


def test_the_certificate_that_a_run_read_is_due_in_the_year_and_in_the_notices(
    tmp_path: Path,
) -> None:
    town(tmp_path)
    now = datetime.now(UTC) + timedelta(hours=9)
    hold(tmp_path, Held(str(now.date()), gates=(), days=5.0))
    ends = (now + timedelta(days=5)).date()
    plan = load_plan(tmp_path, catalogue()).plan
    lines = due_lines(plan, tmp_path / "runs", datetime.now(UTC))
    assert [each.day for each in lines if each.kind == "certificate"] == [ends]
    year = ends.year - (ends.month < 4)
    out = tmp_path / "year.json"
    seen = bcp_drill("schedule", "year", "--year", str(year), "-o", str(out), cwd=tmp_path)
    assert seen.code == 0, seen.err
    rows = json.loads(out.read_text("utf-8"))["rows"]
    assert str(ends) in [each["day"] for each in rows if each["id"].startswith("certificate")]
