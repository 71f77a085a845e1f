"""bcp-drill history and trend, and a report beside its past, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bcp.durations import MINUTE
from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import bcp_drill
from tests.history.making import Held, days, hold

PLAN = """\
organisation: 見本町
systems:
  - {id: mail, name: 電子メール, importance: critical}
  - {id: tax, name: 税, importance: important}
  - {id: wiki, name: 掲示板}
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    drills = (Held(day, back=(("mail", (50 - n) * MINUTE),)) for n, day in enumerate(days(2025, 7)))
    hold(folder / "runs", *drills)
    hold(folder / "runs", Held("2026-05-14", back=(("mail", 41 * MINUTE),)))
    return folder


def test_history_names_the_plans_systems_that_were_never_drilled(town: Path) -> None:
    seen = bcp_drill("history", "--year", "令和8年度", cwd=town)
    assert seen.code == ExitCode.PASSED, seen
    assert "実施 1回" in seen.out
    assert "令和7年度" not in seen.out
    tax = next(line for line in seen.out.splitlines() if line.startswith("税"))
    assert "未実施" in tax
    assert "掲示板" not in seen.out


def test_a_trend_is_drawn_and_its_form_follows_the_files_name(town: Path) -> None:
    seen = bcp_drill("--lang", "en", "trend", "mail", cwd=town)
    assert seen.code == ExitCode.PASSED, seen
    assert "Trend: shorter." in seen.out
    assert bcp_drill("trend", "-o", "trend.html", cwd=town).code == ExitCode.PASSED
    assert (town / "trend.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert bcp_drill("history", "-o", "history.csv", cwd=town).code == ExitCode.PASSED
    assert (town / "history.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    told = json.loads(bcp_drill("trend", "-f", "json", cwd=town).out)
    assert [each["id"] for each in told["series"]] == ["mail"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("trend", "mial"), 'did you mean "mail"'),
        (("trend", "--scenario", "mail-dwn"), 'did you mean "mail-down"'),
        (("history", "--year", "last"), "is no fiscal year"),
    ],
)
def test_what_nobody_knows_is_refused_with_what_was_meant(
    town: Path, words: tuple[str, ...], said: str
) -> None:
    seen = bcp_drill("--lang", "en", *words, cwd=town)
    assert seen.code == ExitCode.INVALID_INPUT
    assert said in seen.err.casefold()


def test_where_there_are_no_drills_it_says_how_to_hold_one(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "history", cwd=tmp_path)
    assert (seen.code, "bcp-drill run" in seen.out) == (ExitCode.PASSED, True)
    assert not (tmp_path / "runs").exists()


def test_only_with_past_does_a_report_tell_of_other_drills(town: Path) -> None:
    alone = bcp_drill("report", "last", cwd=town)
    beside = bcp_drill("report", "last", "--past", cwd=town)
    assert "前回との比較" not in alone.out
    assert "前回との比較" in beside.out
    assert "20251014-100000-mail-down" in beside.out
    assert "20251014-100000-mail-down" not in alone.out


@pytest.mark.parametrize("asked", ["history", "trend"])
def test_a_folder_of_records_that_is_not_there_is_named(town: Path, asked: str) -> None:
    seen = bcp_drill(asked, "--runs", "rnus", cwd=town)
    assert seen.code == ExitCode.PASSED, seen
    assert "「rnus」" in seen.err
