"""What came from a file of answers is told as simulated."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.durations import MINUTE
from bcp.message import render
from drills.core.audit_events import Terminal
from drills.items.shown import all_shown
from drills.journal.sqlite import read
from drills.report.assembled import report_of
from drills.report.target_rows import NOTE_PREPARED, target_rows
from tests.history.making import Held, hold


@pytest.mark.parametrize(
    ("way", "expected"),
    [("answers first-hour.yaml", True), ("screen", False), ("order", False), ("", False)],
)
def test_only_a_file_of_answers_is_nobody(way: str, expected: bool) -> None:
    assert Terminal(way=way).is_a_file is expected


@pytest.mark.parametrize("way", ["answers answers.yaml", "screen"])
def test_a_target_that_a_file_answered_says_so_beside_its_figure_and_proves_nothing(
    tmp_path: Path, way: str
) -> None:
    (folder,) = hold(tmp_path, Held("2026-06-10", goal=MINUTE, way=way))
    report = report_of(read(folder))
    notes = {row.key[0]: row.notes for row in target_rows(report, "en")}
    said = render(NOTE_PREPARED(), "en")
    is_file = way != "screen"
    assert (said in notes["step"], said in notes["rto"]) == (is_file, False)
    shown = {
        each.about.target: each.is_real
        for each in all_shown(report)
        if each.about.system != "files"
    }
    assert (shown["time"], shown["rto"]) == (not is_file, True)
