"""The page for auditors tells the truth: its own program, which uses nothing of ours, agrees."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from drills.core.events import DrillEnded, Paused
from drills.journal.file import APPLICATION_ID, FORMAT
from drills.journal.sqlite import SqliteJournal
from drills.journal.verify import verify
from tests.journal.test_verify import tampered

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "journal.md", DOCS / "journal.ja.md"]


def audited(page: Path, run: Path) -> subprocess.CompletedProcess[str]:
    program = re.search(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert program is not None
    return subprocess.run(
        [sys.executable, "-I", "-c", program[1], str(run / "journal.sqlite")],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
async def test_the_program_on_the_page_finds_the_same_head_and_the_same_edit(
    page: Path, tmp_path: Path
) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([Paused(1, "田中\n", "停電"), DrillEnded(2, "completed")])
    assert audited(page, tmp_path).stdout.split() == ["head", verify(tmp_path).head]
    tampered(tmp_path, lambda connection: connection.execute("UPDATE record SET boot = 'b'"))
    assert audited(page, tmp_path).stderr == "record 1 is not as it was recorded\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_names_the_marks_of_the_file(page: Path) -> None:
    text = page.read_text("utf-8")
    assert f"0x{APPLICATION_ID:X}" in text
    assert f"`user_version` {FORMAT}" in text or f"`user_version` は {FORMAT}" in text
