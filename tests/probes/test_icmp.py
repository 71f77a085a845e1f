"""Real echoes in a network of the test's own, by both ways of sending them."""

from __future__ import annotations

import pytest

from drills.probes import icmp
from tests.probes.namespaced import Ask, readings_in
from tests.probes.reaching import NoServers

RANGE = "/proc/sys/net/ipv4/ping_group_range"
BY_SOCKET = f'echo "0 0" > {RANGE}'
# In a new network nobody may have a socket for it.
BY_PROGRAM = ":"
DEAF = (
    "echo 1 > /proc/sys/net/ipv4/icmp_echo_ignore_all\n"
    "echo 1 > /proc/sys/net/ipv6/icmp/echo_ignore_all"
)
WAYS = pytest.mark.parametrize(
    ("method", "setup"), [("socket", BY_SOCKET), ("ping", BY_PROGRAM)], ids=["socket", "ping"]
)


def ping(host: str, limit_us: int = 4_000_000, **params: object) -> Ask:
    return Ask("icmp", host, params, limit_us)


@WAYS
def test_a_machine_that_answers_is_timed_over_ipv4_and_ipv6(method: str, setup: str) -> None:
    for reading in readings_in(setup, ping("127.0.0.1", count=3), ping("::1")):
        facts = reading["facts"]
        assert (facts["reply"], facts["method"], facts["loss_percent"]) == (True, method, 0)
        assert facts["sent"] == facts["received"]
        assert 0 < facts["rtt_ms"] < 1000


@WAYS
def test_a_name_is_asked_at_its_address_of_the_family_wanted(method: str, setup: str) -> None:
    (reading,) = readings_in(setup, ping("localhost", family="ipv4"))
    assert (reading["facts"]["address"], reading["facts"]["method"]) == ("127.0.0.1", method)


@WAYS
def test_silence_is_an_answer_about_the_machine(method: str, setup: str) -> None:
    asks = (ping("127.0.0.1", 3_000_000, count=2), ping("::1", 1_000_000))
    for reading in readings_in(f"{setup}\n{DEAF}", *asks):
        facts = reading["facts"]
        assert (facts["reply"], facts["rtt_ms"], facts["received"]) == (False, None, 0)
        assert (facts["loss_percent"], facts["method"]) == (100, method)
        assert (reading["code"], reading["unknown"]) == ("probes.icmp.no_reply", False)


@WAYS
def test_no_way_out_of_this_machine_proves_nothing_about_the_other(method: str, setup: str) -> None:
    for reading in readings_in(setup, ping("198.51.100.9"), ping("2001:db8::1")):
        assert (reading["facts"], reading["code"]) == ({}, "net.network_unreachable")


@WAYS
def test_a_route_that_says_unreachable_is_told_as_for_any_other_question(
    method: str, setup: str
) -> None:
    routes = "ip route add unreachable 203.0.113.0/24\nip route add prohibit 198.18.0.0/24"
    nobody, forbidden = readings_in(f"{setup}\n{routes}", ping("203.0.113.5"), ping("198.18.0.5"))
    assert (nobody["facts"], nobody["code"]) == ({"reply": False}, "net.no_route")
    assert (forbidden["facts"], forbidden["code"]) == ({}, "net.not_allowed")


@WAYS
def test_an_unknown_name_is_told_from_silence(method: str, setup: str) -> None:
    (reading,) = readings_in(setup, ping("no-such-host.invalid"))
    assert (reading["facts"], reading["code"]) == ({}, "net.unknown_name")


@pytest.mark.parametrize(
    ("then", "code"),
    [
        ("PATH=/nonexistent", "probes.icmp.no_program"),
        ("setpriv --bounding-set -net_raw", "probes.icmp.not_permitted"),
    ],
)
def test_where_no_echo_can_be_sent_the_outcome_is_unknown_and_nothing_else_is_asked(
    then: str, code: str
) -> None:
    for reading in readings_in(BY_PROGRAM, ping("127.0.0.1"), ping("::1"), then=then):
        assert (reading["facts"], reading["unknown"], reading["code"]) == ({}, True, code)


def test_what_the_ping_program_said_is_kept_as_evidence() -> None:
    (reading,) = readings_in(BY_PROGRAM, ping("127.0.0.1"))
    assert any("1 packets transmitted, 1 received" in line for line in reading["said"])


@pytest.mark.parametrize(
    "host", ["fs01", "10.1.2.3", "2001:db8::1", "fe80::1%eth0", "a.example.jp"]
)
def test_a_name_or_an_address_is_taken(host: str) -> None:
    assert icmp.wrong(icmp.Params(host)) is None


@pytest.mark.parametrize(
    "host", ["", "fs01:22", "10.0.0.256", "-c1", "[::1]", "http://fs01/", "a b"]
)
def test_anything_else_is_refused(host: str) -> None:
    message = icmp.wrong(icmp.Params(host))
    assert message is not None
    assert message.code == "probes.icmp.not_a_host"


@pytest.mark.parametrize("count", [0, -1, 21])
async def test_a_flood_is_refused(count: int) -> None:
    reading = await icmp.ask(icmp.Params("127.0.0.1", count), NoServers())
    assert reading.could_not_ask is not None
    assert reading.could_not_ask.code == "probes.icmp.bad_count"
