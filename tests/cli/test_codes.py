"""Codes are made before a drill, handed out, used by it, and told apart from those of another."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import pytest

from bcp.message import LANGUAGES
from drills.cli.exit_codes import ExitCode
from drills.core.personal_codes import typed_code
from drills.journal.lock import RunLock
from drills.report.code_sheet import Slip, sheet, table
from tests.cli.conversation import bcp_drill

PLAN = """\
organisation: 見本町
staff: people/staff.csv
checkin: {listen: "127.0.0.1:8443", public: "https://checkin.town.example"}
"""
SCENARIO = """\
scenario: 点呼
title: <b>在宅勤務</b>の点呼
steps:
  - id: here
    checkin: "@staff"
    within: 1s
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "people").mkdir()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "people/staff.csv").write_text(
        "職員番号,所属\nK-1,税務課\nK-2,<課>\n=3,総務課\n", "utf-8"
    )
    (tmp_path / "scenarios/here.yaml").write_text(SCENARIO, "utf-8")
    return tmp_path


def codes(file: Path) -> dict[str, str]:
    rows = csv.reader(io.StringIO(file.read_text("utf-8-sig")))
    return {row[0]: row[2] for row in list(rows)[1:]}


def test_the_next_drill_uses_the_codes_that_were_handed_out_and_uses_them_up(town: Path) -> None:
    made = bcp_drill("codes", "here", "-o", "sheets", cwd=town)
    assert made.code == ExitCode.PASSED
    handed_out = codes(town / "sheets/codes.csv")
    assert list(handed_out) == ["K-1", "K-2", "'=3"]
    assert all(typed_code(each) for each in handed_out.values())
    for file in ("sheets/codes.csv", "sheets/codes.html", "runs/点呼.people.key"):
        assert stat.S_IMODE((town / file).stat().st_mode) == 0o600
    bcp_drill("run", "here", "--headless", "--mode", "tabletop", cwd=town)
    assert not (town / "runs/点呼.people.key").exists()
    bcp_drill("codes", "last", "-o", "last.csv", cwd=town)
    assert codes(town / "last.csv") == handed_out
    bcp_drill("codes", "here", "-o", "next.csv", cwd=town)
    assert not set(codes(town / "next.csv").values()) & set(handed_out.values())


def test_codes_that_were_made_twice_before_a_drill_stay_the_same(town: Path) -> None:
    bcp_drill("codes", "here", "-o", "one.csv", cwd=town)
    bcp_drill("codes", "here", "-o", "two.csv", cwd=town)
    assert codes(town / "one.csv") == codes(town / "two.csv")
    again = bcp_drill("codes", "here", "-o", "one.csv", cwd=town)
    assert again.code == ExitCode.INVALID_INPUT
    assert "one.csv" in again.err


def test_the_sheet_needs_nothing_from_elsewhere_and_escapes_what_is_written(town: Path) -> None:
    bcp_drill("codes", "here", "-o", "sheet.html", cwd=town)
    page = (town / "sheet.html").read_text("utf-8")
    # One for everybody on the cover, and one for each.
    assert page.count("<svg") == 4
    assert page.count("https://checkin.town.example/c/") == 3
    assert "&lt;課&gt;" in page
    assert "<b>" not in page
    assert "src=" not in page


def test_while_a_drill_goes_on_it_is_said_that_the_codes_are_for_the_next(town: Path) -> None:
    bcp_drill("run", "here", "--headless", "--mode", "tabletop", cwd=town)
    (run,) = (each for each in (town / "runs").iterdir() if each.is_dir())
    assert run.name not in bcp_drill("codes", "here", "-o", "over.csv", cwd=town).err
    going_on = RunLock(run)
    try:
        assert f"bcp-drill codes {run.name}" in bcp_drill("codes", "here", "-o", "b", cwd=town).err
    finally:
        going_on.release()


def test_a_scenario_without_a_check_in_needs_no_codes(town: Path) -> None:
    plain = "scenario: plain\ntitle: x\nsteps: [{id: a, ask: x, within: 1s}]\n"
    (town / "scenarios/plain.yaml").write_text(plain, "utf-8")
    said = bcp_drill("codes", "plain", cwd=town)
    assert said.code == ExitCode.INVALID_INPUT
    assert "plain" in said.err
    bcp_drill("run", "plain", "--headless", "--mode", "tabletop", cwd=town)
    assert bcp_drill("codes", "last", cwd=town).code == ExitCode.INVALID_INPUT


def test_where_there_is_no_page_the_slips_have_codes_alone() -> None:
    slips = (Slip("K-1", "税務課", "7K2M-9QXD-4"),)
    for lang in LANGUAGES:
        page = sheet(slips, "訓練", "", lang)
        assert "<svg" not in page
        assert "7K2M-9QXD-4" in page
        assert "K-1" in table(slips, lang)
