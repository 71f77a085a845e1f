"""The last look: what a closing drill still waits for, for how long, and who may end it."""

from __future__ import annotations

from bcp.durations import HOUR, MINUTE, SECOND
from drills.core import events as e
from drills.core.orders import Abort, Pause, RealEvent
from drills.core.retraction_orders import Retract
from tests.core import making as m
from tests.core.simulation import NOT_SENT, Result, World, drilled

WEB = m.system("web")
TOLD = Retract("all", "lead")
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


def test_an_undo_that_was_never_sent_is_no_reason_for_a_last_look() -> None:
    def cut(world: World, at: int, _: object) -> None:
        world.down["web"] = [(at, 10 * HOUR)]

    brief = m.brief(m.run("a"), m.ask("b"), systems=(WEB,))
    world = World(acts={"cut": cut}, orders=(ABORT,), results={"restore": (Result(NOT_SENT),)})
    run = drilled(brief, world)
    assert run.of(e.LookBegan) == []
    assert run.events[-1].at <= MINUTE + SECOND


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


def test_whoever_does_not_want_to_wait_ends_the_last_look() -> None:
    orders = ((70 * SECOND, Pause("x")), (80 * SECOND, Abort("lead")))
    world = World(down={"web": [(SECOND, 10 * HOUR)]}, orders=orders)
    steps = (m.inject("a", at=MINUTE), m.run("b"))
    run = drilled(m.brief(*steps, systems=(WEB,)), world)
    assert [each.at for each in run.of(e.LookEnded)] == [80 * SECOND]
    assert run.events[-1] == e.DrillEnded(80 * SECOND, "completed")
    assert run.of(e.Paused) == []


def test_the_real_event_during_the_last_look_ends_the_drill_as_that_at_once() -> None:
    world = World(
        down={"web": [(SECOND, 10 * HOUR)]},
        orders=((80 * SECOND, RealEvent("lead", "shaking")), (80 * SECOND, TOLD)),
    )
    steps = (m.inject("a", at=MINUTE), m.run("b"))
    run = drilled(m.brief(*steps, systems=(WEB,)), world)
    (came,) = run.of(e.RealEventCame)
    assert (came.at, came.by) == (80 * SECOND, "lead")
    assert run.events[-1] == e.DrillEnded(80 * SECOND, "real_event")


def test_the_real_event_while_things_are_taken_back_lets_that_go_on() -> None:
    orders = (
        ABORT,
        (MINUTE + 500_000, RealEvent("lead")),
        (MINUTE + 600_000, RealEvent("late")),
        (2 * MINUTE, TOLD),
    )
    run = drilled(m.brief(m.run("a"), m.ask("b")), World(orders=orders))
    assert [each.by for each in run.of(e.RealEventCame)] == ["lead"]
    assert [each.command for each in run.world.done] == ["cut", "restore"]
    last = run.events[-1]
    assert isinstance(last, e.DrillEnded)
    assert last.finish == "real_event"
