"""Approvals that only look as if several people gave them are said before the drill."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import LoadedPlan, load_plan
from bcp.refused import Refused
from scenarios.load import load_scenario
from tests.words import CATALOGUE

PLAN = """\
organisation: 見本町
roles:
  - {id: lead, holder: hanako}
  - {id: owner, holder: 訓練　花子}
  - {id: chief, holder: 総務課長}
  - {id: empty}
contacts: [{id: hanako, name: 訓練花子}]
servers:
  - id: gw
    address: 192.0.2.1
    commands:
      cut: {run: x, allowed_until: "2026-12-31"}
      back: {run: y, allowed_until: "2026-12-31"}
"""
STEP = "{id: act, run: {server: gw, command: cut}, undo: {server: gw, command: back}}"


@pytest.fixture
def plan(tmp_path: Path) -> LoadedPlan:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return load_plan(path, CATALOGUE)


def _said(plan: LoadedPlan, approval: str) -> list[str]:
    path = Path(plan.plan.folder) / "s.yaml"
    path.write_text(
        f"scenario: s\ntitle: t\nsafety: {{approvals: [{{step: act, {approval}}}]}}\n"
        f"steps: [{STEP}]\n",
        encoding="utf-8",
    )
    try:
        found = load_scenario(path, plan, CATALOGUE).warnings
    except Refused as refused:
        found = refused.refusals
    return [each.said_in("en").removeprefix(f"{path}:") for each in found]


def test_two_roles_of_one_person_are_named_once(plan: LoadedPlan) -> None:
    assert _said(plan, "by: [lead, owner]") == [
        "3:29: lead, owner, who approve the step 'act', are one person (訓練花子). Both "
        "approvals will be recorded, and shown as given by one person. Unless one person may "
        "approve this alone, give one of the roles to somebody else."
    ]


def test_a_named_person_who_holds_a_role_is_one_of_them(plan: LoadedPlan) -> None:
    (said,) = _said(plan, "by: [chief], persons: [総務 課長]")
    assert said.startswith("3:29: chief, 総務 課長, who approve the step 'act', are one person")


@pytest.mark.parametrize(
    "approval",
    ["by: [lead, chief]", "by: [lead, empty]", "by: lead", "persons: [訓練花子]", "by: [empty]"],
)
def test_several_people_or_nobody_known_are_no_conflict(plan: LoadedPlan, approval: str) -> None:
    assert _said(plan, approval) == []


def test_a_role_is_no_person(plan: LoadedPlan) -> None:
    assert _said(plan, "persons: [lead]") == [
        "3:44: 'lead' is a role of the plan, not a person's name. Write roles under by, and under "
        "persons the names of those who must approve in person."
    ]


def test_an_approval_by_nobody_is_none(plan: LoadedPlan) -> None:
    (said,) = _said(plan, "by: []")
    assert "changes the world and nobody is named to approve it" in said
