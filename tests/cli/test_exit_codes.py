"""Whatever a drill comes to has its exit code, and the table that people read has every one."""

from __future__ import annotations

from pathlib import Path

from drills.cli.exit_codes import ExitCode
from drills.cli.running import CODES
from drills.core.overall import Overall

TABLE = Path(__file__).parents[2] / "docs" / "exit-codes.md"


def test_every_word_for_a_drill_has_an_exit_code_and_only_a_pass_has_zero() -> None:
    assert set(CODES) == set(Overall)
    assert [word for word, code in CODES.items() if code is ExitCode.PASSED] == [Overall.PASSED]


def test_the_documented_table_has_every_exit_code_by_its_name() -> None:
    text = TABLE.read_text(encoding="utf-8")
    for code in ExitCode:
        name = code.name.lower().replace("_", " ")
        assert f"| {int(code)} | {name} |" in text
