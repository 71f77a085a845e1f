"""What a question names of a device is looked up when the plan is checked, not when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.refused import Refused
from drills.probes import catalogue
from scenarios.load import load_scenario
from tests.bcp.test_bad_plans import said

PLAN = """\
organisation: 見本町
snmp_accounts:
  - {id: reader, version: v2c, community: {env: COMMUNITY}}
power:
  - {id: hq-ups, kind: ups, profile: ups-rfc1628, address: 192.0.2.40, snmp: reader}
radio:
  - {id: hop, kind: microwave, profile: trx, address: 192.0.2.41, snmp: reader, row: "1"}
profiles:
  - id: trx
    kind: radio
    title: trx
    basis: maker
    source: x
    facts:
      link_state:
        {oid: 1.3.6.1.4.1.1.0, type: text, meaning: x, source: x}
    alarms:
      mains:
        oid: 1.3.6.1.4.1.2.0
        type: status
        meaning: x
        source: x
        values: {0: {word: clear, severity: fine}, 1: {word: on, severity: alarm}}
systems:
  - id: a
    probe: %s
"""
GOOD = (
    "{snmp: hq-ups, fact: battery_status, expect: {text: normal}}",
    "{snmp: hq-ups, fact: battery_status, expect: {text: {one_of: [normal, low]}}}",
    "{snmp: hq-ups, fact: battery_percent, account: reader}",
    "{snmp: hop, fact: alarms}",
    "{snmp: 192.0.2.50, account: reader, oid: 1.3.6.1.2.1.1.3.0, expect: {text: anything}}",
    "{snmp: hq-ups, oid: 1.3.6.1.2.1.1.3.0}",
)
BAD: Mapping[str, tuple[int, str, str]] = {
    "{snmp: hq-ups, fact: battery_status, account: raeder}": (
        58,
        "「raeder」というSNMPアカウント（snmp_accounts）は計画にありません。 "
        "「reader」のことですか。",
        "the plan has no SNMP account 'raeder'. Did you mean \"reader\"?",
    ),
    "{snmp: hq-usp, fact: battery_status}": (
        19,
        "「hq-usp」という機器（無線・電源・回線・テレワーク）は計画にありません。 "
        "「hq-ups」のことですか。",
        "the plan has no device 'hq-usp' (radio, power, link or telework). "
        'Did you mean "hq-ups"?',
    ),
    "{snmp: hq-ups, fact: batery_status}": (
        33,
        "設定「ups-rfc1628」に「batery_status」という項目はありません。 "
        "「battery_status」のことですか。",
        "the profile 'ups-rfc1628' has no 'batery_status'. Did you mean \"battery_status\"?",
    ),
    "{snmp: hq-ups, fact: battery_status, expect: {text: {one_of: [normal, lwo]}}}": (
        57,
        "設定「ups-rfc1628」の「battery_status」が「lwo」になることはありません。 "
        "「low」のことですか。",
        "by the profile 'ups-rfc1628', 'battery_status' is never 'lwo'. Did you mean \"low\"?",
    ),
}


def _town(folder: Path, probe: str) -> Path:
    path = folder / "town.yaml"
    path.write_text(PLAN % probe, encoding="utf-8")
    return path


@pytest.mark.parametrize("probe", GOOD)
def test_what_the_plan_knows_may_be_asked(tmp_path: Path, probe: str) -> None:
    load_plan(_town(tmp_path, probe), catalogue())


@pytest.mark.parametrize("probe", BAD)
def test_what_it_does_not_know_is_refused_with_its_place_and_what_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, probe: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused) as refused:
        load_plan(_town(Path(), probe), catalogue())
    place, ja, en = f"town.yaml:26:{BAD[probe][0]}:", *BAD[probe][1:]
    assert said(refused.value) == f"[ja]\n{place} {ja}\n[en]\n{place} {en}\n"


def test_a_device_outside_the_plan_wants_an_account(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        load_plan(_town(tmp_path, "{snmp: 192.0.2.50, oid: 1.3.6.1.2.1.1.3.0}"), catalogue())
    told = [each.remedy.code for each in refused.value.refusals if each.remedy]
    assert told == ["plan.address_wants_account"]


@pytest.mark.parametrize("probe", BAD)
def test_a_scenario_is_held_to_the_same(tmp_path: Path, probe: str) -> None:
    plan = load_plan(_town(tmp_path, GOOD[0]), catalogue())
    path = tmp_path / "drill.yaml"
    path.write_text(
        f"scenario: x\ntitle: x\nsteps: [{{id: a, probe: {probe}}}]\n", encoding="utf-8"
    )
    with pytest.raises(Refused) as refused:
        load_scenario(path, plan, catalogue())
    assert len(refused.value.refusals) == 1


@pytest.mark.parametrize("word", ["observe", "attest", "voice_test"])
def test_what_people_answer_is_no_control(tmp_path: Path, word: str) -> None:
    probe = f'{{tcp: "192.0.2.1:445", expect: {{reply: false}}, control: {{{word}: hop}}}}'
    with pytest.raises(Refused) as refused:
        load_plan(_town(tmp_path, probe), catalogue())
    told = [(each.place.line, each.what.code) for each in refused.value.refusals]
    assert told == [(26, "probe.control_asks_people")]
