"""A folder that is half made or damaged is told of in words, and keeps nobody from aborting."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.core.events import DrillStarted
from drills.journal.sqlite import SqliteJournal
from drills.runtime.inbox import NAME, Inbox
from tests.cli.conversation import bcp_drill
from tests.core.making import ask, brief


async def _begin(run: Path) -> None:
    with SqliteJournal.create(run) as journal:
        await journal.append([DrillStarted(0, brief(ask("a")))])


@pytest.mark.parametrize("command", ["report", "replay", "resume", "abort"])
def test_a_run_that_ended_before_it_began_says_so(tmp_path: Path, command: str) -> None:
    run = tmp_path / "runs" / "20260101-000000-x"
    run.mkdir(parents=True)
    SqliteJournal.create(run).close()
    for lang, words in (("ja", "始まる前に止まった"), ("en", "ended before it began")):
        seen = bcp_drill("--lang", lang, command, "last", cwd=tmp_path)
        assert seen.code == ExitCode.INVALID_INPUT, seen
        assert words in seen.err


def test_a_damaged_file_of_orders_keeps_nobody_from_aborting(tmp_path: Path) -> None:
    run = tmp_path / "runs" / "20260101-000000-x"
    run.mkdir(parents=True)
    asyncio.run(_begin(run))
    (run / NAME).write_bytes(b"no database" * 500)
    seen = bcp_drill("--lang", "en", "abort", "last", cwd=tmp_path)
    assert seen.code == ExitCode.ABORTED, seen
    assert "aborted" in seen.out.casefold()


def test_a_damaged_file_of_orders_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"junk" * 1_000)
    Inbox(tmp_path)
    assert (tmp_path / NAME).read_bytes().startswith(b"SQLite format 3")


def test_a_demo_in_a_folder_that_cannot_be_used_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder", encoding="utf-8")
    seen = bcp_drill("--lang", "en", "demo", "--folder", "taken", cwd=tmp_path)
    assert seen.code == ExitCode.INVALID_INPUT
    assert "cannot be used for a practice town" in seen.err
    assert "Traceback" not in seen.err
    assert "Exception" not in seen.err
