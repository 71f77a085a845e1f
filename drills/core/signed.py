"""Approval that was signed beforehand: what exactly it covers, and which actions it may cover.

Where fewer than two people are present, nobody is there to approve what the one who runs the drill
wants done. So an approver may sign named actions before the drill, but only such as can be taken
back, and only exactly as the plan has them on that day: whoever changes a line asks for something
that was never approved.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bcp.model import CommandRef, Plan
from scenarios.model import Run, Step

PURPOSE = "bcp-drill-approval"
"""What approvals are signed for, so that a signature of anything else can never be one."""


@dataclass(frozen=True)
class Signature:
    """The day it was signed, the last day it holds (both ISO), and the fingerprint of the key."""

    on: str
    until: str
    key: str


@dataclass(frozen=True)
class SignedApproval:
    """An approval of one step that was found good before the drill. `role` is as in `Approved`."""

    step: str
    role: str
    by: str
    signature: Signature


@dataclass(frozen=True)
class SignedCommand:
    """A line on a server. `login` is ``user@address:port``, so that another machine is no match."""

    server: str
    login: str
    command: str
    line: str


@dataclass(frozen=True)
class SignedAction:
    """What a step does, and what takes it back."""

    step: str
    do: SignedCommand
    undo: SignedCommand


@dataclass(frozen=True)
class SignedPaper:
    """Everything that a signature covers. `approver` is the plan's id of who signed."""

    approver: str
    role: str
    scenario: str
    signed: str
    until: str
    actions: tuple[SignedAction, ...]

    def content(self) -> bytes:
        """The bytes that are signed: JSON with sorted keys and without spaces, in UTF-8."""
        whole = {"approval": 1, **asdict(self)}
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()


def action_of(plan: Plan, step: Step) -> SignedAction | None:
    """What a step would do as the plan is now; None where it is no action that has an undo."""
    do = step.do
    if not isinstance(do, Run) or do.undo is None or do.stays:
        return None
    there, back = _command(plan, do.do), _command(plan, do.undo)
    if there is None or back is None or (there.server, there.line) == (back.server, back.line):
        return None
    return SignedAction(step.id, there, back)


def reversible(plan: Plan, steps: Sequence[Step]) -> tuple[str, ...]:
    """The steps that may be approved beforehand."""
    return tuple(each.id for each in steps if action_of(plan, each) is not None)


def _command(plan: Plan, ref: CommandRef) -> SignedCommand | None:
    server = plan.server(ref.server)
    command = server.command(ref.command) if server else None
    if server is None or command is None or not command.changes_the_world:
        return None
    user = f"{server.user}@" if server.user else ""
    login = f"{user}{server.address}:{server.port}"
    return SignedCommand(server.id, login, command.id, command.line)
