"""For how long a generator has fuel: by its contacts, by who looked, by the plan; and batteries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.durations import HOUR, Span
from bcp.inventory import Power
from bcp.load import load_plan
from bcp.message import Text, render
from bcp.secret_source import SecretSource
from drills.probes import battery, catalogue, generator
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.snmpd import COMMUNITY, Snmpd, snmpd
from tests.probes.fault_columns import NO_CERTIFICATE, NO_LIMIT, RECKONED, never
from tests.probes.on_loopback import lines, told_in_documents

IN_FAULT_TABLE = {
    "battery": never(RECKONED),
    "generator": {"certificate": NO_CERTIFICATE, "full": NO_LIMIT},
}

TODAY = date(2026, 11, 21)
BOX = "1.3.6.1.4.1.119.77"
# A contact input box: what a municipality writes for what its generator closes.
PROFILE = f"""
kind: generator
title: 発電機の接点入力
basis: maker
source: 接点入力装置 取扱説明書
facts:
  running:
    oid: {BOX}.1.0
    type: status
    meaning: 運転の状態
    source: input1
    values: {{0: {{word: stopped, severity: fine}}, 1: {{word: running, severity: fine}}}}
  fuel_percent:
    {{oid: {BOX}.2.0, type: number, scale: 1, unit: percent, meaning: 燃料計, source: analog1,
     verified: "2026-11-01"}}
alarms:
  start_failed:
    oid: {BOX}.3.0
    type: status
    meaning: {{ja: 始動失敗, en: failed to start}}
    source: input2
    values: {{0: {{word: clear, severity: fine}}, 1: {{word: on, severity: alarm}}}}
"""
PLAN = """
organisation: 訓練町
snmp_accounts:
  - {{id: reader, version: v2c, community: {{env: COMMUNITY}}}}
  - {{id: stranger, version: v2c, community: {{env: OTHER}}}}
power:
  - {{id: closed, kind: generator, profile: contacts, address: "{at}", snmp: stranger,
     tank_l: 1000, l_per_h: 12.5}}
  - id: generator
    kind: generator
    profile: contacts
    address: "{at}"
    snmp: reader
    tank_l: 1000
    l_per_h: 12.5
    runtime: 72h
    probe: {{generator: generator}}
  - id: cells
    kind: battery
    installed_on: "2015-04-01"
    life_years: 7
    probe: {{battery: cells}}
