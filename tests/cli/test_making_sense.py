"""`bcp-drill check` shows what makes no sense apart from mistakes, and the plan stays good."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import bcp_drill

HEADING = "What makes no sense (no mistakes):"
SYSTEMS = ", ".join(f'{{id: s{n}, lease_end: "2020-01-{n + 1:02}"}}' for n in range(20))


@pytest.fixture
def town(tmp_path: Path) -> Path:
    text = f"organisation: 見本町\nsystems: [{SYSTEMS}]\n"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_few_points_are_shown_and_the_rest_are_counted(town: Path) -> None:
    seen = bcp_drill("--lang", "en", "check", cwd=town)
    assert seen.code == ExitCode.PASSED
    assert HEADING in seen.out
    assert seen.out.count("lease ended on") == 5
    assert "the same is so in 15 more places. bcp-drill check --all shows all of them." in seen.out


def test_all_of_them_are_shown_where_all_are_asked_for(town: Path) -> None:
    seen = bcp_drill("--lang", "en", "check", "--all", cwd=town)
    assert seen.out.count("lease ended on") == 20


def test_a_plan_in_which_everything_fits_has_no_such_heading(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 見本町\n", encoding="utf-8")
    assert HEADING not in bcp_drill("--lang", "en", "check", cwd=tmp_path).out


def test_of_a_scenario_with_mistakes_nothing_is_concluded(tmp_path: Path) -> None:
    plan = (
        "organisation: 見本町\nvendors: [{id: v}]\nsystems: [{id: a, importance: critical, "
        "owner_section: 課, vendor: v, backup: テープ}]\n"
    )
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "one.yaml").write_text("scenario: one\n", encoding="utf-8")
    seen = bcp_drill("--lang", "en", "check", cwd=tmp_path)
    assert (seen.code, HEADING in seen.out) == (ExitCode.INVALID_INPUT, False)
