"""What a run may change: every action on every server, told before the start and confirmed then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.model import CommandRef
from drills.core.approvals import approvers
from drills.core.brief import Brief
from drills.core.markers import marked_systems
from drills.core.segments import is_foreign, is_people_only
from drills.core.state import Drill
from scenarios.model import Run


@dataclass(frozen=True)
class Deed:
    """A command on a server; `until` is the last day on which the plan permits it."""

    server: str
    address: str
    line: str
    until: str | None


@dataclass(frozen=True)
class Touch:
    """An action, what takes it back, and who must approve it.

    `step` is the one that does it. None: it writes a mark by which the age of a system's data is
    measured, again and again, as `system` says.
    """

    step: str | None
    system: str | None
    do: Deed
    undo: Deed | None
    approvers: tuple[str, ...] = ()


def touches(brief: Brief) -> tuple[Touch, ...]:
    """Everything that this run may change, in the order of the scenario; mostly nothing."""
    return tuple(_touches(brief)) if brief.mode == "operational" else ()


def _touches(brief: Brief) -> Iterator[Touch]:
    drill = Drill(brief=brief)
    for step in brief.scenario.steps:
        if not isinstance(step.do, Run) or is_foreign(brief, step) or is_people_only(brief, step):
            continue
        undo = deed(brief, step.do.undo) if step.do.undo is not None else None
        yield Touch(step.id, None, deed(brief, step.do.do), undo, approvers(drill, step.id))
    for system, marker in marked_systems(drill):
        yield Touch(None, system.id, deed(brief, marker.write), None)


def deed(brief: Brief, ref: CommandRef) -> Deed:
    """A command as it will be carried out; the names themselves where the plan has none such."""
    server = brief.plan.server(ref.server)
    command = server.command(ref.command) if server else None
    return Deed(
        server=ref.server,
        address=server.address if server else ref.server,
        line=command.line if command else ref.command,
        until=command.allowed_until if command else None,
    )
