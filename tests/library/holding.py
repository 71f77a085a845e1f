"""Holding a drill in this process, by the engine that holds every drill, on a clock that moves."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bcp.asking import ProbeCall
from bcp.message import Message
from bcp.model import Plan
from drills.cli import coding
from drills.cli.exit_codes import ExitCode
from drills.cli.loading import Loaded, load
from drills.cli.running import exit_code
from drills.core.brief import Brief
from drills.core.checkin_events import CheckInClosed, CheckInOpened
from drills.core.effects import ClosePage, OpenPage
from drills.core.events import Event
from drills.core.prepare import Circumstances, preconditions, prepared
from drills.core.state import Drill
from drills.journal.memory import MemoryJournal
from drills.runtime import roster
from drills.runtime.answers import ScriptedPeople, load_script
from drills.runtime.calendar import calendar_of
from drills.runtime.companions import Recording
from drills.runtime.net_failures import NO_ROUTE
from drills.runtime.roster import Roster
from drills.runtime.runner import Runner
from scenarios.model import Mode
from scenarios.reading import Reading
from tests.library.moved_clock import BEGAN_NS, MovedClock, MovedLoop
from tests.library.shelf import OnShelf

TODAY = date(2026, 10, 1)


class NobodyThere:
    """The machines of a plan whose town does not exist: nothing of it can be asked."""

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        return Reading.unknown(NO_ROUTE(place=call.subject))

    async def quiet(self) -> None:
        """Nothing was ever begun."""

    async def act(
        self, server: str, command: str, stdin: str | None = None, timeout_us: int | None = None
    ) -> tuple[Reading, Message | None]:
        raise AssertionError(f"{command} on {server} was run outside of operational mode")


class NobodyAnswers(NobodyThere):
    """The machines of a plan of which every one stays silent."""

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        return Reading.silent(NO_ROUTE(place=call.subject))


class OwnPage:
    """A page that can always be opened, where nobody comes but by the file of answers."""

    async def turn(self, effect: OpenPage | ClosePage, running: Recording) -> None:
        now = running.now()
        if isinstance(effect, ClosePage):
            running.happened((CheckInClosed(now, effect.step),))
        else:
            running.happened((CheckInOpened(now, effect.step, "http://192.0.2.1/", None),))


@dataclass(frozen=True)
class Held:
    """A drill that was held, and what its file of answers could not do."""

    brief: Brief
    drill: Drill
    events: tuple[Event, ...]
    not_taken: tuple[Message, ...]

    @property
    def code(self) -> ExitCode:
        """How `bcp-drill run` would end."""
        return exit_code(self.drill)

    @property
    def open_steps(self) -> list[str]:
        """The steps that never ended."""
        return [each for each, state in self.drill.steps.items() if state.ended is None]


def held(
    on_shelf: OnShelf,
    mode: Mode,
    folder: Path,
    settings: Sequence[str] = (),
    machines: type[NobodyThere] = NobodyThere,
) -> Held:
    """Hold it in a copy of its plan, which is put right where the answers say so."""
    plan = folder / "plan"
    shutil.copytree(on_shelf.plan, plan)
    loaded = load(str(plan / "scenarios" / f"{on_shelf.id}.yaml"), plan, settings)
    around = _circumstances(on_shelf, mode, loaded.plan.plan)
    brief = prepared(loaded.plan.plan, loaded.scenario.scenario, around)
    assert preconditions(brief) == ()
    not_taken = list[Message]()
    script = load_script(on_shelf.answers, loaded.scenario.scenario)
    people = ScriptedPeople(script, tell=not_taken.append)
    loop, events = MovedLoop(), list[Event]()
    try:
        drill = loop.run_until_complete(
            _run(loop, brief, people, machines(), _roster(loaded), events=events)
        )
    finally:
        loop.close()
    return Held(brief, drill, tuple(events), tuple(not_taken))


async def _run(
    loop: MovedLoop,
    brief: Brief,
    people: ScriptedPeople,
    machines: NobodyThere,
    staff: Roster | None,
    *,
    events: list[Event],
) -> Drill:
    people.knows(staff)
    runner = Runner(
        MemoryJournal(),
        machines,
        people=(people,),
        pages=OwnPage(),
        roster=staff,
        listener=lambda batch, drill: events.extend(batch),
        clock=MovedClock(loop),
    )
    return await runner.start(brief)


def _circumstances(on_shelf: OnShelf, mode: Mode, plan: Plan) -> Circumstances:
    return Circumstances(
        run_id=on_shelf.id,
        mode=mode,
        calendar=calendar_of(plan, TODAY),
        wall_ns=BEGAN_NS,
        today=TODAY.isoformat(),
        operator="進行管理者",
        tool="bcp-drill",
    )


def _roster(loaded: Loaded) -> Roster | None:
    listed = coding.listed_in(loaded.plan)
    if not listed.staff:
        return None
    keyed = Roster(bytes(32), ())
    return roster.made(listed.staff, listed.contacts, listed.source_hash, keyed)
