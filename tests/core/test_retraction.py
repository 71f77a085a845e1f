"""Whoever the drill has reached is told that the real thing has come, or is named as not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import Message, Text
from bcp.people import Role
from drills.core import events as e
from drills.core.addressees import Addressee, contacted, to_be_told
from drills.core.brief import Brief
from drills.core.machine import replay
from drills.core.orders import Abort, Answer, GiveInject, Order, RealEvent, Skip, take
from drills.core.retraction_orders import Retract
from scenarios.model import Ask, Inject, Notify, Safety, Step
from tests.core import making as m
from tests.core.simulation import Result, Simulation, World

REAL = RealEvent("lead", "shaking")
HQ = Text("災害対策本部", "the headquarters")
STEPS = (
    m.step("news", Inject(Text("news"), to="clerk"), at=0),
    m.step("open", Inject(Text("open"))),
    m.step("tell", Notify(HQ), by="lead", at=0),
    m.run("act", at=0),
    m.step("later", Ask(Text("later")), by="vendor-desk", at=HOUR),
)


def brief(*steps: Step) -> Brief:
    made = m.brief(*(steps or STEPS), safety=Safety() if steps else m.approvals("act", "owner"))
    roles = (Role("lead", Text("統括", "Lead")), Role("clerk", Text("書記", "Clerk")))
    return replace(made, plan=replace(made.plan, roles=roles))


def running(*orders: Order, steps: tuple[Step, ...] = (), world: World | None = None) -> Simulation:
    simulation = Simulation(world or World()).begin(brief(*steps))
    simulation.run(until=SECOND)
    for each in orders:
        simulation.order(each)
    return simulation


def ids(found: tuple[Addressee, ...]) -> set[str]:
    return {each.id for each in found}


def refusal(simulation: Simulation, order: Order) -> str:
    taken = take(simulation.drill, order, simulation.now)
    return taken.code if isinstance(taken, Message) else ""


def test_whoever_was_given_something_is_known_from_the_journal_alone() -> None:
    run = running(GiveInject("mayor", Text("more"), "op"))
    expected = {"clerk", "players", "lead", "災害対策本部", "owner", "mayor"}
    assert ids(contacted(run.drill)) == expected
    assert contacted(replay(run.events)) == contacted(run.drill)
    by_id = {each.id: each for each in contacted(run.drill)}
    assert [each.thing for each in by_id["owner"].given] == ["approval"]
    assert [(each.thing, each.step) for each in by_id["災害対策本部"].given] == [("report", "tell")]
    assert by_id["clerk"].name == Text("書記", "Clerk")


def test_nobody_is_to_be_told_of_a_drill_that_goes_on_or_is_only_aborted() -> None:
    run = running()
    assert to_be_told(run.drill) == ()
    run.order(Abort("lead"))
    assert to_be_told(run.drill) == ()
    run.run(until=MINUTE)
    assert run.closed


@pytest.mark.parametrize(
    ("order", "made"),
    [
        (Answer("tell", "done", "x"), True),
        (Answer("tell", "failed", "x"), True),
        (Answer("tell", "could_not_reach", "x"), False),
        (Answer("tell", "skipped", "x"), False),
        (Skip("tell", "x"), False),
    ],
)
def test_a_report_that_may_have_gone_out_is_taken_back(order: Order, made: bool) -> None:
    run = running(order, REAL)
    assert (HQ.ja in ids(to_be_told(run.drill))) is made


def test_a_report_under_way_when_the_real_event_came_counts_as_made() -> None:
    assert HQ.ja in ids(to_be_told(running(REAL).drill))


def test_the_drill_stays_open_until_everybody_was_told_and_says_who_by_and_how() -> None:
    run = running(REAL)
    run.run(until=HOUR)
    assert not run.closed
    for name in ("clerk", "統括", "ｏｗｎｅｒ", "the\u3000headquarters "):
        run.order(Retract(name, "sato", "内線"))
    assert ids(to_be_told(run.drill)) == {"players"}
    run.order(Retract("全員", "sato", "館内放送"))
    run.run(until=2 * HOUR)
    assert run.events[-1] == e.DrillEnded(HOUR, "real_event")
    told = run.of(e.Retracted)
    assert [each.addressee for each in told][:2] == ["clerk", "lead"]
    assert [(each.by, each.how) for each in told][-1] == ("sato", "館内放送")


def test_an_abort_ends_the_waiting_and_nobody_is_said_to_have_been_told() -> None:
    run = running(REAL, Retract("clerk", "sato"))
    run.order(Abort("sato"))
    run.run(until=MINUTE)
    (ended,) = run.of(e.RetractionEnded)
    assert ended.by == "sato"
    assert isinstance(run.events[-1], e.DrillEnded)
    assert "clerk" not in ids(to_be_told(run.drill))
    assert "lead" in ids(to_be_told(run.drill))


def test_what_is_told_behind_the_end_is_still_noted() -> None:
    run = running(REAL, Abort("sato"))
    run.run(until=MINUTE)
    taken = take(run.drill, Retract("lead", "sato", "call"), run.now)
    assert taken == (e.Retracted(run.now, "lead", "sato", "call"),)
    assert run.drill.ended is not None
    assert "lead" not in ids(to_be_told(replay((*run.events, *taken))))


def test_the_undo_does_not_wait_for_anybody_to_be_told() -> None:
    world = World(results={"restore": (Result(took=5 * SECOND),)})
    run = running(REAL, steps=(m.run("a"), m.ask("b")), world=world)
    # Leaving the waiting while the undo is under way ends the drill behind the undo, not before.
    run.order(Abort("sato"))
    run.run(until=MINUTE)
    assert [each.command for each in world.done] == ["cut", "restore"]
    ends = [type(each) for each in run.events[-2:]]
    assert ends == [e.ActionEnded, e.DrillEnded]


def test_who_is_to_be_told_is_the_same_after_a_crash() -> None:
    run = running(REAL, Retract("clerk", "sato"))
    run.run(until=MINUTE)
    again = Simulation.crashed_after(run.events, World(), gap=MINUTE)
    assert to_be_told(again.drill) == to_be_told(run.drill)
    again.order(Retract("all", "sato"))
    again.run(until=HOUR)
    assert again.closed


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (Retract("nobody", "x"), "order.no_addressee"),
        (Retract("clerk", "x"), "order.already_told"),
        (GiveInject("lead", Text("more"), "x"), "order.telling"),
        (Retract("lead", "x"), ""),
    ],
)
def test_what_is_not_possible_is_refused_with_its_reason(order: Order, code: str) -> None:
    assert refusal(running(REAL, Retract("clerk", "sato")), order) == code


def test_nobody_is_left_when_all_were_told() -> None:
    run = running(REAL, Retract("all", "x"), steps=(m.ask("b"),))
    assert refusal(run, Retract("all", "x")) == "order.nobody_left"


def test_the_real_event_during_an_abort_makes_the_same_list() -> None:
    world = World(results={"restore": (Result(took=5 * SECOND),)})
    run = running(Abort("lead"), REAL, steps=(m.run("a"), m.ask("b")), world=world)
    assert ids(to_be_told(run.drill)) == {"players"}
