"""The templates of a city and of a prefecture: large enough, marked, and fit for the library."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.marks import WORD
from bcp.model import Plan
from drills.probes import catalogue
from scenarios.load import load_scenario
from scenarios.model import Probe
from tests.library.holding import held
from tests.library.shelf import LIBRARY, SHELVES, OnShelf, all_scenarios, library

TEMPLATES = SHELVES / "templates"
OF_TOWN = [each for each in library() if each.plan == LIBRARY / "town"]


@cache
def _plan(name: str) -> Plan:
    return load_plan(TEMPLATES / name, catalogue()).plan


def test_a_city_has_some_80_systems_and_servers_in_the_offices_of_its_sections() -> None:
    plan = _plan("city")
    assert len(plan.systems) == 80
    offices = {each.id for each in plan.sites if each.kind == "section-office"}
    in_offices = {each.id for each in plan.servers if each.location in offices}
    assert len(in_offices) > 40
    used = {server for each in plan.systems for server in each.runs_on}
    assert in_offices <= used


def test_a_prefecture_has_integrated_servers_a_wan_and_three_kinds_of_radio() -> None:
    plan = _plan("prefecture")
    hosts = {each.host for each in plan.servers if each.host}
    assert len(hosts) == 6 and sum(each.host is not None for each in plan.servers) > 80
    reserves = [tuple(path.id for path in each.paths) for each in plan.links if each.paths]
    assert {("catv", "radio"), ("catv",)} == set(reserves)
    assert {each.kind for each in plan.radio} == {"microwave", "satellite", "mobile"}


@pytest.mark.parametrize("name", ["city", "prefecture"])
def test_every_system_of_a_template_is_marked_until_it_is_ones_own(name: str) -> None:
    text = (TEMPLATES / name / "assets/systems.yaml").read_text("utf-8")
    records = text.split("\n- ")[1:]
    assert len(records) == len(_plan(name).systems)
    assert [each.partition(",")[0] for each in records if WORD not in each] == []


@pytest.mark.parametrize("on_shelf", OF_TOWN, ids=lambda each: each.id)
def test_a_city_can_take_every_scenario_of_the_model_town(on_shelf: OnShelf) -> None:
    taken = load_scenario(
        on_shelf.scenario, load_plan(TEMPLATES / "city", catalogue()), catalogue()
    )
    assert taken.scenario.id == on_shelf.id


def test_a_city_holds_one_of_them_with_its_own_plan(tmp_path: Path) -> None:
    on_shelf = OF_TOWN[0]
    plan = tmp_path / "city"
    shutil.copytree(TEMPLATES / "city", plan)
    for file in (on_shelf.scenario, on_shelf.answers):
        shutil.copy(file, plan / file.parent.name)
    drilled = held(OnShelf(plan, on_shelf.id), "tabletop", tmp_path / "held")
    assert drilled.drill.ended is not None
    assert (drilled.drill.ended.finish, drilled.open_steps) == ("completed", [])


@pytest.mark.parametrize(
    "on_shelf",
    [each for each in all_scenarios() if each.plan.parent == TEMPLATES],
    ids=lambda each: each.name,
)
def test_a_drill_of_a_template_tries_what_must_not_work(on_shelf: OnShelf) -> None:
    plan = load_plan(on_shelf.plan, catalogue())
    scenario = load_scenario(on_shelf.scenario, plan, catalogue()).scenario
    asked = [each.do for each in scenario.steps if isinstance(each.do, Probe)]
    assert any(each.call.wants_silence for each in asked) or scenario.step("kept-private")
