"""A ramp against its plan: test accounts that are there, with room for what is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from drills.probes import catalogue
from scenarios.load import load_scenario

LOGIN = '{vpn_login: "https://192.0.2.1/", kind: anyconnect, user: drill, password: {env: X}}'
PLAN = f"""\
organisation: 見本町
roles: [{{id: lead}}]
telework:
  - id: vpn
    kind: ssl-vpn
    test_accounts: [{{id: drill, login: {LOGIN}, allowed_until: "2026-12-31", at_once: 2}}]
"""
SCENARIO = """\
scenario: connect
title: 一斉接続
safety: {{approvals: [{{step: connect, by: [lead]}}]}}
steps:
  - id: connect
    ramp: {{gateway: vpn, waves: [10, 20], {more}}}
  - id: other
    ask: よいですか
"""
TCP = 'read: [{tcp: "192.0.2.1:443"}]'


def refused(folder: Path, more: str, plan: str = PLAN) -> list[str]:
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "connect.yaml").write_text(SCENARIO.format(more=more), encoding="utf-8")
    try:
        load_scenario(
            folder / "connect.yaml", load_plan(folder / "plan.yaml", catalogue()), catalogue()
        )
    except Refused as found:
        return [each.what.code for each in found.refusals]
    return []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (f"{TCP}, synthetic: {{account: drill, count: 2}}", ""),
        (f"{TCP}, synthetic: {{account: drill, count: 3}}", "ramp.no_room"),
        (f"{TCP}, synthetic: {{account: nobody, count: 1}}", "ramp.no_account"),
        (f"{TCP}, synthetic: {{account: drill, count: 21}}", "ramp.too_many"),
        ("synthetic: {account: drill, count: 1}", "ramp.nothing_to_read"),
        (f"{TCP}, checkin: other, synthetic: {{account: drill, count: 1}}", "ramp.no_roll_call"),
        (
            "read: [{observe: 窓口}], synthetic: {account: drill, count: 1}",
            "ramp.by_people",
        ),
    ],
)
def test_what_a_ramp_cannot_have_is_said(tmp_path: Path, more: str, code: str) -> None:
    codes = refused(tmp_path, more)
    assert (code in codes) if code else codes == []


def test_an_account_must_log_in_and_have_a_name_of_its_own(tmp_path: Path) -> None:
    plan = PLAN.replace(LOGIN, '{tcp: "192.0.2.1:443"}')
    assert refused(tmp_path, TCP, plan) == ["accounts.no_log_in"]
