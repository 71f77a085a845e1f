"""Questions to a real name server on loopback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.model import Organisation, Plan
from drills.probes import dns
from drills.runtime.asking import Asker
from scenarios.reading import Reading
from tests.daemons.nameserver import NameServer, name_server
from tests.daemons.ports import free_port
from tests.probes.namespaced import Ask, readings_in

ROOT = Path(__file__).parent.parent.parent
WWW = "www.example.town.jp"
ZONE = {
    (f"{WWW}.", "A"): ("10.1.2.4", "10.1.2.3"),
    (f"{WWW}.", "AAAA"): ("2001:db8::3",),
    ("example.town.jp.", "MX"): ("10 mail.example.town.jp.",),
    ("long.example.town.jp.", "A"): tuple(f"10.9.8.{each}" for each in range(1, 100)),
    ("3.2.1.10.in-addr.arpa.", "PTR"): (f"{WWW}.",),
}


async def asked(name: str, at: str | None, *, limit_us: int = 5_000_000, **rest: object) -> Reading:
    asker = Asker(Plan(Organisation("見本町")))
    return await asker.ask(ProbeCall("dns", name, {"at": at, **rest}), limit_us)


def code(reading: Reading) -> str | None:
    because = reading.because or reading.could_not_ask
    return because.code if because else None


async def test_a_name_has_its_records_in_order_with_their_shortest_time_to_live() -> None:
    async with name_server(NameServer(ZONE)) as server:
        facts = (await asked(WWW, server.at)).facts
    assert (facts["reply"], facts["rcode"], facts["count"]) == (True, "NOERROR", 2)
    assert facts["answers"] == "10.1.2.3, 10.1.2.4"
    assert (facts["ttl_s"], facts["authoritative"], facts["over_tcp"]) == (300, True, False)
    assert facts["server"] == server.at
    assert 0 < float(facts["took_ms"] or 0) < 5_000


@pytest.mark.parametrize(
    ("name", "type", "answers"),
    [
        (WWW, "AAAA", "2001:db8::3"),
        ("example.town.jp", "MX", "10 mail.example.town.jp."),
        ("example.town.jp.", "MX", "10 mail.example.town.jp."),
        ("10.1.2.3", "PTR", f"{WWW}."),
    ],
)
async def test_other_records_are_asked_for_by_their_type(
    name: str, type: str, answers: str
) -> None:
    async with name_server(NameServer(ZONE)) as server:
        assert (await asked(name, server.at, type=type)).facts["answers"] == answers


async def test_a_name_that_does_not_exist_is_an_answer() -> None:
    async with name_server(NameServer(ZONE)) as server:
        reading = await asked("no-such.example.town.jp", server.at)
    assert (reading.facts["reply"], reading.facts["rcode"]) == (True, "NXDOMAIN")
    assert code(reading) == "probes.dns.no_such_name"


async def test_a_name_without_such_a_record_is_told_from_one_that_does_not_exist() -> None:
    async with name_server(NameServer(ZONE)) as server:
        reading = await asked(WWW, server.at, type="TXT")
    assert (reading.facts["rcode"], reading.facts["count"]) == ("NOERROR", 0)
    assert (reading.facts["ttl_s"], code(reading)) == (None, "probes.dns.no_records")


@pytest.mark.parametrize(
    ("rcode", "words"),
    [("SERVFAIL", "probes.dns.server_failed"), ("REFUSED", "probes.dns.server_refused")],
)
async def test_a_server_that_cannot_or_will_not_say_has_answered(rcode: str, words: str) -> None:
    async with name_server(NameServer(rcode=rcode)) as server:
        reading = await asked(WWW, server.at)
    assert (reading.facts["reply"], reading.facts["rcode"]) == (True, rcode)
    assert code(reading) == words


async def test_a_long_answer_comes_over_tcp() -> None:
    async with name_server(NameServer(ZONE)) as server:
        facts = (await asked("long.example.town.jp", server.at)).facts
    assert (facts["count"], facts["over_tcp"], facts["truncated"]) == (99, True, False)


async def test_a_long_answer_without_tcp_is_told_as_cut() -> None:
    async with name_server(NameServer(ZONE, over_tcp=False)) as server:
        reading = await asked("long.example.town.jp", server.at)
    assert (reading.facts["truncated"], code(reading)) == (True, "probes.dns.cut_short")
    assert reading.facts["count"] is None


async def test_a_server_that_is_silent_is_a_finding_before_the_deadline() -> None:
    async with name_server(NameServer(ZONE, deaf=99)) as server:
        reading = await asked(WWW, server.at, limit_us=300_000)
    assert (reading.facts, code(reading)) == ({"reply": False}, "probes.dns.no_answer")


@pytest.mark.parametrize("garbled", [b"x", b"HTTP/1.1 400 Bad Request", bytes(600)])
async def test_what_is_no_answer_of_a_name_server_is_no_answer(garbled: bytes) -> None:
    async with name_server(NameServer(garbled=garbled)) as server:
        reading = await asked(WWW, server.at, limit_us=500_000)
    assert (reading.facts, code(reading)) == ({"reply": False}, "probes.dns.no_answer")


async def test_a_question_that_got_lost_is_asked_again() -> None:
    async with name_server(NameServer(ZONE, deaf=1)) as server:
        assert (await asked(WWW, server.at)).facts["count"] == 2
    assert server.asked == [f"{WWW}. A"]


async def test_a_server_where_nothing_listens_refuses_and_is_named() -> None:
    at = f"127.0.0.1:{free_port()}"
    reading = await asked(WWW, at)
    assert (reading.facts, code(reading)) == ({"reply": False}, "net.refused")
    assert reading.because is not None
    assert reading.because.params["place"] == at


async def test_a_server_whose_own_name_is_unknown_proves_nothing() -> None:
    reading = await asked(WWW, "no-such-server.invalid")
    assert (reading.facts, code(reading)) == ({}, "net.unknown_name")
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.params["place"] == "no-such-server.invalid"


async def test_a_server_is_asked_over_ipv6() -> None:
    async with name_server(NameServer(ZONE), "::1") as server:
        facts = (await asked(WWW, f"[::1]:{server.port}")).facts
    assert facts["count"] == 2


SERVE = """
import asyncio
from tests.daemons.nameserver import NameServer, name_server

