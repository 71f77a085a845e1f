"""The lever that forbids every drill: who, when and why; and a damaged one does not let go."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bcp.message import render
from drills.errors import JournalBroken, NotStarted
from drills.journal.lever import NAME, Lever, Pulled, refuse_while_on

WHO = ("総務課長", "台風が近づいています", "2026-11-21 10:00")


def test_a_pulled_lever_says_who_when_and_why_and_a_released_one_nothing(tmp_path: Path) -> None:
    lever = Lever(tmp_path / "runs")
    assert lever.state() is None
    assert lever.release() is None
    assert lever.pull(*WHO) == lever.state() == Pulled(*WHO)
    assert render(Pulled(*WHO).said(), "ja") == (
        "訓練停止中です（2026-11-21 10:00、総務課長さん: 台風が近づいています）。"
    )
    assert lever.release() == Pulled(*WHO)
    assert lever.state() is None


def test_the_last_to_pull_it_counts_whoever_did_before_is_kept_and_nothing_else_is_left(
    tmp_path: Path,
) -> None:
    lever = Lever(tmp_path)
    lever.pull(*WHO)
    mayor = ("町長", "実災害", "2026-11-21 11:00")
    lever.pull(*mayor)
    assert lever.state() == Pulled(*mayor, before=(Pulled(*WHO),))
    lever.pull(*WHO)
    state = lever.state()
    assert state == Pulled(*WHO, before=(Pulled(*WHO), Pulled(*mayor)))
    assert render(state.said(), "ja") == (
        "訓練停止中です（2026-11-21 10:00、総務課長さん: 台風が近づいています）。前の訓練停止: "
        "2026-11-21 10:00、総務課長さん: 台風が近づいています、"
        "2026-11-21 11:00、町長さん: 実災害。"
    )
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"on"',
        b'{"by": "x"}',
        b'{"by": 1, "reason": 2, "at": 3}',
        b"\xff",
        b'{"by": "x", "reason": "y", "at": "z", "before": [1]}',
        b'{"by": "x", "reason": "y", "at": "z", "before": 1}',
    ],
)
def test_a_damaged_lever_counts_as_on_and_says_so(tmp_path: Path, written: bytes) -> None:
    (tmp_path / NAME).write_bytes(written)
    state = Lever(tmp_path).state()
    assert state is not None
    assert NAME in render(state.said(), "ja")
    with pytest.raises(NotStarted) as refused:
        refuse_while_on(tmp_path)
    assert "cannot be read" in str(refused.value)


def test_what_cannot_be_opened_as_a_file_counts_as_on_too(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert Lever(tmp_path).state() is not None
    with pytest.raises(JournalBroken):
        Lever(tmp_path).release()


def test_while_it_is_off_nothing_is_refused(tmp_path: Path) -> None:
    refuse_while_on(tmp_path)
    Lever(tmp_path).pull(*WHO)
    with pytest.raises(NotStarted):
        refuse_while_on(tmp_path)


def test_only_its_owner_may_change_it(tmp_path: Path) -> None:
    Lever(tmp_path / "runs").pull(*WHO)
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "runs" / NAME).stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file", encoding="utf-8")
    with pytest.raises(JournalBroken):
        Lever(tmp_path / "runs").pull(*WHO)


NO_FILES_LEFT = """
import os, resource, sys
from pathlib import Path
from drills.journal.lever import Lever

lever = Lever(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
try:
    while True:
        os.dup(0)
except OSError:
    print(lever.state() is not None)
"""


@pytest.mark.parametrize("is_on", [False, True])
def test_a_process_without_a_file_to_open_still_knows_whether_it_is_pulled(
    tmp_path: Path, *, is_on: bool
) -> None:
    if is_on:
        Lever(tmp_path).pull(*WHO)
    words = [sys.executable, "-c", NO_FILES_LEFT, str(tmp_path)]
    child = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    assert child.stdout.strip() == str(is_on)
