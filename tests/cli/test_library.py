"""The library of scenarios: what is in it, and how a town takes one."""

from __future__ import annotations

from pathlib import Path

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import bcp_drill


def test_the_library_is_listed_where_there_is_no_plan_at_all(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "scenarios", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    assert "comms-only  Communication drill  (walkthrough, tabletop)" in seen.out


def test_a_town_without_a_plan_gets_the_sample_plan_and_what_to_type(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "scenarios", "--copy", "comms-only", "town", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    first, *_ = seen.out.splitlines()
    assert first.strip() == "bcp-drill check town"
    checked = bcp_drill("--lang", "en", "check", "town", cwd=tmp_path)
    assert (checked.code, checked.err) == (ExitCode.PASSED, "")
    assert "scenarios: 1" in checked.out
    town = tmp_path / "town"
    for private in ("people/contacts.yaml", "answers/comms-only.yaml"):
        assert (town / private).stat().st_mode & 0o777 == 0o600
    assert "people/contacts.yaml" in (town / ".gitignore").read_text("utf-8")
    named = (town / "people/roles.yaml").read_text("utf-8").splitlines()[0].rpartition("=")[2]
    assert (town / "people" / named).exists()


def test_a_town_with_a_plan_gets_the_scenario_only(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 別の町\n", "utf-8")
    seen = bcp_drill("--lang", "en", "scenarios", "--copy", "first-hour", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    written = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*"))
    assert written == ["answers/first-hour.yaml", "plan.yaml", "scenarios/first-hour.yaml"]
    # What the town's own plan does not have is named, each with its line.
    checked = bcp_drill("--lang", "en", "check", cwd=tmp_path)
    assert checked.code == ExitCode.INVALID_INPUT
    assert "scenarios/first-hour.yaml:" in checked.err


def test_nothing_is_written_over(tmp_path: Path) -> None:
    words = ("--lang", "en", "scenarios", "--copy", "comms-only", "town")
    bcp_drill(*words, cwd=tmp_path)
    mine = tmp_path / "town" / "scenarios" / "comms-only.yaml"
    mine.write_text("mine\n", "utf-8")
    again = bcp_drill(*words, cwd=tmp_path)
    assert again.code == ExitCode.INVALID_INPUT
    assert "Nothing was copied" in again.err
    assert mine.read_text("utf-8") == "mine\n"


def test_a_name_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "scenarios", "--copy", "comms-onyl", "town", cwd=tmp_path)
    assert seen.code == ExitCode.INVALID_INPUT
    assert 'Did you mean "comms-only"?' in seen.err
    assert not (tmp_path / "town").exists()