"""


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snmpd]:
    with snmpd(tmp_path_factory.mktemp("agent")) as running:
        yield running


@pytest.fixture
async def asker(agent: Snmpd, tmp_path: Path) -> AsyncIterator[Asker]:
    (tmp_path / "plan.yaml").write_text(PLAN.format(at=agent.address), encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "contacts.yaml").write_text(PROFILE, encoding="utf-8")
    plan = load_plan(tmp_path, catalogue()).plan
    known = {each.secrets[0]: Secret(COMMUNITY) for each in plan.snmp_accounts}
    known[SecretSource(env="OTHER")] = Secret("some-other-community")
    asker = Asker(plan, secrets=Secrets({}, known))
    yield asker
    await asker.close()


def says(agent: Snmpd, percent: int, *, failed: bool = False) -> None:
    values = {"1": 0, "2": percent, "3": int(failed)}
    agent.say({f"{BOX}.{n}.0": ("integer", str(value)) for n, value in values.items()})


async def ask(asker: Asker, word: str, id: str) -> Reading:
    return await asker.ask(ProbeCall(word, id), timeout_us=3_000_000)


@pytest.mark.parametrize(
    ("percent", "hours", "short"), [(100, 80.0, 0.0), (90, 72.0, 0.0), (40, 32.0, 40.0)]
)
async def test_the_fuel_that_a_device_shows_is_measured(
    agent: Snmpd, asker: Asker, percent: int, hours: float, short: float
) -> None:
    says(agent, percent)
    found = await ask(asker, "generator", "generator")
    shown = [found.facts[each] for each in ("fuel_h", "short_h", "basis", "running")]
    assert shown == [hours, short, "measured", "stopped"]
    assert (judge(found, generator.HEALTHY).outcome == "held") == (short == 0)
    assert {*found.facts} == {*generator.FACTS}


async def test_an_alarm_of_the_device_is_named(agent: Snmpd, asker: Asker) -> None:
    says(agent, 100, failed=True)
    found = await ask(asker, "generator", "generator")
    assert (found.facts["alarm"], judge(found, generator.HEALTHY).outcome) == (True, "broken")
    assert found.because is not None
    assert "始動失敗: on" in render(found.because, "ja")


async def test_a_device_that_cannot_be_reached_is_told_as_such(agent: Snmpd, asker: Asker) -> None:
    agent.stop()
    found = await ask(asker, "generator", "generator")
    agent.start()
    assert found.because is not None
    assert found.because.code == "net.refused"


def of_plan(**values: object) -> Reading:
    given = {"id": "g", "kind": "generator", "fuel_l": 500.0, "l_per_h": 10.0, **values}
    return generator.reading_of(Power(**given), TODAY)  # type: ignore[arg-type]


def test_a_number_of_the_plan_is_only_assumed() -> None:
    found = of_plan()
    assert (found.facts["fuel_h"], found.facts["basis"]) == (50.0, "assumed")
    assert judge(found, generator.HEALTHY).outcome == "held"


def test_a_gauge_that_somebody_read_is_observed_and_its_day_is_told() -> None:
    found = of_plan(fuel_seen_on="2026-11-01", runtime=Span(72 * HOUR))
    shown = [found.facts[each] for each in ("basis", "seen_days", "fuel_h", "short_h")]
    assert shown == ["observed", 20, 50.0, 22.0]
    assert found.because is not None
    assert render(found.because, "ja") == "「g」の燃料は2日2時間分で、計画の3日に足りません。"


@pytest.mark.parametrize("lacking", ["fuel_l", "l_per_h"])
def test_what_the_plan_does_not_say_is_unknown(lacking: str) -> None:
    found = of_plan(**{lacking: None})
    assert found.could_not_ask is not None
    assert found.could_not_ask.code == "probes.generator.not_known"


async def test_a_wrong_community_has_its_words_and_the_documents_say_so(
    agent: Snmpd, asker: Asker
) -> None:
    found = await ask(asker, "generator", "closed")
    assert found.could_not_ask is not None
    assert found.could_not_ask.code == "snmp.other_community"
    fault = Text("コミュニティ名違い", "wrong community")
    wanted = lines(fault, found, generator.HEALTHY, {agent.address: "192.0.2.50:161"})
    assert told_in_documents("generator", wanted) == []


def of_battery(installed_on: str | None, life_years: float | None) -> Reading:
    power = Power("cells", "battery", installed_on=installed_on, life_years=life_years)
    return battery.reading_of(power, TODAY)


@pytest.mark.parametrize(
    ("installed", "years", "by", "left", "outcome"),
    [
        ("2020-03-15", 7.0, "2027-03-15", 114, "held"),
        ("2019-11-21", 7.0, "2026-11-21", 0, "held"),
        ("2015-04-01", 7.0, "2022-04-01", -1695, "broken"),
        ("2020-02-29", 7.5, "2027-08-29", 281, "held"),
        ("2024-02-29", 3.0, "2027-02-28", 99, "held"),
    ],
)
def test_a_battery_is_to_be_replaced_by_its_date(
    installed: str, years: float, by: str, left: int, outcome: str
) -> None:
    found = of_battery(installed, years)
    shown = [found.facts[each] for each in ("replace_by", "left_days", "basis")]
    assert shown == [by, left, "assumed"]
    assert judge(found, battery.HEALTHY).outcome == outcome


@pytest.mark.parametrize("years", [None, 0.0, -1.0, 1e9])
def test_a_battery_whose_life_nobody_knows_is_unknown(years: float | None) -> None:
    found = of_battery("2020-03-15", years)
    assert found.could_not_ask is not None
    assert of_battery(None, 7).could_not_ask is not None


async def test_a_battery_of_the_plan_is_reckoned_as_of_today(asker: Asker) -> None:
    found = await ask(asker, "battery", "cells")
    assert found.facts["replace_by"] == "2022-04-01"
    assert found.because is not None
    assert found.because.code == "probes.battery.over"
