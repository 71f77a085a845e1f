"""From loaded files to a brief: who runs it, when, where, and what forbids it."""

from __future__ import annotations

import getpass
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bcp.did_you_mean import remedy
from bcp.message import Phrase
from bcp.messages import Send
from bcp.model import Plan
from bcp.same_person import same_person
from drills.cli.console import Console
from drills.cli.loading import Loaded
from drills.core.brief import Brief
from drills.core.prepare import Circumstances, preconditions, prepared
from drills.errors import Refusal
from drills.journal.folder import Runs
from drills.journal.lever import refuse_while_on
from drills.runtime.calendar import calendar_of, local_now
from drills.runtime.host_keys import trusted_keys
from scenarios.model import Mode, Scenario

SAY_OPERATIONAL = Phrase(
    "cli.say_operational",
    ja="シナリオ「{scenario}」は実際のサーバを操作します。よければ --mode operational を付けて"
    "ください。何をするかは --dry-run で見られます。",
    en="The scenario {scenario!r} acts on real servers. If that is meant, say --mode operational; "
    "--dry-run shows what it would do.",
)
NOT_STARTED = Phrase(
    "cli.not_started",
    ja="訓練を始めていません。何も変更していません。",
    en="The drill was not started. Nothing was touched.",
)

NO_ZONE = Phrase(
    "cli.no_zone",
    ja="計画に「{zone}」という区分はありません。{then}",
    en="The plan has no zone {zone!r}. {then}",
)


def tool() -> str:
    """Give the name and version of this program."""
    try:
        return f"bcp-drill {version('bcp-drill')}"
    except PackageNotFoundError:
        return "bcp-drill"


def operator(given: str | None) -> str:
    """Give who runs the drill: the name given, or the account's where nothing is seen of one."""
    if given and not same_person(given, ""):
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "-"


def brief_of(
    loaded: Loaded,
    mode: Mode | None,
    zone: str | None,
    by: str,
    run_id: str,
    *,
    send: Send = "none",
) -> Brief:
    """Resolve everything the run will ever need to know. Raises `Refusal` for an unknown zone."""
    plan, scenario = loaded.plan.plan, loaded.scenario.scenario
    require_zone(plan, zone)
    now = local_now(plan)
    chosen = mode or gentle_mode(scenario)
    trusted = {} if chosen == "tabletop" else trusted_keys(plan)
    around = Circumstances(
        run_id=run_id,
        mode=chosen,
        calendar=calendar_of(plan, now.date()),
        wall_ns=time.time_ns(),
        today=now.date().isoformat(),
        operator=by,
        tool=tool(),
        zone=zone,
        send=send,
        files={**loaded.plan.told_files, **loaded.scenario.files, **trusted},
    )
    return prepared(plan, scenario, around)


def require_zone(plan: Plan, zone: str | None) -> None:
    """Raise `Refusal` for a zone that the plan does not have."""
    zones = [each.id for each in plan.zones]
    if zone is not None and zone not in zones:
        # Nothing would be watched from a zone that is not there, and nothing be found wrong.
        raise Refusal(NO_ZONE(zone=zone, then=remedy(zone, zones)))


def gentle_mode(scenario: Scenario) -> Mode:
    """Give the scenario's first mode that changes nothing.

    Acting on real servers is never a default. Raises `Refusal` where a scenario can do only that.
    """
    for mode in scenario.modes:
        if mode != "operational":
            return mode
    raise Refusal(SAY_OPERATIONAL(scenario=scenario.id))


def forbidden(brief: Brief, console: Console) -> bool:
    """Say everything that forbids the start; nothing has been touched yet."""
    found = preconditions(brief)
    for each in found:
        console.tell(each)
    if found:
        console.tell(NOT_STARTED())
    return bool(found)


def folder_for(root: Path, brief: Brief, name: str | None = None) -> Path:
    """Make the folder of a new run. Raises `JournalBroken` where that is not possible.

    Raises `NotStarted` while the lever of this folder of runs is on, and where a run of that very
    `name` is there already.
    """
    refuse_while_on(root)
    if name is not None:
        return Runs(root).named(name)
    return Runs(root).new(brief.scenario.id, local_now(brief.plan))
