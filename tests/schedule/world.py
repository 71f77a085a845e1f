"""A service whose clock is moved and whose drills begin and end at once; the rest is real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bcp.instants import micros
from bcp.message import Message
from drills.journal.file import NAME
from drills.schedule import events as e
from drills.schedule.claims import Claims
from drills.schedule.claims_sqlite import RecordClaims
from drills.schedule.command_line import Order
from drills.schedule.ending import end_of
from drills.schedule.following import Followed, Read
from drills.schedule.hindering import Hindrance, scenario_of
from drills.schedule.minding import Minder
from drills.schedule.record import ScheduleRecord, read
from drills.schedule.service import Service
from drills.schedule.standing import Standing, stood

PLAN = """
organisation: {{name: 見本町, closed_days: ["2027-10-15"]}}
calendar:
  time_zone: {zone}
  dates: {{transfers: "04-01"}}
  blackouts: [{{from: "02-16", to: "03-15", why: 確定申告}}]
systems: [{{id: web, rto: 1h, probe: {{tcp: "127.0.0.1:9"}}}}]
drills:
{drills}
"""
YEAR = """
  - {id: nightly, scenario: look, starts: {cron: "30 1,2 * 3,10,11 sun"}, unattended: walkthrough,
     missed: late, late_within: 3d, despite: [quiet-hours, closed-days]}
  - {id: weekly, scenario: look, starts: {cron: "0 10 * * thu"}, unattended: walkthrough,
     missed: late, late_within: 3d}
  - {id: monthly, scenario: look, starts: {in: every-month, day: last business, at: "10:00"},
     unattended: walkthrough, missed: late, late_within: 3d}
  - {id: spring, scenario: look, starts: {after: transfers, by: 10bd, at: "09:00"},
     unattended: walkthrough, missed: late, late_within: 3d}
  - {id: again, scenario: look, starts: {after: spring, by: 20d, at: "09:00"},
     unattended: walkthrough, missed: late, late_within: 3d}
"""
TWICE = "twice.txt"
SCENARIO = """
scenario: look
title: 見るだけ
type: server_outage
hazard: {kind: power}
modes: [walkthrough]
time: {limit: 1m}
watch: [{system: web}]
steps: [{id: look, at: T+0m, probe: {tcp: "127.0.0.1:9"}}]
"""


def planned(folder: Path, drills: str = YEAR, zone: str = "Asia/Tokyo") -> Path:
    """A plan with these drills."""
    (folder / "scenarios").mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(PLAN.format(zone=zone, drills=drills.rstrip()), "utf-8")
    (folder / "scenarios" / "look.yaml").write_text(SCENARIO, "utf-8")
    return folder


@dataclass
class MovedClock:
    """A clock that stands until it is moved; what a person sets moves the wall's hands alone."""

    at: int
    steady: int = 0
    place: str = "Asia/Tokyo"

    def now(self) -> int:
        return self.at

    def monotonic(self) -> int:
        return self.steady

    def zone(self) -> str:
        return self.place

    def to(self, moment: datetime) -> None:
        """Let time go by until then."""
        self.steady += micros(moment) - self.at
        self.at = micros(moment)

    def set_to(self, moment: datetime) -> None:
        """Set the clock: no time goes by."""
        self.at = micros(moment)


@dataclass
class World:
    """One process of the service, and what it did."""

    runs: Path
    plan: Path
    clock: MovedClock
    name: str = "one"
    lives: Callable[[str], bool] = lambda service: True
    hinders: Callable[[Read, Order, tuple[Order, ...]], Hindrance | None] = (
        lambda read, order, before: None
    )
    make_claims: Callable[[ScheduleRecord], Claims] = RecordClaims
    goes_on: bool = False
    started: list[Order] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.record = ScheduleRecord(self.runs)
        minder = Minder(
            *(self.name, self.runs, self.record, self, self.lives, self.clock.now, self._trouble)
        )
        self.service = Service(
            *(self.name, "host", 1, "bcp-drill", self.clock, Followed(self.plan, self.runs)),
            *(self.record, self.make_claims(self.record), minder, self.hinders, self._begin),
        )

    def _begin(self, read: Read, order: Order) -> None:
        at, run = self.clock.now(), order.run
        self.started.append(order)
        if not self._made_folder(run):
            return
        limit = end_of(read.plan, order.drill, scenario_of(read, order))
        began = e.DrillBegan(at, order.key, order.drill.id, run, "walkthrough", 1)
        self.record.append(replace(began, thing=order.thing, limit=limit))
        if not self.goes_on:
            self.record.append(e.DrillEnded(at, order.key, run, 0, "passed", "completed"))

    def _made_folder(self, run: str) -> bool:
        """As a drill's process does: whoever makes the folder, with its journal, runs the drill."""
        with TemporaryDirectory(dir=self.runs) as made:
            inside = Path(made) / "run"
            inside.mkdir()
            (inside / NAME).touch()
            try:
                inside.rename(self.runs / run)
            except OSError:
                # Beside the record, which would not take a second beginning.
                with (self.runs / TWICE).open("a", encoding="utf-8") as file:
                    file.write(f"{run}\n")
                return False
        return True

    def _trouble(self, what: Message) -> None:
        self.service.trouble(what)

    def has(self, run: str) -> bool:
        """As `drills.schedule.minding.Own`."""
        return self.goes_on and run in {each.run for each in self.started}

    def kill(self, run: str) -> None:
        """The same."""
        self.killed.append(run)

    def last_words(self, run: str) -> str:
        """The same."""
        return ""


def events(runs: Path) -> list[e.ScheduleEvent]:
    """Everything recorded there."""
    return [each.event() for each in read(runs)]


def standing(runs: Path) -> Standing:
    """How the programme stands there."""
    return stood(Standing(), events(runs))
