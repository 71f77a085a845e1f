"""Where networks are separated, a scenario says at which terminal each step is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from scenarios.load import load_scenario
from scenarios.zones import home_of, shares
from tests.words import CATALOGUE

PLAN = """\
organisation: {name: 見本町}
people: {lead: 情報係長}
zones:
  lgwan: {label: LGWAN接続系, terminal: pc-lg}
  internet: {terminal: INTERNET}
  my_number: {label: 基幹系}
systems:
  - {id: juki, zone: my_number}
  - {id: files, probe: {ssh: fs, command: look}}
servers:
  - id: fs
    address: 192.0.2.1
    zone: lgwan
    commands: {look: ls, stop: {run: x, allowed_until: "2099-01-01"}}
  - id: web
    address: 192.0.2.2
    zone: internet
    commands: {look: ls, stop: {run: x, allowed_until: "2099-01-01"}}
"""
HEAD = "scenario: s\ntitle: t\n"
BOTH = """\
  - {id: a, at: T+0m, probe: {ssh: fs, command: look}}
  - {id: b, at: T+0m, probe: {ssh: web, command: look}}
"""


def refused(folder: Path, text: str, internet: str = "pc-in") -> list[str]:
    """What is said of a scenario; nothing where it is good."""
    (folder / "plan.yaml").write_text(PLAN.replace("INTERNET", internet), encoding="utf-8")
    (folder / "s.yaml").write_text(HEAD + text, encoding="utf-8")
    plan = load_plan(folder, CATALOGUE)
    try:
        load_scenario(folder / "s.yaml", plan, CATALOGUE)
    except Refused as refusal:
        return [each.said_in("en").partition("s.yaml:")[2] for each in refusal.refusals]
    return []


def test_a_step_of_no_zone_wants_a_home_where_the_others_lie_in_several(tmp_path: Path) -> None:
    steps = f"steps:\n{BOTH}  - {{id: c, at: T+0m, ask: x}}\n"
    assert refused(tmp_path, steps) == [
        "6:10: the steps of this scenario lie in lgwan, internet, and nothing says at which "
        "terminal the step 'c' is done. Write \"home_zone: ZONE\" at the top of the scenario, or "
        '"zone: ZONE" in the step.'
    ]
    assert refused(tmp_path, f"home_zone: lgwan\n{steps}") == []


def test_people_are_asked_at_a_terminal_that_is_named(tmp_path: Path) -> None:
    steps = f"steps:\n{BOTH}  - {{id: c, at: T+0m, zone: my_number, ask: x}}\n"
    (said,) = refused(tmp_path, steps)
    assert "The zone 'my_number' has no terminal" in said
    assert refused(tmp_path, f"home_zone: lgwan\n{steps}") == []


def test_one_terminal_for_all_zones_needs_no_home(tmp_path: Path) -> None:
    steps = f"steps:\n{BOTH}  - {{id: c, at: T+0m, ask: x}}\n"
    assert refused(tmp_path, steps, internet="pc-lg") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "steps: [{id: a, zone: internet, probe: {ssh: fs, command: look}}]\n",
            "'a' is said to be done in the zone 'internet', but what it uses is in 'lgwan'",
        ),
        (
            "steps: [{id: a, zone: internet, wait: {system: juki}}]\n",
            "'a' is said to be done in the zone 'internet', but what it uses is in 'my_number'",
        ),
        (
            "safety: {approvals: [{step: a, by: [lead]}]}\n"
            "steps:\n  - id: a\n    run: {server: fs, command: stop}\n"
            "    undo: {server: web, command: stop}\n",
            "what takes the step 'a' back is in the zone 'internet'",
        ),
        ("home_zone: my_number\nsteps: [{id: a, ask: x}]\n", "'my_number' has no terminal"),
        ("home_zone: lgwn\nsteps: [{id: a, ask: x}]\n", "lgwn"),
    ],
    ids=["server", "system", "undo", "home without a terminal", "home that is no zone"],
)
def test_what_is_out_of_reach_is_refused_with_its_place(
    tmp_path: Path, text: str, words: str
) -> None:
    (said,) = refused(tmp_path, text)
    assert words in said
    assert said[0].isdigit()


def test_what_must_not_answer_may_stand_in_another_zone(tmp_path: Path) -> None:
    silent = "{ssh: web, command: look, expect: {reply: false}}"
    steps = f"steps: [{{id: a, zone: lgwan, probe: {silent}}}]\n"
    assert refused(tmp_path, steps) == []


def test_each_terminal_has_its_share_and_a_single_one_has_none(tmp_path: Path) -> None:
    text = (
        f"home_zone: lgwan\nsteps:\n{BOTH}  - {{id: c, at: T+0m, ask: x}}\n"
        "  - {id: d, at: T+0m, wait: {system: juki}}\n"
        "  - {id: e, at: T+0m, wait: {system: files}}\n"
    )
    assert refused(tmp_path, text) == []
    plan = load_plan(tmp_path, CATALOGUE)
    scenario = load_scenario(tmp_path / "s.yaml", plan, CATALOGUE).scenario
    found = {
        zone: [each.id for each in steps] for zone, steps in shares(plan.plan, scenario).items()
    }
    assert found == {"lgwan": ["a", "c", "d", "e"], "internet": ["b"]}
    assert home_of(plan.plan, scenario) == "lgwan"
    assert refused(tmp_path, text, internet="pc-lg") == []
    assert shares(load_plan(tmp_path, CATALOGUE).plan, scenario) == {}
