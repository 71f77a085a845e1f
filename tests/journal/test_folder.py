from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bcp.message import render
from drills.errors import JournalBroken, Refusal
from drills.journal.folder import Runs
from drills.journal.lock import is_held
from drills.journal.sqlite import SqliteJournal

NINE = datetime(2026, 11, 21, 9, 0, 0, tzinfo=timezone(timedelta(hours=9)))


def begun(runs: Runs, name: str, minutes: int) -> str:
    folder = runs.new(name, NINE + timedelta(minutes=minutes))
    SqliteJournal.create(folder).close()
    return folder.name


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path / "runs")


def test_a_run_is_named_by_its_time_and_scenario(runs: Runs) -> None:
    folder = runs.new("fibre-to-radio", NINE)
    assert folder.name == "20261121-090000-fibre-to-radio"
    assert folder.is_dir()


def test_only_its_owner_may_look_into_a_run(runs: Runs) -> None:
    assert runs.new("flood", NINE).stat().st_mode & 0o777 == 0o700
    assert runs.root.stat().st_mode & 0o777 == 0o700


def test_two_runs_of_one_second_have_their_own_folders(runs: Runs) -> None:
    names = [runs.new("flood", NINE).name for _ in range(3)]
    stem = "20261121-090000-flood"
    assert names == [stem, f"{stem}-2", f"{stem}-3"]


def test_a_name_never_leaves_the_folder_of_runs(runs: Runs) -> None:
    folder = runs.new("../../水害 訓練/a:b" + "x" * 300, NINE)
    assert folder.parent == runs.root
    assert folder.name.startswith("20261121-090000-水害-訓練-a-bxxx")
    assert len(folder.name) < 60


def test_runs_are_listed_newest_first_and_only_with_a_journal(runs: Runs) -> None:
    assert runs.newest_first() == []
    old, new = begun(runs, "flood", 0), begun(runs, "flood", 5)
    runs.new("never-begun", NINE + timedelta(minutes=9))
    assert [each.name for each in runs.newest_first()] == [new, old]


def test_a_run_is_found_by_last_by_its_id_or_by_its_beginning(runs: Runs) -> None:
    old, new = begun(runs, "flood", 0), begun(runs, "power", 5)
    assert runs.find("last").name == new
    assert runs.find(old).name == old
    assert runs.find("20261121-0900").name == old
    assert runs.find("20261121-0905").name == new


def test_an_id_that_begins_another_is_still_found(runs: Runs) -> None:
    first, second = begun(runs, "flood", 0), begun(runs, "flood", 0)
    assert second == f"{first}-2"
    assert runs.find(first).name == first


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("20261121-0900-flood", 'Did you mean "20261121-090000-flood"?'),
        ("zzz", "The newest is 20261121-090500-power"),
        ("", "The newest is 20261121-090500-power"),
        ("../runs", "The newest is"),
        ("20261121-09", "more than one run begins with 20261121-09"),
    ],
)
def test_a_run_that_is_not_meant_clearly_is_refused_with_a_remedy(
    runs: Runs, run: str, words: str
) -> None:
    begun(runs, "flood", 0)
    begun(runs, "power", 5)
    with pytest.raises(Refusal) as caught:
        runs.find(run)
    assert words in str(caught.value)
    assert "runs." not in render(caught.value.message, "ja")


def test_where_nothing_was_run_yet_the_first_step_is_said(runs: Runs) -> None:
    with pytest.raises(Refusal, match="Run a drill first"):
        runs.find("last")


def test_a_place_that_cannot_hold_runs_is_said(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way")
    with pytest.raises(JournalBroken, match="cannot be read or written"):
        Runs(tmp_path / "runs").new("flood", NINE)


def test_a_run_is_held_while_it_is_written_and_not_after(runs: Runs) -> None:
    folder = runs.new("flood", NINE)
    assert not is_held(folder)
    journal = SqliteJournal.create(folder)
    assert is_held(folder)
    journal.close()
    assert not is_held(folder)


def test_where_nobody_can_tell_whether_a_run_is_written_it_is_said_in_words(runs: Runs) -> None:
    runs.root.mkdir(exist_ok=True)
    with pytest.raises(JournalBroken):
        is_held(runs.root / ("x" * 300))
