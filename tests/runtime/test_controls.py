"""A control target is asked at the same instant as the question that wants silence."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from bcp.asking import Control, Expectation, ProbeCall
from bcp.durations import MILLISECOND, Span
from drills.core.events import Sample
from drills.runtime.asking import Asker
from drills.runtime.clock import DrillClock
from drills.runtime.evidence import Evidence
from drills.runtime.watcher import sampled
from scenarios.reading import Reading
from tests.daemons.ports import free_port
from tests.daemons.sshd import plan_of

SILENT = Expectation("reply", "equals", False)
LIMIT = Span(300 * MILLISECOND)


def port_of(listening: socket.socket) -> str:
    return f"127.0.0.1:{listening.getsockname()[1]}"


async def sample(subject: str, control: str | None) -> Sample:
    beside = Control("tcp", control) if control else None
    call = ProbeCall("tcp", subject, expect=(SILENT,), timeout=LIMIT, control=beside)
    return await sampled(Asker(plan_of()), call, DrillClock())


async def test_a_real_control_target_that_answers_proves_the_silence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        found = await sample(f"127.0.0.1:{free_port()}", port_of(listening))
    assert found.outcome == "held"
    assert found.control is not None
    assert found.control.facts["reply"] is True
    assert found.received - found.sent < LIMIT.us


async def test_a_control_target_that_is_gone_leaves_the_silence_unproven() -> None:
    gone = f"127.0.0.1:{free_port()}"
    found = await sample(f"127.0.0.1:{free_port()}", gone)
    assert (found.outcome, found.why[0].code) == ("unknown", "core.control_silent")
    assert found.why[0].params["control"] == gone


async def test_without_a_control_target_nothing_more_is_asked() -> None:
    found = await sample(f"127.0.0.1:{free_port()}", None)
    assert (found.outcome, found.control) == ("unknown", None)


class Scripted:
    """Answers by script and keeps what it was asked, in order."""

    def __init__(self, **answers: bool) -> None:
        self.asked: list[str] = []
        self._answers = answers

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        self.asked.append(call.subject)
        return Reading({"reply": self._answers[call.subject]})


@pytest.mark.parametrize(
    ("expect", "asked"),
    [((SILENT,), ["wall", "gateway"]), ((Expectation("reply", "equals", True),), ["wall"])],
)
async def test_only_a_question_that_wants_silence_has_a_control_target_asked_beside_it(
    expect: tuple[Expectation, ...], asked: list[str]
) -> None:
    world = Scripted(wall=False, gateway=True)
    call = ProbeCall("tcp", "wall", expect=expect, control=Control("icmp", "gateway"))
    await sampled(world, call, DrillClock())
    assert sorted(world.asked) == sorted(asked)


async def test_what_the_control_target_said_stands_in_the_evidence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        found = await sample(f"127.0.0.1:{free_port()}", port_of(listening))
    evidence = Evidence(tmp_path)
    evidence.note("wall/tcp", found)
    evidence.closed(0)
    line = json.loads(evidence.path.read_text("utf-8"))
    assert line["control"]["reply"] is True
