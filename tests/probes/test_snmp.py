"""What devices say by their profiles, asked of net-snmp's agent through a whole plan."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bcp.asking import ProbeCall
from bcp.load import load_plan
from bcp.message import render
from bcp.model import Plan
from drills.probes import catalogue
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.reading import Fact, Reading
from tests.daemons.snmpd import AUTH, COMMUNITY, PRIVACY, USER, Snmpd, snmpd

METERS = "1.3.6.1.4.1.119.2.3.69.501.8.1.1"
MODEM = "16842752"
UPS = "1.3.6.1.2.1.33.1"
FORTINET = "1.3.6.1.4.1.12356.101"
VALUES = {
    f"{METERS}.4.{MODEM}": ("integer", "20"),
    f"{METERS}.6.{MODEM}": ("string", "-45.5"),
    f"{METERS}.8.{MODEM}": ("integer", "48"),
    f"{METERS}.10.{MODEM}": ("string", "invalid"),
    f"{UPS}.2.1.0": ("integer", "2"),
    f"{UPS}.2.3.0": ("integer", "42"),
    f"{UPS}.2.5.0": ("integer", "545"),
    f"{UPS}.3.3.1.3.1": ("integer", "201"),
    f"{UPS}.3.3.1.3.2": ("integer", "99"),
    f"{UPS}.4.1.0": ("integer", "3"),
    f"{UPS}.6.1.0": ("gauge", "0"),
    f"{FORTINET}.12.2.3.1.2.1": ("integer", "30"),
    f"{FORTINET}.12.2.3.1.2.2": ("integer", "12"),
}

# All that a municipality writes for a device that nobody knew before.
OWN_PROFILE = """
kind: radio
title: 訓練電機の無線機
basis: maker
source: 取扱説明書 付録B
facts:
  rx_level_dbm:
    oid: 1.3.6.1.4.1.119.99.1.1.0
    type: number
    scale: 0.1
    unit: dbm
    meaning: 受信レベル
    source: trxRxLevel
    verified: "2026-11-01"
  link_state:
    oid: 1.3.6.1.4.1.119.99.1.2.0
    type: status
    meaning: 回線の状態
    source: trxLink
    values: {0: {word: lost, severity: alarm}, 1: {word: linked, severity: fine}}
alarms:
"""
OWN_ALARM = """
    oid: 1.3.6.1.4.1.119.99.2.{n}.0
    type: status
    meaning: {meaning}
    source: trxAlarm{n}
    values: {{0: {{word: clear, severity: fine}}, 1: {{word: on, severity: alarm}}}}
"""
PLAN = """
organisation: 訓練町
snmp_accounts:
  - {{id: reader, version: v2c, community: {{env: COMMUNITY}}}}
  - id: secure
    version: v3
    user: {user}
    auth: sha256
    auth_password: {{env: AUTH}}
    privacy: aes128
    privacy_password: {{env: PRIVACY}}
  - {{id: other, version: v2c, community: {{env: OTHER}}}}
radio:
  - id: hop
    kind: microwave
    profile: nec-ipasolink
    address: "{at}"
    snmp: secure
    row: "{row}"
  - {{id: own, kind: microwave, profile: town-radio, address: "{at}", snmp: reader}}
  - {{id: rowless, kind: microwave, profile: nec-ipasolink, address: "{at}", snmp: reader}}
  - {{id: wrong, kind: satellite, profile: satellite-comtech, address: "{at}", snmp: reader}}
power:
  - {{id: ups, kind: ups, profile: ups-rfc1628, address: "{at}", snmp: secure}}
links:
  - {{id: line, profile: if-mib, address: "{at}", snmp: reader, row: lo}}
  - {{id: nowhere, profile: if-mib, address: "{at}", snmp: reader, row: eth77}}
telework:
  - {{id: gate, kind: vpn, profile: fortigate, address: "{at}", snmp: reader}}
