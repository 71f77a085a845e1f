"""The page beside a drill that goes on in this process: who is asked what, and when."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bcp.asking import ProbeCall
from bcp.checkin_page import CheckInPage
from bcp.durations import HOUR, Offset, Span
from bcp.message import Message, Text
from bcp.staff import Member
from drills.core import events as e
from drills.core.audit_events import NOWHERE
from drills.core.brief import Brief
from drills.core.machine import replay
from drills.core.orders import Answer, RealEvent
from drills.core.state import Drill
from drills.journal.memory import MemoryJournal
from drills.runtime.checkin.desk import Stand
from drills.runtime.checkin.drill_desk import DrillDesk
from drills.runtime.checkin.keeper import PageKeeper
from drills.runtime.roster import Roster, made, people_expected
from drills.runtime.runner import Runner
from scenarios.model import After, Ask, RollCall, Step, Timing
from scenarios.reading import Reading
from tests.checkin.desk import visiting
from tests.daemons.ports import free_port
from tests.runtime.briefs import brief_of

STAFF = tuple(Member(f"7719{n}", "税務課" if n < 3 else "総務課") for n in range(5))
TASKS = (Text(ja="文書管理を開く"), Text(ja="起案する"))
STEPS = (
    Step("go", Ask(Text("始めてよいですか")), by="lead", at=Offset(0)),
    Step("tax", RollCall(("@department:税務課",), 100.0, TASKS), by="lead", after=(After("go"),)),
    Step("all", RollCall(("@staff",)), by="lead", after=(After("tax", ("ended",)),)),
)


class Nowhere:
    """A world in which there is nothing to ask."""

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        raise AssertionError(call)

    async def act(
        self, server: str, command: str, stdin: str | None = None, timeout_us: int | None = None
    ) -> tuple[Reading, Message | None]:
        raise AssertionError(server)

    async def quiet(self) -> None:
        """Nothing runs anywhere."""


@dataclass
class Going:
    """A drill that goes on, with its page."""

    runner: Runner
    journal: MemoryJournal
    roster: Roster
    url: str
    heard: asyncio.Event

    def code(self, number: int) -> str:
        return self.roster.people[number].code

    def events(self, kind: type) -> list[e.Event]:
        found = (record.event() for record in self.journal.read())
        return [each for each in found if isinstance(each, kind)]

    async def until(self, kind: type, count: int = 1) -> None:
        async with asyncio.timeout(120):
            while len(self.events(kind)) < count:
                self.heard.clear()
                await self.heard.wait()

    async def say(self, step: str) -> None:
        assert await self.runner.give_for_good(Answer(step, "done", "lead"), NOWHERE) is None


def brief_with_page(port: int) -> Brief:
    brief = brief_of(mode="walkthrough")
    page = CheckInPage(f"127.0.0.1:{port}")
    scenario = replace(brief.scenario, steps=STEPS, time=Timing(Span(HOUR)))
    return replace(brief, plan=replace(brief.plan, checkin=page), scenario=scenario)


@contextlib.asynccontextmanager
async def going(port: int) -> AsyncIterator[Going]:
    brief = brief_with_page(port)
    roster = made(STAFF, (), "f00d")

    def person_of(code: str) -> str | None:
        found = roster.person_of(code)
        return found.id if found else None

    keeper = PageKeeper(brief, person_of)
    journal = MemoryJournal()
    heard = asyncio.Event()
    runner = Runner(
        journal,
        Nowhere(),
        roster=roster,
        pages=keeper,
        listener=lambda events, drill: heard.set(),
    )
    tasks = {asyncio.create_task(runner.start(brief)), asyncio.create_task(keeper.keep(runner))}
    try:
        async with asyncio.timeout(120):
            await runner.begun()
        yield Going(runner, journal, roster, f"http://127.0.0.1:{port}", heard)
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.wait(tasks)


async def test_everybody_is_asked_what_their_step_asks_while_it_asks() -> None:
    async with going(free_port()) as drill, visiting(drill.url) as seen:
        assert "まだ始まっていません" in (await seen.get(f"/c/{drill.code(0)}")).text
        await drill.say("go")
        await drill.until(e.CheckInOpened)
        assert "起案する" in (await seen.get(f"/c/{drill.code(0)}")).text
        # Somebody of another section has a right code, and nothing to answer.
        other = await seen.post("/", data={"code": drill.code(4), "go": "all"})
        assert "お尋ねしていることはありません" in other.text
        for number in range(3):
            page = await seen.post("/", data={"code": drill.code(number), "go": "all"})
            assert "受け付けました" in page.text
        # The next step asks everybody, and something else.
        await drill.until(e.CheckInOpened, 2)
        assert "起案する" not in (await seen.get(f"/c/{drill.code(0)}")).text
        assert (await seen.post("/", data={"code": drill.code(4), "go": "all"})).status == 200
    opened, closed = drill.events(e.CheckInOpened), drill.events(e.CheckInClosed)
    assert [(each.step, each.url) for each in opened if isinstance(each, e.CheckInOpened)] == [
        ("tax", drill.url),
        ("all", drill.url),
    ]
    assert [each.step for each in closed if isinstance(each, e.CheckInClosed)] == ["tax"]
    assert len(drill.events(e.CheckedIn)) == 4


async def test_the_record_knows_neither_numbers_nor_codes_nor_where_they_came_from() -> None:
    async with going(free_port()) as drill:
        await drill.say("go")
        await drill.until(e.CheckInOpened)
        async with visiting(drill.url, coming_from="127.0.0.99") as seen:
            for _ in range(2):
                page = await seen.post("/", data={"code": drill.code(1), "go": "all"})
                assert page.status == 200
            await seen.get("/c/00000000X")
    told = "\n".join(record.body for record in drill.journal.read())
    assert len(drill.events(e.CheckedIn)) == 2
    assert drill.runner.drill.step("tax").checkins.all.there == 1
    secrets = ("127.0.0.99", *(each.code for each in drill.roster.people))
    assert [each for each in (*secrets, *(each.number for each in STAFF)) if each in told] == []


async def test_a_port_that_was_taken_is_told_at_once_and_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        async with going(port) as drill:
            await drill.until(e.CheckInOpened)
            other.close()
            await drill.say("go")
            await drill.until(e.CheckInOpened, 2)
            first, second = drill.events(e.CheckInOpened)
            async with visiting(drill.url) as seen:
                assert (await seen.get("/")).status == 200
    assert isinstance(first, e.CheckInOpened)
    assert isinstance(second, e.CheckInOpened)
    assert first.why is not None
    assert first.why.code == "checkin.cannot_listen"
    assert second.why is None


async def test_in_a_real_event_it_takes_nothing_and_says_why() -> None:
    async with going(free_port()) as drill, visiting(drill.url) as seen:
        await drill.say("go")
        await drill.until(e.CheckInOpened)
        order = RealEvent("lead", "本物の地震")
        assert await drill.runner.give_for_good(order, NOWHERE) is None
        if drill.runner.drill.ended is None:
            page = await seen.post("/", data={"code": drill.code(0), "go": "all"})
            assert "訓練は中止になりました" in page.text
            assert "【訓練】" not in page.text
    assert drill.events(e.CheckedIn) == []


@dataclass
class At:
    """A drill that stands still where these events have left it."""

    drill: Drill


@pytest.mark.parametrize(
    ("events", "stand"),
    [
        ((), "before"),
        ((e.StepDue(1, "tax", 1),), "open"),
        ((e.StepDue(1, "tax", 1), e.ClosingBegan(2, "aborted")), "aborted"),
        ((e.StepDue(1, "tax", 1), e.ClosingBegan(2, "stop_condition")), "aborted"),
        ((e.StepDue(1, "tax", 1), e.ClosingBegan(2, "time_limit")), "over"),
        ((e.StepDue(1, "tax", 1), e.ClosingBegan(2, "real_event")), "real"),
    ],
)
def test_it_stands_as_the_drill_does(events: tuple[e.Event, ...], stand: Stand) -> None:
    brief = brief_with_page(1)
    people = people_expected(brief, made(STAFF, (), "f00d"))
    drill = replay((e.DrillStarted(0, brief), *people, *events))
    desk = DrillDesk(At(drill), STEPS[1:], lambda code: None)  # type: ignore[arg-type]
    assert desk.stand() == stand
