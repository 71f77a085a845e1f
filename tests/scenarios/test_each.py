"""One step written for many things of the plan stands for as many as the plan has."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from drills import probes
from scenarios.load import LoadedScenario, load_scenario
from scenarios.model import After, Ask, Goal, Probe, Run, Wait

PLAN = """
organisation: {name: Sample Town}
zones: {lgwan: {terminal: pc}, internet: {terminal: pc2}, my_number: {}}
systems:
  - id: home
    name: {ja: ホームページ, en: Home page}
    zone: internet
    rto: 3h
    rpo: 24h
    runs_on: [web1]
    probe: {http: "https://www.town.example/", expect: {latency_ms: {at_most: 900}}}
  - {id: again, zone: internet, probe: {http: "https://www.town.example/"}}
  - {id: plain, zone: internet, probe: {http: "http://www.town.example/"}}
  - {id: seen, zone: my_number, probe: {observe: seen}}
  - {id: old, state: retired, probe: {tcp: "192.0.2.9:80"}}
servers:
  - {id: web1, address: 192.0.2.1, zone: internet, known_hosts: k, commands: {restore-copy: {}}}
  - id: rst1
    address: 192.0.2.2
    zone: lgwan
    known_hosts: k
    commands:
      restore-copy: {allowed_until: "2099-01-01"}
      wipe-copy: {allowed_until: "2099-01-01"}
  - {id: left, address: 192.0.2.3, retired_on: "2026-03-31", known_hosts: k}
telework:
  - {id: vpn1, kind: anyconnect, zone: internet}
  - {id: vpn2, kind: anyconnect, zone: internet}
roles: [{id: lead, name: 責任者}]
backups:
  - {id: copy, system: home, every: 24h, restore_to: rst1}
"""
HEAD = """
scenario: s
title: t
home_zone: lgwan
"""


def _loaded(tmp_path: Path, scenario: str, **overrides: object) -> LoadedScenario:
    plan_file, file = tmp_path / "plan.yaml", tmp_path / "s.yaml"
    plan_file.write_text(PLAN, encoding="utf-8")
    file.write_text(HEAD + scenario, encoding="utf-8")
    catalogue = probes.catalogue()
    plan = load_plan(plan_file, catalogue)
    return load_scenario(file, plan, catalogue, overrides, "2026-10-01")


def test_a_step_for_many_things_is_one_step_for_each_of_them_all_at_once(tmp_path: Path) -> None:
    scenario = _loaded(
        tmp_path,
        """
parameters: {ways: "@telework"}
steps:
  - {id: begin, inject: 始め}
  - {id: gates, each: $ways, probe: {telework: $each}, say: "${each_name}は使えますか", within: 1m}
  - {id: think, ask: どうするか}
  - {id: then, after: gates, ask: 次へ}
evaluation: [{id: ready, text: 使える, step: gates}]
targets: [{step: gates, within: 5m}]
""",
    ).scenario
    assert [(each.id, each.written_as, each.zone) for each in scenario.steps] == [
        ("begin", None, None),
        ("gates-vpn1", "gates", "internet"),
        ("gates-vpn2", "gates", "internet"),
        ("think", None, None),
        ("then", None, None),
    ]
    _, one, two, think, then = scenario.steps
    assert one.after == two.after == (After("begin", ("ended",)),)
    assert think.after == (After("gates-vpn1", ("ended",)), After("gates-vpn2", ("ended",)))
    assert then.after == (After("gates-vpn1"), After("gates-vpn2"))
    assert isinstance(two.do, Probe) and two.do.call.subject == "vpn2"
    assert two.say is not None and two.say.ja == "vpn2は使えますか"
    assert [(each.id, each.step) for each in scenario.evaluation] == [
        ("ready-vpn1", "gates-vpn1"),
        ("ready-vpn2", "gates-vpn2"),
    ]
    assert [each.step for each in scenario.targets] == ["gates-vpn1", "gates-vpn2"]


def test_the_plans_own_questions_are_asked_with_what_the_scenario_wants_besides(
    tmp_path: Path,
) -> None:
    scenario = _loaded(
        tmp_path,
        """
