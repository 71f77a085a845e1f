"""Only encoded records and orders cross between an engine and a screen, in whatever process."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Thread

import pytest

from bcp.message import Message
from drills.cli.engine import NEVER_BEGAN, Engine
from drills.core import events as e
from drills.core import order_words
from drills.core.machine import evolve
from drills.core.orders import Abort, Answer, Order, Pause
from drills.core.state import Drill
from drills.errors import Defect, Refusal
from drills.journal.sqlite import read
from drills.runtime import seam
from tui.feed import Feed, Gone, Happened, Orders
from tui.shelf import FileShelf
from tui.wire import Wire
from tui.wire_folder import Desk, Follower

PLAN = """
organisation: Mihon Town
people: {lead: Head of ICT}
systems:
  - {id: website, rto: 1h}
"""
SCENARIO = """
scenario: quake
title: An earthquake
modes: [tabletop]
watch: [{system: website}]
steps:
  - {id: news, inject: {to: lead, text: The building shakes.}}
  - {id: first, by: lead, ask: Is everybody safe?}
  - {id: second, by: lead, ask: Is the server room dry?}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "quake.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


@dataclass
class Conversation:
    """What a screen hears and says; `drill` is its own fold."""

    feed: Feed
    orders: Orders
    drill: Drill = field(default_factory=Drill)
    gone: Gone | None = None
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, enough: Callable[[Drill], bool]) -> None:
        async with asyncio.timeout(120), self.news:
            await self.news.wait_for(lambda: enough(self.drill) or self.gone is not None)
        assert enough(self.drill)

    async def hear(self) -> None:
        async for news in self.feed.news():
            if isinstance(news, Happened):
                for event in news.events:
                    self.drill = evolve(self.drill, event)
            if isinstance(news, Gone):
                self.gone = news
            async with self.news:
                self.news.notify_all()


@asynccontextmanager
async def conversing(feed: Feed, orders: Orders) -> AsyncIterator[Conversation]:
    talk = Conversation(feed, orders)
    hearing = asyncio.create_task(talk.hear())
    yield talk
    async with asyncio.timeout(120):
        await hearing


