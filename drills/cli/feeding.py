"""What programs fetch of a plan: read where the plan and its records lie, and told from values."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bcp.load import load_plan
from bcp.message import Language, Phrase
from bcp.programme.dues import Due, dues
from bcp.programme.local_time import zone_of
from bcp.refused import Refused
from drills import probes
from drills.agenda.feed import agenda
from drills.agenda.material import AgendaPart, Material
from drills.cli.agenda_here import Stretch, material
from drills.cli.held_here import held_in
from drills.cli.items_here import Here
from drills.cli.past_shelf import learn_once
from drills.cli.places import scenario_files
from drills.cli.readying import judged_at
from drills.cli.schedule_figures import is_served, schedule_figures
from drills.errors import Refusal
from drills.ics.writing import written as calendar_written
from drills.journal.file import NAME as JOURNAL
from drills.metrics.exposition import written as figures_written
from drills.metrics.families import families, refreshed
from drills.metrics.ground import MetricsGround
from drills.readiness import as_json
from drills.report.as_json import text_of
from drills.runtime import survey_file
from drills.schedule.record import NAME as SCHEDULE

PLAN_MISTAKES = Phrase(
    "feeding.plan_mistakes",
    ja="計画に誤りがあるため示せません。bcp-drill check で確かめてください。",
    en="The plan has mistakes: see bcp-drill check.",
)
_AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class PlanTelling:
    """Everything of one look; see `drills.serve.feeds.Telling`."""

    ground: MetricsGround
    material: Material
    planned: Sequence[Due]

    def calendar(self, lang: Language, parts: tuple[AgendaPart, ...]) -> bytes:
        return calendar_written(agenda(self.material, lang, parts))

    def metrics(self, at: float, *, fresh: bool) -> bytes:
        # What is next is another drill as soon as one has begun, without any change of a file.
        ground = replace(self.ground, planned=_next(self.planned, at))
        return figures_written((*families(ground), *refreshed(at, fresh=fresh)))

    def readiness(self, lang: Language, at: float) -> bytes:
        as_of = datetime.fromtimestamp(int(at), self.ground.zone).isoformat()
        return text_of({**as_json.as_tree(self.ground.readiness, lang), "as_of": as_of}).encode()


class FolderFeeds:
    """The plan at `place`, beside the folder `runs`; see `drills.serve.feeds.FeedShelf`."""

    def __init__(self, place: Path, runs: Path) -> None:
        self._place, self._runs = place, runs
        self._here: Here | None = None

    def stamp(self) -> object:
        """The looks of every file that is told of, the day, and whether the service runs.

        Before the plan was read once there is nothing to compare with.
        """
        if self._here is None:
            return None
        files = (*_plan_files(self._place, self._here.files), *_records(self._runs))
        return self._here.now_there().date(), is_served(self._runs), tuple(map(_looks, files))

    def tell(self) -> PlanTelling:
        """Read all of it. Raises `Refusal` for a plan with mistakes, or `JournalBroken`."""
        try:
            telling, self._here = telling_of(self._place, self._runs)
        except Refused as refused:
            raise Refusal(PLAN_MISTAKES()) from refused
        return telling


def telling_of(place: Path, runs: Path) -> tuple[PlanTelling, Here]:
    """Everything of the plan there. Raises `Refused` with its mistakes, or `JournalBroken`."""
    learn_once()
    loaded = load_plan(place, probes.catalogue())
    here = Here.of_loaded(place, loaded, runs)
    ready, past = judged_at(place, loaded, runs)
    zone = zone_of(here.plan)
    now = datetime.now(UTC)
    ground = MetricsGround(
        _version(),
        ready,
        zone,
        past.rows,
        here.standings,
        schedule=schedule_figures(here.runs),
    )
    planned = dues(here.plan, now, now + _AHEAD, held_in(here.runs))
    certain = [each for each in planned if each.omitted is None]
    days = material(here, Stretch.usual(here), past.certificates())
    return PlanTelling(ground, days, certain), here


def _next(planned: Sequence[Due], at: float) -> Mapping[str, datetime]:
    found: dict[str, datetime] = {}
    for each in planned:
        if each.at.timestamp() >= at:
            found.setdefault(each.drill, each.at)
    return found


def _version() -> str:
    try:
        return version("bcp-drill")
    except PackageNotFoundError:
        return "unknown"


def _plan_files(place: Path, files: Sequence[str]) -> Iterator[Path]:
    folder = place if place.is_dir() else place.parent
    told_of = [folder / each for each in files]
    yield from told_of
    # A file that comes or goes changes its folder.
    yield from sorted({folder, *(each.parent for each in told_of), folder / "scenarios"})
    yield from scenario_files(place)


def _records(runs: Path) -> Iterator[Path]:
    yield from (runs / SCHEDULE, runs / f"{SCHEDULE}-wal", runs / survey_file.FOLDER)
    with suppress(OSError), os.scandir(runs) as found:
        for each in sorted(found, key=lambda entry: entry.name):
            if each.name.endswith(".zip"):
                yield Path(each.path)
            elif not each.name.startswith("."):
                # While a run goes on, its newest records stand in a file beside its journal.
                yield Path(each.path, JOURNAL)
                yield Path(each.path, f"{JOURNAL}-wal")


def _looks(file: Path) -> tuple[str, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return file.name, found.st_size, found.st_mtime_ns
