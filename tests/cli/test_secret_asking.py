"""A secret that cannot be had keeps a drill from starting, in words, before anything is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.cli.main import main
from drills.errors import Refusal
from tui.shelf import FileShelf

PLAN = """
organisation: 見本町
people: {{lead: 情報係長}}
systems:
  - {{id: old-one, rto: 1h, probe: {{ssh: old, command: show}}}}
servers:
  - {{id: old, address: 127.0.0.1, port: 9, user: drill, password: {source},
     commands: {{show: show}}}}
"""
SCENARIO = """
scenario: look
title: {ja: 確認, en: A look}
modes: [tabletop, walkthrough]
time: {limit: 1s}
watch: [{system: old-one}]
steps: [{id: news, inject: 状況}]
"""


def town(folder: Path, source: str) -> Path:
    (folder / "plan.yaml").write_text(PLAN.format(source=source), encoding="utf-8")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "look.yaml").write_text(SCENARIO, encoding="utf-8")
    return folder


def run(folder: Path, *words: str) -> ExitCode:
    scenario = str(folder / "scenarios" / "look.yaml")
    return main(["--lang", "en", "run", scenario, "--runs", str(folder / "runs"), *words])


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{env: BCP_NOT_THERE}", "there is no environment variable BCP_NOT_THERE"),
        ("{file: not-there}", "not-there cannot be read"),
        ("{prompt: true}", "it is to be asked for on a terminal, which is not possible here"),
    ],
)
def test_a_drill_without_its_secret_is_not_started(
    source: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = town(tmp_path, source)
    assert run(folder, "--mode", "walkthrough", "--headless") == ExitCode.NOT_STARTED
    said = capsys.readouterr().err
    assert told in said
    assert "The drill was not started. Nothing was touched." in said
    assert not (folder / "runs").exists()


def test_a_tabletop_drill_needs_no_secret(tmp_path: Path) -> None:
    folder = town(tmp_path, "{env: BCP_NOT_THERE}")
    assert run(folder, "--mode", "tabletop", "--headless") != ExitCode.NOT_STARTED


def test_the_screen_says_where_a_secret_that_is_typed_can_be_asked_for(tmp_path: Path) -> None:
    folder = town(tmp_path, "{prompt: true}")
    shelf = FileShelf(folder / "plan.yaml", folder / "runs", "情報係長")
    with pytest.raises(Refusal) as caught:
        shelf.begin(shelf.prepare("look", "walkthrough"))
    assert caught.value.message.params["why"].code == "secrets.nobody_to_ask"
    assert not (folder / "runs").exists()
