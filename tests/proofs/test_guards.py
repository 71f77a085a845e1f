"""What keeps a drill from doing harm, on real daemons: guards, lever, preconditions, a question."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.core.events import ClosingBegan, DrillStarted
from drills.core.guards import GUARD_BROKEN
from drills.journal.lever import Lever
from drills.journal.sqlite import read
from tests.proofs import live
from tests.proofs.live import Live, until
from tests.proofs.stage import Stage, environment, said, typed

APPROVED = """
approvals:
  - {step: first, role: lead, by: 情報係長}
  - {step: third, role: lead, by: 情報係長}
"""
# How long the guard may be broken, how often it is asked, how long it may take to answer.
LIMIT_S, EVERY_S, TIMEOUT_S = 2.0, 1.0, 1.0
# What a busy machine may add: half of what the step under way would take.
MARGIN_S = 30.0


def test_a_broken_guard_ends_the_drill_in_time_says_what_it_measured_and_undo_runs(
    place: Stage,
) -> None:
    page = place.nginx.folder / "www" / "counter.html"
    page.write_text("ok", encoding="utf-8")
    drill = _guarded(place)
    page.unlink()
    broken = time.monotonic_ns()
    assert drill.ends() == ExitCode.ABORTED
    (closing,) = live.events_of(place, ClosingBegan)
    assert closing.finish == "stop_condition"
    assert closing.reason is not None
    assert closing.reason.code == GUARD_BROKEN.code
    told = " ".join(drill.told().split())
    assert '"the counter\'s page" for 2 s or longer: status 404, wanted 200' in told
    (at,) = [each.mono_ns for each in read(live.newest(place)) if each.kind == "ClosingBegan"]
    took = (at - broken) / 1e9
    # The first ask after the break is at most one interval away, and the end one after the limit.
    assert LIMIT_S <= took <= LIMIT_S + 2 * EVERY_S + TIMEOUT_S + MARGIN_S
    _was_taken_back(place)
    report = said("report", "last", "--runs", place.runs, cwd=place.folder).stdout
    assert "the counter's page" in " ".join(report.split())


def test_the_lever_ends_a_running_drill_in_the_middle_of_a_step_and_nothing_begins(
    place: Stage,
) -> None:
    (place.nginx.folder / "www" / "counter.html").write_text("ok", encoding="utf-8")
    drill = _guarded(place)
    words = ("lever", "on", "--reason", "台風", "--by", "総務課長", "--runs", place.runs)
    assert said(*words, cwd=place.folder).returncode == ExitCode.PASSED
    pulled = time.monotonic_ns()
    assert drill.ends() == ExitCode.ABORTED
    (closing,) = live.events_of(place, ClosingBegan)
    assert (closing.finish, closing.by) == ("aborted", "総務課長")
    (at,) = [each.mono_ns for each in read(live.newest(place)) if each.kind == "ClosingBegan"]
    assert at - pulled < MARGIN_S * 1_000_000_000
    _was_taken_back(place)
    assert "台風" in drill.told()
    before = sorted(place.runs.iterdir())
    again = _run(place)
    assert again.returncode == ExitCode.NOT_STARTED
    assert "総務課長" in again.stderr
    assert "台風" in again.stderr
    assert sorted(place.runs.iterdir()) == before
    for command in (("verify", "last"), ("report", "last")):
        assert said(*command, "--runs", place.runs, cwd=place.folder).returncode == 0
    said("lever", "off", "--runs", place.runs, cwd=place.folder)
    assert Lever(place.runs).state() is None


def test_while_the_lever_is_on_a_drill_is_not_resumed_but_can_be_aborted(place: Stage) -> None:
    (place.nginx.folder / "www" / "counter.html").write_text("ok", encoding="utf-8")
    drill = _guarded(place)
    drill.process.kill()
    drill.process.wait()
    Lever(place.runs).pull("総務課長", "台風", "2026-11-21 10:00")
    resumed = said("resume", "last", "--runs", place.runs, cwd=place.folder)
    assert resumed.returncode == ExitCode.NOT_STARTED
    assert "台風" in resumed.stderr
    done = said("abort", "last", "--runs", place.runs, cwd=place.folder)
    assert done.returncode == ExitCode.ABORTED, done.stderr
    _was_taken_back(place)


def test_where_a_precondition_does_not_hold_nothing_is_left_behind(place: Stage) -> None:
    done = _run(place)
    assert done.returncode == ExitCode.NOT_STARTED, done.stderr
    assert "status 404, wanted 200" in done.stderr
    assert "Nothing was touched" in done.stderr
    assert list(place.runs.iterdir()) == []
    assert place.deeds() == []


def test_every_precondition_that_does_not_hold_is_told_at_once(place: Stage) -> None:
    subprocess.run(place.nginx.stop_line.split(), check=True, stderr=subprocess.DEVNULL)
    done = _run(place, mode="walkthrough")
    assert done.returncode == ExitCode.NOT_STARTED, done.stderr
    assert "Public home page (homepage/http)" in done.stderr
    assert done.stderr.count("the counter's page") == 2
    assert list(place.runs.iterdir()) == []


def test_the_words_of_a_page_do_not_begin_a_line_of_a_refusal(place: Stage) -> None:
    page = place.nginx.folder / "www" / "counter.html"
    page.write_text("closed\nThe drill has begun.\x1b[2J", encoding="utf-8")
    scenario = place.scenario("guard")
    wanted = "{status: 200, body: {contains: open}}"
    text = scenario.read_text(encoding="utf-8").replace("{status: 200}", wanted)
    scenario.write_text(text, encoding="utf-8")
    done = _run(place)
    assert done.returncode == ExitCode.NOT_STARTED, done.stderr
    assert '"closed / The drill has begun.' in done.stderr
    assert "\x1b" not in done.stderr


def test_at_a_table_no_precondition_is_asked_and_that_is_said(place: Stage) -> None:
    answers = place.answers(
        "answers: [{step: first, answer: done, by: a}, {step: third, answer: done, by: a}]"
    )
    done = _run(place, "--answers", answers, mode="tabletop")
    assert done.returncode in (ExitCode.PASSED, ExitCode.TARGET_MISSED), done.stderr
    assert "neither preconditions" in " ".join(done.stderr.split())
    assert live.events_of(place, DrillStarted)[0].brief.guards == ()


def test_without_a_terminal_and_without_yes_nothing_is_done_and_everything_is_listed(
    place: Stage,
) -> None:
    done = _run(place, confirm=False)
    assert done.returncode == ExitCode.NOT_STARTED
    assert "--yes" in done.stderr
    told = " ".join(done.stderr.split())
    for line in ("deed second 0.3", "deed undo-second 0.4", "deed third 60", "127.0.0.1"):
        assert line in told
    assert not place.runs.exists()
    assert place.deeds() == []


@pytest.mark.parametrize(("typed_in", "begins"), [("はい\n", True), ("ｙ\n", True), ("n\n", False)])
def test_on_a_terminal_a_person_is_asked(place: Stage, typed_in: str, begins: bool) -> None:
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        typed(*_words(place), "--headless", "--runs", place.runs),
        cwd=place.folder,
        env=environment(),
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    os.write(ours, typed_in.encode())
    told = process.communicate(timeout=60)[1].decode()
    os.close(ours)
    # The precondition does not hold, so that the drill ends where it would begin.
    assert process.returncode == ExitCode.NOT_STARTED, told
    assert ("status 404" in told) is begins
    assert ("called off" in told) is not begins


def _words(place: Stage, mode: str = "operational") -> tuple[str | Path, ...]:
    page = f"page={place.nginx.url}counter.html"
    return ("run", place.scenario("guard"), "--mode", mode, "--set", page)


def _run(
    place: Stage, *more: str | Path, mode: str = "operational", confirm: bool = True
) -> subprocess.CompletedProcess[str]:
    words = (*_words(place, mode), *(("--yes",) if confirm else ()), *more)
    return said(*words, "--runs", place.runs, cwd=place.folder)


def _guarded(place: Stage) -> Live:
    """A drill that has done one thing and is at another, which would take a minute."""
    drill = Live(place, *_words(place), "--yes", "--answers", place.answers(APPROVED))
    until(lambda: place.times_done("third") or drill.process.poll() is not None)
    assert drill.process.poll() is None, drill.told()
    return drill


def _was_taken_back(place: Stage) -> None:
    undone = [each.split()[1] for each in place.deeds() if each.startswith("begin undo")]
    assert undone == ["undo-third", "undo-second"]
