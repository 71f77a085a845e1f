"""First packets to real OpenVPN servers, well and at fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bcp.message import Text
from tests.daemons import openvpn
from tests.daemons.certificates import Authority
from tests.daemons.network import Network, network
from tests.daemons.openvpn import CLIENT_KEY, SERVER_KEY, STATIC_KEY
from tests.probes.cells import (
    Cell,
    Make,
    another_service,
    network_faults,
    observed,
    told_in_documents,
)

WORD = "openvpn"
SERVER = f"127.0.0.1:{openvpn.PORT}"
# What a server is set up with, and what is asked with.
MODES: dict[str, tuple[str, dict[str, Any]]] = {
    "plain": ("", {}),
    "tls-auth": ("tls-auth {folder}/static.key 0", {"tls_auth": STATIC_KEY}),
    "tls-crypt": ("tls-crypt {folder}/static.key", {"tls_crypt": STATIC_KEY}),
    "tls-crypt-v2": (f"tls-crypt-v2 {{folder}}/{SERVER_KEY}", {"tls_crypt_v2": CLIENT_KEY}),
}
TLS_AUTH, TLS_CRYPT = MODES["tls-auth"][1], MODES["tls-crypt"][1]
TCP = {"protocol": "tcp"}
SILENT, SILENT_TO_KEY = "probes.openvpn.silent", "probes.openvpn.silent_to_key"
CONNECTED_ONLY, UNCONNECTED = "probes.openvpn.connected_only", "probes.openvpn.unconnected"
CLOSED, CLOSED_TO_KEY = "probes.openvpn.closed", "probes.openvpn.closed_to_key"
UNPROTECTED, NOT_OPENVPN = "probes.openvpn.unprotected", "probes.openvpn.not_openvpn"


@contextmanager
def alone(folder: Path) -> Iterator[Network]:
    """A network without a server, with the keys."""
    openvpn.keys(folder)
    (folder / "other").mkdir()
    openvpn.keys(folder / "other")
    with network(folder) as inside:
        yield inside


def server(
    mode: str = "plain", *options: str, tcp: bool = False, days: float = 30, more: str = ""
) -> Make:
    """A network with a server."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        authority = Authority(folder)
        authority.issue("server", days=days)
        with alone(folder) as inside:
            lines = (f"{MODES[mode][0]}{more}".format(folder=folder), *options)
            openvpn.start(inside, authority, *lines, tcp=tcp)
            yield inside

    return made


def cell(ja: str, en: str, code: str, make: Make, params: dict[str, Any], **others: Any) -> Cell:
    return Cell(Text(ja, en), make, SERVER, code, params=params, **others)


def more_said(extra: Text, cells: Iterator[Cell]) -> Iterator[Cell]:
    for each in cells:
        fault = Text(f"{each.fault.ja}{extra.ja}", f"{each.fault.en}{extra.en}")
        yield Cell(fault, each.network, each.subject, each.code, each.broken, each.params)


@contextmanager
def with_open_key(folder: Path) -> Iterator[Network]:
    with alone(folder) as inside:
        (folder / STATIC_KEY).chmod(0o644)
        yield inside


@contextmanager
def with_a_client(folder: Path) -> Iterator[Network]:
    """A network with a server that has one place, and somebody in it."""
    authority = Authority(folder)
    authority.issue("server")
    authority.issue("client", purpose="client")
    with alone(folder) as inside:
        openvpn.start(inside, authority, "max-clients 1")
        openvpn.connect(inside, folder)
        yield inside


