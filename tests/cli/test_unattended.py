"""A drill that nobody attends, typed as a service types it: it asks nothing and it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from tests.cli.conversation import bcp_drill

PLAN = """
organisation: 見本町
roles: [{id: lead, name: 責任者}]
systems: [{id: db, probe: {tcp: "127.0.0.1:1"}}]
servers:
  - id: rst1
    address: 127.0.0.1
    port: 1
    user: drill
    known_hosts: hosts
    commands: {restore: {allowed_until: "2099-01-01"}, wipe: {allowed_until: "2099-01-01"}}
"""
HEAD = "scenario: alone\ntitle: 見る人のいない訓練\n"
ASKS = HEAD + "modes: [walkthrough]\nsteps: [{id: look, ask: 見ましたか}, {id: then, inject: 次}]\n"
ACTS = HEAD + (
    "modes: [operational]\nsafety: {approvals: [{step: restore, by: [lead]}]}\n"
    "steps: [{id: restore, run: {server: rst1, command: restore},\n"
    "         undo: {server: rst1, command: wipe}}]\n"
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "hosts").write_text("", "utf-8")
    return tmp_path


def _run(plan: Path, scenario: str, *words: str) -> tuple[int, str]:
    (plan / "scenarios/alone.yaml").write_text(scenario, "utf-8")
    line = ("run", "alone", "--unattended", "--plan", ".", "--runs", "runs", *words)
    # What would be read from the terminal is there, and is not taken.
    seen = bcp_drill("--lang", "en", *line, cwd=plan, given="y\ny\n")
    return seen.code, " ".join((seen.out + seen.err).split())


def test_it_ends_at_once_and_says_that_nobody_was_there(plan: Path) -> None:
    code, said = _run(plan, ASKS)
    assert code == ExitCode.STEP_FAILED
    assert "Nobody was there to answer" in said
    assert "bcp-drill order" not in said.split("Nobody was there")[1]


def test_a_file_of_answers_answers_for_the_people(plan: Path) -> None:
    answers = plan / "answers.yaml"
    answers.write_text("answers: [{step: look, answer: done, by: 花子}]\n", "utf-8")
    assert _run(plan, ASKS, "--answers", str(answers))[0] == ExitCode.PASSED


def test_nothing_is_acted_on_without_a_yes_and_without_approval_nothing_is_done(
    plan: Path,
) -> None:
    code, said = _run(plan, ACTS, "--mode", "operational")
    assert (code, "--yes" in said) == (ExitCode.NOT_STARTED, True)
    assert not (plan / "runs").exists()
    code, said = _run(plan, ACTS, "--mode", "operational", "--yes")
    assert (code, "Nobody was there to answer" in said) == (ExitCode.STEP_FAILED, True)


def test_a_secret_that_would_have_to_be_typed_keeps_it_from_being_started(plan: Path) -> None:
    text = PLAN.replace("known_hosts: hosts", "known_hosts: hosts\n    password: {prompt: true}")
    (plan / "plan.yaml").write_text(text, "utf-8")
    code, said = _run(plan, ACTS, "--mode", "operational", "--yes")
    assert code == ExitCode.NOT_STARTED
    assert "The drill was not started" in said
