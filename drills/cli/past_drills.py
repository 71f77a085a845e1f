"""What is asked of the past drills: which of them, in which form, beside which plan."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.did_you_mean import remedy
from bcp.fiscal_year import USUAL_START, year_began
from bcp.meant import meant_number
from bcp.message import Language, Message, Phrase
from bcp.refused import Refused
from bcp.wareki import LocalTime, offset_seconds
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.places import here, plan_near
from drills.errors import Refusal
from drills.history.coverage import of_plan
from drills.history.index import rows
from drills.history.rows import DrillRow, TargetRow
from drills.history.trend import Trend, trend
from drills.history.years import History, history
from drills.journal.folder import NO_RUNS
from drills.writers import form_by_ending

if TYPE_CHECKING:
    from bcp.model import Plan

NO_YEAR = Phrase(
    "history.no_year",
    ja="「{given}」は年度として読めません。2026、令和8年度、R8 のように指定してください。",
    en="{given!r} is no fiscal year. Write it like 2026 or R8.",
)
NO_SCENARIO = Phrase(
    "history.no_scenario",
    ja="「{given}」というシナリオの記録はありません。{then}",
    en="There is no record of a scenario {given!r}. {then}",
)
NO_TARGET = Phrase(
    "history.no_target",
    ja="「{given}」を対象とした記録はありません。{then}",
    en="There is no record with a target {given!r}. {then}",
)
LEFT_ALONE = Phrase(
    "history.plan_left_alone",
    ja="計画に誤りがあるため、計画を使わずに示します（bcp-drill check で確かめられます）。",
    en="The plan has mistakes, so it is left alone here (see bcp-drill check).",
)
ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".csv": "csv", ".txt": "text"}


def show_history(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print the history. Raises `Refusal`, and `Refused` where the named plan has mistakes."""
    found = _rows(given, console)
    plan = plan_here(given.plan, console)
    year = None if given.year is None else _year(given.year)
    scenario = _known(given.scenario, {each.scenario for each in found})

    def wanted(row: DrillRow) -> bool:
        # Nobody knows the year of what cannot be read: it is told of in each.
        of_year = year is None or row.fiscal_year == year or row.standing == "damaged"
        return of_year and (scenario is None or row.scenario == scenario)

    systems = None if plan is None else of_plan(plan)
    told = history(found, wanted, systems, this_year(plan) if year is None else year)
    _give(given, console, told)
    return ExitCode.PASSED


def show_trend(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print the trend. Raises `Refusal`."""
    found = _rows(given, console)
    scenario = _known(given.scenario, {each.scenario for each in found})
    names = _named(given.systems, found)

    def wanted(drill: DrillRow, target: TargetRow) -> bool:
        own = target.id in names if names else target.kind == "system"
        return own and (scenario is None or drill.scenario == scenario)

    _give(given, console, trend(found, wanted))
    return ExitCode.PASSED


def _rows(given: argparse.Namespace, console: Console) -> tuple[DrillRow, ...]:
    found = rows(given.runs, rebuild=given.rebuild)
    if not found:
        # The printed page names no folder; whoever typed may have named a wrong one.
        console.tell(NO_RUNS(root=str(given.runs)))
    return found


def this_year(plan: Plan | None) -> int:
    """The fiscal year that it is now, by the plan's beginning and the organisation's clock."""
    offset = offset_seconds("+09:00" if plan is None else plan.organisation.utc_offset)
    today = date(*LocalTime(time.time_ns() // 1000, offset).day)
    start = USUAL_START if plan is None else plan.organisation.fiscal_year_start
    return year_began(start, today).year


def plan_here(given: Path | None, console: Console) -> Plan | None:
    """The plan that was named, or the one near; without one, nothing is held against it."""
    place = given or plan_near(here())
    if place is None:
        return None
    from bcp.load import load_plan  # noqa: PLC0415
    from drills import probes  # noqa: PLC0415

    try:
        return load_plan(place, probes.catalogue()).plan
    except Refused:
        if given is not None:
            raise
        console.tell(LEFT_ALONE())
        return None


def _year(given: str) -> int:
    bare = given.strip().removesuffix("年度")
    said = bare if re.fullmatch(r"[12][0-9]{3}", bare) else meant_number(int, given, given)
    if said is None or not 1900 <= int(said) <= 2200:
        raise Refusal(NO_YEAR(given=given))
    return int(said)


def _known(given: str | None, known: Iterable[str]) -> str | None:
    names = sorted(each for each in known if each)
    if given is not None and given not in names:
        raise _unknown(NO_SCENARIO, given, names)
    return given


def _named(given: Sequence[str], found: Iterable[DrillRow]) -> frozenset[str]:
    names = sorted({each.id for drill in found for each in drill.targets}) if given else []
    for each in given:
        if each not in names:
            raise _unknown(NO_TARGET, each, names)
    return frozenset(given)


def _unknown(phrase: Phrase, given: str, names: Sequence[str]) -> Refusal:
    then: Message | str = remedy(given, names) if names else ""
    return Refusal(phrase(given=given, then=then))


def _give(given: argparse.Namespace, console: Console, found: History | Trend) -> None:
    """Write it in the form that was asked for, to the file or to the output."""
    from drills.cli.showing import show  # noqa: PLC0415

    by_name = "text" if given.form or given.out is None else form_by_ending(given.out, ENDINGS)
    form = given.form or by_name
    raw = _written(form, found, console.lang, named=bool(getattr(given, "systems", ()))).encode()
    if given.out is None:
        show(raw, form, f".{form}", console)
        return
    from drills.cli.putting import put  # noqa: PLC0415

    put(given.out, raw, console)


def _written(form: str, found: History | Trend, lang: Language, *, named: bool) -> str:
    """Only the form that is wanted is loaded: the others take longer than the drills do."""
    if form == "json":
        from drills.history import as_json  # noqa: PLC0415

        return as_json.written(found, lang)
    if form == "csv":
        from drills.history import as_csv  # noqa: PLC0415

        return as_csv.written(found, lang)
    if form == "html":
        from drills.history import as_html  # noqa: PLC0415

        return as_html.written(found, lang)
    from drills.history import as_text  # noqa: PLC0415

    return as_text.written(found, lang, named=named)
