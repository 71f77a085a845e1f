"""Runs one drill: folds what happens, makes it durable, and only then lets it have consequences.

All of it lives in one event loop. `happened` is the only door: it folds at once in memory and
hands the facts to the journal; the effects wait until their facts would survive a power cut.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from bcp.durations import SECOND
from bcp.message import Message, Phrase
from drills.core import audit
from drills.core.audit_events import NOWHERE, OrderTaken, Terminal
from drills.core.brief import Brief
from drills.core.calls import awaits_missing, unwritten
from drills.core.effects import (
    Ask,
    Close,
    ClosePage,
    Connect,
    Correct,
    Deliver,
    Disconnect,
    Do,
    Effect,
    FindMissing,
    Measure,
    OpenPage,
    Put,
)
from drills.core.events import (
    ActionInDoubt,
    ClockStepped,
    ClosingBegan,
    DrillEnded,
    DrillResumed,
    DrillStarted,
    Event,
    EvidenceKept,
    NumberWritten,
    ProbeAnswered,
    Sample,
    SendChosen,
)
from drills.core.guards import not_met
from drills.core.judging import action_ended
from drills.core.machine import advance, evolve, next_wake, revive
from drills.core.orders import Order, take
from drills.core.rules import asks_a_person
from drills.core.state import Drill
from drills.errors import NotStarted
from drills.journal.port import Journal
from drills.runtime.clock import DrillClock
from drills.runtime.companions import Listener, Pages, People, World
from drills.runtime.contacts_file import write_number
from drills.runtime.evidence import Evidence
from drills.runtime.missing import again, found_missing
from drills.runtime.ramping import Ramping, Sessions
from drills.runtime.roster import Roster, people_expected
from drills.runtime.sending.post import Delivers
from drills.runtime.watcher import Watcher, sampled
from scenarios.reading import Reading

# How long a command that is running when the drill is aborted may still take to end by itself.
GRACE_S = 3.0
# So many orders that were not possible are recorded, by each process.
MOST_REFUSALS = 200
# A wall clock that moves by less than this is being disciplined, not stepped.
STEP_US = SECOND

CUT_OFF = Phrase(
    "runner.action_cut_off",
    ja="訓練の中止により、実行中のコマンドを打ち切りました。",
    en="The command was cut off because the drill was aborted.",
)
RESTARTED = Phrase(
    "runner.restarted",
    ja="結果を待つ間に、訓練を進めるプログラムが止まりました。",
    en="The program that runs the drill ended while the result was awaited.",
)


class Runner:
    """One run of one drill in this process."""

    def __init__(
        self,
        journal: Journal,
        world: World,
        *,
        people: Sequence[People] = (),
        pages: Pages | None = None,
        listener: Listener = lambda events, drill: None,
        evidence: Evidence | None = None,
        roster: Roster | None = None,
        sessions: Sessions | None = None,
        post: Delivers | None = None,
        clock: DrillClock | None = None,
    ) -> None:
        self.drill = Drill()
        self._journal, self._world, self._people = journal, world, people
        self._pages = pages
        self._listener, self._evidence, self._roster = listener, evidence, roster
        self._post = post
        self._clock = clock or DrillClock()
        self._ramping = Ramping(world, self._clock, self.happened, sessions)
        self._batches: asyncio.Queue[_Batch] = asyncio.Queue()
        self._begun, self._changed, self._closed = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._early: list[tuple[Order, Terminal]] = []
        self._refusals = 0
        self._acting: dict[int, asyncio.Task[None]] = {}
        self._cut: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failure: BaseException | None = None
        self._drift = 0
        self._contacts_file = asyncio.Lock()
        self._stored: asyncio.Future[list[int]] | None = None

    async def start(self, brief: Brief) -> Drill:
        """Run a new drill to its end. Raises `JournalBroken` where it can no longer be recorded.

        Raises `NotStarted` where something that must hold first does not; nothing is recorded then.
        """
        watcher = Watcher(brief, self._world, self._clock, self._evidence)
        looks = await watcher.first_look()
        unmet = not_met(brief, looks)
        if unmet:
            if self._evidence is not None:
                self._evidence.closed(0)
            raise NotStarted.because(unmet)
        # The drill's clock starts when every check has been asked once, so that its first loss
        # has an answer from before; the times of those answers are negative.
        zero = self._clock.now()
        self._clock.set(0)
        facts = watcher.first_heard({name: _shifted(each, -zero) for name, each in looks.items()})
        window = watcher.window(0)
        # People read this instant off the wall; it was prepared some time before.
        brief = replace(brief, wall_ns=self._clock.wall_ns())
        people = people_expected(brief, self._roster)
        first = (DrillStarted(0, brief), *people, *facts, *((window,) if window else ()))
        return await self._run(watcher, first, ())

    async def resume(
        self,
        drill: Drill,
        wall_ns: int,
        by: str,
        found: Sequence[EvidenceKept | SendChosen] = (),
        terminal: Terminal = NOWHERE,
    ) -> Drill:
        """Take up a drill whose process ended.

        `wall_ns` is when its last record was written, `found` what was left behind or chosen
        besides. Orders given before count before anything that fell due meanwhile: an abort lets no
        step begin.
        """
        self.drill = drill
        gap = max(0, (self._clock.wall_ns() - wall_ns) // 1000)
        self._clock.set(drill.now + gap)
        watcher = Watcher(drill.started(), self._world, self._clock, self._evidence)
        watcher.take_up(drill.checks)
        now = self._clock.now()
        first = (
            DrillResumed(now, gap, self._clock.wall_ns(), by),
            OrderTaken(now, "resume", "", by, terminal),
            *(replace(each, at=now) for each in found),
            *revive(drill, RESTARTED(), now),
        )
        open_questions = tuple(
            Put(step)
            for step, state in drill.steps.items()
            if state.is_open and asks_a_person(drill, step) and not awaits_missing(drill, step)
        )
        corrections = tuple(Correct(each) for each in unwritten(drill))
        return await self._run(watcher, first, (*open_questions, *corrections, *again(drill)))

    async def begun(self) -> None:
        """Come back when the drill has begun."""
        await self._begun.wait()

    def now(self) -> int:
        """The drill's time."""
        return self._clock.now()

    def give(self, order: Order, terminal: Terminal = NOWHERE) -> Message | None:
        """Take a person's order; the words why not where it is not possible now.

        `terminal` is where it was given. One that comes before the drill has begun is kept until
        then.
        """
        if not self._begun.is_set():
            self._early.append((order, terminal))
            return None
        return self._given(order, terminal)[0]

    async def give_for_good(self, order: Order, terminal: Terminal = NOWHERE) -> Message | None:
        """Take an order as `give` does, and come back only when it would survive a power cut."""
        await self._begun.wait()
        refusal, stored = self._given(order, terminal)
        if refusal is None and stored is not None:
            # A cancelled waiter takes nothing back.
            await asyncio.shield(stored)
        return refusal

    def _given(
        self, order: Order, terminal: Terminal
    ) -> tuple[Message | None, asyncio.Future[list[int]] | None]:
        now = self._clock.now()
        taken = take(self.drill, order, now)
        if not isinstance(taken, Message):
            return None, self.happened((*audit.taken(order, terminal, now), *taken))
        self._refusals += 1
        # Whoever holds a key down fills no disk; and nothing comes behind the closing record.
        if self._refusals <= MOST_REFUSALS and self.drill.ended is None:
            self.happened((audit.refused(order, terminal, taken, now),))
        return taken, None

    def when_durable(self, then: Callable[[], object]) -> None:
        """Call back once every order given so far would survive a power cut."""
        if self._stored is None:
            then()
        else:
            self._stored.add_done_callback(lambda _: then())

    def happened(self, events: Sequence[Event] = ()) -> asyncio.Future[list[int]] | None:
        """Fold what happened and what follows, and hand it to the journal.

        The future is done when all of it is durable; None where nothing came of it.
        """
        now = max([self._clock.now(), *(each.at for each in events)])
        self.drill, facts, effects = advance(self.drill, events, now)
        if facts and isinstance(facts[-1], DrillEnded) and self._evidence is not None:
            # The closing record is the last one, so that a journal cut short is seen to be.
            facts = (*facts[:-1], self._evidence.closed(now), facts[-1])
        self._changed.set()
        if not facts:
            return None
        stored = self._stored = self._journal.append(facts)
        self._batches.put_nowait(_Batch(stored, facts, effects, self.drill))
        return stored

    async def _run(
        self, watcher: Watcher, first: Sequence[Event], effects: Sequence[Effect]
    ) -> Drill:
        self.happened(self._with_early_orders(first))
        self._begun.set()
        for effect in effects:
            self._carry_out(effect)
        self._spawn(self._release())
        self._spawn(self._wake())
        self._spawn(self._mind_the_clock())
        watch = self._spawn(watcher.run(lambda: self.drill, self.happened))
        try:
            await self._closed.wait()
        finally:
            tasks = tuple(self._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.wait({watch, *tasks})
        if self._failure is not None:
            raise self._failure
        return self.drill

    def _with_early_orders(self, first: Sequence[Event]) -> tuple[Event, ...]:
        """Put what was ordered beforehand before anything that follows from `first` by itself."""
        events, drill = list(first), reduce(evolve, first, self.drill)
        for order, terminal in self._early:
            now = self._clock.now()
            taken = take(drill, order, now)
            if not isinstance(taken, Message):
                taken = (*audit.taken(order, terminal, now), *taken)
                events += taken
                drill = reduce(evolve, taken, drill)
        return tuple(events)

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (trouble := task.exception()) is not None:
            self._failure = self._failure or trouble
            self._closed.set()

    async def _release(self) -> None:
        while True:
            batch = await self._batches.get()
            await batch.stored
            self._listener(batch.events, batch.drill)
            for effect in batch.effects:
                self._carry_out(effect)
            if any(isinstance(each, ClosingBegan) for each in batch.events):
                asyncio.get_running_loop().call_later(GRACE_S, self._cut_off)

    async def _wake(self) -> None:
        while True:
            self._changed.clear()
            wake = next_wake(self.drill)
            wait = None if wake is None else max(0, wake - self._clock.now()) / SECOND
            try:
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            except TimeoutError:
                self.happened()

    async def _mind_the_clock(self) -> None:
        while True:
            await asyncio.sleep(1)
            drift = self._clock.drift()
            if abs(drift - self._drift) >= STEP_US:
                self.happened((ClockStepped(self._clock.now(), drift - self._drift),))
            self._drift = drift

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Ask():
                self._spawn(self._ask(effect))
            case Do():
                self._acting[effect.action] = self._spawn(self._do(effect))
            case Put(step=step):
                for each in self._people:
                    each.asked(step, self.drill, self.give)
            case Correct():
                self._spawn(self._correct(effect))
            case OpenPage() | ClosePage() if self._pages is not None:
                self._spawn(self._pages.turn(effect, self))
            case FindMissing(step=step):
                self.happened((found_missing(self.drill, step, self._roster, self._clock.now()),))
            case Measure() | Connect() | Disconnect():
                self._spawn(self._ramping.carry_out(effect, lambda: self.drill))
            case Deliver(order=order):
                if self._post is not None:
                    self._spawn(self._post.deliver(order, self))
            case Close():
                self._closed.set()

    async def _ask(self, effect: Ask) -> None:
        sample = await sampled(self._world, effect.call, self._clock)
        self.happened((ProbeAnswered(sample.received, effect.step, effect.attempt, sample),))

    async def _correct(self, effect: Correct) -> None:
        each = effect.correction
        folder = Path(self.drill.started().plan.folder or ".")
        # One behind the other: each reads the file that the one before has written.
        async with self._contacts_file:
            why = await asyncio.to_thread(write_number, folder, each)
        self.happened((NumberWritten(self._clock.now(), each.contact, each.way, why),))

    async def _do(self, effect: Do) -> None:
        try:
            reading, doubt = await self._world.act(effect.server, effect.command, effect.stdin)
        except asyncio.CancelledError:
            if effect.action not in self._cut:
                # The program is being left: the next one will say that this is in doubt.
                raise
            # Its undo must not run beside it.
            await self._world.quiet()
            reading, doubt = Reading(), CUT_OFF()
        finally:
            self._acting.pop(effect.action, None)
        now = self._clock.now()
        if doubt is not None:
            self.happened((ActionInDoubt(now, effect.action, doubt),))
        else:
            self.happened((action_ended(self.drill, effect.action, now, reading),))

    def _cut_off(self) -> None:
        for number, task in tuple(self._acting.items()):
            if self.drill.actions[number].order.purpose == "run":
                self._cut.add(number)
                task.cancel()


@dataclass(frozen=True)
class _Batch:
    """Facts on their way to the disk, and what waits for them."""

    stored: asyncio.Future[list[int]]
    events: Sequence[Event]
    effects: Sequence[Effect]
    drill: Drill


def _shifted(sample: Sample, by: int) -> Sample:
    return replace(sample, sent=sample.sent + by, received=sample.received + by)
