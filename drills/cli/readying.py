"""From the plan here and its folder of runs to readiness, in the form that was asked for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.load import LoadedPlan, load_plan
from bcp.message import Phrase
from bcp.model import Plan
from bcp.refused import Refused
from drills import probes
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.pasting import pasted
from drills.cli.places import here, plan_above, scenario_files
from drills.errors import JournalBroken
from drills.readiness.past import Past
from drills.readiness.readiness import Readiness, State
from drills.readiness.reading import past_of
from drills.readiness.whole import readiness
from drills.runtime.calendar import local_now
from drills.writers import form_by_ending

if TYPE_CHECKING:
    from scenarios.model import Scenario
    from scenarios.planned import Planned

BROKEN = Phrase(
    "ready_command.broken_scenario",
    ja="シナリオ {name} は誤りがあるため除きました（bcp-drill check で確かめられます）。",
    en="The scenario {name} has mistakes and was left out (see bcp-drill check).",
)
WRONGLY_PLANNED = Phrase(
    "ready_command.wrongly_planned",
    ja="予定の訓練を除きました: {line}",
    en="A planned drill was left out: {line}",
)
ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".md": "md",
    ".markdown": "md",
    ".txt": "text",
}
CODES: Mapping[State, ExitCode] = {
    "verified": ExitCode.PASSED,
    "needs_verification": ExitCode.TARGET_MISSED,
    "failing": ExitCode.STEP_FAILED,
    "never_tried": ExitCode.NOT_STARTED,
}


def show_readiness(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print or write it. Raises `Refused` with a plan's mistakes, or `Refusal`."""
    found = ready_at(given.plan or plan_above(here()), given.runs, console)
    found = pasted(found, given.plan, given.runs)
    by_name = "text" if given.form or given.out is None else form_by_ending(given.out, ENDINGS)
    form = given.form or by_name
    # Only the form that is wanted is loaded.
    raw = import_module(f"drills.readiness.as_{form}").written(found, console.lang).encode()
    if given.out is None:
        from drills.cli.showing import show  # noqa: PLC0415

        show(raw, form, f".{form}", console)
    else:
        from drills.cli.putting import put  # noqa: PLC0415

        put(given.out, raw, console)
    return code_of(found)


def code_of(found: Readiness) -> ExitCode:
    """The worst of what matters; where all is verified, what is overdue."""
    code = CODES[found.state]
    if code is ExitCode.PASSED and found.pressing:
        return ExitCode.TARGET_MISSED
    return code


def ready_at(place: Path, runs: Path, console: Console | None = None) -> Readiness:
    """The readiness of a plan today. Raises `Refused` with the plan's mistakes."""
    return judged_at(place, load_plan(place, probes.catalogue()), runs, console)[0]


def judged_at(
    place: Path, loaded: LoadedPlan, runs: Path, console: Console | None = None
) -> tuple[Readiness, Past]:
    """The readiness today of the plan that was read at `place`, and the past that it rests on."""
    now = local_now(loaded.plan)
    written, planned = _scenarios(place, loaded, console)
    past = _past(runs, loaded.plan, now)
    found = readiness(loaded.plan, tuple(written.values()), past, now.date(), planned)
    return found, past


def _past(runs: Path, plan: Plan, now: datetime) -> Past:
    """The same as `past_of`; a broken record of the schedule is named, and the rest counts."""
    from drills.cli.held_here import held_in  # noqa: PLC0415

    try:
        return past_of(runs, plan, now, held_in(runs))
    except JournalBroken as broken:
        past = past_of(runs, plan, now)
        return replace(past, not_counted=(*past.not_counted, broken.message))


def _scenarios(
    place: Path, loaded: LoadedPlan, console: Console | None
) -> tuple[Mapping[Path, Scenario], Sequence[Planned]]:
    """The scenarios by their files, and the planned drills; what has mistakes is told."""
    from drills.cli.planned_here import planned_here  # noqa: PLC0415
    from scenarios.load import load_scenario  # noqa: PLC0415

    written: dict[Path, Scenario] = {}
    broken: list[Path] = []
    for path in scenario_files(place):
        try:
            written[path] = load_scenario(path, loaded, probes.catalogue()).scenario
        except Refused:
            broken.append(path)
    found = planned_here(loaded, written, broken)
    if console is not None:
        for path in broken:
            if path not in found.held_otherwise:
                console.tell(BROKEN(name=path.name))
        for line in sorted({each.said_in(console.lang) for each in found.mistakes}):
            console.tell(WRONGLY_PLANNED(line=line))
    return written, found.drills
