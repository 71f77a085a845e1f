"""Event lists (MSEL): from a table to a scenario that passes the check, and back to a table."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bcp.load import LoadedPlan, load_plan
from bcp.message import Language, Phrase
from bcp.model import Plan
from bcp.refused import Refusal as Said
from bcp.refused import Refused
from bcp.system_trouble import reason_of
from bcp.written_times import Date, read_when
from drills import probes
from drills.cli.loading import load
from drills.cli.paper_files import CANNOT_WRITE, sheets_in
from drills.cli.places import plan_near
from drills.errors import Refusal
from drills.paper.columns import folded
from drills.paper.event_book import event_book, timeline_of
from drills.paper.event_doubts import carried_over, like_sections
from drills.paper.event_list import EventList, read_events
from drills.paper.event_scenario import Head, scenario_text
from drills.whole_file import SHARED, write_new
from scenarios.load import LoadedScenario, load_scenario

BAD_START = Phrase(
    "msel.bad_start",
    ja="--start「{given}」を時刻として読めません。「9:00」か「2026-11-28 9:00」のように"
    "書いてください。",
    en='--start {given!r} is not a time. Write it like 9:00 or "2026-11-28 9:00".',
)
THERE_ALREADY = Phrase(
    "msel.there_already",
    ja="「{file}」はすでにあるので置き換えません。-o で別の名前を指定してください。",
    en="{file} exists and is not replaced. Name another with -o.",
)
BAD_NAME = Phrase(
    "msel.bad_name",
    ja="「{name}」はシナリオの名前にできません。-o を、文字・数字・「-」「_」だけの名前に"
    "してください（例: -o scenarios/flood-2027.yaml）。",
    en="{name!r} cannot be a scenario's name. Let -o have letters, digits, - and _ only "
    "(-o scenarios/flood-2027.yaml).",
)
_NAME = re.compile(r"[^\W_][\w-]*")


@dataclass(frozen=True)
class Brought:
    """What became of a list: the scenario as it was read back, and whether there was a plan."""

    found: EventList
    loaded: LoadedScenario
    plan: Plan | None
    warnings: tuple[Said, ...]


@dataclass(frozen=True)
class Listed:
    """What a list was made of: how many rows, and what of which step it has no room for."""

    rows: int
    unsaid: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Wanted:
    """What is to become of a list: the plan it is for, where its T+0 is, and which sheet."""

    plan: Path | None = None
    start: str | None = None
    sheet: str | None = None


def brought(file: Path, out: Path, wanted: Wanted, lang: Language) -> Brought:
    """Write the scenario that a table is. Nothing is written where anything in it is wrong.

    Raises `Refused` with every mistake, `Refusal` where a file cannot be read or written.
    """
    if not _NAME.fullmatch(out.stem):
        raise Refusal(BAD_NAME(name=out.stem))
    if out.exists():
        raise Refusal(THERE_ALREADY(file=str(out)))
    where = wanted.plan or plan_near(out.resolve().parent)
    loaded = load_plan(where, probes.catalogue()) if where else None
    roles = _by_name(loaded.plan) if loaded else {}
    sheets, _ = sheets_in(file)
    read = read_events(sheets, roles=roles, start=_start(wanted.start), sheet=wanted.sheet)
    found, carried = carried_over(read)
    head = Head(out.stem, found.title or out.stem, file.name)
    text = scenario_text(found, head, lang)
    scenario = _read_back(text, out, loaded)
    _write(out, text.encode())
    warned = (*carried, *like_sections(found), *scenario.warnings)
    return Brought(found, scenario, loaded.plan if loaded else None, warned)


def listed(scenario: str, out: Path, plan: Path | None, lang: Language) -> Listed:
    """Write a scenario's timeline as a workbook. Raises `Refused` or `Refusal`."""
    loaded = load(scenario, plan, ())
    names = {role: name for name, role in _names(loaded.plan.plan, lang).items()}
    timeline = timeline_of(loaded.scenario.scenario, names)
    title = loaded.scenario.scenario.title.said_in(lang)
    _write(out, event_book(title, timeline, lang))
    return Listed(len(timeline.events), timeline.unsaid)


def _start(given: str | None) -> tuple[int, Date | None] | None:
    if given is None:
        return None
    found = read_when(given)
    if found is None:
        raise Refusal(BAD_START(given=given))
    clock, date = found
    return clock.since, date


def _names(plan: Plan, lang: Language) -> Mapping[str, str]:
    """The id of each role whose name no other has, by that name."""
    said = [(each.name.said_in(lang), each.id) for each in plan.roles]
    names = [folded(name) for name, _ in said]
    return {name: role for name, role in said if name and names.count(folded(name)) == 1}


def _by_name(plan: Plan) -> Mapping[str, str]:
    """The same as people type it, in either language, and by the id itself."""
    named = {
        **_names(plan, "en"),
        **_names(plan, "ja"),
        **{each.id: each.id for each in plan.roles},
    }
    return {folded(name): role for name, role in named.items()}


def _read_back(text: str, out: Path, plan: LoadedPlan | None) -> LoadedScenario:
    """What was made is read as any other file would be: what is wrong with it is said now.

    Whatever is said of it, is said of the file that it will be.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, out.name)
        path.write_text(text, encoding="utf-8", newline="\n")
        try:
            loaded = load_scenario(path, plan, probes.catalogue())
        except Refused as trouble:
            raise Refused(_said_of(out, path, each) for each in trouble.refusals) from None
    warned = tuple(_said_of(out, path, each) for each in loaded.warnings)
    return replace(loaded, warnings=warned)


def _said_of(out: Path, read: Path, said: Said) -> Said:
    if said.place.file != str(read):
        return said
    return replace(said, place=replace(said.place, file=str(out)))


def _write(out: Path, raw: bytes) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_new(out, raw, SHARED)
    except FileExistsError as there:
        raise Refusal(THERE_ALREADY(file=str(out))) from there
    except (OSError, ValueError) as trouble:
        raise Refusal(CANNOT_WRITE(file=str(out), reason=reason_of(trouble))) from trouble
