"""``print aar``: made from a run's record, into a new file, and refused in words otherwise."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.journal.sqlite import SqliteJournal
from tests.cli.conversation import Seen, bcp_drill
from tests.printed.made import TOWN
from tests.report.made_up import rich

RUN = "20261121-100000-quake-at-night"


async def _kept(folder: Path) -> None:
    with SqliteJournal.create(folder) as journal:
        await journal.append(rich())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "runs" / RUN
    folder.mkdir(parents=True)
    asyncio.run(_kept(folder))
    return tmp_path


def typed(place: Path, *words: str) -> Seen:
    return bcp_drill("--lang", "en", "print", *words, cwd=place)


def test_it_is_written_for_word_under_the_name_of_the_run(place: Path) -> None:
    seen = typed(place, "aar", RUN, "-f", "docx", "-o", "out")
    assert seen.code == ExitCode.PASSED, seen
    file = place / "out" / f"aar-{RUN}.docx"
    assert seen.out.strip() == f"After-Action Report / Improvement Plan: out/aar-{RUN}.docx"
    assert file.read_bytes()[:2] == b"PK"
    assert file.stat().st_mode & 0o777 == 0o600
    again = typed(place, "aar", RUN, "-f", "docx", "-o", "out")
    assert again.code != ExitCode.PASSED
    assert "Nothing was written" in again.err


def test_without_a_run_it_is_made_of_the_newest(place: Path) -> None:
    seen = typed(place, "aar", "--past")
    assert seen.code == ExitCode.PASSED, seen
    page = (place / "printed" / f"aar-{RUN}.html").read_text(encoding="utf-8")
    assert "5. Areas for improvement" in page


def test_it_is_made_of_one_run_and_of_nothing_else(place: Path) -> None:
    seen = typed(place, "aar", RUN, "plan")
    assert seen.code == ExitCode.INVALID_INPUT
    assert "Behind aar name one run" in seen.err


def test_every_form_can_be_a_pdf(tmp_path: Path) -> None:
    seen = typed(tmp_path, "injects", str(TOWN), "-f", "pdf", "-o", "out")
    assert seen.code == ExitCode.PASSED, seen
    assert (tmp_path / "out" / "injects-quake-night.pdf").read_bytes()[:5] == b"%PDF-"
