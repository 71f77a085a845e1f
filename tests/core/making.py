"""Small plans and scenarios written as values, with only what a test is about."""

from __future__ import annotations

from typing import Any

from bcp.asking import Control, Expectation, ProbeCall, Settled
from bcp.business_days import Calendar
from bcp.durations import HOUR, SECOND, Offset, Span
from bcp.message import Text
from bcp.model import Command, CommandRef, Need, Organisation, Plan, Server, System
from drills.core.brief import Brief, Check, Target
from drills.core.prepare import Circumstances, prepared
from scenarios.model import (
    After,
    Approval,
    Ask,
    Ending,
    Forbid,
    Inject,
    Mode,
    Notify,
    Probe,
    Run,
    Safety,
    Scenario,
    Step,
    StepKind,
    StopCondition,
    Timing,
    Wait,
    Watched,
)

REPLIES = Expectation("reply", "equals", True)
SILENT = Expectation("reply", "equals", False)
CONTROL = Control("icmp", "gateway")
SERVER = Server(
    "sv",
    "192.0.2.1",
    commands=(
        Command("cut", "drill-cut --line 1", allowed_until="2026-12-31"),
        Command("restore", "drill-restore --line 1", allowed_until="2026-12-31"),
        Command("stop", "drill-stop", allowed_until="2026-12-31"),
        Command("start", "drill-start", allowed_until="2026-12-31"),
        Command("mark", "drill-mark", allowed_until="2026-12-31"),
        Command("marks", "drill-marks"),
    ),
)


def call(subject: str, *expect: Expectation, **rest: Any) -> ProbeCall:
    silent = any(each.of_silence for each in expect)
    beside = {"control": CONTROL} if silent else {}
    return ProbeCall("tcp", subject, expect=expect or (REPLIES,), **{**beside, **rest})


def system(id: str, *, needs: tuple[Need, ...] = (), probed: bool = True, **rest: Any) -> System:
    probe = (call(id),) if probed else ()
    return System(id, depends_on=needs, **{"probe": probe, **rest})


def step(id: str, do: StepKind, *, at: int | None = None, **rest: Any) -> Step:
    """A step; `after` may name other steps, with the endings that are wanted behind a colon."""
    after = tuple(_after(each) if isinstance(each, str) else each for each in rest.pop("after", ()))
    within = rest.pop("within", None)
    return Step(
        id,
        do,
        at=None if at is None else Offset(at),
        after=after,
        within=None if within is None else Span(within),
        **rest,
    )


def _after(word: str) -> After:
    name, _, endings = word.partition(":")
    if not endings:
        return After(name)
    wanted: tuple[Any, ...] = tuple(endings.split(","))
    return After(name, wanted)


def inject(id: str, *, jump: int | None = None, **rest: Any) -> Step:
    return step(id, Inject(Text(id), jump=None if jump is None else Span(jump)), **rest)


def ask(id: str, **rest: Any) -> Step:
    return step(id, Ask(Text(id)), **rest)


def notify(id: str, **rest: Any) -> Step:
    return step(id, Notify(Text(id)), **rest)


def probe(id: str, *expect: Expectation, subject: str = "web", **rest: Any) -> Step:
    return step(id, Probe(call(subject, *expect)), **rest)


def wait_for(id: str, system: str, level: str | None = None, **rest: Any) -> Step:
    return step(id, Wait(system=system, level=level), **rest)


def wait_probe(id: str, *expect: Expectation, subject: str = "web", **rest: Any) -> Step:
    return step(id, Wait(call=call(subject, *expect)), **rest)


def run(id: str, command: str = "cut", undo: str | None = "restore", **rest: Any) -> Step:
    back = CommandRef("sv", undo) if undo else None
    return step(id, Run(CommandRef("sv", command), back), **rest)


def plan(*systems: System, server: Server = SERVER) -> Plan:
    return Plan(Organisation("見本町"), systems=systems, servers=(server,))


def scenario(*steps: Step, limit: int = 2 * HOUR, compress: float = 1.0, **rest: Any) -> Scenario:
    return Scenario("s", Text("s"), steps, time=Timing(Span(limit), compress), **rest)


def brief(
    *steps: Step,
    mode: Mode = "operational",
    systems: tuple[System, ...] = (),
    server: Server = SERVER,
    today: str = "2026-11-21",
    calendar: Calendar | None = None,
    **rest: Any,
) -> Brief:
    """What `prepared` makes of these steps; every system of the plan is watched."""
    around = Circumstances(
        run_id="r1",
        mode=mode,
        calendar=calendar or Calendar(),
        wall_ns=1_795_000_000 * 1_000_000_000,
        today=today,
        operator="op",
        tool="test",
    )
    written = scenario(*steps, **{"watch": (Watched("@all"),), **rest})
    return prepared(plan(*systems, server=server), written, around)


def approvals(step: str, *roles: str) -> Safety:
    return Safety(approvals=(Approval(step, roles),))


def stop_when(system: str, broken_for: int) -> Safety:
    return Safety(stop_when=(StopCondition(system, Span(broken_for)),))


def forbid(before: str, *steps: str) -> tuple[Forbid, ...]:
    return (Forbid(before, steps),)


def check(id: str, system: str, level: str | None = None, settled: int = 3) -> Check:
    return Check(id, system, level, call(id), Span(SECOND), Settled(settled))


def target(system: str, **rest: Any) -> Target:
    return Target(**{"system": system, "level": None, "start": "onset", **rest})


ENDINGS: tuple[Ending, ...] = (
    "held",
    "broken",
    "unknown",
    "skipped",
    "done",
    "partly",
    "failed",
    "could_not_reach",
    "refused",
    "expired",
    "ended",
)
