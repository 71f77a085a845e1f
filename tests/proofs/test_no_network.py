"""A tabletop drill and a dry run open no connection, and look up no name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.message import Message
from drills.cli import loading, starting
from drills.cli.exit_codes import ExitCode
from drills.journal.memory import MemoryJournal
from drills.runtime.answers import ScriptedPeople, load_script
from drills.runtime.runner import Runner
from scenarios.reading import Reading
from tests.proofs.live import Live, until
from tests.proofs.stage import Stage

ANSWERS = """
answers:
  - {step: first, answer: done, by: 情報係長}
  - {step: decide, answer: done, by: 情報係長}
  - {step: second, answer: done, by: 情報係長}
  - {step: report, answer: done, by: 情報係長}
"""

# Python loads a module of this name when it starts. It sees every use of a socket, also by
# libraries, and every program that is started; a pair of sockets within the process, by which the
# event loop wakes itself, is none. Looking for a shared library, Python may ask the linker.
FORBIDDING = """
import os
import sys

FORBIDDEN = {
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "subprocess.Popen",
    "os.exec", "os.posix_spawn", "os.system",
}

LINKERS = {"ldconfig", "gcc", "cc", "ld", "objdump"}

def forbid(event, details):
    if event == "subprocess.Popen" and os.path.basename(details[0]) in LINKERS:
        return
    if event in FORBIDDEN:
        with open(os.environ["TOUCHED"], "a") as file:
            file.write(event + "\\n")
        raise PermissionError(event)

sys.addaudithook(forbid)
"""


class Untouchable:
    """A world that nobody may touch."""

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        raise AssertionError(call)

    async def quiet(self) -> None:
        """Nothing was ever begun."""

    async def act(
        self, server: str, command: str, stdin: str | None = None, timeout_us: int | None = None
    ) -> tuple[Reading, Message | None]:
        raise AssertionError((server, command))


class Forbidden:
    """A `bcp-drill` that is not allowed to touch the network, and what it tried."""

    def __init__(self, place: Stage) -> None:
        self._place = place
        self._touched = place.folder / "touched"
        (place.folder / "sitecustomize.py").write_text(FORBIDDING, encoding="utf-8")

    def drill(self, *words: str | Path) -> Live:
        variables = {"PYTHONPATH": str(self._place.folder), "TOUCHED": str(self._touched)}
        return Live(self._place, *words, **variables)

    def touched(self) -> str:
        return self._touched.read_text(encoding="utf-8") if self._touched.exists() else ""


@pytest.fixture
def forbidden(place: Stage) -> Forbidden:
    return Forbidden(place)


async def test_a_tabletop_drill_asks_nothing_of_the_world(place: Stage) -> None:
    loaded = loading.load(str(place.scenario("kill")), place.plan, ())
    brief = starting.brief_of(loaded, "tabletop", None, "情報係長", "-")
    people = ScriptedPeople(load_script(place.answers(ANSWERS), loaded.scenario.scenario))
    runner = Runner(MemoryJournal(), Untouchable(), people=(people,))
    drill = await runner.start(replace(brief, run_id="tabletop"))
    assert drill.ended is not None
    assert {each.ended.outcome for each in drill.steps.values() if each.ended} == {"held"}


def test_a_tabletop_drill_needs_no_network(place: Stage, forbidden: Forbidden) -> None:
    words = ("run", place.scenario("kill"), "--mode", "tabletop")
    drill = forbidden.drill(*words, "--answers", place.answers(ANSWERS))
    assert drill.ends() in (ExitCode.PASSED, ExitCode.TARGET_MISSED), drill.told()
    assert forbidden.touched() == ""
    assert drill.told_of("drill ended (completed)")


@pytest.mark.parametrize("mode", ["tabletop", "operational"])
def test_a_dry_run_needs_no_network(place: Stage, forbidden: Forbidden, mode: str) -> None:
    drill = forbidden.drill("run", place.scenario("kill"), "--mode", mode, "--dry-run")
    assert drill.ends() == ExitCode.PASSED, drill.told()
    assert forbidden.touched() == ""
    assert not place.runs.exists()


def test_the_network_would_be_seen_if_it_were_touched(place: Stage, forbidden: Forbidden) -> None:
    drill = forbidden.drill("run", place.scenario("kill"), "--mode", "operational", "--yes")
    until(forbidden.touched)
    drill.process.kill()
    drill.process.wait()
    assert "socket.connect" in forbidden.touched()
    assert place.deeds() == []