steps:
  - {id: up, each: "@answering", wait: plan, every: 2s, within: 20s, say: 応答しますか}
  - id: cert
    each: "@certificates"
    probe: plan
    expect: {certificate_days: {at_least: 45}}
  - {id: gone, each: "@silent", probe: plan, expect: {reply: false}, if_broken: note}
""",
    ).scenario
    # What only people see, and what is retired by that day, is not among them.
    assert [each.id for each in scenario.steps] == [
        *("up-home", "up-again", "up-plain", "up-web1", "up-rst1"),
        "cert-home",
        *("gone-old", "gone-left"),
    ]
    up, cert = scenario.steps[0], scenario.steps[5]
    assert isinstance(up.do, Wait) and up.do.every.us == 2_000_000
    assert isinstance(cert.do, Probe)
    wanted = {(each.fact, each.operator, each.wanted) for each in cert.do.call.expect}
    assert {("latency_ms", "at_most", 900), ("certificate_days", "at_least", 45)} <= wanted


def test_what_is_known_of_a_backup_is_filled_in_and_null_leaves_a_step_out(tmp_path: Path) -> None:
    script = """
parameters: {backup: copy, ways: null}
steps:
  - id: restore
    each: $backup
    run: {server: $each_restore_to, command: "restore-${each}"}
    undo: {server: $each_restore_to, command: "wipe-${each}"}
    by: lead
  - id: fresh
    each: $backup
    after: restore
    probe: {file: "/r/${each}", server: $each_restore_to}
    expect: {age_s: {at_most: $each_age_s}}
  - {id: gates, each: $ways, probe: {telework: $each}}
  - {id: end, after: [restore, gates], ask: 終わり}
safety: {approvals: [{step: restore, by: [lead]}]}
targets: [{step: restore, within: $each_rto}]
"""
    scenario = _loaded(tmp_path, script).scenario
    restore, fresh, end = scenario.steps
    assert isinstance(restore.do, Run)
    assert (restore.do.do.server, restore.do.do.command) == ("rst1", "restore-copy")
    assert isinstance(fresh.do, Probe)
    assert ("age_s", "at_most", 86_400) in {
        (each.fact, each.operator, each.wanted) for each in fresh.do.call.expect
    }
    assert fresh.after == end.after == (After("restore-copy"),)
    assert [each.step for each in scenario.safety.approvals] == ["restore-copy"]
    (goal,) = scenario.targets
    assert isinstance(goal, Goal) and goal.within is not None and goal.within.us == 10_800_000_000


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            '{id: a, each: "@teleworks", ask: x}',
            "each: '@teleworks' is neither the id of a thing of the plan nor a word for many of "
            'them. Did you mean "@telework"?',
        ),
        ('{id: a, each: "@radio", ask: x}', "the plan has nothing that each: '@radio' stands for."),
        ("{id: a, each: vpn1, ask: $each_rto}", "the plan does not tell 'rto' of 'vpn1'."),
        (
            "{id: a, each: vpn1, probe: plan}",
            "the plan has no question (probe) for 'vpn1' that a machine can be asked.",
        ),
        (
            "{id: a, each: copy, run: {server: web1, command: restore-copy}, undo: none}",
            "'web1' is where 'copy' really runs; no trial may act on it. Name another server, kept "
            "for trials, as the backup's restore_to.",
        ),
        ("{id: a, each: {b: c}, ask: x}", 'each is an id, a word that begins with "@", or a list'),
    ],
)
def test_a_step_for_nothing_is_refused_at_its_place(tmp_path: Path, step: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        _loaded(tmp_path, f"steps:\n  - {step}\n")
    text = refused.value.refusals[0].said_in("en")
    assert "s.yaml:6:" in text
    assert said in text
    assert len(refused.value.refusals) == 1


def test_without_a_plan_such_a_step_stands_for_itself(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    step = '{id: up, each: "@answering", wait: plan, within: 20s, say: 応答しますか}'
    file.write_text(f"{HEAD}steps: [{step}, {{id: b, after: up, ask: c}}]\n", encoding="utf-8")
    steps = load_scenario(file, None, probes.catalogue()).scenario.steps
    assert [(each.id, type(each.do)) for each in steps] == [("up", Ask), ("b", Ask)]
