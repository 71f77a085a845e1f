"""Gaps in who and where are named once for all, not once for each system."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bcp.sense import rules
from tests.bcp.sense.ground import ground, told, told_by_all
from tests.house.source import ROOT

KEPT = "owner_section: 課, vendor: v"
WITH_VENDOR = "vendors: [{id: v}]\n"


def test_many_important_systems_that_lack_the_same_are_one_point(tmp_path: Path) -> None:
    systems = ", ".join(f"{{id: s{n}, importance: important}}" for n in range(200))
    found = told("important_without", ground(tmp_path, f"systems: [{systems}]\n"))
    assert found == [
        "2:16: important systems have no section that owns them (owner_section): "
        "s0, s1, s2, s3, s4, s5 and 194 more.",
        "2:16: important systems have nobody who maintains them (vendor): "
        "s0, s1, s2, s3, s4, s5 and 194 more.",
        "2:16: important systems have no backup (backups): s0, s1, s2, s3, s4, s5 and 194 more.",
    ]


@pytest.mark.parametrize(
    ("system", "points"),
    [
        (f"importance: critical, {KEPT}", 1),
        (f"importance: critical, {KEPT}, backup: テープ", 0),
        (f"importance: critical, {KEPT}, hosting: saas", 0),
        ("importance: normal", 0),
        ("importance: critical, state: retired", 0),
        ("importance: critical, state: planned", 0),
    ],
)
def test_only_what_is_important_and_used_must_have_an_owner_a_vendor_and_a_backup(
    system: str, points: int, tmp_path: Path
) -> None:
    plan = ground(tmp_path, f"{WITH_VENDOR}systems: [{{id: s, {system}}}]\n")
    assert len(told("important_without", plan)) == points


def test_a_backup_that_names_the_system_is_its_backup(tmp_path: Path) -> None:
    plan = f"{WITH_VENDOR}systems: [{{id: s, importance: critical, {KEPT}}}]\n"
    assert (
        told("important_without", ground(tmp_path, plan + "backups: [{id: k, system: s}]\n")) == []
    )


def test_an_important_system_must_be_drilled_where_there_are_scenarios(tmp_path: Path) -> None:
    plan = "systems: [{id: a, importance: critical}, {id: b, importance: important}, {id: c}]\n"
    drilled = {"one": frozenset({"a"}), "two": frozenset[str]()}
    assert told("important_never_drilled", ground(tmp_path, plan)) == []
    assert told("important_never_drilled", ground(tmp_path, plan, drilled)) == [
        "2:47: no scenario watches these important systems or has a target for them: b."
    ]


def test_the_scenario_of_a_planned_drill_must_lie_with_the_plan(tmp_path: Path) -> None:
    plan = "drills: [{id: d, scenario: april-contact}, {id: e}, {id: f, scenario: quake}]\n"
    on = ground(tmp_path, plan, {"april-contacts": frozenset(), "quake": frozenset()})
    assert told("drill_without_its_scenario", on) == [
        "2:15: the scenario 'april-contact' of the planned drill 'd' is not in the plan's folder "
        "scenarios."
    ]


def test_a_role_needs_somebody_who_stands_in(tmp_path: Path) -> None:
    plan = (
        "roles: {lead: {holder: 課長, deputies: [係長]}, survey: 調査班, "
        "recorder: {holder: 主任}, liaison: {holder: 係長, deputies: [係長]}}\n"
    )
    assert told("nobody_stands_in", ground(tmp_path, plan), "ja") == [
        "2:58: 代行者（deputies）のいない役割があります: recorder、liaison。"
    ]


ROLES = (
    "roles: {lead: {holder: p1, deputies: [p2, 鈴木]}, survey: {holder: 佐藤}, "
    "recorder: , liaison: {deputies: [p2]}}\n"
)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (
            "id: p9, role: lead",
            "the contact 'p9' has the role 'lead', but 'p1' holds it, and 'p9' is no deputy of it "
            "either.",
        ),
        (
            "id: p9, role: recorder",
            "the contact 'p9' has the role 'recorder', but nobody holds it (holder).",
        ),
        (
            "id: p9, role: liaison",
            "the contact 'p9' has the role 'liaison', but nobody holds it (holder).",
        ),
        (
            "id: p9, role: survey",
            "the contact 'p9' has the role 'survey', but 'p2' holds it, and 'p9' is no deputy of "
            "it either.",
        ),
        ("id: p9, name: 鈴木, role: lead", None),
        ("id: p9", None),
    ],
)
def test_a_contact_with_a_role_has_part_in_it(
    person: str, expected: str | None, tmp_path: Path
) -> None:
    people = "contacts:\n- {id: p1, role: lead}\n- {id: p2, name: 佐藤, role: survey}\n"
    on = ground(tmp_path, f"{ROLES}{people}- {{{person}}}\n")
    assert told("role_held_by_another", on) == ([f"6:8: {expected}"] if expected else [])


def test_of_a_role_that_needs_several_the_others_are_no_contradiction(tmp_path: Path) -> None:
    people = "contacts:\n- {id: p1, role: lead}\n- {id: p2, name: 佐藤, role: survey}\n"
    needs = "muster: {needs: [{by: 2h, roles: {survey: 2, lead: 1}}]}\n"
    others = "- {id: p8, name: 田中, role: lead}\n- {id: p9, name: 鈴木, role: survey}\n"
    found = told("role_held_by_another", ground(tmp_path, f"{ROLES}{people}{others}{needs}"))
    assert ["'p8'" in each for each in found] == [True]


def test_a_holder_who_is_no_contact_is_not_told_twice(tmp_path: Path) -> None:
    plan = "roles: {lead: {holder: 前の課長}}\ncontacts: [{id: p9, role: lead}]\n"
    on = ground(tmp_path, plan)
    assert told("role_held_by_another", on) == []
    assert ["前の課長" in each.said_in("en") for each in on.loaded.warnings] == [True]


def test_important_systems_name_their_zone_where_there_are_zones(tmp_path: Path) -> None:
    systems = (
        "systems: [{id: a, importance: critical}, {id: b, importance: important, zone: lgwan}, "
        "{id: c}, {id: d, importance: important}, {id: e, importance: critical, state: planned}]\n"
    )
    no_zones = ground(tmp_path, "systems: [{id: a, importance: critical}]\n")
    assert told("important_in_no_zone", no_zones) == []
    with_zones = ground(tmp_path, f"{systems}zones: [{{id: lgwan}}, {{id: internet}}]\n")
    assert told("important_in_no_zone", with_zones) == [
        "2:16: important systems name no zone of the network (zone): a, d."
    ]
    (point,) = rules()["important_in_no_zone"](with_zones)
    assert point.said_in("en").endswith("Name one of the plan's: lgwan, internet.")


def test_a_critical_system_needs_a_protected_circuit(tmp_path: Path) -> None:
    plan = (
        "systems: [{id: a, importance: critical, power_circuit: ordinary}, "
        "{id: b, importance: critical, power_circuit: protected}, {id: c, importance: critical}, "
        "{id: d, importance: important, power_circuit: ordinary}]\n"
    )
    assert told("critical_on_ordinary_power", ground(tmp_path, plan)) == [
        "2:16: critical systems hang on an ordinary circuit (power_circuit: ordinary): a."
    ]


def test_of_each_rule_a_few_points_are_shown_and_the_rest_are_counted(tmp_path: Path) -> None:
    systems = ", ".join(f'{{id: s{n}, lease_end: "2026-01-{n + 1:02}"}}' for n in range(20))
    on = ground(tmp_path, f"systems: [{systems}]\n")
    assert len(told_by_all(on)) == 20
    shown = told_by_all(on, most=5)
    assert len(shown) == 6
    assert shown[-1].endswith("the same is so in 15 more places.")


def test_what_has_passed_is_told_before_what_is_to_come_and_is_the_last_to_be_cut(
    tmp_path: Path,
) -> None:
    coming = ", ".join(f'{{id: s{n}, lease_end: "2027-01-{n + 1:02}"}}' for n in range(9))
    ended = '{id: gone, contract_end: "2026-03-31"}'
    on = ground(tmp_path, f"systems: [{coming}]\nvendors: [{ended}]\n")
    shown = told_by_all(on, most=2)
    assert [each.partition(": ")[2] for each in shown] == [
        "contract ended on 2026-03-31: gone.",
        "lease ends on 2027-01-01, in 40 days: s0.",
        "the same is so in 8 more places.",
    ]


@pytest.mark.parametrize("page", ["sense.md", "sense.ja.md"])
def test_every_rule_has_its_line_in_the_documents(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert {*re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)} == {*rules()}
