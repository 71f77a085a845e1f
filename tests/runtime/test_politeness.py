"""No target is asked sooner or by more at once than its probe allows, whatever asks for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest

from bcp.asking import ProbeCall, Settled
from bcp.durations import Span
from bcp.model import Organisation, Plan
from drills.core.brief import Check
from drills.errors import Refusal
from drills.probes._contract import Polite, Reach
from drills.runtime.asking import Asker
from drills.runtime.politeness import AT_ONCE, Politeness, host_in
from drills.runtime.watcher import phase
from scenarios.reading import Reading

SOON = 60.0


@dataclass(frozen=True)
class Named:
    name: str


async def _began(politeness: Politeness, polite: Polite, target: str, within: float) -> float:
    until = asyncio.get_running_loop().time() + within
    async with politeness.turn("ikev2", target, polite, until):
        return monotonic()


async def test_two_questions_to_one_target_begin_as_far_apart_as_the_probe_says() -> None:
    politeness, polite = Politeness(), Polite(apart_us=30_000)
    start = monotonic()
    began = await asyncio.gather(*(_began(politeness, polite, "vpn", SOON) for _ in range(3)))
    _, second, third = sorted(began)
    # Each may begin late on a busy machine; none may begin early.
    assert second - start >= 0.029
    assert third - start >= 0.059


async def test_another_target_waits_for_nobody() -> None:
    politeness, polite = Politeness(), Polite(apart_us=60_000_000)
    await _began(politeness, polite, "vpn1", SOON)
    await asyncio.wait_for(_began(politeness, polite, "vpn2", SOON), 120)


async def test_a_turn_that_would_come_too_late_is_refused_at_once_and_reserves_nothing() -> None:
    politeness, polite = Politeness(), Polite(apart_us=round(SOON * 1_000_000))
    await _began(politeness, polite, "vpn", 1)
    for _ in range(5):
        with pytest.raises(Refusal, match="not more often than every"):
            await _began(politeness, polite, "vpn", SOON / 2)
    # Had one of them taken a turn, this one's would be two minutes away and it refused as well.
    waits = asyncio.create_task(_began(politeness, polite, "vpn", 2 * SOON))
    done, _ = await asyncio.wait([waits], timeout=0.1)
    assert not done
    waits.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waits


async def test_only_so_many_ask_one_target_at_once() -> None:
    politeness, polite = Politeness(), Polite(at_once=2)
    inside, most = 0, 0
    two, go = asyncio.Event(), asyncio.Event()

    async def ask() -> None:
        nonlocal inside, most
        until = asyncio.get_running_loop().time() + SOON
        async with politeness.turn("tcp", "db", polite, until):
            inside += 1
            most = max(most, inside)
            if inside == 2:
                two.set()
            await go.wait()
            inside -= 1

    asks = [asyncio.create_task(ask()) for _ in range(6)]
    await two.wait()
    go.set()
    await asyncio.gather(*asks)
    assert most == 2


async def test_a_turn_that_never_came_is_refused_and_leaves_its_place_to_others() -> None:
    politeness, polite = Politeness(), Polite(at_once=1)
    loop = asyncio.get_running_loop()
    async with politeness.turn("ikev2", "db", polite, loop.time() + SOON):
        with pytest.raises(Refusal, match="too many questions"):
            await _began(politeness, polite, "db", 0.02)
    await asyncio.wait_for(_began(politeness, polite, "db", SOON), 120)


async def test_a_question_that_waited_for_its_turn_has_all_its_time_and_finds_no_outage() -> None:
    asked: list[int] = []
    go = asyncio.Event()

    async def slow(params: Named, reach: Reach) -> Reading:
        asked.append(reach.left_us())
        await go.wait()
        return Reading(facts={"reply": True})

    asker = _asker(ask=slow)
    first = asyncio.create_task(asker.ask(ProbeCall("nut", "ups"), timeout_us=60_000_000))
    await asyncio.sleep(0)
    # The turn comes late, and what is left of the second's first limit would be too little.
    asyncio.get_running_loop().call_later(2, go.set)
    second = await asker.ask(ProbeCall("nut", "ups"), timeout_us=60_000_000)
    assert (await first).facts == second.facts == {"reply": True}
    assert asked[1] > 59_000_000


async def test_a_question_within_another_is_not_asked_where_too_little_time_would_be_left() -> None:
    go = asyncio.Event()
    within: list[Reading] = []

    async def nested(params: Named, reach: Reach) -> Reading:
        if params.name == "other":
            return Reading(facts={"reply": True})
        within.append(await reach.ask(ProbeCall("nut", "other")))
        go.set()
        return Reading(facts={"reply": True})

    asker = _asker(ask=nested, target=lambda params, reach: params.name, apart_us=60_000_000)
    await asker.ask(ProbeCall("nut", "other"), timeout_us=60_000_000)
    await asker.ask(ProbeCall("nut", "ups"), timeout_us=60_100_000)
    assert go.is_set()
    assert within[0].could_not_ask is not None


def _asker(**said: Any) -> Asker:
    polite = Polite(apart_us=said.pop("apart_us", 0), at_once=1)
    module = SimpleNamespace(Params=Named, POLITE=polite, **said)
    return Asker(Plan(Organisation("town")), probe=lambda word: module)


async def test_those_who_wait_for_one_target_leave_room_for_the_others() -> None:
    politeness = Politeness()
    loop = asyncio.get_running_loop()
    async with politeness.turn("nut", "frozen", Polite(at_once=1), loop.time() + SOON):
        waiting = [
            asyncio.create_task(_began(politeness, Polite(at_once=1), "frozen", SOON))
            for _ in range(AT_ONCE)
        ]
        await asyncio.sleep(0)
        await asyncio.wait_for(_began(politeness, Polite(at_once=1), "well", SOON), 120)
        for each in waiting:
            each.cancel()
        await asyncio.wait(waiting)


@pytest.mark.parametrize(
    ("subject", "host"),
    [
        ("10.1.2.3:445", "10.1.2.3"),
        ("https://www.example.town.jp:8443/login", "www.example.town.jp"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("vpn.example.jp", "vpn.example.jp"),
        ("mw-hq-branch1", "mw-hq-branch1"),
    ],
)
def test_what_a_question_weighs_on_is_the_host_in_its_subject(subject: str, host: str) -> None:
    assert host_in(subject) == host


def test_checks_keep_places_of_their_own_within_a_second_and_the_same_in_every_run() -> None:
    made = [_check(f"s{n}/icmp", Span(5_000_000)) for n in range(200)]
    places = [phase(each) for each in made]
    assert all(0 <= each < 1_000_000 for each in places)
    tenths = {each // 100_000 for each in places}
    assert tenths == set(range(10))
    assert places == [phase(each) for each in made]
    assert phase(_check("s1/icmp", Span(200_000))) < 200_000


def _check(name: str, every: Span) -> Check:
    return Check(name, "s", None, ProbeCall("icmp", "192.0.2.1"), every, Settled())