CELLS = (
    *(
        cell(f"正常（{mode}）", f"none ({mode})", "", server(mode), params)
        for mode, (_, params) in MODES.items()
    ),
    *(
        cell(
            f"正常（TCP、{mode}）", f"none (TCP, {mode})", "", server(mode, tcp=True), params | TCP
        )
        for mode, (_, params) in MODES.items()
    ),
    *network_faults(server("tls-crypt"), SERVER, openvpn.PROGRAM, SILENT_TO_KEY, TLS_CRYPT),
    cell(
        "満員（max-clients。このプローブには見えない）",
        "full (max-clients, not seen by this probe)",
        "",
        with_a_client,
        {},
    ),
    cell(
        "固まった、またはパケット破棄（鍵なしのサーバ）",
        "frozen, or packets dropped (a server without a key)",
        SILENT,
        server(),
        {},
        broken=lambda inside: inside.frozen(openvpn.PROGRAM),
    ),
    cell("鍵を書いていない", "key left out", SILENT, server("tls-auth"), {}),
    cell(
        "鍵が違う",
        "wrong key",
        SILENT_TO_KEY,
        server("tls-crypt"),
        {"tls_crypt": f"other/{STATIC_KEY}"},
    ),
    cell(
        "鍵の向きが違う",
        "wrong direction",
        SILENT_TO_KEY,
        server("tls-auth"),
        TLS_AUTH | {"direction": "server"},
    ),
    cell(
        "digestが違う",
        "wrong digest",
        SILENT_TO_KEY,
        server("tls-auth", "auth SHA256"),
        TLS_AUTH,
    ),
    cell(
        "サーバの設定から鍵が外れている",
        "the server has lost its key",
        UNPROTECTED,
        server(),
        TLS_CRYPT,
    ),
    cell(
        "サーバ証明書の期限切れ（この確認では分からない）",
        "server certificate expired (not seen by this probe)",
        "",
        server(days=-1),
        {},
    ),
    *more_said(
        Text("（TCP）", " (TCP)"),
        network_faults(
            server("tls-crypt", tcp=True),
            SERVER,
            openvpn.PROGRAM,
            CONNECTED_ONLY,
            TLS_CRYPT | TCP,
            protocol="tcp",
            dropped=UNCONNECTED,
        ),
    ),
    cell(
        "鍵を書いていない（TCP）", "key left out (TCP)", CLOSED, server("tls-auth", tcp=True), TCP
    ),
    cell(
        "鍵が違う（TCP）",
        "wrong key (TCP)",
        CLOSED_TO_KEY,
        server("tls-crypt", tcp=True),
        TCP | {"tls_crypt": f"other/{STATIC_KEY}"},
    ),
    cell(
        "サーバの設定から鍵が外れている（TCP）",
        "the server has lost its key (TCP)",
        UNPROTECTED,
        server(tcp=True),
        TLS_CRYPT | TCP,
    ),
    cell(
        "鍵のファイルが鍵でない",
        "the key's file holds no such key",
        "probes.openvpn.not_a_key",
        alone,
        {"tls_crypt": CLIENT_KEY},
    ),
    cell(
        "鍵のファイルをほかの人も読める",
        "the key's file can be read by others",
        "probes.key_file.open",
        with_open_key,
        TLS_CRYPT,
    ),
    another_service(SERVER, NOT_OPENVPN, alone),
    *more_said(
        Text("（TCP）", " (TCP)"), iter((another_service(SERVER, NOT_OPENVPN, alone, TCP, "tcp"),))
    ),
)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"openvpn × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tcp", [False, True])
def test_an_answer_shows_the_protection_and_the_servers_clock(
    mode: str, tcp: bool, tmp_path: Path
) -> None:
    params = MODES[mode][1] | (TCP if tcp else {})
    with server(mode, tcp=tcp)(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, params)["facts"]
    assert (facts["level"], facts["mode"]) == ("handshake", mode)
    assert facts["ahead_s"] in ((None,) if mode == "plain" else (-1, 0, 1))
    assert 0 < facts["rtt_ms"] < 4000


@pytest.mark.parametrize("digest", ["sha1", "sha256", "sha384", "sha512"])
def test_each_digest_of_tls_auth_is_spoken(digest: str, tmp_path: Path) -> None:
    with server("tls-auth", f"auth {digest}")(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, TLS_AUTH | {"digest": digest})["facts"]
    assert facts["mode"] == "tls-auth"


@pytest.mark.parametrize(("theirs", "ours"), [(" 1", "server"), ("", "both")])
def test_each_direction_of_tls_auth_is_spoken(theirs: str, ours: str, tmp_path: Path) -> None:
    key = f"tls-auth {tmp_path}/{STATIC_KEY}{theirs}"
    with server("plain", key)(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, TLS_AUTH | {"direction": ours})["facts"]
    assert facts["mode"] == "tls-auth"


def test_a_server_that_remembers_nobody_before_he_shows_his_key_again_answers(
    tmp_path: Path,
) -> None:
    with server("tls-crypt-v2", more=" force-cookie")(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, MODES["tls-crypt-v2"][1])["facts"]
    assert facts["mode"] == "tls-crypt-v2"


@pytest.mark.parametrize("mode", MODES)
def test_asking_keeps_no_place_on_the_server(mode: str, tmp_path: Path) -> None:
    with server(mode, "max-clients 1")(tmp_path) as inside:
        asked = [inside.ask(WORD, SERVER, MODES[mode][1])["facts"]["reply"] for _ in range(3)]
        log = openvpn.log(inside)
    assert asked == [True] * 3
    assert "Initialization Sequence Completed" in log
    assert "client-instance" not in log
    assert "multi_create_instance" not in log


def test_a_server_is_asked_once_a_second_at_most(tmp_path: Path) -> None:
    with server()(tmp_path) as inside:
        assert inside.ask(WORD, SERVER)["facts"]["reply"]
        reading = inside.ask(WORD, SERVER, {}, 500_000)
    assert (reading["unknown"], reading["code"]) == (True, "politeness.too_soon")


def test_two_keys_are_one_too_many(tmp_path: Path) -> None:
    with alone(tmp_path) as inside:
        reading = inside.ask(WORD, SERVER, TLS_AUTH | TLS_CRYPT)
    assert (reading["unknown"], reading["code"]) == (True, "probes.openvpn.one_key")
