"""After a drill nothing of it is left running, and its record is its owner's alone."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.cli.main import main
from tests.proofs import live
from tests.proofs.kill import ANSWERS
from tests.proofs.live import until
from tests.proofs.stage import Stage


def test_a_drill_leaves_no_file_open_no_thread_and_no_session(
    place: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _open_files(), threading.enumerate()
    answers = place.answers(ANSWERS)
    words = ("run", place.scenario("kill"), "--mode", "operational", "--yes", "--runs", place.runs)
    code = main([str(each) for each in (*words, "--answers", answers)])
    assert code in (ExitCode.PASSED, ExitCode.TARGET_MISSED), capsys.readouterr().err
    assert (_open_files(), threading.enumerate()) == before
    until(lambda: place.sshd.sessions() == [])
    assert not place.busy()
    assert [_mode(each) for each in (place.runs, *_folders(live.newest(place)))] == [0o700] * 3


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _folders(run: Path) -> list[Path]:
    return [run, *(each for each in run.rglob("*") if each.is_dir())]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
