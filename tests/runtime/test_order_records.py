"""Orders that are not possible fill no disk, and none comes behind the end of a record."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bcp.asking import ProbeCall
from bcp.message import Message, Text
from drills.core.audit_events import OrderRefused, OrderTaken, Terminal
from drills.core.brief import Brief
from drills.core.events import DrillEnded
from drills.core.orders import Abort, GoOn, Pause
from drills.journal.memory import MemoryJournal
from drills.runtime.runner import MOST_REFUSALS, Runner
from scenarios.model import Ask, Step
from scenarios.reading import Reading
from tests.runtime.briefs import brief_of

DESK = Terminal("pc01", "sato", "pts/3", "screen")


class Nowhere:
    """A world that a drill at a table never touches."""

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        raise AssertionError(call)

    async def act(
        self, server: str, command: str, stdin: str | None = None, timeout_us: int | None = None
    ) -> tuple[Reading, Message | None]:
        raise AssertionError(server)

    async def quiet(self) -> None:
        """Nothing runs anywhere."""


def tabletop() -> Brief:
    brief = brief_of(mode="tabletop")
    question = Step("muster", Ask(Text("全員いますか")), by="lead")
    return replace(brief, scenario=replace(brief.scenario, steps=(question,)))


async def test_orders_that_are_not_possible_fill_no_disk() -> None:
    journal = MemoryJournal()
    runner = Runner(journal, Nowhere())
    running = asyncio.create_task(runner.start(tabletop()))
    await runner.give_for_good(Pause("lead"), DESK)
    for _ in range(MOST_REFUSALS + 50):
        assert runner.give(Pause("lead"), DESK) is not None
    assert runner.give(GoOn("lead"), DESK) is None
    assert runner.give(Abort("lead"), DESK) is None
    await running
    assert runner.give(Pause("lead"), DESK) is not None
    events = [record.event() for record in journal.read()]
    assert sum(isinstance(each, OrderRefused) for each in events) == MOST_REFUSALS
    taken = [each for each in events if isinstance(each, OrderTaken)]
    assert [(each.order, each.terminal) for each in taken] == [
        ("pause", DESK),
        ("go_on", DESK),
        ("abort", DESK),
    ]
    assert isinstance(events[-1], DrillEnded)


async def test_an_order_given_before_the_beginning_keeps_its_terminal() -> None:
    journal = MemoryJournal()
    runner = Runner(journal, Nowhere())
    assert runner.give(Abort("lead"), DESK) is None
    await runner.start(tabletop())
    events = [record.event() for record in journal.read()]
    assert [each.terminal for each in events if isinstance(each, OrderTaken)] == [DESK]
