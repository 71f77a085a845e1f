"""A terminal that is lost without a hang-up aborts the drill in good order, too."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from drills.core import events as e
from drills.journal.sqlite import read
from tests.tui.test_seam import PLAN, SCENARIO

PATIENCE_S = 120.0


def test_a_terminal_that_is_gone_leaves_no_drill_and_no_process_behind(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "quake.yaml").write_text(SCENARIO, encoding="utf-8")
    ours, theirs = pty.openpty()
    # Not the leader of this terminal: as behind `su`, no signal comes when it is gone.
    drill = subprocess.Popen(
        [sys.executable, "-m", "tui", "--lang", "en", "run", "quake"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    os.close(theirs)
    _seen(ours, b"[first]")
    os.close(ours)
    assert drill.wait(PATIENCE_S) == 4
    (run,) = (tmp_path / "runs").iterdir()
    *_, closing, last = (
        event
        for record in read(run)
        if isinstance(event := record.event(), e.ClosingBegan | e.DrillEnded)
    )
    assert isinstance(closing, e.ClosingBegan)
    assert closing.by == "SIGHUP"
    assert last == e.DrillEnded(last.at, "aborted")


def _seen(terminal: int, sign: bytes) -> None:
    until, seen = time.monotonic() + PATIENCE_S, b""
    while sign not in seen:
        assert time.monotonic() < until, seen[-2000:]
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 65_536)
