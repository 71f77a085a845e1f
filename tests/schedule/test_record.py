"""The schedule's record: chained, append-only, and one claim for one start."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bcp.instants import moment
from bcp.message import Message
from drills.errors import Defect, JournalBroken
from drills.schedule.children import LOGS, Children
from drills.schedule.events import (
    AskAnswered,
    DrillAsked,
    DrillBegan,
    DrillClaimed,
    DrillEnded,
    DrillMissed,
    DrillOmitted,
    InForce,
    PlanRead,
    ScheduleEvent,
    ServiceBegan,
    ServiceEnded,
)
from drills.schedule.record import NAME, ScheduleRecord, read, verify
from drills.schedule.standing import Standing, stood

CLAIM = DrillClaimed(3, "nightly 2027", "nightly", 2, "one", "20270401-nightly")
EVENTS: tuple[ScheduleEvent, ...] = (
    ServiceBegan(1, "one", "host", 7, "bcp-drill 0.1.0", "Asia/Tokyo"),
    PlanRead(2, "one", "ab", (InForce("nightly", "cd"),)),
    CLAIM,
    DrillBegan(4, CLAIM.key, "nightly", CLAIM.run, "walkthrough", 8),
    DrillEnded(5, CLAIM.key, CLAIM.run, 1, "target_missed", "completed"),
    DrillOmitted(6, "nightly 2028", "nightly", 6, Message("some.why", {"day": "休日"})),
    ServiceEnded(7, "one", "stopped"),
)


def _recorded(runs: Path) -> None:
    record = ScheduleRecord(runs)
    assert all(record.append(each) for each in EVENTS)
    record.close()


def test_what_was_written_is_read_and_folded(tmp_path: Path) -> None:
    _recorded(tmp_path)
    events = [each.event() for each in read(tmp_path)]
    assert tuple(events) == EVENTS
    standing = stood(Standing(), events)
    ended = standing.dues[CLAIM.key]
    assert (ended.state, ended.overall, ended.began, ended.ended) == (
        "ended",
        "target_missed",
        4,
        5,
    )
    assert standing.dues["nightly 2028"].state == "omitted"
    assert standing.services == {}
    assert standing.held() == {"nightly": (moment(4),)}
    assert verify(tmp_path).entries == len(EVENTS)
    assert (tmp_path / NAME).stat().st_mode & 0o077 == 0


def test_one_start_is_settled_once_whatever_else_is_said_of_it(tmp_path: Path) -> None:
    one, other = ScheduleRecord(tmp_path), ScheduleRecord(tmp_path)
    assert one.append(CLAIM)
    for event in (
        CLAIM,
        DrillMissed(4, CLAIM.key, "nightly", 2, "skip"),
        DrillAsked(4, CLAIM.key, "nightly", 2, Message("some.why")),
    ):
        assert not other.append(event)
    assert other.append(AskAnswered(5, CLAIM.key, "佐藤", "skip", 5))
    assert not one.append(AskAnswered(6, CLAIM.key, "鈴木", "run", 6))
    one.close()
    other.close()


def test_an_entry_that_was_changed_removed_or_put_in_is_found(tmp_path: Path) -> None:
    for number, change in enumerate(
        (
            "UPDATE entry SET body = replace(body, 'nightly', 'weekly') WHERE seq = 3",
            "DELETE FROM entry WHERE seq = 3",
            "UPDATE entry SET prev = hash WHERE seq = 3",
        )
    ):
        runs = tmp_path / str(number)
        _recorded(runs)
        with sqlite3.connect(runs / NAME) as connection:
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(change)
            for trigger in ("entry_stays", "entry_remains"):
                connection.execute(f"DROP TRIGGER {trigger}")
            connection.execute(change)
        connection.close()
        found = verify(runs)
        assert found.entries == 2
        assert found.what is not None
        with pytest.raises(JournalBroken, match="record 3"):
            read(runs)


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    record = ScheduleRecord(tmp_path)
    with pytest.raises(Defect):
        record.append(ServiceEnded(1, "one", "bored"))  # type: ignore[arg-type]
    assert record.after(0) == ()
    record.close()


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"not a database at all, and long enough to be looked at" * 20)
    with pytest.raises(JournalBroken, match="not a journal"):
        ScheduleRecord(tmp_path)
    assert verify(tmp_path).what is not None


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_stands_in_the_records_place_is_not_taken_for_none(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / NAME)
    with pytest.raises(JournalBroken, match="not a journal"):
        read(tmp_path)
    assert verify(tmp_path).what is not None


def test_nothing_is_written_through_a_link_that_somebody_left(tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(JournalBroken):
        ScheduleRecord(tmp_path)
    logs, own = tmp_path / LOGS, tmp_path / "own"
    logs.mkdir()
    own.touch()
    (logs / "a.log").symlink_to(own)
    os.mkfifo(logs / "b.log")
    children = Children(tmp_path, lambda *_: None)
    for run in ("a", "b"):
        with pytest.raises(JournalBroken):
            children.start("key", run, (sys.executable, "-c", "print(1)"), {}, tmp_path)
    assert not (tmp_path / "elsewhere").exists()
    assert own.read_bytes() == b""
