"""What a radio says of itself, asked of net-snmp's agent with a radio's values in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.load import load_plan
from bcp.message import Text, render
from drills.probes import catalogue, radio
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.snmpd import COMMUNITY, Snmpd, snmpd
from tests.probes.agent_faults import Broken, empty, frozen, stopped
from tests.probes.fault_columns import NO_CERTIFICATE, NO_LIMIT
from tests.probes.on_loopback import lines, told_in_documents

IN_FAULT_TABLE = {"radio": {"certificate": NO_CERTIFICATE, "full": NO_LIMIT}}

RADIO = "1.3.6.1.4.1.119.99"
LEVEL, LINK, POWER_ALARM, DOOR = (f"{RADIO}.{each}.0" for each in ("1.1", "1.2", "2.1", "2.2"))
PROFILE = """
kind: radio
title: 訓練電機の無線機
basis: maker
source: 取扱説明書 付録B
facts:
  rx_level_dbm:
    {oid: 1.3.6.1.4.1.119.99.1.1.0, type: number, scale: 0.1, unit: dbm, meaning: 受信レベル,
     source: trxRxLevel, verified: "2026-11-01"}
  link_state:
    oid: 1.3.6.1.4.1.119.99.1.2.0
    type: status
    meaning: 回線の状態
    source: trxLink
    values: {0: {word: lost, severity: alarm}, 1: {word: linked, severity: fine}}
alarms:
  power:
    oid: 1.3.6.1.4.1.119.99.2.1.0
    type: status
    meaning: 商用電源断
    source: trxAlarm1
    values: {0: {word: clear, severity: fine}, 1: {word: on, severity: alarm}}
  door:
    oid: 1.3.6.1.4.1.119.99.2.2.0
    type: status
    meaning: 局舎の扉
    source: trxAlarm2
    values: {0: {word: clear, severity: fine}, 1: {word: open, severity: warning}}
"""
LEVEL_ONLY = """
kind: radio
title: レベルだけを返す無線機
basis: maker
source: 取扱説明書
facts:
  rx_level_dbm:
    {oid: 1.3.6.1.4.1.119.99.1.1.0, type: number, scale: 1, unit: dbm, meaning: 受信レベル,
     source: trxRxLevel}
"""
PLAN = """
organisation: 訓練町
snmp_accounts:
  - {{id: reader, version: v2c, community: {{env: COMMUNITY}}}}
  - {{id: stranger, version: v2c, community: {{env: OTHER}}}}
radio:
  - id: hop
    kind: microwave
    profile: town-radio
    address: "{at}"
    snmp: reader
    design_rx_dbm: -45
    fade_margin_db: 30
    probe: {{radio: hop, timeout: 2s}}
  - {{id: plain, kind: microwave, profile: level-only, address: "{at}", snmp: reader}}
  - {{id: tenths, kind: microwave, profile: level-only, address: "{at}", snmp: reader,
     design_rx_dbm: -45}}
  - {{id: other, kind: microwave, profile: town-radio, address: "{at}", snmp: stranger}}
  - {{id: nowhere, kind: microwave, profile: town-radio, address: relay.invalid, snmp: reader}}
  - {{id: unasked, kind: 同報系}}
