"""The service as a real process, its drills as others: stopped, killed and found again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from bcp.message import Message
from drills.journal.lock import is_held
from drills.schedule import events as e
from drills.schedule.record import ScheduleRecord, verify
from tests.house.source import ROOT
from tests.schedule.world import events, planned, standing

DRILLS = """
  - {id: autumn, scenario: look, starts: {date: "2037-09-01", at: "10:00"},
     unattended: walkthrough, missed: ask}
"""
KEY, RUN = "autumn@2026-09-01T01:00Z", "20260901-100000-autumn"
DUE = 1_788_224_400_000_000  # 2026-09-01 10:00 in Tokyo
WITHIN_S = 120.0


def until(holds: Callable[[], object]) -> None:
    """Wait until something is so."""
    over = time.monotonic() + WITHIN_S
    while not holds():
        assert time.monotonic() < over
        time.sleep(0.05)


def told_to_run(tmp_path: Path, seconds: int) -> tuple[Path, Path]:
    """A plan, and runs in which a person has said that a missed drill is to run after all."""
    plan, runs = planned(tmp_path / "plan", DRILLS), tmp_path / "runs"
    scenario = plan / "scenarios" / "look.yaml"
    text = scenario.read_text("utf-8").replace("at: T+0m", f"at: T+{seconds}s")
    scenario.write_text(text, "utf-8")
    record = ScheduleRecord(runs)
    record.append(e.DrillAsked(DUE, KEY, "autumn", DUE, Message("schedule.too_late", {"late": 1})))
    record.append(e.AskAnswered(DUE, KEY, "佐藤", "run", DUE))
    record.close()
    return plan, runs


@contextmanager
def service(plan: Path, runs: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A service that has told its supervisor that it is ready."""
    path = runs.parent / f"notify{time.monotonic_ns()}"
    words = [sys.executable, "-m", "tui", "schedule", "run", "--plan", str(plan)]
    words += ["--runs", str(runs), "--lang", "en"]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(path))
        heard.settimeout(WITHIN_S)
        environment = {**os.environ, "NOTIFY_SOCKET": str(path), "AWS_SECRET": "not the drill's"}
        ours = subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.PIPE)
        try:
            assert heard.recv(100) == b"READY=1"
            yield ours
        finally:
            with suppress(ProcessLookupError):
                ours.kill()
            ours.communicate()


def test_a_drill_outlives_its_service_and_the_next_one_records_its_end(tmp_path: Path) -> None:
    plan, runs = told_to_run(tmp_path, seconds=5)
    with service(plan, runs) as first:
        until(partial(is_held, runs / RUN))
        pid = standing(runs).dues[KEY].pid
        known = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"AWS_SECRET" not in known
        first.kill()
        first.wait()
    assert is_held(runs / RUN)
    with service(plan, runs) as second:
        # On a slow machine it may have ended before; nobody starts it again in any case.
        until(lambda: not is_held(runs / RUN))
        second.send_signal(signal.SIGTERM)
        assert second.wait(WITHIN_S) == 0
    with service(plan, runs) as third:
        ended = standing(runs).dues[KEY]
        assert (ended.state, ended.overall, ended.exit_code) == ("ended", "step_failed", None)
        third.send_signal(signal.SIGTERM)
        assert third.wait(WITHIN_S) == 0
    assert sum(isinstance(each, e.DrillBegan) for each in events(runs)) == 1
    assert verify(runs).what is None
    assert len(standing(runs).services) == 1  # the one that was killed


def test_a_service_that_is_stopped_waits_for_its_drills_unless_told_twice(tmp_path: Path) -> None:
    for twice, seconds, wanted in ((False, 2, "ended"), (True, 60, "running")):
        plan, runs = told_to_run(tmp_path / str(twice), seconds)
        with service(plan, runs) as ours:
            until(partial(is_held, runs / RUN))
            ours.send_signal(signal.SIGTERM)
            assert ours.stderr is not None
            # It says that it waits before it hears the second word.
            assert any(b"Waiting for the drills" in line for line in ours.stderr)
            if twice:
                ours.send_signal(signal.SIGTERM)
            assert ours.wait(WITHIN_S) == 0
        due = standing(runs).dues[KEY]
        assert due.state == wanted
        last = events(runs)[-1]
        assert isinstance(last, e.ServiceEnded)
        assert last.why == ("at_once" if twice else "stopped")
        if twice:
            assert is_held(runs / RUN)
            os.killpg(due.pid or 0, signal.SIGKILL)
        else:
            assert due.exit_code == 2
