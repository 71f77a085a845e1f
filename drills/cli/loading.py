"""Finding and reading the plan and the scenario that were named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from bcp.asking import Catalogue
from bcp.did_you_mean import remedy
from bcp.load import LoadedPlan, load_plan
from bcp.message import Phrase
from drills import probes
from drills.cli.places import here, is_file, plan_above, scenario_files
from drills.errors import Refusal
from drills.runtime.calendar import local_now
from scenarios.load import LoadedScenario, load_scenario

NO_SCENARIO = Phrase(
    "cli.no_scenario",
    ja="「{name}」というシナリオは {folder} にありません。{then}",
    en="There is no scenario {name!r} in {folder}. {then}",
)
NO_FILE = Phrase(
    "cli.no_file", ja="「{path}」がありません。{then}", en="There is no {path}. {then}"
)
BAD_SETTING = Phrase(
    "cli.bad_setting",
    ja="--set は「名前=値」の形で指定してください（{given}）。",
    en="--set wants name=value, not {given!r}.",
)


@dataclass(frozen=True)
class Loaded:
    """A plan and a scenario that fit each other."""

    plan: LoadedPlan
    scenario: LoadedScenario
    plan_path: Path


def load(scenario: str, plan: Path | None, settings: Sequence[str]) -> Loaded:
    """Read both. Raises `Refused` with every mistake in them, `Refusal` where one is not found."""
    catalogue = probes.catalogue()
    path = Path(scenario)
    if not is_file(path):
        if path.suffix in (".yaml", ".yml"):
            _refuse_path(path)
        where = plan or plan_above(here())
        path = _by_name(scenario, where, catalogue)
    where = plan or plan_above(path.resolve().parent)
    loaded = load_plan(where, catalogue)
    overrides = dict(_setting(each) for each in settings)
    today = local_now(loaded.plan).date().isoformat()
    return Loaded(loaded, load_scenario(path, loaded, catalogue, overrides, today), where)


def _refuse_path(path: Path) -> NoReturn:
    """Say that a file named by its path is not there, and which one beside it may be meant."""
    near = remedy(path.name, tuple(each.name for each in path.parent.glob("*.yaml")))
    raise Refusal(NO_FILE(path=str(path), then=near or ""))


def _by_name(name: str, plan: Path, catalogue: Catalogue) -> Path:
    found = {each.stem: each for each in scenario_files(plan)}
    if name in found:
        return found[name]
    if not found:
        # A plan that is not there, or no plan, is why there is no scenario.
        load_plan(plan, catalogue)
    raise Refusal(NO_SCENARIO(name=name, folder=str(plan), then=remedy(name, tuple(found)) or ""))


def _setting(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise Refusal(BAD_SETTING(given=given))
    return name, value
