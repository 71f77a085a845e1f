"""A relay's radio fades step by step, raises its alarm and falls silent: the screen tells it all.

What the radio says comes from net-snmp's agent through the radio probe; only time is not real.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.business_days import Calendar
from bcp.durations import SECOND
from bcp.load import load_plan
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.prepare import Circumstances, prepared
from drills.probes import catalogue
from drills.report.assembled import report_of
from drills.runtime.asking import Asker
from drills.runtime.secrets import Secret, Secrets
from scenarios.load import load_scenario
from scenarios.reading import Reading
from tests.core.simulation import World
from tests.daemons.snmpd import COMMUNITY, Snmpd, snmpd
from tests.report.made_up import recorded
from tests.tui.boards import Seat, seated
from tests.tui.devices import NEWS
from tests.tui.drilling import Staged

RADIO = "1.3.6.1.4.1.119.99"
LEVEL, MODULATION, POWER = (f"{RADIO}.{each}.0" for each in ("1.1", "1.3", "2.1"))
QAM64, QPSK = 3, 1
PROFILE = """
kind: radio
title: 訓練電機の無線機
basis: maker
source: 取扱説明書 付録B
facts:
  rx_level_dbm:
    {oid: 1.3.6.1.4.1.119.99.1.1.0, type: number, scale: 0.1, unit: dbm, meaning: 受信レベル,
     source: trxRxLevel}
  modulation:
    oid: 1.3.6.1.4.1.119.99.1.3.0
    type: status
    meaning: 変調方式
    source: trxModulation
    values: {1: {word: QPSK, severity: fine}, 3: {word: 64QAM, severity: fine}}
alarms:
  power:
    oid: 1.3.6.1.4.1.119.99.2.1.0
    type: status
    meaning: 商用電源断
    source: trxAlarm1
    values: {0: {word: clear, severity: fine}, 1: {word: on, severity: alarm}}
"""
PLAN = """
organisation: 訓練町
snmp_accounts:
  - {{id: reader, version: v2c, community: {{env: COMMUNITY}}}}
radio:
  - id: relay1
    name: 猫ヶ岳中継局
    kind: relay
    profile: town-radio
    address: "{at}"
    snmp: reader
    design_rx_dbm: -45
    fade_margin_db: 30
    probe: {{radio: relay1}}
    every: 1s
    rto: 10m
  - {{id: child1, name: 本町子局, kind: child, depends_on: [relay1], rto: 10m}}
  - {{id: child2, name: 港子局, kind: child, depends_on: [relay1], rto: 10m, profile: town-radio,
     address: "{at}", snmp: reader, probe: {{radio: child2}}, every: 1s}}
"""
SCENARIO = """
scenario: fading
title: 中継局の無線が弱まる
watch: [{radio: relay1}, {radio: child1}, {radio: child2}]
steps:
  - {id: rain, at: T+0m, inject: 雨が強くなってきました。}
  - {id: end, at: T+5m, inject: 訓練を終わります。}
"""


@dataclass
class Remembered(World):
    """Says what was last heard of the real agent, at instants that are not real."""

    readings: dict[str, Reading] = field(default_factory=dict)

    def look(self, subject: str, at: int) -> Reading:
        return self.readings[subject]


@dataclass
class Hill:
    """The agent on the hill, who asks it, and the world that the drill hears of it from."""

    agent: Snmpd
    asker: Asker
    brief: Brief
    world: Remembered

    async def asked(self, *radios: str) -> None:
        for each in radios:
            call = ProbeCall("radio", each)
            self.world.readings[each] = await self.asker.ask(call, timeout_us=3 * SECOND)

    async def says(self, level: int, modulation: int = QAM64, power: int = 0) -> None:
        """The radio has these from now on; `level` is in tenths of a dBm."""
        values = {LEVEL: level, MODULATION: modulation, POWER: power}
        self.agent.say({oid: ("integer", str(value)) for oid, value in values.items()})
        await self.asked("relay1")


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snmpd]:
    with snmpd(tmp_path_factory.mktemp("hill")) as running:
        yield running


@pytest.fixture
async def hill(agent: Snmpd, tmp_path: Path) -> AsyncIterator[Hill]:
    (tmp_path / "plan.yaml").write_text(PLAN.format(at=agent.address), encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "town-radio.yaml").write_text(PROFILE, encoding="utf-8")
    brief = _brief(tmp_path)
    known = {brief.plan.snmp_accounts[0].secrets[0]: Secret(COMMUNITY)}
    asker = Asker(brief.plan, secrets=Secrets({}, known))
    hill = Hill(agent, asker, brief, Remembered(news=NEWS))
    await hill.says(-450)
    await hill.asked("child2")
    yield hill
    await asker.close()


def _brief(folder: Path) -> Brief:
    loaded = load_plan(folder / "plan.yaml", catalogue())
    scenario = load_scenario(folder / "scenario.yaml", loaded, catalogue()).scenario
    around = Circumstances(
        "r1", "walkthrough", Calendar(), 1_795_000_000 * 10**9, "2026-11-21", "op", "test"
    )
    return prepared(loaded.plan, scenario, around)


async def shown(seat: Seat, at_s: int) -> str:
    await seat.pass_to(at_s * SECOND)
    return seat.text


async def test_a_relay_that_fades_is_seen_fading_before_its_alarm_and_its_stations_fall_with_it(
    hill: Hill,
) -> None:
    stage = Staged(hill.brief, hill.world)
    async with seated(2 * SECOND, stage=stage) as seat:
        await seat.press("tab")
        assert "受信 -45dBm、余裕 30dB、変調 64QAM（実測、" in await shown(seat, 3)
        at = 3
        for level, modulation, words in (
            (-480, QAM64, "受信 -48dBm、余裕 27dB、変調 64QAM（実測、"),
            (-512, QAM64, "受信 -51.2dBm、余裕 23.8dB、変調 64QAM（実測、"),
            (-600, QPSK, "受信 -60dBm、余裕 15dB、変調 QPSK（実測、"),
            (-740, QPSK, "受信 -74dBm、余裕 1dB、変調 QPSK（実測、"),
        ):
            await hill.says(level, modulation)
            at += 11
            seen = await shown(seat, at)
            # Below the table, and beside the row under the cursor.
            assert seen.count(words) == 2
            assert "正常     猫ヶ岳中継局" in seen
        assert not [each for each in stage.simulation.events if isinstance(each, e.CheckLost)]

        await hill.says(-740, QPSK, power=1)
        seen = await shown(seat, at + 11)
        assert "異常     猫ヶ岳中継局" in seen
        assert "関連異常 本町子局" in seen
        assert "正常     港子局" in seen
        assert "受信 -74dBm、余裕 1dB、変調 QPSK、警報 power（実測、" in seen

        hill.agent.stop()
        await hill.asked("relay1", "child2")
        seen = await shown(seat, at + 90)
        assert "応答なし 港子局" in seen
        assert "警報 power（実測、1分" in seen, "an old number is shown with its age"
        await seat.press("end")
        assert "依存する先も停止: 猫ヶ岳中継局" in seat.text.replace("\n", "")

    stage.simulation.run()
    made = report_of(recorded(tuple(stage.simulation.events)))
    needed = {each.system: [name.ja for name in each.needed_down] for each in made.recoveries}
    relay = ["猫ヶ岳中継局"]
    assert needed == {"relay1": [], "child1": relay, "child2": relay}
