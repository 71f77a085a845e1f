"""The reference plans: what their documents publish is in them, and what is assumed says so."""

from __future__ import annotations

from functools import cache

import pytest

from bcp.load import load_plan
from bcp.message import Text
from bcp.model import Plan, System
from drills.probes import catalogue
from scenarios.load import load_scenario
from scenarios.model import Probe, Scenario
from tests.house.source import ROOT
from tests.library.shelf import SHELVES, OnShelf, all_scenarios

REFERENCE = SHELVES / "reference"
NAMES = ("cable-prefecture", "mainframe-city", "north-prefecture", "thirty-one-city")
DRILLS = [each for each in all_scenarios() if each.plan.parent == REFERENCE]
# Written for readers of both languages.
ASSUMED = "想定 / assumed"


@cache
def _plan(name: str) -> Plan:
    return load_plan(REFERENCE / name, catalogue()).plan


def _assumed(plan: Plan) -> list[System]:
    return [each for each in plan.systems if _says_assumed(each.note)]


def test_the_prefecture_of_the_north_has_183_systems_and_14_bureaus() -> None:
    plan = _plan("north-prefecture")
    assert (len(plan.systems), len(_assumed(plan))) == (183, 167)
    bureaus = [each.id for each in plan.sites if each.kind == "branch"]
    assert len(bureaus) == 14
    assert [each.ends for each in plan.links if each.id.startswith("line-")] == [
        ("hq", bureau) for bureau in bureaus
    ]
    (vpn,) = plan.telework
    assert vpn.licences == 650


def test_its_radio_is_inspected_daily_monthly_and_yearly() -> None:
    inspected = [each for each in _plan("north-prefecture").inspections if each.of == "mw-1"]
    days = [each.every.us // 86_400_000_000 for each in inspected if each.every]
    assert list(zip((each.kind for each in inspected), days, strict=True)) == [
        ("daily", 1),
        ("regular", 30),
        ("detailed", 365),
    ]


def test_the_prefecture_on_cable_has_40_systems_on_91_servers_and_14_that_follow() -> None:
    plan = _plan("cable-prefecture")
    on_them = [each for each in plan.systems if each.hosting == "integrated_server"]
    to_follow = [each for each in plan.systems if each.planned and each.virtualized is False]
    assert (len(on_them), len(to_follow)) == (40, 14)
    guests = {each.id for each in plan.servers if each.host}
    assert len(guests) == 91
    assert guests == {server for each in on_them for server in each.runs_on}


def test_its_servers_are_started_after_what_they_stand_on() -> None:
    order = {each.id: each.boot_order or 0 for each in _plan("cable-prefecture").servers}
    guests = [each for each in _plan("cable-prefecture").servers if each.host]
    assert all(order[each.host or ""] < order[each.id] for each in guests)
    assert all(order["account-ap"] < order[each.id] for each in guests if each.id != "account-ap")


def test_the_city_with_a_mainframe_has_the_matrix_of_its_document() -> None:
    plan = _plan("mainframe-city")
    assert (len(plan.systems), len(plan.businesses)) == (40, 26)
    systems = [each for each in plan.systems if not _says_assumed(each.note)]
    businesses = [each for each in plan.businesses if not _says_assumed(each.note)]
    assert (len(systems), len(businesses)) == (9, 10)
    uses = {each.id: each.systems for each in plan.businesses}
    assert {"central", "scholarship-system"} <= set(uses["juki"])
    assert [work for work in uses if "ocr" in uses[work]] == [
        "corp-tax",
        "late-elderly",
        "resident-tax",
    ]
    users = {each.id: each.users for each in plan.systems}
    assert (users["juki-online"], users["seal-system"]) == (10, 6)


def _says_assumed(note: Text | None) -> bool:
    return note is not None and ASSUMED in note.ja


def test_the_city_of_31_businesses_has_them_in_20_sections_beside_80_systems() -> None:
    plan = _plan("thirty-one-city")
    of_core = [each for each in plan.businesses if each.systems == ("core",)]
    assert (len(of_core), len({each.owner_section for each in of_core})) == (31, 20)
    assert (len(plan.systems), len(_assumed(plan))) == (1 + 80, 59)


def test_its_twelve_of_the_annex_are_eight_important_ones_and_four_with_my_number() -> None:
    annex = [each for each in _plan("thirty-one-city").systems if "資料4" in _noted(each)]
    important = [each for each in annex if each.importance == "important"]
    with_number = [each for each in annex if each.my_number]
    assert (len(annex), len(important), len(with_number)) == (12, 8, 4)
    assert all(each in important for each in with_number)


def _noted(system: System) -> str:
    return system.note.ja if system.note else ""


def test_most_of_its_servers_stand_in_the_offices_of_sections() -> None:
    plan = _plan("thirty-one-city")
    offices = {each.id for each in plan.sites if each.kind == "section-office"}
    in_offices = [each for each in plan.servers if each.location in offices]
    assert len(in_offices) > 0.9 * len(plan.servers)


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_plan_is_explained_in_both_languages_and_drilled_twice(name: str) -> None:
    assert [each.name for each in sorted(REFERENCE.iterdir())] == list(NAMES)
    for page in (f"{name}.md", f"{name}.ja.md"):
        text = (ROOT / "docs/reference" / page).read_text("utf-8")
        drills = [each.id for each in DRILLS if each.plan.name == name]
        assert len(drills) >= 2
        assert [each for each in drills if f"`{each}`" not in text] == []


@pytest.mark.parametrize("on_shelf", DRILLS, ids=lambda each: each.id)
def test_a_drill_of_one_says_what_it_is_for_and_tries_what_must_not_work(on_shelf: OnShelf) -> None:
    scenario = _scenario(on_shelf)
    assert scenario.purpose.ja and scenario.purpose.en
    assert scenario.guidance and scenario.evaluation and scenario.roles.parts
    assert scenario.hazard.lifelines and scenario.hazard.at
    silent = [step for step in scenario.steps if _wants_silence(step.do)]
    assert silent or scenario.step("kept-private")


def _scenario(on_shelf: OnShelf) -> Scenario:
    plan = load_plan(on_shelf.plan, catalogue())
    return load_scenario(on_shelf.scenario, plan, catalogue()).scenario


def _wants_silence(do: object) -> bool:
    return isinstance(do, Probe) and do.call.wants_silence
