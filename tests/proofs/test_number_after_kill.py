"""A wrong number that was put right is in the plan's file also after the program was killed."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drills.cli.exit_codes import ExitCode
from drills.core.call_events import NumberCorrected, NumberWritten
from drills.core.events import Event
from drills.journal.folder import Runs
from drills.journal.sqlite import read
from tests.proofs.stage import environment, said, typed

# So many that the file takes longer to be written anew than a kill takes to come.
PEOPLE = 150
OLD, NEW = "000-1000-0007", "000-1000-9907"
ATTEMPTS, PATIENCE_S = 6, 120.0
PLAN = "organisation: 見本町\nroles:\n  - {id: liaison, name: 連絡班}\n"
SCENARIO = """\
scenario: comms
title: 連絡・通信訓練
steps:
  - id: staff
    contact: {who: "@staff", percent: 1}
    by: liaison
    at: T+0s
"""
CALLS = f"""\
calls:
  - {{step: staff, person: s7, result: wrong_number, by: 花子, after: 1ms, correct: "{NEW}"}}
"""


def contacts() -> str:
    people = (
        f"- id: s{n}   # 職員{n}\n  methods: [{{kind: 電話, value: '000-1000-{n:04}'}}]\n"
        for n in range(1, PEOPLE + 1)
    )
    return "# 連絡先（取扱注意）\n" + "".join(people)


def written_plan(folder: Path) -> Path:
    (folder / "people").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    (folder / "scenarios" / "comms.yaml").write_text(SCENARIO, "utf-8")
    (folder / "answers.yaml").write_text(CALLS, "utf-8")
    file = folder / "people" / "contacts.yaml"
    file.write_text(contacts(), "utf-8")
    file.chmod(0o600)
    return file


@contextmanager
def running(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / f"told-{words[0]}").open("wb") as told:
        process = subprocess.Popen(
            typed(*words, "--headless", "--runs", folder / "runs"),
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def events(folder: Path) -> list[Event]:
    return [record.event() for record in read(Runs(folder / "runs").find("last"))]


def until_told(folder: Path, command: str, words: str) -> None:
    """Wait for a line of progress, which comes once its event is durable."""
    deadline, told = time.monotonic() + PATIENCE_S, folder / f"told-{command}"
    while words not in " ".join(told.read_text("utf-8", "replace").split()):
        assert time.monotonic() < deadline, told.read_text("utf-8", "replace")
        time.sleep(0.002)


def killed_before_it_was_written(folder: Path) -> bool:
    """Kill it as soon as the correction is durable; False where the write was quicker."""
    words = ("run", "comms", "--mode", "tabletop", "--answers", "answers.yaml")
    with running(folder, *words) as process:
        until_told(folder, "run", "was corrected")
        process.kill()
    return not any(isinstance(each, NumberWritten) for each in events(folder))


def test_a_kill_between_record_and_file_loses_no_right_number(tmp_path: Path) -> None:
    places = (tmp_path / f"attempt-{n}" for n in range(ATTEMPTS))
    attempts = ((place, written_plan(place)) for place in places)
    folder, file = next(each for each in attempts if killed_before_it_was_written(each[0]))
    with running(folder, "resume", "last") as process:
        until_told(folder, "resume", "contacts now have")
        runs = ("--runs", folder / "runs")
        assert said("order", "last", "answer", "staff", "done", *runs, cwd=folder).returncode == 0
        # Nobody was reached, so the step fails; the number is right all the same.
        assert process.wait(PATIENCE_S) == ExitCode.STEP_FAILED
    told = events(folder)
    (corrected,) = [each for each in told if isinstance(each, NumberCorrected)]
    assert (corrected.person, corrected.old, corrected.new) == ("s7", OLD, NEW)
    assert [each.why for each in told if isinstance(each, NumberWritten)] == [None]
    assert file.read_text("utf-8") == contacts().replace(OLD, NEW)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["contacts.yaml"]
    assert said("verify", "last", *runs, cwd=folder).returncode == 0
