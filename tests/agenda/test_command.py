"""``bcp-drill schedule calendar`` as it is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.agenda.test_agenda import town
from tests.cli.conversation import bcp_drill


def read(raw: bytes) -> list[str]:
    whole: Any = icalendar.Calendar.from_ical(raw)
    return [str(each["UID"]) for each in whole.walk("VEVENT")]


def test_the_calendar_is_written_whole_and_an_older_one_of_its_own_gives_way(
    tmp_path: Path,
) -> None:
    town(tmp_path)
    typed = ("schedule", "calendar", "-o", "c.ics", "--year", "R9", "--lang", "ja")
    seen = bcp_drill(*typed, cwd=tmp_path)
    assert seen.code == 0, seen.err
    first = (tmp_path / "c.ics").read_bytes()
    assert f"{len(read(first))}件" in seen.err
    assert bcp_drill(*typed, cwd=tmp_path).code == 0
    # The plan was not touched between the two.
    assert (tmp_path / "c.ics").read_bytes() == first
    assert (tmp_path / "c.ics").stat().st_mode & 0o777 == 0o600
    only = bcp_drill("schedule", "calendar", "--only", "due", cwd=tmp_path)
    assert read(only.out.encode()) == []
    assert [each.name for each in tmp_path.glob(".bcp-drill-*")] == []


def test_what_is_no_calendar_of_ours_stays(tmp_path: Path) -> None:
    town(tmp_path)
    mine = tmp_path / "mine.ics"
    mine.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//me//\r\n", encoding="utf-8")
    before = mine.read_bytes()
    seen = bcp_drill("schedule", "calendar", "-o", "mine.ics", "--lang", "en", cwd=tmp_path)
    assert (seen.code, "is not replaced" in seen.err) == (6, True)
    assert mine.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--only", "drils"), '"drills"'),
        (("--days", "9", "--year", "2027"), "either"),
    ],
)
def test_what_is_not_understood_is_said_with_what_to_type(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    town(tmp_path)
    seen = bcp_drill("schedule", "calendar", *words, "--lang", "en", cwd=tmp_path)
    assert seen.code != 0
    assert said in seen.err
