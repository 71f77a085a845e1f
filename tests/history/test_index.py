"""The index of past drills: it may be lost, damaged or forbidden, and nothing is ever wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from bcp.durations import MINUTE
from drills.errors import JournalBroken
from drills.history import index, reading
from drills.history.index import rows
from drills.history.rows import DrillRow
from tests.history.making import Held, days, hold


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    folder = tmp_path / "runs"
    hold(folder, *(Held(day) for day in days(2026, 3)))
    _age(folder)
    return folder


def _age(runs: Path) -> None:
    """What was written a moment ago is not yet kept; these were written yesterday."""
    for each in runs.glob("*/*"):
        os.utime(each, ns=(each.stat().st_mtime_ns - 86_400 * 10**9,) * 2)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the journals that are really read."""
    names: list[str] = []
    really = reading.row_of

    def counted(place: Path) -> DrillRow:
        names.append(place.name)
        return really(place)

    monkeypatch.setattr(reading, "row_of", counted)
    return names


def test_what_was_read_once_is_not_read_again(runs: Path, read: list[str]) -> None:
    first = rows(runs)
    assert len(read) == len(first) == 3
    assert rows(runs) == first
    assert len(read) == 3
    assert rows(runs, rebuild=True) == first
    assert len(read) == 6


def test_a_new_a_changed_and_a_removed_run_are_seen(runs: Path, read: list[str]) -> None:
    oldest, _, newest = (each.place for each in reversed(rows(runs)))
    read.clear()
    added = hold(runs, Held("2026-12-01", back=(("mail", 5 * MINUTE),)))[0]
    shutil.rmtree(runs / newest)
    with sqlite3.connect(runs / oldest / "journal.sqlite") as journal:
        journal.execute("DROP TRIGGER record_stays")
        journal.execute("UPDATE record SET body = replace(body, '鈴木', '鈴木一郎')")
    journal.close()
    found = {each.place: each.standing for each in rows(runs)}
    assert sorted(read) == sorted([added.name, oldest])
    assert found[added.name] == "counted"
    assert found[oldest] == "damaged"
    assert newest not in found


def test_a_run_that_goes_on_is_open_and_its_end_is_seen(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    place = hold(runs, Held("2026-05-14", finish=None))[0]
    assert [each.standing for each in rows(runs)] == ["open"]
    shutil.rmtree(place)
    hold(runs, Held("2026-05-14"))
    assert [each.standing for each in rows(runs)] == ["counted"]


def test_what_was_written_a_moment_ago_is_read_again(tmp_path: Path, read: list[str]) -> None:
    runs = tmp_path / "runs"
    hold(runs, Held("2026-05-14"))
    rows(runs)
    rows(runs)
    assert len(read) == 2


@pytest.mark.parametrize("damage", ["junk", "empty", "cut", "altered", "other", "numbers"])
def test_a_damaged_index_is_made_anew(runs: Path, damage: str) -> None:
    before = rows(runs)
    file = runs / index.NAME
    whole = file.read_bytes()
    match damage:
        case "junk":
            file.write_bytes(b"no database" * 400)
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(whole[: len(whole) // 2])
        case "altered":
            with sqlite3.connect(file) as connection:
                connection.execute("UPDATE drill SET kept = replace(kept, 'met', 'missed')")
            connection.close()
        case "other":
            file.unlink()
            with sqlite3.connect(file) as connection:
                connection.execute("CREATE TABLE drill (place)")
            connection.close()
        case "numbers":
            file.unlink()
            with sqlite3.connect(file) as connection:
                connection.execute("CREATE TABLE drill (place, stamp, kept, sum)")
                connection.execute("INSERT INTO drill VALUES (1, x'ff', 3.5, NULL)")
            connection.close()
    assert rows(runs) == before
    assert rows(runs) == before
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM drill").fetchone() == (3,)
    connection.close()


def test_a_pipe_in_the_place_of_the_index_is_not_waited_for(runs: Path) -> None:
    os.mkfifo(runs / index.NAME)
    assert len(rows(runs)) == 3
    assert len(rows(runs)) == 3
    assert (runs / index.NAME).is_file()


def test_the_index_is_for_its_owner_alone(runs: Path) -> None:
    rows(runs)
    if sys.platform != "win32":
        assert stat.S_IMODE((runs / index.NAME).stat().st_mode) == 0o600
    assert not list(runs.glob("*.part"))


def test_where_no_index_can_be_written_the_journals_are_read(runs: Path) -> None:
    (runs / index.NAME).mkdir()
    assert [each.standing for each in rows(runs)] == ["counted"] * 3
    assert not list(runs.glob("*.part"))


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert rows(tmp_path / "none") == ()
    assert not (tmp_path / "none").exists()


def test_a_journal_of_no_bytes_is_named_damaged(tmp_path: Path) -> None:
    (tmp_path / "20260101-000000-x").mkdir()
    (tmp_path / "20260101-000000-x" / "journal.sqlite").write_bytes(b"")
    (found,) = rows(tmp_path)
    assert found.standing == "damaged"
    assert found.why is not None
    assert found.why.ja
    assert found.why.en


def test_what_is_kept_is_what_the_journal_says(runs: Path) -> None:
    found = rows(runs)[0]
    mail, files = found.targets
    assert (found.scenario, found.fiscal_year, found.mode) == ("mail-down", 2026, "operational")
    assert (mail.id, mail.verdict, mail.source, mail.importance) == (
        "mail",
        "met",
        "measured",
        "critical",
    )
    assert mail.low_us is not None
    assert mail.high_us is not None
    assert mail.low_us < 40 * MINUTE < mail.high_us
    assert (files.verdict, files.is_real) == ("not_measured", False)


def test_a_folder_whose_name_is_no_text_keeps_nothing_from_being_indexed(runs: Path) -> None:
    odd = os.fsdecode(os.fsencode(runs) + b"/2026\xff\xfe")
    shutil.copytree(next(runs.glob("2*")), odd)
    _age(runs)
    assert sorted(each.standing for each in rows(runs)) == ["copy", "counted", "counted", "counted"]
    assert (runs / index.NAME).is_file()


def test_a_folder_that_nobody_can_look_into_is_not_taken_for_one_without_drills(
    tmp_path: Path,
) -> None:
    runs = tmp_path / "runs"
    runs.symlink_to(runs)
    with pytest.raises(JournalBroken):
        rows(runs)
    assert rows(tmp_path / "none") == ()
