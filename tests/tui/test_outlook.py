"""What the home reads of plan and records: real files, and the schedule's own record."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bcp.instants import micros
from bcp.message import render
from drills.schedule import events as e
from drills.schedule.deciding import BY_A_PERSON
from drills.schedule.record import ScheduleRecord
from tests.tui.reading import settled, text_of
from tests.year.made import TOWN
from tui.app import DrillApp
from tui.outlook import FileOutlook
from tui.shelf import FileShelf


def town(folder: Path) -> Path:
    return Path(shutil.copytree(TOWN, folder / "town"))


def asked(runs: Path, at: datetime) -> str:
    """The key of a date that the service asked about before it was killed."""
    due, key = micros(at), f"line@{at:%Y-%m-%dT%H:%MZ}"
    record = ScheduleRecord(runs)
    record.append(e.ServiceBegan(due, "gone-1", "gone", 1, "test", "Asia/Tokyo"))
    record.append(e.DrillAsked(due, key, "line", due, BY_A_PERSON()))
    record.close()
    return key


async def test_the_home_reads_what_comes_what_waits_and_that_nothing_runs(tmp_path: Path) -> None:
    place = town(tmp_path)
    key = asked(tmp_path / "runs", datetime.now(UTC).replace(second=0) - timedelta(days=2))
    ahead = FileOutlook(place, tmp_path / "runs").ahead()
    assert ahead is not None
    assert ahead.next is not None
    # What comes every night by itself does not hide the drill that people keep free.
    assert ahead.next.drill in ("contacts", "line")
    assert [(each.key, each.days) for each in ahead.asked] == [(key, -2)]
    assert ahead.asked[0].type_this == f"bcp-drill schedule answer {key} held|skip"
    # The process that said it began holds no lock any more.
    assert not ahead.is_served
    app = DrillApp(FileShelf(place, tmp_path / "runs", "佐藤"), "ja", by="佐藤")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "回答待ち: 回線の切替訓練" in text_of(app)
        assert "未実測" in text_of(app)


def test_the_programme_lists_what_waits_first_and_a_routine_a_few_times(tmp_path: Path) -> None:
    place = town(tmp_path)
    key = asked(tmp_path / "runs", datetime.now(UTC).replace(second=0) - timedelta(days=2))
    dates = FileOutlook(place, tmp_path / "runs").programme().dates
    assert (dates[0].key, dates[0].state) == (key, "asked")
    coming = [each for each in dates if each.state in ("due", "omitted")]
    assert 1 <= sum(each.drill == "nightly" for each in coming) <= 5
    # A drill of next year is on the list, too.
    assert {"contacts", "line"} <= {each.drill for each in coming}
    assert coming == sorted(coming, key=lambda each: each.at)
    line = next(each for each in coming if each.drill == "line")
    assert line.rule is not None
    assert "第2月曜日" in render(line.rule, "ja")


def test_a_plan_with_mistakes_leaves_the_home_as_it_was(tmp_path: Path) -> None:
    place = town(tmp_path)
    (place / "plan.yaml").write_text("organisation: [", encoding="utf-8")
    assert FileOutlook(place, tmp_path / "runs").ahead() is None


def test_readiness_is_that_of_the_command(tmp_path: Path) -> None:
    answer = FileOutlook(town(tmp_path), tmp_path / "runs").readiness()
    systems = answer.groups[0][1]
    assert [each.name.said_in("ja") for each in systems] == ["mail"]
    assert systems[0].days is None
