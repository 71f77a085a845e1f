"""How a planned drill is started: the words of its command line, and what its process may know."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bcp.model import Plan
from bcp.plan_paths import path_in_plan
from bcp.upkeep import PlannedDrill
from drills.runtime.secret_variables import variables_in
from scenarios.planned import settings_of

_KEPT = frozenset(
    (
        *("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP"),
        *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "USERNAME"),
        *("APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "HOMEDRIVE", "HOMEPATH"),
        *("DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK", "PYTHONPATH", "PYTHONUTF8", "VIRTUAL_ENV"),
        # Where systemd hands a service its credentials (systemd.exec(5)).
        "CREDENTIALS_DIRECTORY",
    )
)
"""What a process needs to run here, and to reach the keyring and the agent of this account."""
_KEPT_BEGINNINGS = ("LC_", "XDG_", "BCP_DRILL_", "PYTHONIO")


@dataclass(frozen=True)
class Order:
    """One drill that is to begin. `run` names the folder of its record; `thing` is whose turn."""

    key: str
    drill: PlannedDrill
    run: str
    thing: str | None = None


def words_of(order: Order, plan: Plan, plan_path: Path, runs: Path) -> list[str]:
    """The command line. No secret stands in it, and no shell reads it."""
    drill = order.drill
    # -P: the plan's folder is where the process works, and no module is to be taken from there.
    words: list[str | Path] = [sys.executable, "-P", "-m", "tui", "run", drill.scenario or ""]
    words += ["--plan", str(plan_path.resolve()), "--runs", str(runs.resolve())]
    words += ["--mode", drill.unattended or "walkthrough", "--send", drill.send]
    words += ["--unattended", "--yes", "--run-id", order.run, "--operator", f"schedule:{drill.id}"]
    if drill.zone:
        words += ["--zone", drill.zone]
    if drill.answers:
        words += ["--answers", path_in_plan(plan.folder, drill.answers)]
    for each in drill.signed:
        words += ["--signed", path_in_plan(plan.folder, each)]
    for name, value in settings_of(drill, order.thing).items():
        words += ["--set", f"{name}={value}"]
    return [str(each) for each in words]


def environment_of(*values: object, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the drill's process is given: what it runs by, and the secrets that its files name.

    `values` are the plan and the scenario. Other variables, which may be secrets of others, stay
    here.
    """
    named = {each for value in values for each in variables_in(value)}
    own = os.environ if environment is None else environment
    return {
        name: value
        for name, value in own.items()
        if name in named or name.upper() in _KEPT or name.startswith(_KEPT_BEGINNINGS)
    }