"""


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snmpd]:
    with snmpd(tmp_path_factory.mktemp("agent")) as running:
        yield running


@pytest.fixture
async def asker(agent: Snmpd, tmp_path: Path) -> AsyncIterator[Asker]:
    (tmp_path / "plan.yaml").write_text(PLAN.format(at=agent.address), encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "town-radio.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "profiles" / "level-only.yaml").write_text(LEVEL_ONLY, encoding="utf-8")
    plan = load_plan(tmp_path, catalogue()).plan
    known = {
        each.secrets[0]: Secret(COMMUNITY if each.id == "reader" else "wrong")
        for each in plan.snmp_accounts
    }
    asker = Asker(plan, secrets=Secrets({}, known))
    yield asker
    await asker.close()


def says(agent: Snmpd, level: int, link: int = 1, power: int = 0, door: int = 0) -> None:
    """The radio has these from now on; `level` is in tenths of a dBm."""
    values = {LEVEL: level, LINK: link, POWER_ALARM: power, DOOR: door}
    agent.say({oid: ("integer", str(value)) for oid, value in values.items()})


async def reading(asker: Asker, id: str = "hop") -> Reading:
    return await asker.ask(ProbeCall("radio", id), timeout_us=3_000_000)


def codes(found: Reading) -> tuple[str | None, ...]:
    """Of what was bad, and of what the author should know."""
    return tuple(each.code if each else None for each in (found.because, found.note))


async def test_a_level_that_sinks_step_by_step_uses_up_the_margin(
    agent: Snmpd, asker: Asker
) -> None:
    seen = []
    for level in (-450, -480, -512, -600, -740, -750, -800):
        says(agent, level)
        found = await reading(asker)
        outcome = judge(found, radio.HEALTHY).outcome
        seen.append((found.facts["rx_level_dbm"], found.facts["margin_db"], outcome, *codes(found)))
    below, gone = "probes.radio.below", "probes.radio.no_margin"
    assert seen == [
        (-45.0, 30.0, "held", None, None),
        (-48.0, 27.0, "held", None, None),
        (-51.2, 23.8, "held", None, below),
        (-60.0, 15.0, "held", None, below),
        (-74.0, 1.0, "held", None, below),
        (-75.0, 0.0, "broken", gone, None),
        (-80.0, -5.0, "broken", gone, None),
    ]


@pytest.mark.parametrize(
    ("values", "facts", "said"),
    [
        ({"power": 1}, {"state": "alarm", "alarms": 1, "alarm_names": "power"}, "商用電源断"),
        ({"door": 1}, {"state": "warning", "alarms": 0, "warning_names": "door"}, "局舎の扉"),
        ({"link": 0}, {"state": "alarm", "link_state": "lost"}, "回線の状態: lost"),
        ({}, {"state": "fine", "alarms": 0, "warnings": 0, "off_design_db": -1.0}, ""),
    ],
)
async def test_alarms_and_warnings_are_counted_and_named(
    agent: Snmpd, asker: Asker, values: Mapping[str, int], facts: Mapping[str, object], said: str
) -> None:
    says(agent, -460, **values)
    found = await reading(asker)
    assert {name: found.facts[name] for name in facts} == facts
    words = "".join(render(each, "ja") for each in (found.because, found.note) if each)
    assert said in words
    good = judge(found, radio.HEALTHY).outcome == "held"
    assert good == (facts["state"] != "alarm")


async def test_each_value_stands_with_the_object_that_it_came_from(
    agent: Snmpd, asker: Asker
) -> None:
    says(agent, -455)
    assert f"rx_level_dbm ({LEVEL}) = -455" in (await reading(asker)).said


async def test_without_a_design_nothing_is_judged_and_the_plan_is_told_what_it_lacks(
    agent: Snmpd, asker: Asker
) -> None:
    says(agent, -60)
    found = await reading(asker, "plain")
    assert (found.facts["rx_level_dbm"], found.facts["state"]) == (-60.0, "not_judged")
    assert codes(found) == (None, "probes.radio.not_judged")


async def test_a_level_far_above_its_design_shows_the_scale_and_judges_nothing(
    agent: Snmpd, asker: Asker
) -> None:
    says(agent, -4)
    found = await reading(asker, "tenths")
    assert (found.facts["state"], found.facts["off_design_db"]) == ("not_judged", None)
    assert codes(found) == (None, "probes.radio.too_good")


async def test_a_radio_without_a_profile_is_unknown(asker: Asker) -> None:
    found = await reading(asker, "unasked")
    assert found.could_not_ask is not None
    assert found.could_not_ask.code == "probes.profile.none"


def _set(**values: int) -> Broken:
    @contextmanager
    def said(agent: Snmpd) -> Iterator[None]:
        says(agent, **{"level": -460, **values})
        yield

    return said


CELLS: Mapping[str, tuple[Text, Broken, str, str]] = {
    "none": (Text("なし", "none"), _set(), "hop", ""),
    "fading": (Text("レベル低下", "fading"), _set(level=-600), "hop", "radio.below"),
    "no margin": (Text("マージンなし", "no margin"), _set(level=-760), "hop", "radio.no_margin"),
    "mains lost": (Text("局舎の停電", "mains lost"), _set(power=1), "hop", "radio.alarmed"),
    "hop lost": (Text("対向断", "the hop is lost"), _set(link=0), "hop", "radio.alarmed"),
    "door": (Text("注意の警報", "a warning"), _set(door=1), "hop", "radio.warned"),
    "no design": (Text("設計値なし", "no design level"), _set(), "plain", "radio.not_judged"),
    "scale": (Text("scale違い", "wrong scale"), _set(level=-4), "tenths", "radio.too_good"),
    "stopped": (Text("監視機能の停止", "agent stopped"), stopped, "hop", "net.refused"),
    "frozen": (Text("固まった（SIGSTOP）", "frozen (SIGSTOP)"), frozen, "hop", "snmp.silent_v2c"),
    "community": (
        Text("コミュニティ名違い", "wrong community"),
        _set(),
        "other",
        "snmp.other_community",
    ),
    "profile": (Text("機種の設定違い", "another profile"), empty, "hop", "profile.not_this"),
    "name": (Text("名前を引けない", "name not found"), _set(), "nowhere", "net.unknown_name"),
    "no profile": (Text("機種の設定なし", "no profile"), _set(), "unasked", "profile.none"),
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=[f"radio × {each}" for each in CELLS])
async def test_each_fault_is_told_in_words_of_its_own(
    asker: Asker, agent: Snmpd, cell: tuple[Text, Broken, str, str]
) -> None:
    fault, broken, device, code = cell
    with broken(agent):
        found = await reading(asker, device)
    told = [each.code for each in (found.could_not_ask, found.because, found.note) if each]
    assert [each.removeprefix("probes.") for each in told] == ([code] if code else [])
    wanted = lines(fault, found, radio.HEALTHY, {agent.address: "192.0.2.30:161"})
    assert told_in_documents("radio", wanted) == []
