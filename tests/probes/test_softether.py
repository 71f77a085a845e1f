"""The greeting of a real SoftEther VPN server, well and at fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.message import Text
from drills.probes import catalogue
from tests.daemons import softether, web_in_tls
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
from tests.probes.fault_columns import AFTER_LOGIN, NO_KEY

WORD = "softether"
IN_FAULT_TABLE = {WORD: {"key": NO_KEY, "full": AFTER_LOGIN}}
SERVER = f"127.0.0.1:{softether.PORT}"
CA = {"ca": "ca.crt"}


@contextmanager
def alone(folder: Path) -> Iterator[Network]:
    Authority(folder)
    with network(folder) as inside:
        yield inside


def server(days: float = 30, name: str = "") -> Make:
    """A network with a server."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        authority = Authority(folder)
        authority.issue("server", days=days, name=name)
        with network(folder) as inside:
            softether.start(inside, authority)
            yield inside

    return made


@contextmanager
def web(folder: Path) -> Iterator[Network]:
    """A network with a web server on the port."""
    authority = Authority(folder)
    authority.issue("server")
    with network(folder) as inside:
        web_in_tls.start(inside, authority, softether.PORT, "200 welcome")
        yield inside


HANGS, SILENT = "probes.softether.hangs", "asking.no_answer"
CELLS = (
    Cell(Text("正常", "none"), server(), SERVER, "", params=CA),
    Cell(Text("証明書の認証局を知らない", "certificate of an unknown authority"), server(), SERVER,
         "probes.http.certificate_unknown_issuer"),
    Cell(Text("証明書が別の名前", "certificate for another name"), server(name="old.example.jp"),
         SERVER, "probes.http.certificate_wrong_name", params=CA),
    Cell(Text("証明書の期限切れ", "certificate expired"), server(days=-1), SERVER,
         "probes.http.certificate_expired", params=CA),
    *network_faults(server(), SERVER, softether.PROGRAM, HANGS, CA, protocol="tcp", dropped=SILENT),
    Cell(Text("ポートにWebサーバ", "a web server on the port"), web, SERVER,
         "probes.softether.not_softether", params=CA),
    another_service(SERVER, "probes.talking.no_tls", alone, CA, "tcp"),
)  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"softether × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


def test_a_server_names_itself_and_its_version(tmp_path: Path) -> None:
    with server()(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, CA)["facts"]
    assert (facts["reply"], facts["status"], facts["hello"]) == (True, 200, True)
    assert facts["product"].startswith("SoftEther VPN Server")
    assert facts["version"].startswith("5.")
    assert facts["build"] >= 9674
    assert (facts["level"], facts["trusted"], facts["expired"]) == ("certificate", True, False)
    assert 29 < facts["certificate_days"] <= 30
    assert 0 < facts["took_ms"] < 4000


def test_behind_an_expired_certificate_the_greeting_is_heard_all_the_same(tmp_path: Path) -> None:
    with server(days=-2)(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, CA)["facts"]
    assert (facts["hello"], facts["level"], facts["trusted"]) == (True, "handshake", False)
    assert (facts["expired"], facts["certificate_days"]) == (True, -2.0)


@pytest.mark.parametrize("word", ["sstp", "softether"])
@pytest.mark.parametrize(
    ("server", "params", "code"),
    [
        ("https://vpn.example.jp/", {}, "probes.tls_server.not_a_server"),
        ("vpn.example.jp", {"host": "no such name"}, "probes.tls.not_a_host"),
    ],
)
def test_what_is_no_server_or_no_name_is_refused_when_the_plan_is_loaded(
    word: str, server: str, params: dict[str, str], code: str
) -> None:
    kind = catalogue()[word]
    assert kind.wrong is not None
    wrong = kind.wrong(kind.params(server, **params))
    assert wrong is not None
    assert wrong.code == code
