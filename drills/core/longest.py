"""The longest that a drill may take by itself, before whoever started it takes it for hung."""

from __future__ import annotations

from bcp.durations import MINUTE
from bcp.model import Plan
from drills.core.closing import LAST_LOOK
from scenarios.model import Mode, Run, Scenario

AROUND = 5 * MINUTE
"""For what no file tells: its process begins, what is under way comes to its end, it reports."""


def longest(plan: Plan, scenario: Scenario, mode: Mode) -> int:
    """Microseconds from the start of its process until a drill should be over.

    All steps end with the scenario's ``time.limit``. Behind it come what is then under way (the
    action with the longest time of its own), each undo after the other, and the last look.
    """
    actions, undos = [0], 0
    for step in scenario.steps if mode == "operational" else ():
        if isinstance(step.do, Run):
            actions.append(_time_of(plan, step.do.do.server, step.do.do.command))
            undo = step.do.undo
            undos += _time_of(plan, undo.server, undo.command) if undo is not None else 0
    return scenario.time.limit.us + max(actions) + undos + LAST_LOOK + AROUND


def _time_of(plan: Plan, server_id: str, command_id: str) -> int:
    server = plan.server(server_id)
    command = server.command(command_id) if server is not None else None
    return command.timeout.us if command is not None else 0
