"""The personal codes of a drill: made before it or at its start, and kept beside its record."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from bcp.load import LoadedPlan
from bcp.staff import Listed
from drills.core.brief import Brief
from drills.runtime import roster
from drills.runtime.roster import Roster
from scenarios.callees import missing_of
from scenarios.model import CallOut, RollCall, Scenario

_NOT_IN_A_NAME = re.compile(r"[^\w-]+")


def listed_in(plan: LoadedPlan) -> Listed:
    """The list of a loaded plan; an empty one where it has none."""
    file = plan.plan.staff
    if file is None:
        return Listed()
    return Listed(plan.staff, plan.plan.contacts, plan.files.get(file.file, ""))


def has_check_ins(scenario: Scenario) -> bool:
    """Whether anything in it is about members of staff one by one."""
    return any(
        isinstance(each.do, RollCall)
        or (isinstance(each.do, CallOut) and bool(missing_of(each.do.who)))
        for each in scenario.steps
    )


def prepared_file(runs: Path, scenario: str) -> Path:
    """Where codes that were handed out beforehand wait for the next drill of a scenario."""
    return runs / f"{_NOT_IN_A_NAME.sub('-', scenario)}.{roster.NAME}"


def prepared(runs: Path, scenario: str, listed: Listed) -> Roster:
    """The codes for the next drill of a scenario, made where there are none yet, and kept.

    Those handed out already stay as they are. Raises `Refusal`.
    """
    file = prepared_file(runs, scenario)
    made = _of(listed, roster.read(file))
    with suppress(OSError):
        runs.mkdir(mode=0o700, parents=True, exist_ok=True)
    roster.kept(made, file)
    return made


def taken(runs: Path, folder: Path, brief: Brief, listed: Listed) -> None:
    """Give a new drill its codes: those prepared for its scenario, which are then used up.

    Raises `Refusal`.
    """
    if not listed.staff or not has_check_ins(brief.scenario):
        return
    waiting = prepared_file(runs, brief.scenario.id)
    roster.kept(_of(listed, roster.read(waiting)), folder / roster.NAME)
    with suppress(OSError):
        waiting.unlink()


def given_back(runs: Path, folder: Path, brief: Brief) -> None:
    """Keep the codes of a drill that never began for the next one: they are handed out already."""
    with suppress(OSError):
        (folder / roster.NAME).replace(prepared_file(runs, brief.scenario.id))


def _of(listed: Listed, before: Roster | None) -> Roster:
    return roster.made(listed.staff, listed.contacts, listed.source_hash, before)