"""


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snmpd]:
    with snmpd(tmp_path_factory.mktemp("agent")) as running:
        running.say(VALUES)
        yield running


@pytest.fixture
def plan(agent: Snmpd, tmp_path: Path) -> Plan:
    text = PLAN.format(at=agent.address, user=USER, row=MODEM)
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    alarms = "  power:" + OWN_ALARM.format(n=1, meaning="停電")
    alarms += "  door:" + OWN_ALARM.format(n=2, meaning="扉")
    (tmp_path / "profiles" / "town-radio.yaml").write_text(OWN_PROFILE + alarms, encoding="utf-8")
    return load_plan(tmp_path, catalogue()).plan


@pytest.fixture
async def asker(plan: Plan) -> AsyncIterator[Asker]:
    known = {"COMMUNITY": COMMUNITY, "AUTH": AUTH, "PRIVACY": PRIVACY, "OTHER": "other-community"}
    at = {
        source: Secret(known[source.env or ""])
        for account in plan.snmp_accounts
        for source in account.secrets
    }
    asker = Asker(plan, secrets=Secrets({}, at))
    yield asker
    await asker.close()


async def asked(asker: Asker, subject: str, **params: Any) -> Mapping[str, Fact]:
    reading = await _asked(asker, subject, **params)
    assert reading.could_not_ask is None, render(reading.could_not_ask, "en")
    return reading.facts


async def _asked(asker: Asker, subject: str, **params: Any) -> Reading:
    return await asker.ask(ProbeCall("snmp", subject, params), timeout_us=3_000_000)


async def test_one_object_of_an_address(agent: Snmpd, asker: Asker) -> None:
    facts = await asked(asker, agent.address, oid=f"{UPS}.2.5.0", account="reader", scale=0.1)
    assert (facts["found"], facts["value"], facts["text"]) == (True, 54.5, "545")
    facts = await asked(asker, agent.address, oid="1.3.6.1.2.1.1.5.0", account="secure")
    assert (facts["found"], facts["value"], facts["text"]) == (True, None, "radio-hut")
    facts = await asked(asker, agent.address, oid=f"{UPS}.99.0", account="secure")
    assert (facts["reply"], facts["found"], facts["text"]) == (True, False, None)


@pytest.mark.parametrize(
    ("device", "fact", "value", "text", "severity"),
    [
        ("hop", "rx_level_dbm", -45.5, "-45.5", None),
        ("hop", "tx_power_dbm", 20.0, "20.0", None),
        ("ups", "runtime_left_s", 2520.0, "2520.0", None),
        ("ups", "battery_voltage_v", 54.5, "54.5", None),
        ("ups", "input_voltage_v", 99.0, "99.0", None),
        ("ups", "battery_status", None, "normal", "fine"),
        ("ups", "output_source", None, "normal", "fine"),
        ("ups", "alarms", 0.0, "0", None),
        ("line", "link_state", None, "up", "fine"),
        ("gate", "users", 42.0, "42.0", None),
    ],
)
async def test_a_fact_of_a_device_comes_in_its_unit(  # noqa: PLR0917 - a table of cases
    asker: Asker,
    device: str,
    fact: str,
    value: float | None,
    text: str,
    severity: str | None,
) -> None:
    facts = await asked(asker, device, fact=fact)
    assert (facts["value"], facts["text"], facts["severity"]) == (value, text, severity)


async def test_a_device_is_added_by_one_file(agent: Snmpd, asker: Asker) -> None:
    own = "1.3.6.1.4.1.119.99"
    agent.say(
        {
            **VALUES,
            f"{own}.1.1.0": ("integer", "-512"),
            f"{own}.1.2.0": ("integer", "1"),
            f"{own}.2.1.0": ("integer", "1"),
            f"{own}.2.2.0": ("integer", "0"),
        }
    )
    assert (await asked(asker, "own", fact="rx_level_dbm"))["value"] == -51.2
    assert (await asked(asker, "own", fact="link_state"))["text"] == "linked"
    assert (await asked(asker, "own", fact="alarms"))["value"] == 1


async def test_a_value_that_means_none_is_none(asker: Asker) -> None:
    assert (await asked(asker, "hop", fact="temperature_c"))["found"] is False


async def test_a_number_that_cannot_be_shows_the_scale(agent: Snmpd, asker: Asker) -> None:
    agent.say({**VALUES, f"{METERS}.6.{MODEM}": ("integer", "-455")})
    reading = await _asked(asker, "hop", fact="rx_level_dbm")
    agent.say(VALUES)
    assert reading.facts["value"] is None
    assert reading.note is not None
    assert reading.note.code == "probes.profile.not_plausible"


@pytest.mark.parametrize(
    ("device", "params", "code"),
    [
        ("hop", {"fact": "rx_levl_dbm"}, "probes.snmp.no_such_fact"),
        ("nothing", {"fact": "rx_level_dbm"}, "probes.snmp.no_device"),
        ("rowless", {"fact": "rx_level_dbm"}, "probes.profile.no_row"),
        ("nowhere", {"fact": "link_state"}, "probes.profile.unknown_row"),
        ("wrong", {"fact": "esno_db"}, "probes.profile.not_this"),
        ("ups", {"fact": "battery_status", "account": "nobody"}, "snmp.no_account"),
        ("ups", {"fact": "battery_status", "account": "other"}, "snmp.other_community"),
    ],
)
async def test_what_cannot_be_asked_is_unknown_and_says_why(
    asker: Asker, device: str, params: dict[str, Any], code: str
) -> None:
    reading = await _asked(asker, device, **params)
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == code


async def test_a_plan_carries_the_profiles_that_its_devices_use(plan: Plan) -> None:
    used = {
        "nec-ipasolink",
        "town-radio",
        "satellite-comtech",
        "ups-rfc1628",
        "if-mib",
        "fortigate",
    }
    assert {each.id for each in plan.profiles} == used
