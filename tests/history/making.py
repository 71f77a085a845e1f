"""Journals of whole drills, written by the real journal: years of them in moments."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bcp.asking import ProbeCall, Settled
from bcp.business_days import Calendar
from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Text
from bcp.model import Importance, Organisation, Plan, System
from drills.core import events as e
from drills.core.audit_events import OrderTaken, Terminal
from drills.core.brief import Brief, Check, Target
from drills.journal.folder import Runs
from drills.journal.sqlite import SqliteJournal
from scenarios.model import Goal, Mode, Scenario
from scenarios.reading import Reading
from tests.core import making as m

GOOD = Reading({"reply": True, "latency_ms": 12.3})
BAD = Reading({"reply": False})


@dataclass(frozen=True)
class Held:
    """One drill: how long each system was down, and what else is to be unlike the others.

    `back` are microseconds by the system's id; a system that is not named was never lost, one
    with a negative number never came back. `way` is how the answers of people came, `goal` the
    time that its first step is to take, and `marks` the moment that this step's end is.
    """

    began: str
    back: tuple[tuple[str, int], ...] = (("mail", 40 * MINUTE),)
    limit: int = HOUR
    mode: Mode = "operational"
    finish: str | None = "completed"
    scenario: str = "mail-down"
    title: Text = Text("メール停止", "Mail down")
    name: Text = Text("電子メール", "Mail")
    asked: str = "tcp"
    start: str = "onset"
    every: int = SECOND
    steps: tuple[str, ...] = ("look",)
    importance: Importance = "critical"
    systems: tuple[str, ...] = ("mail", "files")
    error: int = SECOND
    organisation: str = "見本町"
    aside: tuple[str, ...] = ()
    way: str = "screen"
    goal: int | None = None
    marks: str | None = None

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(f"{self.began}T10:00:00+09:00")


def brief(held: Held, run_id: str) -> Brief:
    systems = tuple(
        System(each, held.name if each == "mail" else Text(each), importance=held.importance)
        for each in held.systems
    )
    calls = {each: ProbeCall(held.asked, f"{each}.example") for each in held.systems}
    return Brief(
        run_id=run_id,
        plan=Plan(Organisation(held.organisation), systems=systems),
        scenario=Scenario(
            held.scenario,
            held.title,
            tuple(replace(m.ask(each), marks=held.marks) for each in held.steps),
            targets=()
            if held.goal is None
            else (Goal(step=held.steps[0], within=Span(held.goal)),),
        ),
        mode=held.mode,
        checks=tuple(
            Check(f"{each}/it", each, None, calls[each], Span(held.every), Settled(1))
            for each in held.systems
        ),
        targets=tuple(
            Target(each.id, None, held.start, each.name, rto=Span(held.limit)) for each in systems
        ),
        calendar=Calendar(),
        wall_ns=int(held.at.timestamp()) * 1_000_000_000,
        today=held.began,
        operator="佐藤",
        tool="bcp-drill test",
    )


def _sample(sent: int, good: bool) -> e.Sample:
    return e.Sample(sent, sent + SECOND // 10, "held" if good else "broken", GOOD if good else BAD)


def events(held: Held, run_id: str) -> Iterable[e.Event]:
    yield e.DrillStarted(0, brief(held, run_id))
    yield from (e.CheckSetAside(0, each, "鈴木", "監視の故障") for each in held.aside)
    told = [event for system, back in held.back for event in _outage(held, system, back)]
    never = any(back < 0 for _, back in held.back)
    end = 2 * HOUR if never else max([SECOND, *(each.at for each in told)]) + SECOND
    for step in held.steps:
        yield e.StepDue(0, step, 0)
        yield OrderTaken(SECOND // 2, "Answer", step, "鈴木", Terminal(way=held.way))
        yield e.Answered(SECOND // 2, step, "done", "鈴木")
        yield e.StepEnded(SECOND // 2, step, "done", "held", "observed", by="鈴木")
    yield from sorted(told, key=lambda each: each.at)
    if held.finish is not None:
        yield e.ClosingBegan(end, held.finish)  # type: ignore[arg-type]
        yield e.DrillEnded(end, held.finish)  # type: ignore[arg-type]


def _outage(held: Held, system: str, back: int) -> Iterable[e.Event]:
    lost, check = 10 * SECOND, f"{system}/it"
    yield e.CheckLost(lost + SECOND, check, _sample(lost - held.error, True), _sample(lost, False))
    if back < 0:
        return  # it never came back; the drill goes on for two hours
    yield e.CheckReturned(
        lost + back + SECOND,
        check,
        _sample(lost + back - held.error, False),
        _sample(lost + back, True),
    )


def hold(runs: Path, *drills: Held) -> Sequence[Path]:
    """Write the journals of these drills, one folder each."""
    return asyncio.run(_hold(runs, drills))


async def _hold(runs: Path, drills: Sequence[Held]) -> Sequence[Path]:
    folders = []
    for each in drills:
        folder = Runs(runs).new(each.scenario, each.at.replace(tzinfo=None))
        folders.append(folder)
        with SqliteJournal.create(folder) as journal:
            await journal.append(tuple(events(each, folder.name)))
    return folders


def unlike(held: Held, **changes: object) -> Held:
    return replace(held, **changes)  # type: ignore[arg-type]


def days(year: int, count: int) -> Iterable[str]:
    """One day of each month from April on."""
    for number in range(count):
        month = 3 + number
        yield datetime(year + month // 12, month % 12 + 1, 14, tzinfo=UTC).date().isoformat()
