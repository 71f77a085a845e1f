from __future__ import annotations

import socket

import pytest

from drills.probes import tcp
from tests.daemons.ports import free_port
from tests.probes.reaching import NoServers


async def test_a_port_that_accepts_replies_with_its_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        target = f"127.0.0.1:{listening.getsockname()[1]}"
        reading = await tcp.ask(tcp.Params(target), NoServers())
    assert reading.facts["reply"] is True
    assert 0 < float(reading.facts["connect_ms"] or 0) < 1000


async def test_a_port_of_ipv6_is_asked_in_brackets() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as listening:
        target = f"[::1]:{listening.getsockname()[1]}"
        assert (await tcp.ask(tcp.Params(target), NoServers())).facts["reply"] is True


async def test_a_name_with_two_addresses_is_asked_until_one_accepts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        target = f"localhost:{listening.getsockname()[1]}"
        assert (await tcp.ask(tcp.Params(target), NoServers())).facts["reply"] is True


async def test_a_refusal_by_every_address_of_a_name_is_a_refusal() -> None:
    with pytest.raises(ConnectionRefusedError):
        await tcp.ask(tcp.Params(f"localhost:{free_port()}"), NoServers())


async def test_an_unknown_name_is_told_from_silence() -> None:
    with pytest.raises(socket.gaierror):
        await tcp.ask(tcp.Params("no-such-host.invalid:80"), NoServers())


@pytest.mark.parametrize(
    "target", ["fs01:445", "10.1.2.3:1", "[2001:db8::1]:443", "a-b.example.jp:65535", "FS_01:22"]
)
def test_a_host_and_a_port_are_taken(target: str) -> None:
    assert tcp.wrong(tcp.Params(target)) is None


@pytest.mark.parametrize(
    "target",
    [
        "fs01",
        "fs01:",
        ":445",
        "fs01:0",
        "fs01:65536",
        "fs01:http",
        "2001:db8::1:443",
        "[2001:db8::1]",
        "[fs01]:22",
        "10.0.0.256:22",
        "10.0.0:22",
        "http://fs01:80",
        "fs 01:22",
        "-fs01:22",
        "fs01:22 ",
        "fs01:２２",
        "",
    ],
)
def test_anything_else_is_refused_with_the_right_way_to_write_it(target: str) -> None:
    message = tcp.wrong(tcp.Params(target))
    assert message is not None
    assert message.code == "probes.tcp.not_an_address"
