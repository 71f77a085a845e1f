"""The longest that a drill may take follows from what its files say, and from nothing else."""

from __future__ import annotations

from bcp.durations import MINUTE, SECOND, Span
from bcp.message import Text
from bcp.model import Command, CommandRef, Organisation, Plan, Server
from drills.core.longest import AROUND, longest
from scenarios.model import Run, Scenario, Step, Timing

STOP, START = CommandRef("s", "stop"), CommandRef("s", "start")
COMMANDS = (
    Command("stop", timeout=Span(20 * SECOND)),
    Command("start", timeout=Span(90 * SECOND)),
)


def test_behind_the_scenarios_limit_come_the_longest_action_every_undo_and_the_last_look() -> None:
    plan = Plan(
        Organisation("見本町"), servers=(Server("s", address="192.0.2.1", commands=COMMANDS),)
    )
    steps = (Step("a", Run(STOP, START)), Step("b", Run(STOP, START)), Step("c", Run(START)))
    scenario = Scenario("stop", Text("x"), steps, time=Timing(Span(30 * MINUTE)))
    look = 60 * SECOND
    assert longest(plan, scenario, "walkthrough") == 30 * MINUTE + look + AROUND
    undone = 90 * SECOND + 2 * 90 * SECOND
    assert longest(plan, scenario, "operational") == 30 * MINUTE + undone + look + AROUND
