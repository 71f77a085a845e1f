"""A call over the radio, by keyboard: how it went, and how well it was heard."""

from __future__ import annotations

from dataclasses import replace

from bcp.asking import ProbeCall
from bcp.durations import MINUTE, SECOND
from bcp.inventory import Radio
from bcp.message import Text
from bcp.model import Organisation, Plan
from drills.core import orders as o
from drills.core.brief import Brief
from drills.core.told_events import Sighting
from drills.probes.voice_test import HEALTHY
from scenarios.model import Probe
from tests.core import making as m
from tests.core.simulation import World
from tests.tui.boards import BY, seated
from tests.tui.drilling import Staged

CALL = ProbeCall("voice_test", "child7", {"channel": "5ch"}, HEALTHY)


def brief() -> Brief:
    made = m.brief(m.step("call", Probe(CALL), within=10 * MINUTE), mode="walkthrough")
    stations = (Radio("child7", "child", Text("本町子局", "Station 7")),)
    return replace(made, plan=Plan(Organisation("見本町"), radio=stations))


async def test_a_call_is_answered_with_how_well_it_was_heard() -> None:
    async with seated(5 * SECOND, stage=Staged(brief(), World(), "controller")) as seat:
        assert "「本町子局」を呼び出し（5ch）" in seat.text
        await seat.press("a", "1", "enter")
        await seat.until("感明度（5から1）を書いてください")
        assert seat.stage.sent == []
        await seat.press("tab", *("４",), "enter")
        wanted = o.Answer("call", "done", BY, sighting=Sighting(merit=4))
        assert seat.stage.sent == [wanted]
        await seat.seen()
        ended = seat.stage.simulation.drill.step("call").ended
        assert ended is not None
        assert (ended.outcome, ended.source) == ("held", "observed")


async def test_a_call_that_nobody_answered_needs_no_merit() -> None:
    async with seated(5 * SECOND, stage=Staged(brief(), World(), "controller")) as seat:
        await seat.press("a", "3", "enter")
        assert seat.stage.sent == [o.Answer("call", "failed", BY)]
