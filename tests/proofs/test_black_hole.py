"""The network goes away without a word while a drill has things to take back.

Nothing is refused and nothing is closed: frames are lost. The end must come in a bounded time, the
order of the undo must hold, and what is left must be said with its address and its exact line.
"""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.core.events import ActionOrdered, Event, UndoImpossible
from drills.journal.folder import Runs
from drills.journal.sqlite import read
from tests.lab.commands import until
from tests.lab.lab import Lab
from tests.proofs.lab_truth import Site, site_on
from tests.proofs.stage import environment, typed

_PLAN = Path(__file__).parent / "lab_hole"
_STEPS = ("one", "two", "three", "four")
_UNDONE = [("dc", "take-four"), ("hq", "take-three"), ("dc", "take-two"), ("dc", "take-one")]
# To find that an open connection is dead, and that no new one comes about: ten seconds each. Then
# a short attempt for each further action on that server. What a busy machine may add is less than
# the time of the two attempts that must not be whole ones.
_FOUND_SILENT_S, _ONCE_MORE_S, _MARGIN_S = 20, 3, 30


@pytest.fixture(autouse=True)
def _is_tidy_afterwards(lab: Lab) -> Iterator[None]:
    yield
    for node in ("dc", "hq"):
        lab.ops.ssh(node, "rm -f hole-*")


def test_a_server_that_falls_silent_costs_its_time_once_and_keeps_no_other_from_its_undo(
    lab: Lab, tmp_path: Path
) -> None:
    with _drill_that_did_four_things(lab, tmp_path) as drill:
        took = drill.aborted_in(lab.fault.firewall("dc", "drop", 22))
    assert drill.undone() == _UNDONE
    assert took < _FOUND_SILENT_S + 2 * _ONCE_MORE_S + _MARGIN_S
    assert _left_on(lab, "hq") == ""
    assert _left_on(lab, "dc") == "hole-four hole-one hole-two"
    drill.says_what_is_left({"four", "two", "one"}, lab.node("dc").address)


def test_a_network_that_vanishes_lets_the_drill_end_in_a_bounded_time(
    lab: Lab, tmp_path: Path
) -> None:
    with _drill_that_did_four_things(lab, tmp_path) as drill:
        took = drill.aborted_in(lab.fault.blackhole("ops"))
    assert drill.undone() == _UNDONE
    assert took < 2 * _FOUND_SILENT_S + 2 * _ONCE_MORE_S + _MARGIN_S
    assert (_left_on(lab, "hq"), _left_on(lab, "dc")) == (
        "hole-three",
        "hole-four hole-one hole-two",
    )
    drill.says_what_is_left({"four", "two", "one"}, lab.node("dc").address)
    drill.says_what_is_left({"three"}, lab.node("hq").address)


class _Drill:
    """A drill at the lab's seat that waits for a person, with four things to take back."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        self._site = _site(lab, folder)
        self._told = folder / "told"
        scenario = self._site.folder / "plan/scenarios/hole.yaml"
        words = typed("run", scenario, "--mode", "operational", "--yes")
        words += ["--runs", str(self._site.runs), "--answers", str(folder / "answers.yaml")]
        path = f"PYTHONPATH={environment()['PYTHONPATH']}"
        with self._told.open("wb") as told:
            self.process = subprocess.Popen(
                lab.ops.words(["env", path, *words]),
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
            )

    def told(self) -> str:
        """What it has said so far; a character may be under way."""
        return self._told.read_text("utf-8", "replace")

    def aborted_in(self, fault: AbstractContextManager[None]) -> float:
        """Let something go wrong, abort, and give how many seconds it took to end."""
        with fault:
            began = time.monotonic()
            self.process.send_signal(signal.SIGINT)
            assert self.process.wait(120) == ExitCode.ABORTED, self.told()
            return time.monotonic() - began

    def undone(self) -> list[tuple[str, str]]:
        """What was to be taken back, in the order in which it was tried."""
        orders = [each for each in self._events() if isinstance(each, ActionOrdered)]
        return [(each.server, each.command) for each in orders if each.purpose == "undo"]

    def says_what_is_left(self, names: set[str], address: str) -> None:
        """Each of them stands in the lines of the drill, with where and what to type."""
        left = [each for each in self._events() if isinstance(each, UndoImpossible)]
        assert names <= {each.line.removeprefix("rm -f hole-") for each in left}
        for name in names:
            item, line, _ = self.told().partition(f"→ rm -f hole-{name}\n")
            assert line and address in item.rpartition("could not be taken back")[2], self.told()

    def _events(self) -> list[Event]:
        return [each.event() for each in read(Runs(self._site.runs).find("last"))]


def _site(lab: Lab, folder: Path) -> Site:
    site = site_on(lab, folder, every="1s", plan=_PLAN)
    approvals = [f"  - {{step: {each}, role: lead, by: 情報係長}}" for each in _STEPS]
    text = "\n".join(["approvals:", *approvals, ""])
    (folder / "answers.yaml").write_text(text, encoding="utf-8")
    return site


@contextmanager
def _drill_that_did_four_things(lab: Lab, folder: Path) -> Iterator[_Drill]:
    drill = _Drill(lab, folder)
    try:
        until(lambda: "[wait]" in drill.told(), "four things are done", within_s=120)
        yield drill
    finally:
        drill.process.kill()
        drill.process.wait()


def _left_on(lab: Lab, node: str) -> str:
    return " ".join(lab.ops.ssh(node, "ls -d hole-* 2>/dev/null").stdout.split())
