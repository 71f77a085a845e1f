"""What a UPS says of itself over SNMP, asked of net-snmp's agent with a UPS's values in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.load import load_plan
from bcp.message import Text, render
from drills.probes import catalogue, ups
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.snmpd import COMMUNITY, Snmpd, snmpd
from tests.probes.agent_faults import Broken, empty, frozen, stopped
from tests.probes.fault_columns import NO_CERTIFICATE, NO_LIMIT
from tests.probes.on_loopback import lines, told_in_documents

IN_FAULT_TABLE = {"ups": {"certificate": NO_CERTIFICATE, "full": NO_LIMIT}}

MIB = "1.3.6.1.2.1.33.1"
STATUS, SECONDS, MINUTES, CHARGE, TENTHS, DEGREES = (f"{MIB}.2.{n}.0" for n in (1, 2, 3, 4, 5, 7))
SOURCE, ALARMS = f"{MIB}.4.1.0", f"{MIB}.6.1.0"
WELL = {
    f"{MIB}.1.2.0": ("string", "UPS-3000"),
    STATUS: ("integer", "2"),
    SECONDS: ("integer", "0"),
    MINUTES: ("integer", "42"),
    CHARGE: ("integer", "100"),
    TENTHS: ("integer", "545"),
    DEGREES: ("integer", "27"),
    f"{MIB}.3.3.1.3.1": ("integer", "101"),
    SOURCE: ("integer", "3"),
    f"{MIB}.4.4.1.2.1": ("integer", "100"),
    f"{MIB}.4.4.1.5.1": ("integer", "31"),
    ALARMS: ("gauge", "0"),
}
MAINS_LOST = {
    SECONDS: ("integer", "90"),
    MINUTES: ("integer", "38"),
    CHARGE: ("integer", "88"),
    f"{MIB}.3.3.1.3.1": ("integer", "0"),
    SOURCE: ("integer", "5"),
    ALARMS: ("gauge", "1"),
}
BATTERY_LOW = {**MAINS_LOST, STATUS: ("integer", "3"), MINUTES: ("integer", "3")}
PLAN = """
organisation: 訓練町
snmp_accounts:
  - {{id: reader, version: v2c, community: {{env: COMMUNITY}}}}
  - {{id: stranger, version: v2c, community: {{env: OTHER}}}}
power:
  - id: hq-ups
    kind: ups
    profile: ups-rfc1628
    address: "{at}"
    snmp: reader
    probe: {{ups: hq-ups, timeout: 2s}}
  - {{id: other, kind: ups, profile: ups-rfc1628, address: "{at}", snmp: stranger}}
  - {{id: nowhere, kind: ups, profile: ups-rfc1628, address: ups.invalid, snmp: reader}}
  - {{id: unasked, kind: ups}}
