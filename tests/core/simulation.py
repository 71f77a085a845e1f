"""A whole drill without a network, a clock or a wait: the core, and a world that is a script.

`next_wake` is the only clock. Whatever the core asks of the world is answered by `World`, after
the time that the world takes for it; an 8-hour drill runs in the time that its arithmetic takes.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TypeVar

from bcp.asking import ProbeCall
from bcp.durations import MILLISECOND, SECOND
from bcp.message import Message
from drills.core import events as e
from drills.core import ramp_events as r
from drills.core.brief import Brief, Check
from drills.core.effects import (
    Ask,
    Close,
    Connect,
    Deliver,
    Disconnect,
    Do,
    Effect,
    Measure,
    Put,
)
from drills.core.judging import action_ended, sample_of
from drills.core.machine import advance, next_wake, replay, revive
from drills.core.orders import Order, take
from drills.core.ramp import open_sessions
from drills.core.state import Drill
from drills.core.telling import Teller
from drills.core.watch import Tracker, resumed
from scenarios.reading import Reading

T = TypeVar("T")
CRASHED = Message("test.crashed")
DOWN = Message("test.down")
LOST_CONNECTION = Message("test.lost_connection")
SUCCESS = Reading({"reply": True, "exit": 0, "out": ""})
FAILURE = Reading({"reply": True, "exit": 1, "out": ""})
NOT_SENT = Reading.unknown(Message("test.not_sent"))


@dataclass(frozen=True)
class Result:
    """What becomes of a command after `took`; `reading` None: nobody knows, it is in doubt."""

    reading: Reading | None = SUCCESS
    took: int = SECOND


@dataclass(frozen=True)
class Said:
    """An order that somebody gives so long after being asked."""

    order: Order
    after: int = SECOND


@dataclass(frozen=True)
class Posted:
    """What becomes of a message after `took`; `failed` says why it did not go out."""

    failed: Message | None = None
    again: bool = False
    took: int = SECOND // 2


@dataclass
class World:
    """The scripted truth.

    `down` has, for each subject of a probe, the spells in which it does not answer, `unasked` those
    in which it cannot be asked. `results` has what becomes of a command, one for each time it is
    run, the last one for ever. `acts` is what a command does to the world. `people` say their
    orders when asked about a step, `orders` come at their instants by themselves. `window` is how
    often the watch is recorded. `news` has, by a probe's word, what it marks as such. `posted` has
    what becomes of each message, the last one for ever.
    """

    down: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    unasked: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    latency: int = 10 * MILLISECOND
    window: int = SECOND
    news: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    results: Mapping[str, tuple[Result, ...]] = field(default_factory=dict)
    acts: Mapping[str, Callable[[World, int, Do], None]] = field(default_factory=dict)
    people: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    orders: tuple[tuple[int, Order], ...] = ()
    no_room: frozenset[int] = frozenset()
    done: list[Do] = field(default_factory=list)
    asked: list[tuple[int, str]] = field(default_factory=list)
    posted: tuple[Posted, ...] = (Posted(),)
    delivered: list[e.MessageOrdered] = field(default_factory=list)
    refused: list[tuple[Order, Message]] = field(default_factory=list)

    def up(self, subject: str, at: int) -> bool:
        """Whether it answers at that instant."""
        return not any(low <= at < high for low, high in self.down.get(subject, ()))

    def look(self, subject: str, at: int) -> Reading:
        """What a probe finds."""
        if any(low <= at < high for low, high in self.unasked.get(subject, ())):
            return Reading.unknown(Message("test.unasked"))
        up = self.up(subject, at)
        return Reading({"reply": True}) if up else Reading.silent(Message("test.silent"))

    def connects(self, at: int, step: str, session: int) -> r.SessionBegan | r.SessionEnded:
        """What becomes of a test session: those in `no_room` find the gateway full."""
        if session in self.no_room:
            return r.SessionEnded(at, step, session, "full", Message("test.full"))
        return r.SessionBegan(at, step, session, SECOND)

    def do(self, at: int, order: Do) -> Result:
        """Carry out a command."""
        self.done.append(order)
        if order.command in self.acts:
            self.acts[order.command](self, at, order)
        results = self.results.get(order.command, (Result(),))
        times = sum(each.command == order.command for each in self.done)
        return results[min(times, len(results)) - 1]


@dataclass
class Simulation:
    """One run of the core in a world; `crashed_after` gives the run that takes another over."""

    world: World
    drill: Drill = field(default_factory=Drill)
    now: int = 0
    events: list[e.Event] = field(default_factory=list)
    closed: bool = False
    watching: bool = True
    batches: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._queue: list[tuple[int, int, Callable[[], None]]] = []
        self._number = count()
        self._trackers: dict[str, Tracker] = {}
        self._tellers: dict[str, Teller] = {}
        self._window = self.now
        self._asleep: Drill | None = None
        self._wake: int | None = None

    def begin(self, brief: Brief) -> Simulation:
        """Start the drill at zero."""
        self._feed((e.DrillStarted(0, brief),))
        self._set_going()
        return self

    @classmethod
    def crashed_after(cls, events: Iterable[e.Event], world: World, gap: int) -> Simulation:
        """Take over a run of which only `events` were stored, `gap` later."""
        stored = list(events)
        drill = replay(stored)
        now = drill.now + gap
        new = cls(world, drill, now, stored)
        new._feed((e.DrillResumed(now, gap, 0, "op"), *revive(drill, CRASHED, now)))
        new._set_going()
        for name, state in new.drill.steps.items():
            if state.is_open:
                new._carry_out(Put(name))
        return new

    def run(self, until: int | None = None) -> Drill:
        """Let time pass until the drill has ended, or until an instant."""
        while not self.closed:
            wake = self._next_wake()
            nearest = self._queue[0][0] if self._queue else None
            moments = [each for each in (wake, nearest) if each is not None]
            assert moments or until is not None, "the drill waits for nothing and does not end"
            if until is not None and min(moments, default=until + 1) > until:
                self.now = until
                return self.drill
            self.now = max(self.now, min(moments))
            if nearest is not None and nearest <= self.now:
                heapq.heappop(self._queue)[2]()
            else:
                self._woken()
        return self.drill

    def order(self, order: Order) -> None:
        """Somebody gives an order now."""
        taken = take(self.drill, order, self.now)
        if isinstance(taken, Message):
            self.world.refused.append((order, taken))
        else:
            self._feed(taken)

    def of(self, kind: type[T]) -> list[T]:
        """All events of a kind."""
        return [each for each in self.events if isinstance(each, kind)]

    def _next_wake(self) -> int | None:
        if self._asleep is not self.drill:
            self._asleep, self._wake = self.drill, next_wake(self.drill)
        return self._wake

    def _woken(self) -> None:
        before = len(self.events)
        self._feed(())
        # A wake after which nothing follows would come again at once, for ever.
        assert len(self.events) > before, "woken for nothing"

    def _set_going(self) -> None:
        for at, order in self.world.orders:
            if at >= self.now:
                self._later(at, partial(self.order, order))
        brief = self.drill.started()
        if not self.watching or not brief.asked:
            return
        for each in brief.asked:
            state = self.drill.checks[each.id]
            window = (state.tally_at, state.tally) if state.tally else None
            lost = state.lost.first_bad if state.lost else None
            self._trackers[each.id] = resumed(each.id, each.settled, window, lost)
            news = self.world.news.get(each.call.word, {})
            self._tellers[each.id] = Teller(each.id, news, state.told)
            self._later(self.now, partial(self._watch, each))
        self._later(self.now + self.world.window, self._close_window)

    def _watch(self, check: Check) -> None:
        sent = self.now
        received = sent + self.world.latency
        sample = self._sampled(check.call, sent, received)
        self._later(received, lambda: self._heard(check.id, sample))
        self._later(sent + check.every.us, lambda: self._watch(check))

    def _sampled(self, call: ProbeCall, sent: int, received: int) -> e.Sample:
        at = (sent + received) // 2
        beside = self.world.look(call.control.subject, at) if call.control else None
        return sample_of(call, sent, received, self.world.look(call.subject, at), beside)

    def _heard(self, id: str, sample: e.Sample) -> None:
        self._trackers[id], facts = self._trackers[id].heard(sample)
        self._tellers[id], told = self._tellers[id].heard(sample)
        if facts or told:
            self._feed((*facts, *told))

    def _close_window(self) -> None:
        tallies = []
        for name, tracker in self._trackers.items():
            self._trackers[name], tally = tracker.tally()
            tallies.append(tally)
        self._feed((e.Watched(self.now, self._window, tuple(tallies)),))
        self._window = self.now
        self._later(self.now + self.world.window, self._close_window)

    def _feed(self, given: tuple[e.Event, ...]) -> None:
        self.drill, events, effects = advance(self.drill, given, self.now)
        self.events += events
        self.batches.append(len(self.events))
        for each in effects:
            self._carry_out(each)

    def _later(self, at: int, what: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (at, next(self._number), what))

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Ask():
                self._ask(effect)
            case Do():
                self._do(effect)
            case Put(step=step):
                self.world.asked.append((self.now, step))
                for said in self.world.people.get(step, ()):
                    self._later(self.now + said.after, partial(self.order, said.order))
            case Deliver(order=order):
                self._deliver(order)
            case Close():
                self.closed = True
            case Measure():
                self._measure(effect)
            case Connect(step=step, session=session):
                came = self.world.connects(self.now + SECOND, step, session)
                self._later(self.now + SECOND, lambda: self._feed((came,)))
            case Disconnect(step=step):
                self._later(self.now + SECOND, partial(self._disconnect, step))

    def _ask(self, ask: Ask) -> None:
        sent, received = self.now, self.now + self.world.latency
        sample = self._sampled(ask.call, sent, received)
        answered = e.ProbeAnswered(received, ask.step, ask.attempt, sample)
        self._later(received, lambda: self._feed((answered,)))

    def _measure(self, effect: Measure) -> None:
        sent, received = self.now, self.now + self.world.latency
        samples = tuple(self._sampled(each, sent, received) for each in effect.calls)
        read = r.WaveRead(received, effect.step, effect.wave, effect.round, samples)
        self._later(received, lambda: self._feed((read,)))

    def _disconnect(self, step: str) -> None:
        ended = [r.SessionEnded(self.now, *each) for each in open_sessions(self.drill)]
        self._feed(tuple(each for each in ended if each.step == step))

    def _do(self, do: Do) -> None:
        result = self.world.do(self.now, do)
        at = self.now + result.took

        def ended() -> None:
            if result.reading is None:
                self._feed((e.ActionInDoubt(at, do.action, LOST_CONNECTION),))
            else:
                self._feed((action_ended(self.drill, do.action, at, result.reading),))

        self._later(at, ended)

    def _deliver(self, order: e.MessageOrdered) -> None:
        self.world.delivered.append(order)
        posted = self.world.posted[min(len(self.world.delivered), len(self.world.posted)) - 1]
        at, of = self.now + posted.took, (order.step, order.person)
        news: e.MessageSent | e.MessageFailed = e.MessageSent(at, *of, "250 Ok", order.all_clear)
        if posted.failed is not None:
            news = e.MessageFailed(at, *of, posted.failed, posted.again, order.all_clear)
        self._later(at, lambda: self._feed((news,)))


def drilled(brief: Brief, world: World | None = None) -> Simulation:
    """Run a drill to its end."""
    simulation = Simulation(world or World()).begin(brief)
    simulation.run()
    return simulation