def child(town: Path) -> Iterator[Wire]:
    words = [sys.executable, "-m", "tests.tui.engine_child", str(town / "runs"), str(town), "quake"]
    with Popen(words, stdin=PIPE, stdout=PIPE, text=True, encoding="utf-8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        said, out = process.stdin, process.stdout

        def say(line: str) -> None:
            said.write(f"{line}\n")
            said.flush()

        def listen() -> None:
            for line in out:
                wire.deliver(line)

        reading = Thread(target=listen, daemon=True)
        wire = Wire(say, reading.start)
        yield wire
        reading.join(20)


def thread(town: Path) -> Iterator[Wire]:
    shelf = FileShelf(town, town / "runs", "lead")
    session = shelf.begin(shelf.prepare("quake", "tabletop"))
    assert isinstance(session.feed, Wire)
    yield session.feed
    assert shelf.engines[0].result().ended is not None


@pytest.mark.parametrize("engine", [thread, child], ids=["a thread", "a child process"])
async def test_a_whole_drill_is_conducted_over_the_seam(
    engine: Callable[[Path], Iterator[Wire]], town: Path
) -> None:
    going = engine(town)
    wire = next(going)
    async with conversing(wire, wire) as talk:
        await talk.until(lambda drill: drill.steps.get("first") is not None)
        await talk.until(lambda drill: drill.step("first").is_open)
        assert await wire.send(Answer("nowhere", "done", "lead")) == order_words.NO_STEP(
            step="nowhere", known=("news", "first", "second")
        )
        assert await wire.send(Answer("first", "done", "lead", "all here")) is None
        await talk.until(lambda drill: drill.step("second").is_open)
        assert await wire.send(Answer("second", "partly", "lead")) is None
        await talk.until(lambda drill: drill.ended is not None)
    assert talk.gone == Gone()
    next(going, None)
    (folder,) = (town / "runs").iterdir()
    assert talk.drill == _folded(folder)


def _folded(folder: Path) -> Drill:
    drill = Drill()
    for record in read(folder):
        drill = evolve(drill, record.event())
    return drill


async def test_one_screen_conducts_one_drill_at_a_time(town: Path) -> None:
    shelf = FileShelf(town, town / "runs", "lead")
    first = shelf.begin(shelf.prepare("quake", "tabletop"))
    assert first.orders is not None
    async with conversing(first.feed, first.orders) as talk:
        await talk.until(lambda drill: drill.brief is not None)
        with pytest.raises(Refusal, match="not over"):
            shelf.begin(shelf.prepare("quake", "tabletop"))
        assert await first.orders.send(Abort("lead")) is None
    shelf.engines[0].result()
    shelf.begin(shelf.prepare("quake", "tabletop"))


async def test_another_terminal_follows_a_drill_and_gives_it_orders(town: Path) -> None:
    going = thread(town)
    wire = next(going)
    async with conversing(wire, wire) as here:
        await here.until(lambda drill: drill.brief is not None and drill.step("first").is_open)
        (folder,) = (town / "runs").iterdir()
        async with conversing(Follower(folder), Desk(folder)) as there:
            await there.until(lambda drill: drill.brief is not None and drill.step("first").is_open)
            assert await there.orders.send(Answer("first", "done", "other")) is None
            await here.until(lambda drill: drill.step("first").ended is not None)
            await there.until(lambda drill: drill.step("second").is_open)
            refused = await there.orders.send(Answer("first", "done", "other"))
            assert isinstance(refused, Message)
            assert await wire.send(Abort("lead")) is None
        assert there.gone == Gone()
    next(going, None)
    assert there.drill == here.drill == _folded(folder)


def killed_after_its_first_step(town: Path) -> None:
    words = [sys.executable, "-m", "tests.tui.engine_child", str(town / "runs"), str(town), "quake"]
    with Popen(words, stdin=PIPE, stdout=PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            said = seam.heard(line)
            if isinstance(said, seam.Recorded) and isinstance(seam.event_of(said), e.StepEnded):
                break
        process.kill()


async def test_an_interrupted_drill_is_told_from_its_first_event_when_it_is_resumed(
    town: Path,
) -> None:
    await asyncio.to_thread(killed_after_its_first_step, town)
    shelf = FileShelf(town, town / "runs", "lead")
    (card,) = shelf.runs()
    assert card.state == "left"
    session = shelf.resume(card.run_id)
    assert session.orders is not None
    async with conversing(session.feed, session.orders) as talk:
        await talk.until(lambda drill: bool(drill.restarts))
        assert talk.drill.step("news").ended is not None
        assert await session.orders.send(Abort("lead")) is None
    assert shelf.runs()[0].state == "ended"


async def test_an_order_that_comes_after_the_end_is_answered(town: Path) -> None:
    going = thread(town)
    wire = next(going)
    async with conversing(wire, wire) as talk:
        assert await wire.send(Abort("lead")) is None
        await talk.until(lambda drill: drill.ended is not None)
    assert await wire.send(Pause("lead")) == order_words.OVER()
    next(going, None)


ORDERS: tuple[Order, ...] = (
    Answer("a", "could_not_reach", "x", "n", "s"),
    Abort("x", "why", undo=False),
)


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_comes_out_as_it_went_in(order: Order) -> None:
    assert seam.order_in(seam.ordered(3, order)) == seam.Ordered(3, order)


@pytest.mark.parametrize("line", ["", "{}", "no json", json.dumps({"is": "Over"})])
def test_a_line_that_is_none_of_ours_is_refused(line: str) -> None:
    with pytest.raises(Defect):
        seam.heard(line)


def test_a_drill_whose_screen_was_closed_before_it_was_heard_has_not_begun_and_says_so() -> None:
    never = Engine(lambda front: Drill())
    assert not never.alive
    with pytest.raises(Refusal) as refused:
        never.result()
    assert refused.value.message == NEVER_BEGAN()
