"""The sweep's pace, what is asked again, and what is left when it is ended."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from bcp.asking import ProbeCall
from bcp.durations import MILLISECOND, Span
from bcp.message import Message, Text
from bcp.model import Organisation, Plan
from drills.core.survey import Item
from drills.core.survey_found import Finding
from drills.runtime.surveying import Pace, Sweep
from scenarios.reading import Reading
from tests.core import making as m

PLAN = Plan(Organisation("見本町"))
QUICK = Pace(at_once=2, apart_us=40 * MILLISECOND, again_us=60 * MILLISECOND, jitter_us=MILLISECOND)
YES = Reading({"reply": True})
NO = Reading.silent(Message("test.no_answer"))
UNKNOWN = Reading.unknown(Message("test.not_asked"))


class World:
    """Answers in turn what each subject is given, and knows when it was asked how many at once."""

    def __init__(self, **answers: list[Reading]) -> None:
        self.answers = answers
        self.asked: dict[str, list[float]] = {each: [] for each in answers}
        self.now = self.most = 0

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        loop = asyncio.get_running_loop()
        self.asked[call.subject].append(loop.time())
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(0.01)
        finally:
            self.now -= 1
        given = self.answers[call.subject]
        return given.pop(0) if len(given) > 1 else given[0]


def item(*subjects: str, **rest: Any) -> Item:
    calls = tuple(replace(m.call(each), **rest) for each in subjects)
    return Item("server", subjects[0], Text(), None, "here", calls=calls)


def swept(world: World, *items: Item, pace: Pace = QUICK) -> tuple[Finding, ...]:
    return asyncio.run(Sweep(PLAN, world, lambda found: None, pace).run(items))


def test_one_lost_packet_is_no_finding_and_two_are() -> None:
    world = World(a=[NO, YES], b=[NO])
    one, two = swept(world, item("a"), item("b"))
    assert ((one.result, one.asked), (two.result, two.asked)) == (("answers", 2), ("silent", 2))
    assert world.asked["b"][1] - world.asked["b"][0] >= 0.06


def test_what_could_not_be_asked_is_not_repeated_but_silence_that_may_be_normal_is() -> None:
    world = World(a=[UNKNOWN], b=[UNKNOWN, YES])
    one, two = swept(world, item("a"), item("b", silence="unknown"))
    assert ((one.result, one.asked), (two.result, two.asked)) == (("unknown", 1), ("answers", 2))


def test_one_host_is_asked_one_thing_at_a_time_and_never_in_a_burst() -> None:
    world = World(**{"host:1": [YES], "host:2": [YES], "host:3": [YES]})
    swept(world, item("host:1"), item("host:2", "host:3"))
    came = sorted(at for each in world.asked.values() for at in each)
    assert min(after - before for before, after in pairwise(came)) >= 0.04


def test_a_probe_that_wants_more_distance_gets_it() -> None:
    world = World(a=[NO])
    swept(world, item("a", apart=Span(150 * MILLISECOND)))
    assert world.asked["a"][1] - world.asked["a"][0] >= 0.15


def test_no_more_are_under_way_than_the_pace_allows() -> None:
    world = World(**{f"h{n}": [YES] for n in range(9)})
    found = swept(world, *(item(f"h{n}") for n in range(9)))
    assert world.most == 2
    assert {each.result for each in found} == {"answers"}


def test_whoever_ends_it_has_what_was_found_so_far() -> None:
    world = World(a=[YES], b=[NO])
    told: list[str] = []

    async def ended() -> tuple[Finding, ...]:
        known = asyncio.Event()

        def heard(found: Finding) -> None:
            told.append(found.id)
            known.set()

        sweep = Sweep(PLAN, world, heard, replace(QUICK, again_us=10**9))
        running = asyncio.create_task(sweep.run((item("a"), item("b"))))
        await known.wait()
        running.cancel()
        return await running

    found = asyncio.run(ended())
    assert [(each.id, each.result) for each in found] == [("a", "answers"), ("b", "not_asked")]
    assert told == ["a"]


@pytest.mark.parametrize("place", ["elsewhere", "unmanned"])
def test_nothing_is_sent_to_what_is_out_of_reach(place: Any) -> None:
    world = World()
    (found,) = swept(world, replace(item("a"), place=place, calls=()))
    assert found.result == {"elsewhere": "elsewhere", "unmanned": "look"}[place]