"""


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snmpd]:
    with snmpd(tmp_path_factory.mktemp("agent")) as running:
        yield running


@pytest.fixture
async def asker(agent: Snmpd, tmp_path: Path) -> AsyncIterator[Asker]:
    (tmp_path / "plan.yaml").write_text(PLAN.format(at=agent.address), encoding="utf-8")
    plan = load_plan(tmp_path, catalogue()).plan
    known = {
        each.secrets[0]: Secret(COMMUNITY if each.id == "reader" else "wrong")
        for each in plan.snmp_accounts
    }
    asker = Asker(plan, secrets=Secrets({}, known))
    yield asker
    await asker.close()


async def reading(asker: Asker, id: str = "hq-ups") -> Reading:
    return await asker.ask(ProbeCall("ups", id), timeout_us=3_000_000)


async def test_a_ups_on_mains_is_well_and_every_value_is_in_its_unit(
    agent: Snmpd, asker: Asker
) -> None:
    agent.say(WELL)
    found = await reading(asker)
    wanted = {
        "reply": True,
        "level": "mains",
        "on_battery": False,
        "alarm": False,
        "alarms": 0,
        "battery_status": "normal",
        "battery_percent": 100.0,
        "runtime_left_s": 2520.0,
        "battery_voltage_v": 54.5,
        "temperature_c": 27.0,
        "load_percent": 31.0,
        "input_voltage_v": 101.0,
        "equipment": "UPS-3000",
    }
    assert {name: found.facts[name] for name in wanted} == wanted
    assert {*found.facts} == {*ups.FACTS}
    assert judge(found, ups.HEALTHY).outcome == "held"


async def test_the_mains_go_the_battery_empties_and_the_mains_come_back(
    agent: Snmpd, asker: Asker
) -> None:
    seen = []
    for values in ({}, MAINS_LOST, BATTERY_LOW, {CHARGE: ("integer", "41")}):
        agent.say({**WELL, **values})
        found = await reading(asker)
        outcome = judge(found, ups.HEALTHY).outcome
        seen.append((found.facts["level"], found.facts["on_battery"], outcome))
    assert seen == [
        ("mains", False, "held"),
        ("battery", True, "broken"),
        ("low", True, "broken"),
        ("mains", False, "held"),
    ]


async def test_a_device_that_names_no_source_is_judged_by_its_seconds_on_battery(
    agent: Snmpd, asker: Asker
) -> None:
    without = {oid: value for oid, value in WELL.items() if oid != SOURCE}
    agent.say({**without, SECONDS: ("integer", "12")})
    assert (await reading(asker)).facts["level"] == "battery"
    agent.say({oid: value for oid, value in without.items() if oid != SECONDS})
    found = await reading(asker)
    assert (found.facts["level"], found.facts["on_battery"]) == ("unknown", None)
    assert judge(found, ups.HEALTHY).outcome == "broken"


async def test_what_is_wrong_is_named_in_both_languages(agent: Snmpd, asker: Asker) -> None:
    agent.say({**WELL, STATUS: ("integer", "3")})
    found = await reading(asker)
    assert found.because is not None
    assert "電池の状態: 残りわずか" in render(found.because, "ja")
    assert "state of the battery: nearly empty" in render(found.because, "en")


def _set(values: Mapping[str, tuple[str, str]]) -> Broken:
    @contextmanager
    def said(agent: Snmpd) -> Iterator[None]:
        agent.say({**WELL, **values})
        yield

    return said


def _source(number: int) -> Broken:
    return _set({SOURCE: ("integer", str(number))})


OWN = "hq-ups"
CELLS: Mapping[str, tuple[Text, Broken, str, str]] = {
    "none": (Text("なし", "none"), _set({}), OWN, ""),
    "mains lost": (Text("停電", "mains lost"), _set(MAINS_LOST), OWN, "ups.on_battery_for"),
    "battery low": (Text("電池残りわずか", "battery low"), _set(BATTERY_LOW), OWN, "ups.low"),
    "bypass": (Text("バイパス", "bypass"), _source(4), OWN, "ups.bypass"),
    "output off": (Text("給電なし", "output off"), _source(2), OWN, "ups.off"),
    "alarm": (Text("警報", "an alarm"), _set({ALARMS: ("gauge", "2")}), OWN, "ups.alarm"),
    "stopped": (Text("監視機能の停止", "agent stopped"), stopped, OWN, "net.refused"),
    "frozen": (Text("固まった（SIGSTOP）", "frozen (SIGSTOP)"), frozen, OWN, "snmp.silent_v2c"),
    "community": (
        Text("コミュニティ名違い", "wrong community"),
        _set({}),
        "other",
        "snmp.other_community",
    ),
    "profile": (Text("機種の設定違い", "another profile"), empty, OWN, "profile.not_this"),
    "name": (Text("名前を引けない", "name not found"), _set({}), "nowhere", "net.unknown_name"),
    "no profile": (Text("機種の設定なし", "no profile"), _set({}), "unasked", "profile.none"),
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=[f"ups × {each}" for each in CELLS])
async def test_each_fault_is_told_in_words_of_its_own(
    asker: Asker, agent: Snmpd, cell: tuple[Text, Broken, str, str]
) -> None:
    fault, broken, device, code = cell
    with broken(agent):
        found = await reading(asker, device)
    told = [each.code for each in (found.could_not_ask, found.because, found.note) if each]
    assert [each.removeprefix("probes.") for each in told] == ([code] if code else [])
    wanted = lines(fault, found, ups.HEALTHY, {agent.address: "192.0.2.40:161"})
    assert told_in_documents("ups", wanted) == []
