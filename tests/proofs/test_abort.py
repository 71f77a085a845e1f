"""However a drill is stopped: nothing begins any more, and what was done is taken back."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from drills.cli.exit_codes import ExitCode
from drills.core.events import (
    ActionInDoubt,
    ClosingBegan,
    DrillResumed,
    DrillStarted,
    StepDue,
    StepEnded,
    UndoImpossible,
)
from drills.journal import file
from drills.journal.sqlite import read
from drills.runtime.runner import GRACE_S
from drills.runtime.ssh import ENDING_S
from tests.cli.conversation import from_the_start
from tests.proofs import live
from tests.proofs.live import Live, until
from tests.proofs.stage import Stage, said

APPROVED = """
approvals:
  - {step: first, role: lead, by: 情報係長}
  - {step: second, role: lead, by: 情報係長}
  - {step: third, role: lead, by: 情報係長}
"""
SECOND_NS = 1_000_000_000


def test_ctrl_c_takes_everything_back_in_reverse_order(place: Stage) -> None:
    drill = _in_the_middle(place)
    ordered = time.monotonic_ns()
    drill.process.send_signal(signal.SIGINT)
    assert drill.ends() == ExitCode.ABORTED
    _nothing_began_after(place, ordered)
    _was_cut_off(place)
    _was_taken_back(place, drill.told())
    assert drill.left_behind() == ""


def test_the_signals_of_a_session_that_ends_are_one_wish_not_two(place: Stage) -> None:
    drill = _in_the_middle(place)
    ordered = time.monotonic_ns()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGTERM):
        drill.process.send_signal(number)
    assert drill.ends() == ExitCode.ABORTED
    _nothing_began_after(place, ordered)
    _was_taken_back(place, drill.told())
    (closing,) = live.events_of(place, ClosingBegan)
    assert closing.by in ("SIGTERM", "SIGHUP")


def test_another_terminal_can_abort_a_running_drill(place: Stage) -> None:
    drill = _in_the_middle(place)
    words = ("--lang", "en", "abort", "last", "--reason", "台風", "--runs", str(place.runs))
    done = from_the_start(*words, cwd=place.folder)
    acknowledged = time.monotonic_ns()
    assert done.code == ExitCode.ABORTED, done.err
    assert drill.ends() == ExitCode.ABORTED
    _nothing_began_after(place, acknowledged)
    _was_cut_off(place)
    _was_taken_back(place, drill.told())
    assert "台風" in drill.told()


def test_a_drill_whose_program_died_can_still_be_aborted(place: Stage) -> None:
    drill = _in_the_middle(place)
    drill.process.kill()
    drill.process.wait()
    begun = live.events_of(place, StepDue)
    done = said("abort", "last", "--runs", place.runs, cwd=place.folder)
    assert done.returncode == ExitCode.ABORTED, done.stderr
    assert live.events_of(place, StepDue) == begun
    _was_taken_back(place, done.stderr)
    (resumed,) = live.events_of(place, DrillResumed)
    assert resumed.gap > 0


def test_a_second_ctrl_c_leaves_at_once_and_the_drill_can_be_taken_up(place: Stage) -> None:
    drill = _in_the_middle(place)
    drill.process.send_signal(signal.SIGINT)
    until(lambda: drill.told_of("Ctrl-C again"))
    drill.process.send_signal(signal.SIGINT)
    assert drill.ends() == ExitCode.ABORTED
    assert "bcp-drill resume" in drill.told()
    assert "Traceback" not in drill.told()
    assert "not closed" in live.verified(place)
    assert not any(each.startswith("begin undo") for each in place.deeds())
    done = said("resume", "last", "--runs", place.runs, cwd=place.folder)
    assert done.returncode == ExitCode.ABORTED, done.stderr
    _was_taken_back(place, done.stderr)


def test_a_second_ctrl_c_waits_until_the_first_is_on_the_disk(place: Stage) -> None:
    drill = _in_the_middle(place)
    with _disk_busy(live.newest(place)):
        drill.process.send_signal(signal.SIGINT)
        until(lambda: drill.told_of("Ctrl-C again"))
        drill.process.send_signal(signal.SIGINT)
        assert drill.process.poll() is None
    assert drill.ends() == ExitCode.ABORTED
    assert live.events_of(place, ClosingBegan)


def test_a_third_ctrl_c_waits_for_nothing(place: Stage) -> None:
    drill = _in_the_middle(place)
    with _disk_busy(live.newest(place)):
        drill.process.send_signal(signal.SIGINT)
        until(lambda: drill.told_of("Ctrl-C again"))
        # Two of the same kind that come at once are one to the system.
        while drill.process.poll() is None:
            drill.process.send_signal(signal.SIGINT)
    assert drill.ends() == ExitCode.ABORTED
    assert not live.events_of(place, ClosingBegan)


def test_ctrl_c_before_the_drill_has_begun_ends_it_with_a_whole_record(place: Stage) -> None:
    # Frozen, so that the first look, which comes before the beginning, has to wait for its answer.
    os.killpg(place.nginx.pid, signal.SIGSTOP)
    drill = Live(place, "run", "--yes", "--mode", "operational", place.scenario("abort"))
    until(lambda: _is_connected_to(place.nginx.port))
    drill.process.send_signal(signal.SIGINT)
    assert drill.ends() == ExitCode.ABORTED
    assert "Traceback" not in drill.told()
    assert place.deeds() == []
    assert next(live.all_events(place)) == live.events_of(place, DrillStarted)[0]
    assert "The drill is closed" in live.verified(place)


def _in_the_middle(place: Stage) -> Live:
    """A drill that has done two things and is at the third, which would take a minute."""
    answers = place.answers(APPROVED)
    drill = Live(
        place,
        "run",
        "--yes",
        "--mode",
        "operational",
        place.scenario("abort"),
        "--answers",
        answers,
    )
    until(lambda: place.times_done("third") or drill.process.poll() is not None)
    assert drill.process.poll() is None, drill.told()
    return drill


@contextmanager
def _disk_busy(folder: Path) -> Iterator[None]:
    """As long as this is entered, nothing can be written to a run's record."""
    with closing(sqlite3.connect(folder / file.NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def _is_connected_to(port: int) -> bool:
    """Whether this machine holds an open connection to a port of its own (proc(5), net/tcp)."""
    rows = (each.split() for each in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return any(row[2].endswith(f":{port:04X}") and row[3] == "01" for row in rows)


def _nothing_began_after(place: Stage, ordered_ns: int) -> None:
    """Nothing fell due later than a second after the order, and the closing began by then."""
    records = list(read(live.newest(place)))
    due = [each.mono_ns for each in records if each.kind == StepDue.__name__]
    assert max(due) <= ordered_ns + SECOND_NS
    (closing,) = [each.mono_ns for each in records if each.kind == ClosingBegan.__name__]
    assert closing <= ordered_ns + SECOND_NS
    assert max(due) <= closing


def _was_cut_off(place: Stage) -> None:
    """What was running was given its grace, and then no more than it takes to end it for good."""
    (closing,) = live.events_of(place, ClosingBegan)
    (doubt,) = live.events_of(place, ActionInDoubt)
    assert doubt.why.code == "runner.action_cut_off"
    assert GRACE_S * 1e6 <= doubt.at - closing.at <= (GRACE_S + ENDING_S + 1) * 1e6


def _was_taken_back(place: Stage, told: str) -> None:
    """The server was told to undo in reverse, and the undo that failed is left to people."""
    undone = [each.split()[1] for each in place.deeds() if each.startswith("begin undo")]
    assert undone == ["undo-third", "undo-fails", "undo-second"]
    (failed,) = live.events_of(place, UndoImpossible)
    assert failed.server == "web01"
    line = f"sh {place.folder}/deed undo-fails 0 false"
    assert failed.line == line
    assert f"→ {line}" in [each.strip() for each in told.splitlines()]
    report = said("report", "last", "--runs", place.runs, cwd=place.folder).stdout
    assert line in " ".join(report.split())
    assert "The drill is closed" in live.verified(place)
    steps = [each.step for each in live.events_of(place, StepEnded)]
    assert live.more_than_once(steps) == []