async def main():
    server = NameServer({("www.example.town.jp.", "A"): ("10.1.2.3",)}, port=53)
    async with name_server(server):
        print("ready", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


def test_without_a_server_those_of_this_machine_are_asked(tmp_path: Path) -> None:
    (tmp_path / "serve.py").write_text(SERVE)
    (tmp_path / "resolv.conf").write_text("nameserver 127.0.0.1\n")
    setup = (
        f"mkfifo {tmp_path}/ready\n"
        f"PYTHONPATH={ROOT} {sys.executable} {tmp_path}/serve.py > {tmp_path}/ready &\n"
        f"trap 'kill $!' EXIT\nread line < {tmp_path}/ready\n"
        f"mount --bind {tmp_path}/resolv.conf /etc/resolv.conf"
    )
    (reading,) = readings_in(setup, Ask("dns", WWW))
    assert (reading["facts"]["answers"], reading["facts"]["server"]) == ("10.1.2.3", "127.0.0.1")


def test_a_machine_without_a_name_server_cannot_ask(tmp_path: Path) -> None:
    (tmp_path / "resolv.conf").touch()
    setup = f"mount --bind {tmp_path}/resolv.conf /etc/resolv.conf"
    (reading,) = readings_in(setup, Ask("dns", WWW))
    assert (reading["facts"], reading["code"]) == ({}, "probes.dns.no_server_set")


def test_no_way_to_the_server_is_told_from_its_silence() -> None:
    (reading,) = readings_in(":", Ask("dns", WWW, {"at": "198.51.100.9"}))
    assert (reading["facts"], reading["code"]) == ({}, "net.network_unreachable")


@pytest.mark.parametrize("name", ["a", WWW, f"{WWW}.", "_ldap._tcp.dc._msdcs.town.local"])
@pytest.mark.parametrize("at", [None, "10.1.2.3", "ns1", "ns1:5353", "::1", "[::1]:5353"])
def test_names_and_servers_are_taken(name: str, at: str | None) -> None:
    assert dns.wrong(dns.Params(name, at)) is None


@pytest.mark.parametrize(
    "name", ["", "a b", "http://a/", "10.1.2.3", "a..b", ".", "総務.example.jp"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    message = dns.wrong(dns.Params(name))
    assert message is not None
    assert message.code == "probes.dns.not_a_name"


@pytest.mark.parametrize("at", ["", "ns1:", "ns1:0", "[::1]", "10.0.0.256", "tls://ns1"])
def test_what_is_no_server_is_refused(at: str) -> None:
    message = dns.wrong(dns.Params(WWW, at))
    assert message is not None
    assert message.code == "probes.dns.not_a_server"
