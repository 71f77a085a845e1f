"""What only people answer: no machine asks it, and a plan may not rest on it before the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.load import load_plan
from bcp.model import Organisation, Plan
from bcp.refused import Refused
from drills.probes import attest, catalogue, observe
from drills.runtime.asking import Asker
from scenarios.load import load_scenario
from tests.probes.fault_columns import PEOPLE, never

IN_FAULT_TABLE = {word: never(PEOPLE) for word in ("observe", "attest", "voice_test")}

SCENARIO = """
scenario: guarded
title: 人にしか答えられない中止条件
safety:
  stop_when:
    - {probe: {observe: relay1}, broken_for: 10s}
  require:
    - {probe: {attest: line}}
steps:
  - {id: a, probe: {observe: " "}}
"""


@pytest.mark.parametrize("word", ["observe", "attest"])
async def test_no_machine_answers_for_people(word: str) -> None:
    asker = Asker(Plan(Organisation("訓練町")))
    found = await asker.ask(ProbeCall(word, "relay1"))
    await asker.close()
    assert found.could_not_ask is not None
    assert found.could_not_ask.code == "probes.by_people.ask_a_person"


def test_people_guard_nothing_and_an_empty_question_is_none(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 訓練町\n", encoding="utf-8")
    (tmp_path / "guarded.yaml").write_text(SCENARIO, encoding="utf-8")
    plan = load_plan(tmp_path, catalogue())
    with pytest.raises(Refused) as refused:
        load_scenario(tmp_path / "guarded.yaml", plan, catalogue())
    told = [(each.what.code, each.place.line) for each in refused.value.refusals]
    assert told == [
        ("guards.by_people", 6),
        ("guards.by_people", 8),
        ("probes.by_people.nothing", 10),
    ]


def test_both_are_told_alike_and_say_what_they_prove() -> None:
    assert (observe.FACTS, observe.HEALTHY) == (attest.FACTS, attest.HEALTHY)
    assert observe.PROVES != attest.PROVES
