"""A person answers for a drill that waits: what waits is told, and a record is the drill's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.message import Message
from drills.cli.exit_codes import ExitCode
from drills.schedule import events as e
from drills.schedule.deciding import BY_A_PERSON
from drills.schedule.record import ScheduleRecord
from tests.cli.conversation import Seen, bcp_drill
from tests.schedule.world import planned, standing

DRILLS = """
  - {id: table, name: {ja: 卓上の訓練, en: Table drill}, scenario: look,
     starts: {cron: "0 10 * * mon-fri"}}
  - {id: other, scenario: not-it, starts: {cron: "0 10 * * mon-fri"}}
"""
AT = 1_788_224_400_000_000
TABLE, OTHER = "table@2026-09-01T01:00Z", "other@2026-09-01T01:00Z"


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    record = ScheduleRecord(tmp_path / "runs")
    record.append(e.DrillAsked(AT, TABLE, "table", AT, BY_A_PERSON()))
    record.append(e.DrillAsked(AT, OTHER, "other", AT, Message("schedule.too_late", {"late": 1})))
    record.close()
    return tmp_path / "runs"


def _answer(runs: Path, *words: str, lang: str = "en") -> Seen:
    plan = planned(runs.parent / "plan", DRILLS)
    given = ("--runs", str(runs), "--plan", str(plan), "--lang", lang)
    return bcp_drill("schedule", "answer", *words, *given, cwd=runs.parent)


def test_where_the_key_is_wrong_what_waits_is_told_with_the_line_to_type(runs: Path) -> None:
    told = " ".join(_answer(runs, "tabel", "held").err.split())
    assert f"bcp-drill schedule answer {TABLE} held|skip (Table drill)" in told
    assert f"bcp-drill schedule answer {OTHER} run|skip|held (other)" in told
    assert "卓上の訓練" in _answer(runs, "x", "held", lang="ja").err


def test_the_record_of_a_drill_held_by_hand_is_of_its_scenario_and_of_no_other_start(
    runs: Path,
) -> None:
    plan = planned(runs.parent / "plan", DRILLS)
    words = ("run", "look", "--plan", str(plan), "--runs", str(runs), "--mode", "walkthrough")
    bcp_drill(*words, "--unattended", "--yes", cwd=runs.parent)
    for given, told in (
        ((OTHER, "held", "--run", "last"), "is of the scenario 'look'"),
        ((TABLE, "skip", "--run", "last"), "--run names the record of a drill that was held"),
    ):
        seen = _answer(runs, *given)
        assert seen.code != ExitCode.PASSED
        assert told in " ".join(seen.err.split())
    assert _answer(runs, TABLE, "held", "--run", "last").code == ExitCode.PASSED
    due = standing(runs).dues[TABLE]
    assert due.run is not None
    assert "look" in due.run
    assert TABLE in _answer(runs, OTHER, "held", "--run", "last").err


def test_the_status_says_ids_and_names(runs: Path) -> None:
    plan = planned(runs.parent / "plan", DRILLS)
    words = ("schedule", "status", "--runs", str(runs), "--plan", str(plan), "--lang", "en")
    told = bcp_drill(*words, cwd=runs.parent).out
    assert "table Table drill" in told.split("NEXT")[1]
