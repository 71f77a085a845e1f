"""Plans, scenarios and runs of this machine, as the screens want to see them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bcp.load import LoadedPlan, load_plan
from bcp.message import Message, Phrase, Text
from bcp.refused import Refused
from bcp.wareki import LocalTime, offset_seconds
from drills import probes
from drills.cli import coding, entering, hot_wash, levering, loading, running, starting
from drills.cli.engine import Engine
from drills.cli.front import Front
from drills.cli.places import here, plan_above, scenario_files
from drills.cli.secret_asking import taken_unasked
from drills.core.machine import replay
from drills.core.overall import overall
from drills.core.paper_orders import Enter
from drills.core.prepare import preconditions
from drills.core.state import Drill
from drills.errors import JournalBroken, Refusal
from drills.journal.file import NAME
from drills.journal.folder import Runs
from drills.journal.lever import Lever
from drills.journal.lock import is_held
from drills.journal.sqlite import read
from drills.report.model import Report
from scenarios.load import load_scenario
from scenarios.model import Mode
from scenarios.zones import shares, zone_name
from tui.ahead import Ahead, Answer, Programme
from tui.feed import Prepared, RunCard, ScenarioCard, Session, View
from tui.outlook import FileOutlook
from tui.wire import Wire
from tui.wire_folder import Desk, Follower

ONE_AT_A_TIME = Phrase(
    "shelf.one_at_a_time",
    ja="この画面の訓練（{run}）がまだ進行中です。終わってから始めるか、別の端末で始めてください。",
    en="A drill of this screen ({run}) is not over. Wait for its end, or use another terminal.",
)

# What a person looks through; older ones are opened by their names.
NEWEST = 20


class FileShelf:
    """The plan at `plan`, or above the folder we are in, and the runs below `runs`.

    `engines` are the drills that were begun here, oldest first.
    """

    def __init__(
        self, plan: Path | None, runs: Path, by: str, engines: list[Engine] | None = None
    ) -> None:
        self._plan, self._runs, self._by = plan, Runs(runs), by
        self.engines: list[Engine] = [] if engines is None else engines
        self._outlook = FileOutlook(plan, runs)
        self._cards: dict[Path, tuple[tuple[int, ...], RunCard]] = {}

    def scenarios(self) -> tuple[ScenarioCard, ...]:
        plan = self._plan or plan_above(here())
        catalogue = probes.catalogue()
        loaded = load_plan(plan, catalogue)
        return tuple(_card(each, loaded) for each in scenario_files(plan))

    def runs(self) -> tuple[RunCard, ...]:
        return tuple(map(self._run_card, self._runs.newest_first()[:NEWEST]))

    def lever(self) -> Message | None:
        pulled = Lever(self._runs.root).state()
        return None if pulled is None else pulled.said()

    def put_lever_on(self, by: str, reason: str) -> tuple[Message, ...]:
        return levering.put_on(self._runs.root, by, reason)

    def take_lever_off(self) -> Message:
        return levering.take_off(self._runs.root)

    def _run_card(self, folder: Path) -> RunCard:
        """Read a record again only where it has changed: a long drill's takes a second."""
        stamp = _stamp(folder)
        known = self._cards.get(folder)
        if known is None or known[0] != stamp:
            known = self._cards[folder] = (stamp, _run_card(folder))
        return known[1]

    def report(self, run_id: str) -> Report:
        # What writes reports takes longer to load than a home may take to be there.
        from drills.cli.reporting import report_in  # noqa: PLC0415

        return report_in(self._runs.find(run_id))

    def enter(self, run_id: str, order: Enter) -> bool:
        entering.entered(self._runs.find(run_id), order)
        return True

    def note_item(self, run_id: str, typed: Mapping[str, str]) -> Message:
        return hot_wash.note(self._plan, self._runs.find(run_id), typed)

    def pressing_items(self) -> Message | None:
        return hot_wash.pressing(self._plan, self._runs.root)

    def ahead(self) -> Ahead | None:
        return self._outlook.ahead()

    def programme(self) -> Programme:
        return self._outlook.programme()

    def readiness(self) -> Answer:
        return self._outlook.readiness()

    def prepare(self, scenario: str, mode: Mode, zone: str | None = None) -> Prepared:
        loaded = loading.load(scenario, self._plan or plan_above(here()), ())
        brief = starting.brief_of(loaded, mode, zone, self._by, "-")
        warnings = (*loaded.plan.warnings, *loaded.scenario.warnings)
        lever = self.lever()
        off = () if lever is None else (lever,)
        listed = coding.listed_in(loaded.plan)
        return Prepared(brief, (*off, *preconditions(brief)), warnings, listed)

    def begin(self, prepared: Prepared) -> Session:
        self._refuse_a_second()
        brief = prepared.brief
        secrets = taken_unasked(brief)
        folder = starting.folder_for(self._runs.root, brief)
        coding.taken(self._runs.root, folder, brief, prepared.listed)
        named = replace(brief, run_id=folder.name)
        return self.session(Engine(lambda front: running.start(folder, named, front, (), secrets)))

    def open(self, run_id: str, view: View) -> Session:
        folder = self._runs.find(run_id)
        orders = Desk(folder) if is_held(folder) else None
        return Session(folder.name, view, Follower(folder, view), orders)

    def resume(self, run_id: str) -> Session:
        self._refuse_a_second()
        folder, drill = running.to_go_on_with(self._runs.root, run_id)
        # Nobody is asked here whether people are to be written to, so nobody is.
        secrets = taken_unasked(replace(drill.started(), send="none"))

        def work(front: Front) -> Drill:
            return running.take_up(folder, front, (), self._by, secrets=secrets, send="none")

        return self.session(Engine(work), folder.name)

    def _refuse_a_second(self) -> None:
        """Whoever leaves the screen is told of one drill in lines, and can abort one."""
        for each in self.engines:
            if each.alive:
                raise Refusal(ONE_AT_A_TIME(run=each.folder.name if each.folder else ""))

    def session(self, engine: Engine, run_id: str = "") -> Session:
        """A drill of this process; it starts when its news are first asked for."""
        self.engines.append(engine)
        wire = Wire(engine.order, engine.start)
        engine.listen(wire.deliver)
        return Session(run_id, "controller", wire, wire)


