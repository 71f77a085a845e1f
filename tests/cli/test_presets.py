"""`bcp-drill presets`: what there is, where each value is from, and what a plan got."""

from __future__ import annotations

from pathlib import Path

from bcp.preset_files import shipped_names
from tests.cli.conversation import bcp_drill

PLAN = """
organisation: 見本町
systems: [{id: resident, preset: standard20, rpo: 4h}]
"""


def test_every_preset_has_its_line(tmp_path: Path) -> None:
    seen = bcp_drill("presets", "--lang", "ja", cwd=tmp_path)
    assert (seen.code, [line.split()[0] for line in seen.out.splitlines()]) == (
        0,
        [*shipped_names()],
    )


def test_each_value_is_told_with_its_source(tmp_path: Path) -> None:
    seen = bcp_drill("presets", "standard20", "--lang", "ja", cwd=tmp_path)
    assert "    rto: 12時間" in seen.out.splitlines()
    assert seen.out.count("出どころ: ") == 6


def test_a_plan_says_which_of_its_values_came_from_where(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    seen = bcp_drill("presets", "--plan", ".", "--lang", "ja", cwd=tmp_path)
    assert seen.out.splitlines()[0] == (
        "plan.yaml:3:16: resident rto: 12時間 ← standard20/rto"
        "（地方公共団体情報システム非機能要件の標準 第1.2版 A.1.3.2）"
    )
    assert len(seen.out.splitlines()) == 3
    assert "rpo" not in seen.out


def test_a_plan_without_presets_is_said_to_have_none(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 見本町\n", encoding="utf-8")
    seen = bcp_drill("presets", "--plan", ".", "--lang", "en", cwd=tmp_path)
    assert (seen.code, seen.out) == (0, "")
    assert "No value of this plan came from a preset." in seen.err


def test_a_name_that_is_no_preset_is_refused(tmp_path: Path) -> None:
    seen = bcp_drill("presets", "standard21", "--lang", "en", cwd=tmp_path)
    assert seen.code == 6
    assert "There is no preset 'standard21'. Did you mean \"standard20\"?" in seen.err
