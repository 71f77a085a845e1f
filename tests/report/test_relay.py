"""A relay that stops takes its stations with it, and the report says whose fault it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.business_days import Calendar
from bcp.durations import MINUTE, SECOND
from bcp.load import load_plan
from bcp.message import LANGUAGES, Language
from drills.core.prepare import Circumstances, prepared
from drills.probes import catalogue
from drills.report import as_html, as_text
from drills.report.assembled import report_of
from drills.report.model import Report
from scenarios.load import load_scenario
from tests.core.simulation import World, drilled
from tests.report.made_up import recorded

PLAN = """
organisation: 訓練町
radio:
  - {id: relay1, name: 猫ヶ岳中継局, kind: relay, probe: {icmp: relay1}, every: 1s, rto: 10m}
  - {id: relay2, name: 港中継局, kind: relay, probe: {icmp: relay2}, every: 1s}
  - {id: child1, name: 本町子局, kind: child, depends_on: [relay1], rto: 10m}
  - {id: child2, name: 港子局, kind: child, depends_on: [relay1], rto: 10m,
     probe: {icmp: child2}, every: 1s}
  - {id: child3, name: 駅前子局, kind: child, depends_on: [relay2], rto: 10m}
"""
SCENARIO = """
scenario: relay
title: 中継局の停止
watch: [{radio: relay1}, {radio: relay2}, {radio: child1}, {radio: child2}, {radio: child3}]
steps:
  - {id: alarm, at: T+0m, inject: 中継局に障害が発生しました。}
  - {id: end, at: T+5m, inject: 訓練を終わります。}
targets: [{radio: relay1}, {radio: child1}, {radio: child2}, {radio: child3}]
"""
DOWN = (30 * SECOND, 2 * MINUTE)
NOTE = {"ja": "依存する先も停止していました: 猫ヶ岳中継局", "en": "was down, too: 猫ヶ岳中継局"}


def report(tmp_path: Path, **down: list[tuple[int, int]]) -> Report:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    plan = load_plan(tmp_path / "plan.yaml", catalogue())
    scenario = load_scenario(tmp_path / "scenario.yaml", plan, catalogue()).scenario
    around = Circumstances(
        "r1", "walkthrough", Calendar(), 1_795_000_000 * 10**9, "2026-11-21", "op", "test"
    )
    events = drilled(prepared(plan.plan, scenario, around), World(down=down)).events
    return report_of(recorded(tuple(events)))


def needed(made: Report) -> dict[str, tuple[str, ...]]:
    return {
        each.system: tuple(name.said_in("ja") for name in each.needed_down)
        for each in made.recoveries
    }


def test_a_station_without_a_question_of_its_own_is_down_while_its_relay_is(
    tmp_path: Path,
) -> None:
    made = report(tmp_path, relay1=[DOWN])
    took = {each.system: each.rto.actual_us for each in made.recoveries}
    assert took["child1"] == took["relay1"]
    assert took["child1"] == pytest.approx(DOWN[1] - DOWN[0], abs=3 * SECOND)
    assert took["child2"] is None
    assert took["child3"] is None


def test_a_station_that_goes_down_with_its_relay_is_told_with_it(tmp_path: Path) -> None:
    made = report(tmp_path, relay1=[DOWN], child2=[DOWN])
    relay = ("猫ヶ岳中継局",)
    found = {system: names for system, names in needed(made).items() if names}
    assert found == {"child1": relay, "child2": relay}


def test_a_station_that_goes_down_alone_blames_no_relay(tmp_path: Path) -> None:
    later = (3 * MINUTE, 4 * MINUTE)
    made = report(tmp_path, relay1=[DOWN], child2=[later])
    assert needed(made)["child2"] == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_that_the_relay_was_down_too(tmp_path: Path, lang: Language) -> None:
    made = report(tmp_path, relay1=[DOWN], child2=[DOWN])
    for written in (as_text.written(made, lang), as_html.written(made, lang)):
        flat = "".join(written.split())
        assert flat.count("".join(NOTE[lang].split())) >= 2