def _card(path: Path, plan: LoadedPlan) -> ScenarioCard:
    try:
        scenario = load_scenario(path, plan, probes.catalogue()).scenario
    except Refused as refused:
        return ScenarioCard(path.stem, Text(path.name, path.name), mistakes=refused.refusals)
    return ScenarioCard(
        id=path.stem,
        title=scenario.title,
        hazard=scenario.hazard.kind,
        modes=scenario.modes,
        steps=len(scenario.steps),
        limit_us=scenario.time.limit.us,
        zones=tuple(
            (each, Text(zone_name(plan.plan, each))) for each in shares(plan.plan, scenario)
        ),
    )


def _stamp(folder: Path) -> tuple[int, ...]:
    """What changes when a record does, also while its newest part stands in a file of its own."""
    found = [folder / NAME, folder / f"{NAME}-wal"]
    stamps: list[int] = []
    for each in found:
        # It may go at any moment: at its end a drill takes the newest part into the record.
        with suppress(FileNotFoundError):
            looks = each.stat()
            stamps += (looks.st_mtime_ns, looks.st_size)
    return tuple(stamps)


def _run_card(folder: Path) -> RunCard:
    name = folder.name
    try:
        drill = replay(record.event() for record in read(folder))
        running_now = is_held(folder)
    except JournalBroken as broken:
        return _broken(name, broken.message)
    if drill.brief is None:
        return _broken(name, running.EMPTY(run=name))
    brief = drill.brief
    offset = offset_seconds(brief.plan.organisation.utc_offset)
    began = LocalTime(brief.wall_ns // 1000, offset).iso[:16].replace("T", " ")
    ended = drill.ended is not None
    return RunCard(
        run_id=name,
        title=brief.scenario.title,
        began=began,
        mode=brief.mode,
        state="ended" if ended else "running" if running_now else "left",
        overall=overall(drill) if ended else None,
        finish=drill.ended.finish if drill.ended else None,
    )


def _broken(name: str, why: Message) -> RunCard:
    return RunCard(name, Text(name), "", None, "broken", why=why)
