"""The line to the branch office: a router with a fibre, and a radio behind it as its backup.

What answers at the far end is what can be reached over the path in use. While the router changes
over to another path, nothing comes through.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bcp.message import Text
from drills.town.agent import AgentService
from drills.town.keys import COMMUNITY
from drills.town.machine import Deed, Fault, Lot, Machine, Said
from drills.town.web import Shown, WebService
from drills.wire.snmp_agent import Value

FAULTS = (
    Fault(
        "fibre",
        "cut-fibre",
        "splice-fibre",
        Text(
            ja="支所への光回線が切れ、無線に切り替わります",
            en="the fibre to the branch office is cut; the radio takes over",
        ),
    ),
    Fault(
        "radio-level",
        "sink-level",
        "restore-level",
        Text(
            ja="無線の受信レベルが下がります（実行するたびに12dB）",
            en="the radio's level sinks, by 12 dB each time",
        ),
    ),
    Fault(
        "relay",
        "lose-relay",
        "find-relay",
        Text(
            ja="無線の中継局が落ち、無線機が応答しなくなります",
            en="the radio's relay station is lost, and the radio answers no more",
        ),
    ),
)
DESIGN_DBM, MARGIN_DB = -45, 30
_STEP_DB, _LOWEST_DBM = 12, -93
_CHANGING_OVER_S = 2.0
# iPASOLINK's objects by the modem's ifIndex: transmitted power, level, supply, temperature.
_MODEM = "16842752"
_METERS = "1.3.6.1.4.1.119.2.3.69.501.8.1.1"
_MODULATION = "1.3.6.1.4.1.119.2.3.69.501.3.2.1.1.5"


class Line:
    """The line with both of its paths; `path` is empty where traffic takes none."""

    def __init__(self) -> None:
        self.cut = False
        self.relay = True
        self.level_dbm = DESIGN_DBM
        self.path = "fibre"

    @property
    def best(self) -> str:
        """The path that the router wants."""
        if not self.cut:
            return "fibre"
        return "radio" if self.relay and self.level_dbm > DESIGN_DBM - MARGIN_DB else ""

    def sink(self) -> None:
        """Lower the level by a step, as rain does."""
        self.level_dbm = max(_LOWEST_DBM, self.level_dbm - _STEP_DB)

    def objects(self) -> Mapping[str, Value]:
        """What the radio says of itself."""
        fading = self.level_dbm < DESIGN_DBM - _STEP_DB
        return {
            f"{_METERS}.4.{_MODEM}": 20,
            f"{_METERS}.6.{_MODEM}": self.level_dbm,
            f"{_METERS}.8.{_MODEM}": 48,
            f"{_METERS}.10.{_MODEM}": 24,
            f"{_MODULATION}.{_MODEM}": "QPSK" if fading else "64QAM",
        }


def built(lot: Lot) -> Machine:
    """The machine; it keeps no files."""
    line = Line()
    far = WebService(lambda path, _: _far_end(path), lot.port("web"))
    agent = AgentService(line.objects, lot.port("snmp"), lot.keys / COMMUNITY)

    async def settle(words: str) -> Said:
        wanted = line.best
        if wanted != line.path:
            line.path = ""
            await far.stop()
            await asyncio.sleep(_CHANGING_OVER_S if wanted else 0)
        if wanted and line.best == wanted:
            line.path = wanted
            await far.start()
        return Said(out=words)

    return Machine("line", lot.folder, {"web": far, "snmp": agent}, _commands(line, agent, settle))


def _commands(line: Line, agent: AgentService, settle: Deed) -> Mapping[str, Deed]:
    async def show_path(_: str) -> Said:
        return Said(0 if line.path else 3, out=f"path {line.path or 'none'}")

    async def cut(_: str) -> Said:
        line.cut = True
        return await settle("光回線を切りました (fibre cut)")

    async def splice(_: str) -> Said:
        line.cut = False
        return await settle("光回線を直しました (fibre repaired)")

    async def sink(_: str) -> Said:
        line.sink()
        return await settle(f"受信レベル {line.level_dbm} dBm (received level)")

    async def restore(_: str) -> Said:
        line.level_dbm = DESIGN_DBM
        return await settle("受信レベルを戻しました (level as designed)")

    async def lose(_: str) -> Said:
        line.relay = False
        agent.freeze()
        return await settle("中継局を落としました (relay lost)")

    async def find(_: str) -> Said:
        line.relay = True
        agent.thaw()
        return await settle("中継局を戻しました (relay back)")

    return {
        "show-path": show_path,
        "cut-fibre": cut,
        "splice-fibre": splice,
        "sink-level": sink,
        "restore-level": restore,
        "lose-relay": lose,
        "find-relay": find,
    }


def _far_end(path: str) -> Shown:
    return Shown.json({"branch": "架空原支所"}) if path == "/" else Shown("", 404)
