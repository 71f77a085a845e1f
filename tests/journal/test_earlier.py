"""Records that earlier programs wrote, kept as they were, are read to the last page.

Each was made by the program as it stood at the time (UTC) in its name: one question at the table.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from bcp.message import LANGUAGES
from drills.cli.exit_codes import ExitCode
from drills.cli.reporting import report_in
from drills.journal.verify import verify
from drills.writers import names, writer
from tests.cli.conversation import bcp_drill
from tests.house.source import ROOT

KEPT = sorted((ROOT / "tests" / "journal" / "earlier").glob("*.zip"))


@pytest.fixture(params=KEPT, ids=lambda kept: kept.stem)
def runs(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder of runs with one of them."""
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path / "runs")
    return tmp_path / "runs"


def _sums(runs: Path) -> dict[str, str]:
    files = [each for each in runs.glob("2*/*.sqlite") if each.name == "journal.sqlite"]
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def test_an_earlier_record_is_verified_reported_and_listed_and_stays_as_it_was(runs: Path) -> None:
    before = _sums(runs)
    (run,) = runs.glob("2*")
    assert verify(run).what is None
    report = report_in(run)
    for form in set(names()) - {"pdf"}:
        for lang in LANGUAGES:
            assert writer(form).written(report, lang)
    told = json.loads(writer("json").written(report, "en"))
    assert [each["ending"] for each in told["steps"] if each["id"] == "declare"] == ["done"]
    for words in (["verify", "last"], ["report", "last"], ["replay", "last"], ["history"]):
        assert bcp_drill(*words, "--runs", str(runs), cwd=runs).code == ExitCode.PASSED
    assert _sums(runs) == before
