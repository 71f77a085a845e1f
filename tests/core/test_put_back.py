"""What the drill's own clean-up put back was not recovered by anybody, however soon it was back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Message
from bcp.model import CommandRef, Marker, Rto
from drills.core import events as e
from drills.core.effects import Do
from drills.core.orders import Abort
from drills.core.outages import Bracket, Outage, put_back_by
from drills.core.overall import Overall, overall
from drills.core.recovery import Recovery, recoveries
from drills.core.state import ActionState, Drill
from scenarios.model import Step
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.simulation import Simulation, World, drilled

CUT = 10 * SECOND
ABORT = (MINUTE, Abort("lead", "enough"))


def broken(
    *rest: Step,
    by_hand: int | None = None,
    limit: int = 10 * MINUTE,
    time: int = HOUR,
    orders: tuple[tuple[int, Abort], ...] = (),
    marker: Marker | None = None,
) -> Simulation:
    """The home page goes down at `CUT`; people mend it at `by_hand`, or the undo after 5 s."""

    def cut(world: World, at: int, _: Do) -> None:
        world.down["web"] = [(at, 10 * HOUR if by_hand is None else by_hand)]

    def restore(world: World, at: int, _: Do) -> None:
        low, high = world.down["web"][0]
        world.down["web"] = [(low, min(high, at + 5 * SECOND))]

    mend: dict[str, Any] = {} if marker is None else {"marker": marker, "rpo": Span(HOUR)}
    web = m.system("web", rto=Rto(Span(limit)), **mend)
    steps = (m.inject("i", at=CUT), m.run("break"), *rest)
    acts = {"cut": cut, "restore": restore}
    return drilled(m.brief(*steps, systems=(web,), limit=time), World(acts=acts, orders=orders))


def web_of(run: Simulation) -> Recovery:
    (one,) = recoveries(run.drill)
    return one


def seen(run: Simulation) -> tuple[str, object, str]:
    rto = web_of(run).rto
    return rto.verdict, rto.actual, rto.why.code if rto.why else ""


PUT_BACK = ("not_measured", None, "recovery.put_back")


def test_a_page_that_the_undo_of_an_abort_put_back_was_not_recovered() -> None:
    run = broken(m.ask("mend"), orders=(ABORT,))
    assert len(run.of(e.CheckReturned)) == 1
    assert seen(run) == PUT_BACK
    assert overall(run.drill) == Overall.ABORTED


@pytest.mark.parametrize(
    ("rest", "time", "word"),
    [
        ((m.inject("end", at=MINUTE),), HOUR, Overall.NOT_MEASURED),
        ((m.wait_for("back", "web"),), MINUTE, Overall.STEP_FAILED),
        ((m.wait_for("back", "web", within=MINUTE),), HOUR, Overall.STEP_FAILED),
        ((m.wait_for("back", "web", within=MINUTE, if_broken="note"),), HOUR, Overall.NOT_MEASURED),
    ],
    ids=["completed", "time limit", "step failed", "failure only noted"],
)
def test_nor_was_one_that_the_undo_at_any_other_end_put_back(
    rest: tuple[Step, ...], time: int, word: Overall
) -> None:
    run = broken(*rest, time=time)
    assert len(run.of(e.CheckReturned)) == 1
    assert seen(run) == PUT_BACK
    assert overall(run.drill) == word


def test_where_the_time_was_over_before_the_clean_up_began_the_target_was_missed() -> None:
    run = broken(m.inject("end", at=5 * MINUTE), limit=MINUTE)
    assert seen(run) == ("missed", None, "recovery.put_back")
    assert overall(run.drill) == Overall.TARGET_MISSED


def test_the_time_of_the_clean_up_itself_makes_nobody_miss_a_target() -> None:
    # Down for 50 s until the abort, and for 55 s until the undo had its effect.
    assert seen(broken(m.ask("mend"), limit=52 * SECOND, orders=(ABORT,))) == PUT_BACK


def test_what_people_mended_before_the_end_is_theirs_though_the_undo_runs_all_the_same() -> None:
    run = broken(m.wait_for("back", "web"), by_hand=40 * SECOND)
    assert [each.purpose for each in run.of(e.ActionOrdered)] == ["run", "undo"]
    assert web_of(run).rto.verdict == "met"
    assert overall(run.drill) == Overall.PASSED


def test_what_came_back_in_the_last_look_without_any_undo_is_a_recovery() -> None:
    world = World(down={"web": [(CUT, 70 * SECOND)]})
    web = m.system("web", rto=Rto(Span(10 * MINUTE)))
    steps = (m.inject("a", at=MINUTE), m.run("mend", "start", None))
    run = drilled(m.brief(*steps, systems=(web,)), world)
    assert run.drill.closing is not None
    assert run.drill.closing.at < 70 * SECOND < run.events[-1].at
    assert web_of(run).rto.verdict == "met"


def test_data_that_the_clean_up_put_back_has_no_age() -> None:
    marker = Marker(CommandRef("sv", "mark"), CommandRef("sv", "marks"), every=Span(2 * SECOND))
    run = broken(m.inject("end", at=MINUTE), marker=marker)
    drill = replace(run.drill, markers_found=(e.MarkersFound(run.drill.now, "web", (2, 3)),))
    (one,) = recoveries(drill)
    assert one.rpo is not None
    assert one.rpo.why is not None
    assert (one.rpo.verdict, one.rpo.actual) == ("not_measured", None)
    assert one.rpo.why.code == "data_age.put_back"


@settings(max_examples=60, deadline=None)
@given(by_hand=st.integers(12, 90), off=st.integers(15, 90))
def test_a_time_is_credited_only_where_an_answer_came_before_the_clean_up(
    by_hand: int, off: int
) -> None:
    run = broken(
        m.ask("mend"), by_hand=by_hand * SECOND, orders=((off * SECOND, Abort("lead", "x")),)
    )
    (undo,) = (each for each in run.of(e.ActionOrdered) if each.purpose == "undo")
    (back,) = run.of(e.CheckReturned)
    assert (web_of(run).rto.actual is not None) == (back.first_good.received <= undo.at)


def undo(at: int, reading: Reading | None = None) -> ActionState:
    order = e.ActionOrdered(at, 2, "undo", "sv", "restore", undoes=1)
    over = e.ActionEnded(at + 1, 2, "unknown", reading) if reading else None
    return ActionState(order, over)


@pytest.mark.parametrize(
    ("at", "credited"), [(9, True), (10, False), (40, False), (55, False), (60, True), (61, True)]
)
def test_an_undo_counts_from_the_earliest_loss_to_the_latest_return(
    at: int, credited: bool
) -> None:
    outage = Outage(Bracket(10, 20), Bracket(50, 60))
    drill = replace(Drill(), actions={2: undo(at)})
    assert (put_back_by(drill, outage) is None) == credited


def test_an_undo_that_never_went_out_has_put_nothing_back() -> None:
    outage = Outage(Bracket(10, 20), Bracket(50, 60))
    unsent = undo(40, Reading.unknown(Message("test.unsent")))
    assert put_back_by(replace(Drill(), actions={2: unsent}), outage) is None
