"""Any small drill, in any world, with any orders: what must be true of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from bcp.durations import MILLISECOND, MINUTE, SECOND, Span
from bcp.model import Need
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.closing import to_take_back
from drills.core.machine import replay
from drills.core.orders import (
    Abort,
    Answer,
    Approve,
    GoOn,
    Hold,
    Order,
    Pause,
    Release,
    SetAside,
    SettleDoubt,
    Skip,
)
from scenarios.model import Approval, Clear, Forbid, Pretend, Safety, Step, StopCondition
from tests.core import making as m
from tests.core.simulation import FAILURE, NOT_SENT, SUCCESS, Result, Said, Simulation, World

SYSTEMS = (
    m.system("web", every=Span(20 * SECOND)),
    m.system("portal", needs=(Need(("web",)),), probed=False),
)
INSTANTS = st.integers(0, 12 * MINUTE)
SPANS = st.one_of(st.integers(0, 5 * SECOND), st.integers(0, 3 * MINUTE))
PRETENDED = st.builds(
    Pretend,
    kind=st.just("system"),
    id=st.sampled_from(("web", "portal")),
    state=st.sampled_from(("down", "up")),
)


@st.composite
def steps(draw: st.DrawFn, number: int) -> Step:
    earlier = [f"s{n}" for n in range(number)]
    rest: dict[str, Any] = {
        "at": draw(st.none() | SPANS),
        "within": draw(st.none() | SPANS),
        "set": tuple(draw(st.lists(PRETENDED, max_size=1))),
        "clear": draw(st.sampled_from(((), (Clear("system", "web"),)))),
        "marks": draw(st.sampled_from((None, "detection"))),
    }
    if earlier:
        waits = st.builds(
            lambda one, ending: f"{one}:{ending}",
            st.sampled_from(earlier),
            st.sampled_from(("held", "ended", "done", "broken,skipped")),
        )
        rest["after"] = tuple(draw(st.lists(waits, max_size=2, unique=True)))
        rest["unless"] = tuple(draw(st.lists(st.sampled_from(earlier), max_size=1)))
    make: Callable[..., Step] = draw(
        st.sampled_from(
            (m.inject, m.ask, m.notify, m.probe, m.run, m.run, m.wait_probe, m.wait_for)
        )
    )
    name = f"s{number}"
    if make is m.wait_for:
        return m.wait_for(name, draw(st.sampled_from(("web", "portal"))), **rest)
    if make is m.run:
        command, undo = draw(
            st.sampled_from((("cut", "restore"), ("stop", "start"), ("cut", None)))
        )
        return m.run(name, command, undo, **rest)
    if make is m.inject:
        return m.inject(name, jump=draw(st.none() | SPANS), **rest)
    return make(name, **rest)


STOPS = (
    StopCondition("web", Span(20 * SECOND)),
    StopCondition(None, Span(20 * SECOND), m.call("counter")),
)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    written = tuple(draw(steps(n)) for n in range(draw(st.integers(1, 6))))
    names = [each.id for each in written]
    runs = [each.id for each in written if type(each.do).__name__ == "Run"]
    approved = draw(st.lists(st.sampled_from(runs), max_size=2, unique=True)) if runs else []
    stop = draw(st.lists(st.sampled_from(STOPS), max_size=2))
    rules = st.builds(Forbid, before=st.sampled_from(names), steps=st.just(tuple(names)))
    return m.brief(
        *written,
        systems=SYSTEMS,
        mode=draw(st.sampled_from(("operational", "operational", "walkthrough", "tabletop"))),
        limit=draw(st.sampled_from((5 * MINUTE, 10 * MINUTE))),
        compress=draw(st.sampled_from((1.0, 1.0, 2.5, 0.5))),
        safety=Safety(
            approvals=tuple(Approval(each, ("lead",)) for each in approved), stop_when=tuple(stop)
        ),
        forbid=tuple(draw(st.lists(rules, max_size=1))) if draw(st.booleans()) else (),
    )


def orders(names: Sequence[str]) -> st.SearchStrategy[Order]:
    step = st.sampled_from(names)
    return st.one_of(
        st.just(Pause("x")),
        st.just(GoOn("x")),
        st.just(GoOn("x")),
        st.builds(Hold, step=step, by=st.just("x")),
        st.builds(Release, step=step, by=st.just("x"), now=st.booleans()),
        st.builds(Skip, step=step, by=st.just("x")),
        st.builds(Answer, step=step, answer=st.sampled_from(("done", "failed")), by=st.just("x")),
        st.just(SetAside("web/tcp", "x", "seen")),
        st.builds(Abort, by=st.just("x"), undo=st.booleans()),
    )


@st.composite
def worlds(draw: st.DrawFn, brief: Brief) -> World:
    names = [each.id for each in brief.scenario.steps]
    results = st.builds(Result, st.sampled_from((SUCCESS, SUCCESS, FAILURE, NOT_SENT, None)), SPANS)
    said = {}
    for name in names:
        possible: tuple[Order, ...] = (
            Answer(name, draw(st.sampled_from(("done", "partly", "could_not_reach"))), "x"),
            Approve(name, "lead", "x", draw(st.sampled_from((True, True, False)))),
            SettleDoubt(name, draw(st.sampled_from(("done", "not_done", "repeat"))), "x"),
        )
        # Whoever says "repeat" has looked first: thousands of them a second would never end.
        said[name] = tuple(
            Said(each, draw(SPANS) + (SECOND if isinstance(each, SettleDoubt) else 0))
            for each in possible
            if draw(st.booleans())
        )
    spells = st.lists(st.tuples(INSTANTS, INSTANTS), max_size=2)
    given_orders = st.lists(st.tuples(INSTANTS, orders(names)), max_size=5)
    return World(
        down={"web": draw(spells), "counter": draw(spells)},
        unasked={"counter": draw(spells)},
        window=20 * SECOND,
        latency=draw(st.sampled_from((1, 10 * MILLISECOND, 3 * SECOND))),
        results={
            each: tuple(draw(st.lists(results, min_size=1, max_size=3)))
            for each in ("cut", "restore", "stop", "start")
        },
        people=said,
        orders=tuple(draw(given_orders)),
    )


@st.composite
def drills(draw: st.DrawFn) -> tuple[Brief, World]:
    brief = draw(briefs())
    return brief, draw(worlds(brief))


def run_to_the_end(brief: Brief, world: World) -> Simulation:
    simulation = Simulation(world).begin(brief)
    simulation.run(until=30 * MINUTE)
    if not simulation.closed:
        # Only a pause that nobody ends can hold a drill up beyond its time.
        assert simulation.drill.paused
        event("ended by hand after a pause")
        simulation.order(Abort("x"))
        simulation.run(until=60 * MINUTE)
    assert simulation.closed, "the drill does not end"
    return simulation


def check_laws(events: Sequence[e.Event]) -> None:
    _each_once(events)
    _nothing_begins_in_a_pause_or_at_the_end(events)
    _no_action_twice(events)
    _all_is_taken_back_or_listed(events)


def _each_once(events: Sequence[e.Event]) -> None:
    for kind in (e.StepDue, e.StepEnded):
        times = Counter(each.step for each in events if isinstance(each, kind))
        assert all(each == 1 for each in times.values()), (kind, times)
    assert sum(isinstance(each, e.DrillEnded) for each in events) == 1
    assert isinstance(events[-1], e.DrillEnded)
    due = {each.step for each in events if isinstance(each, e.StepDue)}
    ended = {each.step for each in events if isinstance(each, e.StepEnded)}
    assert due <= ended, "a step began and never ended"


def _nothing_begins_in_a_pause_or_at_the_end(events: Sequence[e.Event]) -> None:
    paused = closing = False
    for each in events:
        paused = (paused or isinstance(each, e.Paused)) and not isinstance(each, e.Continued)
        closing = closing or isinstance(each, e.ClosingBegan)
        if isinstance(each, e.StepDue):
            assert not paused
            assert not closing
            assert each.planned <= each.at


def _no_action_twice(events: Sequence[e.Event]) -> None:
    ordered = Counter(
        (each.step, each.purpose) for each in events if isinstance(each, e.ActionOrdered)
    )
    step_of = {each.action: each.step for each in events if isinstance(each, e.ActionOrdered)}
    repeats = Counter(
        step_of[each.action]
        for each in events
        if isinstance(each, e.DoubtSettled) and each.verdict == "repeat"
    )
    for (step, _), times in ordered.items():
        assert times <= 1 + repeats[step], (step, times)


def _all_is_taken_back_or_listed(events: Sequence[e.Event]) -> None:
    drill = replay(events)
    impossible = {each.action for each in drill.impossible}
    for number, action in drill.actions.items():
        model = drill.model(action.order.step or "")
        undo = getattr(model.do, "undo", None)
        if action.order.purpose != "run" or undo is None or not action.may_have_happened:
            continue
        later = [
            each
            for each in drill.actions.values()
            if each.order.action > number
            and (each.order.server, each.order.command) == (undo.server, undo.command)
            and each.ended is not None
            and each.ended.outcome == "held"
        ]
        repeated = [
            each
            for each in drill.actions.values()
            if each.order.action > number
            and each.order.purpose == "run"
            and each.order.step == action.order.step
        ]
        assert later or number in impossible or repeated, number
    assert to_take_back(drill) == ()


@settings(max_examples=250, deadline=None)
@given(drills())
def test_every_drill_ends_and_keeps_the_laws(drill: tuple[Brief, World]) -> None:
    brief, world = drill
    simulation = run_to_the_end(brief, world)
    event(f"finish: {simulation.events[-1].finish}")  # type: ignore[union-attr]
    check_laws(simulation.events)
    assert replay(simulation.events) == simulation.drill


@settings(max_examples=50, deadline=None)
@given(drills())
def test_the_stored_events_give_the_same_state_after_every_batch(
    drill: tuple[Brief, World],
) -> None:
    brief, world = drill
    simulation = Simulation(world).begin(brief)
    for until in range(0, 12 * MINUTE, 17 * SECOND):
        assert replay(simulation.events) == simulation.drill
        simulation.run(until=until)


@settings(max_examples=300, deadline=None)
@given(drills(), st.data())
def test_a_crash_after_any_event_loses_nothing_and_repeats_nothing(
    drill: tuple[Brief, World], data: st.DataObject
) -> None:
    brief, world = drill
    whole = run_to_the_end(brief, deepcopy(world))
    boundary = data.draw(st.integers(1, len(whole.events) - 1))
    gap = data.draw(st.one_of(st.integers(0, 5 * SECOND), st.integers(0, 20 * MINUTE)))
    stored = whole.events[:boundary]
    after = Simulation.crashed_after(stored, world, gap)
    after.run(until=after.now + 30 * MINUTE)
    if not after.closed:
        assert after.drill.paused
        after.order(Abort("x"))
        after.run(until=after.now + 30 * MINUTE)
    assert after.events[:boundary] == stored
    check_laws(after.events)
