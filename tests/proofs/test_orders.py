"""A drill that runs obeys another terminal, and says no in words where that is not possible."""

from __future__ import annotations

import subprocess

from drills.cli.exit_codes import ExitCode
from drills.core.events import (
    Answered,
    Approved,
    Continued,
    Paused,
    StepDue,
    StepEnded,
    StepHeld,
    StepReleased,
)
from tests.proofs import live
from tests.proofs.live import Live, until
from tests.proofs.stage import Stage, said

FOLLOWED = (Answered, Approved, Continued, Paused, StepDue, StepEnded, StepHeld, StepReleased)


def test_every_order_from_another_terminal_comes_into_the_record(place: Stage) -> None:
    drill = Live(place, "run", "--yes", "--mode", "operational", place.scenario("orders"))
    until(lambda: drill.told_of("answer [muster]"))
    _taken(place, "pause", "--note", "小休止")
    _taken(place, "answer", "muster", "done")
    _taken(place, "hold", "news")
    _taken(place, "go-on")
    _taken(place, "skip", "needless")
    _taken(place, "approve", "act", "lead")
    until(lambda: place.deeds() == ["begin second", "end second 0"])
    _taken(place, "release", "news")
    _taken(place, "answer", "last", "done", "--stumble", "手順書が古い")
    assert drill.ends() == ExitCode.PASSED, drill.told()
    assert _followed(place) == [
        "StepDue muster",
        "Paused",
        "Answered muster",
        "StepEnded muster",
        "StepHeld news",
        "Continued",
        "StepDue act",
        "StepDue needless",
        "StepEnded needless",
        "Approved act",
        "StepEnded act",
        "StepReleased news",
        "StepDue news",
        "StepEnded news",
        "StepDue last",
        "Answered last",
        "StepEnded last",
    ]
    assert drill.left_behind() == ""


def test_an_order_that_is_not_possible_now_is_refused_in_words(place: Stage) -> None:
    drill = Live(place, "run", "--yes", "--mode", "operational", place.scenario("orders"))
    until(lambda: drill.told_of("answer [muster]"))
    assert "not waiting for lead's approval" in _refused(place, "approve", "act", "lead")
    assert "There is no step 'musetr'" in _refused(place, "answer", "musetr", "done")
    _taken(place, "answer", "muster", "failed")
    drill.process.kill()
    drill.process.wait()
    assert "is not running now" in _refused(place, "pause")


def _order(place: Stage, *words: str) -> subprocess.CompletedProcess[str]:
    at = ("--runs", str(place.runs), "--operator", "情報係長")
    return said("order", "last", *words, *at, cwd=place.folder)


def _taken(place: Stage, *words: str) -> None:
    done = _order(place, *words)
    assert done.returncode == ExitCode.PASSED, done.stderr
    assert done.stderr


def _refused(place: Stage, *words: str) -> str:
    done = _order(place, *words)
    assert done.returncode == ExitCode.INVALID_INPUT
    return done.stderr


def _followed(place: Stage) -> list[str]:
    """What the orders did, in the order of the record."""
    return [
        f"{type(each).__name__} {getattr(each, 'step', '')}".strip()
        for each in live.all_events(place)
        if isinstance(each, FOLLOWED)
    ]
