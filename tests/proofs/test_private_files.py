"""What a drill writes is its owner's alone, however open the user's mask is."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.cli.main import main
from tests.proofs import live
from tests.proofs.kill import ANSWERS
from tests.proofs.stage import Stage


@pytest.fixture
def open_mask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_mask")
def test_every_file_of_a_run_is_its_owners_alone(
    place: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    modes: dict[str, int] = {}
    at = ("--runs", place.runs)

    def looked() -> None:
        for path in (place.runs, *place.runs.rglob("*")):
            name = path.name if path.is_relative_to(place.runs) else str(path)
            modes[name] = stat.S_IMODE(path.stat().st_mode)

    words = ("run", place.scenario("kill"), "--mode", "operational", "--yes", *at)
    code = typed(*words, "--answers", place.answers(ANSWERS))
    assert code in (ExitCode.PASSED, ExitCode.TARGET_MISSED), capsys.readouterr().err
    run = live.newest(place)
    for form in ("text", "html", "json"):
        typed("report", "last", "--form", form, "-o", run / f"report.{form}", *at)
    looked()
    folders = {"runs", run.name, "evidence"}
    assert {"journal.sqlite", "lock.sqlite", "orders.sqlite", "watch-1.jsonl"} < set(modes)
    assert {"report.text", "report.html", "report.json"} < set(modes)
    assert modes == {name: 0o700 if name in folders else 0o600 for name in modes}


def typed(*words: str | Path) -> ExitCode:
    return main([str(each) for each in words])
