"""What a run started with, frozen in its first event; nothing after the start reads a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bcp.asking import ProbeCall, Settled
from bcp.business_days import Calendar
from bcp.durations import BusinessDays, Span
from bcp.message import Text
from bcp.messages import Send
from bcp.model import Plan
from bcp.said_by_people import said_by_people
from drills.core.signed import SignedApproval
from scenarios.model import Mode, Scenario
from scenarios.zones import Segment, segment_in


@dataclass(frozen=True)
class Check:
    """One watched question of a system. `level` None: it belongs to the system as a whole.

    One of no system (``""``) guards the drill: it decides about no recovery.
    """

    id: str
    system: str
    level: str | None
    call: ProbeCall
    every: Span
    settled: Settled


@dataclass(frozen=True)
class Guard:
    """A question that ends the drill when it is broken for so long; `name` is for people."""

    check: Check
    broken_for: Span
    name: Text


@dataclass(frozen=True)
class Required:
    """What must hold before the drill may begin: every one of these questions."""

    name: Text
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Target:
    """What one rung of one system must achieve, and whose number that is.

    `level` None is the system as a whole. `goal` says that the number is the scenario's own
    (訓練目標); then `plan_rto` and `plan_rpo` hold the plan's, printed beside it.
    """

    system: str
    level: str | None
    start: str
    name: Text = Text()
    rto: Span | None = None
    rpo: Span | BusinessDays | None = None
    goal: bool = False
    plan_rto: Span | None = None
    plan_rpo: Span | BusinessDays | None = None


@dataclass(frozen=True)
class Brief:
    """The resolved plan, scenario and circumstances of one segment run.

    `wall_ns` is the wall clock at the start (Unix time) and `today` its date in the
    organisation's zone, both for people; durations never come from them. `files` maps each file
    read to the SHA-256 of its bytes, and ``FILE#SERVER`` to that of the host keys trusted for a
    server. `operator` is who started the run. `guards` are watched beside
    the checks; `required` is asked once, before the start. `signed` are approvals that were
    signed beforehand and found good. `send` says whether messages to people go out. `nobody` are
    the steps at which nobody is there to answer, in a drill that nobody attends.
    """

    run_id: str
    plan: Plan
    scenario: Scenario
    mode: Mode
    checks: tuple[Check, ...]
    targets: tuple[Target, ...]
    calendar: Calendar
    wall_ns: int
    today: str
    operator: str
    tool: str
    zone: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    guards: tuple[Guard, ...] = ()
    required: tuple[Required, ...] = ()
    signed: tuple[SignedApproval, ...] = ()
    send: Send = "none"
    nobody: tuple[str, ...] = ()

    def check(self, id: str) -> Check | None:
        """The check of that id, or None."""
        return next((each for each in self.checks if each.id == id), None)

    def guard(self, id: str) -> Guard | None:
        """The guard whose check has that id, or None."""
        return next((each for each in self.guards if each.check.id == id), None)

    @property
    def asked(self) -> tuple[Check, ...]:
        """What machines are asked again and again; of the other checks, people tell."""
        told = {each.id for each in self.checks if said_by_people(each.call)}
        return tuple(each for each in self.watched if each.id not in told)

    @cached_property
    def watched(self) -> tuple[Check, ...]:
        """Everything asked again and again: the checks of the systems, and the guards'."""
        return (*self.checks, *(each.check for each in self.guards))

    @cached_property
    def segment(self) -> Segment:
        """What this run's terminal does of the scenario, and what it hears of the other zones."""
        moments = {each.start for each in self.targets}
        return segment_in(self.plan, self.scenario, self.zone, moments)

    @cached_property
    def checks_of(self) -> Mapping[str, tuple[Check, ...]]:
        """The checks of each system that has some, in order; looked up with every event."""
        found: dict[str, list[Check]] = {}
        for each in self.checks:
            found.setdefault(each.system, []).append(each)
        return {system: tuple(own) for system, own in found.items()}
