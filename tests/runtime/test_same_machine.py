"""A machine is spared however its address is written."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from bcp.asking import ProbeCall
from bcp.model import Organisation, Plan
from drills.probes import get
from drills.probes._contract import Polite, Reach
from drills.runtime.asking import Asker
from drills.runtime.same_machine import Machines
from scenarios.reading import Reading

HOUR_US = 3_600_000_000


@dataclass(frozen=True)
class Params:
    server: str


async def known_as(*hosts: str) -> list[str]:
    machines = Machines()
    return [await machines.known_as(each) for each in hosts]


@pytest.mark.parametrize(
    "same",
    [
        ("192.0.2.1", "::ffff:192.0.2.1"),
        ("2001:DB8::1", "2001:db8:0:0:0:0:0:1"),
        ("localhost", "LOCALHOST", "localhost.", "127.0.0.1"),
        ("127.0.0.1", "localhost"),
        ("0x7f000001", "localhost"),
        ("no-such-name.invalid", "No-Such-Name.INVALID."),
    ],
)
async def test_one_machine_has_one_name(same: tuple[str, ...]) -> None:
    assert len({*await known_as(*same)}) == 1


async def test_two_who_ask_at_once_are_told_the_same() -> None:
    machines = Machines()
    both = asyncio.gather(machines.known_as("localhost"), machines.known_as("LOCALHOST."))
    assert len({*await both}) == 1


async def test_two_machines_have_two() -> None:
    assert len({*await known_as("192.0.2.1", "192.0.2.2", "localhost")}) == 3


async def test_a_machine_is_asked_as_seldom_as_its_probe_wants_under_all_its_names() -> None:
    asked: list[str] = []

    async def ask(params: Params, reach: Reach) -> Reading:
        asked.append(params.server)
        return Reading(facts={"reply": True})

    polite = Polite(apart_us=HOUR_US, at_once=1)
    module = SimpleNamespace(Params=Params, ask=ask, POLITE=polite, WEIGHS_ON="server")
    asker = Asker(Plan(Organisation("town")), probe=lambda word: module)
    ways = ("127.0.0.1:500", "localhost:500", "LocalHost.:500", "[::ffff:127.0.0.1]:500")
    found = await asyncio.gather(*(asker.ask(ProbeCall("ikev2", each)) for each in ways))
    assert len(asked) == 1
    assert sum(each.could_not_ask is not None for each in found) == 3


@pytest.mark.parametrize("word", ["ikev2", "modbus", "ntp", "openvpn", "radius", "wireguard"])
def test_probes_that_can_do_harm_weigh_on_a_machine(word: str) -> None:
    assert get(word).WEIGHS_ON in get(word).FIELDS


def test_an_account_is_one_whichever_page_of_its_gateway_is_asked() -> None:
    login = get("vpn_login")
    pages = ("https://vpn.example.jp/", "https://vpn.example.jp:8443/group")
    calls = (login.Params(each, "anyconnect", user="drill") for each in pages)
    assert {login.target(each, None) for each in calls} == {"vpn.example.jp drill"}
