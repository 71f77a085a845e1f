"""`bcp-drill scenarios NAME` says what a scenario is for and what it needs, before it is taken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.message import LANGUAGES, Language
from drills.cli.exit_codes import ExitCode
from drills.cli.explaining import explained
from drills.cli.needing import needs_of
from drills.probes import catalogue
from scenarios.load import load_scenario
from tests.cli.conversation import bcp_drill
from tests.library.shelf import LIBRARY, OnShelf, library


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("on_shelf", library(), ids=lambda each: each.id)
def test_every_scenario_is_explained_with_all_that_it_measures_and_needs(
    on_shelf: OnShelf, lang: Language
) -> None:
    plan = load_plan(on_shelf.plan, catalogue())
    scenario = load_scenario(on_shelf.scenario, plan, catalogue()).scenario
    text = explained(plan.plan, scenario, lang)
    needs = needs_of(plan.plan, scenario)
    wanted = [scenario.purpose.said_in(lang), *(each.said_in(lang) for each in scenario.guidance)]
    wanted += [each.text.said_in(lang) for each in scenario.evaluation]
    wanted += [
        f"［{goal.step}］" if lang == "ja" else f"[{goal.step}]"
        for goal in scenario.targets
        if goal.step
    ]
    wanted += [*needs.watched, *needs.roles, *needs.businesses, *needs.commands]
    wanted += [command for commands in needs.commands.values() for command in commands]
    assert [each for each in wanted if each not in text] == []


def test_what_a_scenario_needs_is_what_a_plan_without_it_is_told_to_lack(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 別の町\n", "utf-8")
    seen = bcp_drill("--lang", "en", "scenarios", "backup-restore", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    lacking = seen.out.split("Where it does not fit the plan")[1]
    for each in ("'victims'", "'restore1'", "'victim-support'", "'owner'"):
        assert each in lacking
    assert "--copy backup-restore" in lacking


def test_a_plan_that_has_it_all_is_told_so(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY / "town", tmp_path / "mine", ignore=shutil.ignore_patterns("scenarios"))
    words = ("scenarios", "dns-failure", "--plan", "mine")
    seen = bcp_drill("--lang", "en", *words, cwd=tmp_path)
    assert "The plan mine has all that it needs." in seen.out


def test_a_scenario_of_ones_own_plan_is_explained_too(tmp_path: Path) -> None:
    bcp_drill("scenarios", "--copy", "first-hour", "town", cwd=tmp_path)
    mine = tmp_path / "town" / "scenarios" / "first-hour.yaml"
    mine.rename(mine.with_name("mine.yaml"))
    seen = bcp_drill("scenarios", "mine", cwd=tmp_path / "town")
    assert seen.code == ExitCode.PASSED
    assert "頼りの1人が来られない夜に" in seen.out
    assert "--copy" not in seen.out


def test_a_name_of_nothing_is_answered_with_the_nearest(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "scenarios", "dns-failur", cwd=tmp_path)
    assert seen.code == ExitCode.INVALID_INPUT
    assert 'Did you mean "dns-failure"?' in seen.err
