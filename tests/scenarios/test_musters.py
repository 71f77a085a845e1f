"""Musters and absences in a scenario: what is refused, and what is told beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from scenarios.load import LoadedScenario, load_scenario
from scenarios.model import Absent, MusterCall
from tests.words import CATALOGUE

PLAN = """\
organisation: x
zones: [{id: lgwan, terminal: t1}, {id: internet, terminal: t2}]
roles: [{id: lead, holder: a, deputies: [b]}]
contacts:
  - {id: a, commute: {km: 1}}
  - {id: b, commute: {km: 9}}
muster: {needs: [{by: 3h, roles: {lead: 1}}]}
"""


def loaded(folder: Path, text: str) -> LoadedScenario:
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    head = "scenario: s\ntitle: t\nhome_zone: lgwan\n"
    (folder / "s.yaml").write_text(head + text, "utf-8")
    return load_scenario(folder / "s.yaml", load_plan(folder, CATALOGUE), CATALOGUE)


def told(folder: Path, text: str) -> list[str]:
    return [each.what.code for each in loaded(folder, text).warnings]


def steps(muster: str) -> str:
    return f"steps: [{{id: gather, muster: {muster}}}]\n"


ALL = steps('"@staff"')
NIGHT = "hazard: {kind: earthquake, hour: night}\n"


def test_the_short_form_wants_everybody_there(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, ALL + "absent: a\n").scenario
    assert scenario.steps[0].do == MusterCall(("@staff",))
    assert scenario.absent == Absent(people=("a",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (steps('{who: "@staff", percent: 101}'), "muster.no_share"),
        (steps('{who: "@staff", heard: -1}'), "muster.no_share"),
        (steps('{who: "@staff", percent: 0}'), "muster.nothing_wanted"),
        (steps("{who: nobody}"), "ids.unknown"),
        (ALL + "absent: {draw: 0}\n", "muster.nobody_absent"),
        (ALL + 'absent: {draw: 1, from: "@group:none"}\n', "steps.calls_nobody"),
        (ALL + "absent: {people: [nobody]}\n", "ids.unknown"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        loaded(tmp_path, text)
    assert [each.what.code for each in refused.value.refusals] == [code]


def test_a_muster_that_is_not_even_expected_to_meet_a_phase_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, NIGHT + ALL) == []
    assert told(tmp_path, NIGHT + ALL + "absent: a\n") == ["muster.step_not_in_time"]
    assert told(tmp_path, NIGHT + steps("b")) == ["muster.step_not_in_time"]
    assert told(tmp_path, NIGHT + steps('{who: "@staff", percent: 0, heard: 90}')) == []


def test_a_lot_that_cannot_be_drawn_or_falls_apart_by_zone_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, ALL + "absent: {draw: 3, seed: x}\n") == ["muster.too_few_to_draw"]
    assert told(tmp_path, ALL + "absent: {draw: 1}\n") == ["muster.drawn_apart"]
    assert told(tmp_path, ALL + "absent: {draw: 1, seed: x}\n") == []
