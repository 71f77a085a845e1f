"""The last look: what a closing drill still waits for, for how long, and who may end it."""

from __future__ import annotations

import pytest

from bcp.durations import HOUR, MINUTE, SECOND
from drills.core import events as e
from drills.core.orders import Abort, Order, Pause, RealEvent
from tests.core import making as m
from tests.core.simulation import World, drilled

WEB = m.system("web")
ABORT = (MINUTE, Abort("lead", "enough"))


def test_an_aborted_drill_looks_whether_its_undo_brought_the_system_back() -> None:
    def cut(world: World, at: int, _: object) -> None:
        world.down["web"] = [(at, 10 * HOUR)]

    def restore(world: World, at: int, _: object) -> None:
        world.down["web"] = [(world.down["web"][0][0], at + 5 * SECOND)]

    steps = (m.inject("i", at=10 * SECOND), m.run("a"), m.ask("b"))
    brief = m.brief(*steps, systems=(WEB,))
    back = drilled(brief, World(acts={"cut": cut, "restore": restore}, orders=(ABORT,)))
    assert len(back.of(e.CheckReturned)) == 1
    assert back.events[-1].at < MINUTE + 10 * SECOND
    gone = drilled(brief, World(acts={"cut": cut}, orders=(ABORT,)))
    assert gone.events[-1].at <= MINUTE + 16 * SECOND


def test_a_system_that_stays_down_keeps_a_completed_drill_a_minute_and_no_longer() -> None:
    world = World(down={"web": [(SECOND, 10 * HOUR)]})
    steps = (m.inject("a", at=MINUTE), m.run("b"))
    run = drilled(m.brief(*steps, systems=(WEB,)), world)
    (look,) = run.of(e.LookBegan)
    assert (look.systems, look.until - look.at) == (("web",), MINUTE)
    assert run.events[-1].at == look.until


def test_a_drill_that_did_nothing_to_bring_a_system_back_does_not_wait_for_it() -> None:
    world = World(down={"web": [(SECOND, 10 * HOUR)]})
    run = drilled(m.brief(m.inject("a", at=MINUTE), systems=(WEB,)), world)
    assert run.of(e.LookBegan) == []
    assert run.events[-1].at == MINUTE


@pytest.mark.parametrize("order", [Abort("lead"), RealEvent("lead")], ids=["abort", "real event"])
def test_whoever_does_not_want_to_wait_ends_the_last_look(order: Order) -> None:
    orders = ((70 * SECOND, Pause("x")), (80 * SECOND, order))
    world = World(down={"web": [(SECOND, 10 * HOUR)]}, orders=orders)
    steps = (m.inject("a", at=MINUTE), m.run("b"))
    run = drilled(m.brief(*steps, systems=(WEB,)), world)
    assert [each.at for each in run.of(e.LookEnded)] == [80 * SECOND]
    assert run.events[-1] == e.DrillEnded(80 * SECOND, "completed")
    assert run.of(e.Paused) == []
