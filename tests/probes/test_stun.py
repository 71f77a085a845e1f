"""Questions to a real coturn, well and at fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.message import Text
from tests.daemons import coturn
from tests.daemons.network import Network, network
from tests.probes.cells import (
    Cell,
    another_service,
    network_faults,
    observed,
    told_in_documents,
)
from tests.probes.fault_columns import NO_CERTIFICATE, NO_KEY, NO_LIMIT

IN_FAULT_TABLE = {"stun": {"key": NO_KEY, "certificate": NO_CERTIFICATE, "full": NO_LIMIT}}

WORD = "stun"
SERVER = f"127.0.0.1:{coturn.PORT}"


@contextmanager
def server(folder: Path) -> Iterator[Network]:
    """A network with such a server."""
    with network(folder) as inside:
        coturn.start(inside)
        yield inside


CELLS = (
    Cell(Text("正常", "none"), server, SERVER, ""),
    *network_faults(server, SERVER, coturn.PROGRAM, "probes.stun.silent"),
    another_service(SERVER, "probes.stun.not_stun"),
)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"stun × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


@pytest.mark.parametrize(("host", "address"), [("127.0.0.1", "127.0.0.1"), ("[::1]", "::1")])
def test_a_server_says_where_it_sees_us_come_from(tmp_path: Path, host: str, address: str) -> None:
    with server(tmp_path) as inside:
        facts = inside.ask(WORD, f"{host}:{coturn.PORT}")["facts"]
    assert (facts["reply"], facts["address"], facts["error"]) == (True, address, 0)
    assert (facts["translated"], facts["port"] > 0) == (False, True)
    assert facts["software"].startswith("Coturn")
    assert 0 < facts["rtt_ms"] < 4000


def test_a_router_that_rewrites_addresses_is_seen(tmp_path: Path) -> None:
    with server(tmp_path) as inside:
        inside.run("nft add table ip nat")
        inside.run("nft 'add chain ip nat out { type nat hook postrouting priority 100; }'")
        rule = f"udp dport {coturn.PORT} snat to 127.0.0.9:2000"
        inside.run(f"nft 'add rule ip nat out {rule}'")
        facts = inside.ask(WORD, SERVER)["facts"]
    assert (facts["address"], facts["port"], facts["translated"]) == ("127.0.0.9", 2000, True)


@pytest.mark.parametrize("server", ["stun.example.jp", "127.0.0.1:0", "https://example.jp"])
def test_what_is_no_address_is_not_asked(tmp_path: Path, server: str) -> None:
    with network(tmp_path) as inside:
        reading = inside.ask(WORD, server)
    assert (reading["unknown"], reading["code"]) == (True, "probes.stun.not_a_server")
