"""The first question to a real gateway for AnyConnect (ocserv), well and at fault."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bcp.message import Text
from tests.daemons import ocserv
from tests.daemons.certificates import Authority
from tests.daemons.network import Network, network
from tests.probes.cells import (
    Cell,
    Make,
    another_service,
    network_faults,
    observed,
    told_in_documents,
)
from tests.probes.fault_columns import NO_KEY

IN_FAULT_TABLE = {"anyconnect": {"key": NO_KEY}}

WORD = "anyconnect"
URL = "https://127.0.0.1:443"
CA = {"ca": "ca.crt"}
FROZEN, DROPPED = "probes.anyconnect.frozen", "probes.anyconnect.no_connection"
HUNG_UP = "probes.anyconnect.hung_up"
_STAYING = """
import socket, sys, time
talk = socket.create_connection(("127.0.0.1", 443))
open("/run/staying", "w").close()
time.sleep(60)
"""


@contextmanager
def alone(folder: Path) -> Iterator[Network]:
    Authority(folder)
    with network(folder) as inside:
        yield inside


def gateway(days: float = 30, begins: float = -10, name: str = "", **settings: Any) -> Make:
    """A network with a gateway."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        authority = Authority(folder)
        authority.issue("server", days=days, begins=begins, name=name)
        with network(folder) as inside:
            ocserv.start(inside, authority, **settings)
            yield inside

    return made


@contextmanager
def all_places_taken(inside: Network) -> Iterator[None]:
    """Somebody else has the only place."""
    inside.run("cat >/run/staying.py", text=_STAYING)
    inside.start(f"{sys.executable} /run/staying.py", "test -e /run/staying")
    yield


def cell(ja: str, en: str, code: str, make: Make | None = None, **others: Any) -> Cell:
    return Cell(Text(ja, en), make or gateway(), URL, code, **{"params": CA, **others})


CELLS = (
    cell("正常", "none", ""),
    *network_faults(gateway(), URL, ocserv.PROGRAM, FROZEN, CA, protocol="tcp", dropped=DROPPED),
    cell(
        "満員（max-clients）",
        "full (max-clients)",
        HUNG_UP,
        gateway(clients=1),
        broken=all_places_taken,
    ),
    cell(
        "証明書の期限切れ",
        "certificate expired",
        "probes.http.certificate_expired",
        gateway(days=-1),
    ),
    cell(
        "証明書がまだ有効でない",
        "certificate not valid yet",
        "probes.http.certificate_not_yet_valid",
        gateway(begins=1),
    ),
    cell(
        "証明書が別の名前",
        "certificate for another name",
        "probes.http.certificate_wrong_name",
        gateway(name="old.example.jp"),
    ),
    cell(
        "証明書の認証局を知らない",
        "certificate of an unknown authority",
        "probes.http.certificate_unknown_issuer",
        params={},
    ),
    cell(
        "利用者の証明書を求める",
        "wants a user's certificate",
        "probes.anyconnect.wants_certificate",
        gateway(auth="certificate"),
    ),
    another_service(URL, "web.tls_failed", alone, CA, "tcp"),
)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"anyconnect × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


def test_a_log_in_form_and_a_good_certificate_are_seen(tmp_path: Path) -> None:
    with gateway(days=30)(tmp_path) as inside:
        facts = inside.ask(WORD, URL, CA)["facts"]
    assert (facts["reply"], facts["status"], facts["auth"]) == (True, 200, True)
    assert (facts["asks"], facts["level"], facts["trusted"]) == ("username", "certificate", True)
    assert 29 < facts["certificate_days"] <= 30
    assert 0 < facts["latency_ms"] < 4000


def test_behind_an_expired_certificate_the_form_is_seen_all_the_same(tmp_path: Path) -> None:
    with gateway(days=-2)(tmp_path) as inside:
        facts = inside.ask(WORD, URL, CA)["facts"]
    assert (facts["auth"], facts["level"], facts["trusted"]) == (True, "handshake", False)
    assert -2.1 < facts["certificate_days"] < -1.9


def test_a_gateway_that_wants_a_certificate_is_seen_without_one(tmp_path: Path) -> None:
    with gateway(auth="certificate")(tmp_path) as inside:
        facts = inside.ask(WORD, URL, CA)["facts"]
    assert (facts["reply"], facts["auth"], facts["level"]) == (True, False, "handshake")


def test_a_gateway_is_asked_every_five_seconds_at_most(tmp_path: Path) -> None:
    with gateway()(tmp_path) as inside:
        assert inside.ask(WORD, URL, CA)["facts"]["reply"]
        reading = inside.ask(WORD, URL, CA, 1_000_000)
    assert (reading["unknown"], reading["code"]) == (True, "politeness.too_soon")


@pytest.mark.parametrize(
    "url", ["vpn.example.jp", "http://vpn.example.jp/", "https://a@vpn.example.jp/", "https://:0/"]
)
def test_what_is_no_address_of_a_gateway_is_not_asked(url: str, tmp_path: Path) -> None:
    with alone(tmp_path) as inside:
        reading = inside.ask(WORD, url)
    assert (reading["unknown"], reading["code"]) == (True, "probes.anyconnect.not_a_gateway")
