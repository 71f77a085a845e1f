"""A round of everything says what it left out because only people can tell of it."""

from __future__ import annotations

from pathlib import Path

import scenarios
from bcp.business_days import Calendar
from bcp.load import load_plan
from bcp.message import render
from drills.core.brief import Brief
from drills.core.prepare import Circumstances, prepared
from drills.probes import catalogue
from drills.report.only_people import not_asked_of_people
from scenarios.load import load_scenario
from scenarios.model import Mode

TOWN = Path(scenarios.__file__).parent / "library" / "town"
PLAN = """\
organisation: 見本町
roles: {survey: 情報係}
systems:
  - {id: web, probe: {tcp: "127.0.0.1:80"}}
  - {id: core, name: 住民記録, probe: {attest: 委託先に聞く}}
  - {id: old, state: retired, probe: {attest: 委託先に聞く}}
  - {id: bare}
"""
SCENARIO = """\
scenario: night
title: 夜
modes: [walkthrough, tabletop]
steps:
  - {id: answers, each: "@answering", wait: plan, within: 20s, by: survey, say: "${each}"}
"""


def _brief(scenario: Path, plan: Path, mode: Mode = "walkthrough") -> Brief:
    loaded = load_plan(plan, catalogue())
    found = load_scenario(scenario, loaded, catalogue())
    around = Circumstances("r", mode, Calendar(), 0, "2026-11-22", "x", "test")
    return prepared(loaded.plan, found.scenario, around)


def _night(folder: Path, mode: Mode = "walkthrough") -> Brief:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    file = folder / "night.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    return _brief(file, folder, mode)


def test_what_only_people_can_tell_is_named_as_not_asked(tmp_path: Path) -> None:
    told = not_asked_of_people(_night(tmp_path))
    assert told is not None
    assert told.params["count"] == 1
    assert "住民記録" in render(told, "ja")
    assert "count as neither well nor down: 住民記録" in render(told, "en")


def test_at_a_table_people_tell_everything(tmp_path: Path) -> None:
    assert not_asked_of_people(_night(tmp_path, mode="tabletop")) is None


def test_a_zone_without_a_terminal_is_named_by_the_round_and_not_by_that_of_the_gates() -> None:
    told = not_asked_of_people(_brief(TOWN / "scenarios" / "nightly-survey.yaml", TOWN))
    assert told is not None
    assert "住民記録システム" in render(told, "ja")
    assert not_asked_of_people(_brief(TOWN / "scenarios" / "weekly-gates.yaml", TOWN)) is None
