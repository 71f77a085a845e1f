"""Lines, radio, power and telework of the plan are watched, pretended and judged like systems."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from drills import probes
from drills.core.prepare import targets_of
from scenarios.load import load_scenario
from scenarios.selectors import watched_systems

PLAN = """
organisation: {name: Sample Town}
systems:
  - id: mail
    probe: {tcp: "192.0.2.1:25"}
links:
  - id: hq-branch1
    rto: 60s
    depends_on: [relay]
    probe: {icmp: 192.0.2.11}
radio:
  - {id: relay, kind: microwave, probe: {icmp: 192.0.2.12}}
power:
  - {id: ups1, kind: ups, probe: {icmp: 192.0.2.13}}
"""
SCENARIO = """
scenario: cut
title: {ja: 切断, en: Cut}
watch: [{link: hq-branch1}, {power: ups1}]
safety:
  stop_when: [{power: ups1, broken_for: 2m}]
steps:
  - id: alarm
    inject: 断
    set: [{link: hq-branch1, state: down, until: mended}]
  - id: mended
    wait: {system: hq-branch1}
targets:
  - {link: hq-branch1, rto: 30s}
"""


def _written(tmp_path: Path, scenario: str) -> tuple[Path, Path]:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "s.yaml").write_text(scenario, encoding="utf-8")
    return tmp_path / "plan.yaml", tmp_path / "s.yaml"


def test_a_link_is_watched_pretended_and_given_a_target_under_its_own_word(tmp_path: Path) -> None:
    plan_file, scenario_file = _written(tmp_path, SCENARIO)
    catalogue = probes.catalogue()
    plan = load_plan(plan_file, catalogue)
    scenario = load_scenario(scenario_file, plan, catalogue).scenario
    assert watched_systems(plan.plan, scenario, None) == ("hq-branch1", "ups1")
    watched = tuple(each for each in plan.plan.watchables if each.id in ("hq-branch1", "ups1"))
    targets = targets_of(plan.plan, scenario, watched)
    assert [each.rto.us for each in targets if each.system == "hq-branch1" and each.rto] == [
        30_000_000
    ]
    assert plan.plan.kind_of("hq-branch1") == "link"


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("{link: relay}", "the plan has no link 'relay'"),
        ("{radio: mail}", "the plan has no radio 'mail'"),
        ("{system: hq-branch2}", "the plan has no system 'hq-branch2'"),
    ],
)
def test_a_thing_of_another_list_is_refused_once_and_with_its_word(
    tmp_path: Path, word: str, told: str
) -> None:
    scenario = SCENARIO.replace("{link: hq-branch1}, ", f"{word}, ")
    plan_file, scenario_file = _written(tmp_path, scenario)
    catalogue = probes.catalogue()
    with pytest.raises(Refused) as refused:
        load_scenario(scenario_file, load_plan(plan_file, catalogue), catalogue)
    said = [each.said_in("en") for each in refused.value.refusals]
    assert len(said) == 1
    assert told in said[0]
