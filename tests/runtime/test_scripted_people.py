"""A file of answers speaks for people, and for nobody where a machine does the step."""

from __future__ import annotations

import asyncio

import pytest

from bcp.durations import SECOND
from drills.core.audit_events import Terminal
from drills.core.orders import Answer, Approve, Order
from drills.runtime.answers import Script, ScriptedAnswer, ScriptedApproval, ScriptedPeople
from scenarios.model import Mode
from tests.core import making as m
from tests.core.simulation import Simulation, World

SCRIPT = Script(
    (ScriptedAnswer("act", "done", "係長"),), (ScriptedApproval("act", "lead", "係長"),)
)


@pytest.mark.parametrize(("mode", "kind"), [("operational", Approve), ("tabletop", Answer)])
async def test_one_file_serves_a_drill_with_machines_and_one_without(
    mode: Mode, kind: type[Order]
) -> None:
    brief = m.brief(m.run("act"), mode=mode, safety=m.approvals("act", "lead"))
    simulation = Simulation(World()).begin(brief)
    simulation.run(until=SECOND)
    given = list[Order]()

    def give(order: Order, terminal: Terminal) -> None:
        given.append(order)

    ScriptedPeople(SCRIPT).asked("act", simulation.drill, give)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert kind in map(type, given)
    assert mode == "tabletop" or Answer not in map(type, given)
