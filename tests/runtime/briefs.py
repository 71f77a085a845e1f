"""A brief that uses servers of a plan, for what needs no more of a drill."""

from __future__ import annotations

from pathlib import Path

from bcp.asking import ProbeCall, Settled
from bcp.business_days import Calendar
from bcp.durations import Span
from bcp.message import Text
from bcp.model import Server
from drills.core.brief import Brief, Check
from scenarios.model import Mode, Scenario
from tests.daemons.sshd import plan_of


def brief_of(
    *servers: Server,
    used: tuple[str, ...] | None = None,
    mode: Mode = "walkthrough",
    folder: Path | str = "",
) -> Brief:
    """A drill that watches each of the servers `used`, or all of them, by a command."""
    names = [each.id for each in servers] if used is None else used
    checks = tuple(
        Check(
            f"{name}/ssh",
            name,
            None,
            ProbeCall("ssh", name, server=name),
            Span(1_000_000),
            Settled(),
        )
        for name in names
    )
    return Brief(
        run_id="-",
        plan=plan_of(*servers, folder=folder),
        scenario=Scenario("s", Text("試験"), ()),
        mode=mode,
        checks=checks,
        targets=(),
        calendar=Calendar(),
        wall_ns=0,
        today="2026-11-21",
        operator="-",
        tool="-",
    )
