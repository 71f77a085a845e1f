"""Each drill counts once, wherever and however often its record lies in the folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from drills.history.index import rows
from drills.history.rows import DrillRow
from drills.history.together import counted_once
from drills.journal.bundle_writing import Wanted, write_bundle
from tests.history.making import Held, hold


def test_a_copy_of_a_run_and_its_bundle_count_once(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    place = hold(runs, Held("2026-05-14"))[0]
    shutil.copytree(place, runs / "copy-of-it")
    write_bundle(place, runs / "it.zip", Wanted())
    found = sorted(each.standing for each in rows(runs))
    assert found == ["copy", "copy", "counted"]


def test_of_two_records_of_a_run_the_longer_counts() -> None:
    early = DrillRow("early", "open", run_id="a", records=3, began_us=1)
    whole = DrillRow("whole", "counted", run_id="a", records=9, began_us=1)
    found = {each.place: each.standing for each in counted_once([early, whole])}
    assert found == {"early": "copy", "whole": "counted"}


def test_what_was_merged_counts_in_the_merged_run_alone() -> None:
    one = DrillRow("one", "counted", run_id="a", began_us=1)
    other = DrillRow("other", "counted", run_id="b", began_us=2)
    both = DrillRow("both", "counted", run_id="m", began_us=1, parts=("a", "b"))
    again = DrillRow("again", "counted", run_id="n", began_us=2, parts=("a", "b"))
    found = {each.place: each.standing for each in counted_once([one, both, other, again])}
    assert found == {"one": "part", "other": "part", "both": "copy", "again": "counted"}
