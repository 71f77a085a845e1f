"""Handshakes with a real WireGuard server, well and at fault."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bcp.asking import Settled
from bcp.durations import Span
from bcp.load import load_plan
from bcp.message import Text
from bcp.secret_source import SecretSource
from drills.core.brief import Check
from drills.probes import catalogue
from drills.runtime.secret_sources import fetched
from tests.daemons import wireguard
from tests.daemons.network import Network, network
from tests.daemons.wireguard import Peer, endpoints, key_pair, preshared
from tests.probes.cells import (
    Cell,
    Make,
    another_service,
    network_faults,
    observed,
    told_in_documents,
)
from tests.probes.fault_columns import NO_CERTIFICATE
from tests.runtime.briefs import brief_of

IN_FAULT_TABLE = {
    "wireguard": {"certificate": NO_CERTIFICATE, "full": "busy (answers with a cookie)"}
}

WORD = "wireguard"
SERVER = f"127.0.0.1:{wireguard.PORT}"
SERVERS, OURS, STRANGER = key_pair(), key_pair(), key_pair()
PSK, OTHER_PSK = preshared(), preshared()
SILENT, BUSY = "probes.wireguard.silent", "probes.wireguard.busy"
FILES = {
    "ours": OURS.private + "\n",
    "stranger": STRANGER.private + "\n",
    "psk": PSK + "\n",
    "other-psk": OTHER_PSK + "\n",
    "no-key": "himitsu\n",
}


def params(key: str = "ours", psk: str = "psk", server_key: str = SERVERS.public) -> dict[str, Any]:
    shared = {"psk": {"file": psk}} if psk else {}
    return {"server_key": server_key, "key": {"file": key}, **shared}


@contextmanager
def alone(folder: Path) -> Iterator[Network]:
    """A network without a server, with the probe's keys."""
    for name, text in FILES.items():
        (folder / name).write_text(text)
    with network(folder, *FILES) as inside:
        yield inside


def server(psk: str = PSK) -> Make:
    """A network with a server that knows our key, and `psk` beside it."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        with alone(folder) as inside:
            wireguard.start(inside, SERVERS, Peer(OURS.public, psk))
            yield inside

    return made


@contextmanager
def under_load(inside: Network) -> Iterator[None]:
    """More beginnings than the server answers at once, all through the ask."""
    sending = f"{sys.executable} -m tests.daemons.wireguard_load {SERVERS.public}"
    inside.start(sending, "test -e /run/sending")
    yield


@contextmanager
def asked_from_the_future(inside: Network) -> Iterator[None]:
    """The same key was used by a machine whose clock is an hour ahead."""
    inside.python(
        "import asyncio, time\n"
        "from base64 import b64decode\n"
        "from drills.probes._wireguard_asking import heard_from\n"
        "from drills.wire.wireguard import Keys\n"
        "from tests.probes.reaching import NoServers\n"
        "now = time.time_ns\n"
        "time.time_ns = lambda: now() + 3_600_000_000_000\n"
        f"keys = Keys(*map(b64decode, {[OURS.private, SERVERS.public, PSK]}))\n"
        f"heard = asyncio.run(heard_from('127.0.0.1', {wireguard.PORT}, keys, NoServers()))\n"
        "assert heard.verdict == 'proven', heard\n"
    )
    yield


def cell(ja: str, en: str, code: str, make: Make | None = None, **others: Any) -> Cell:
    return Cell(Text(ja, en), make or server(), SERVER, code, **{"params": params(), **others})


CELLS = (
    cell("正常（事前共有鍵あり）", "none (with a preshared key)", ""),
    cell(
        "正常（事前共有鍵なし）",
        "none (without one)",
        "",
        server(psk=""),
        params=params(psk=""),
    ),
    cell("混雑（cookieで答える）", "busy (answers with a cookie)", BUSY, broken=under_load),
    *network_faults(server(), SERVER, wireguard.PROGRAM, SILENT, params()),
    cell(
        "鍵がサーバに登録されていない",
        "our key is not among the peers",
        SILENT,
        params=params("stranger"),
    ),
    cell(
        "サーバの公開鍵が違う",
        "wrong server_key",
        SILENT,
        params=params(server_key=STRANGER.public),
    ),
    cell(
        "事前共有鍵が違う",
        "wrong psk",
        "probes.wireguard.other_psk",
        params=params(psk="other-psk"),
    ),
    cell(
        "事前共有鍵を書いていない",
        "psk left out",
        "probes.wireguard.other_psk",
        params=params(psk=""),
    ),
    cell(
        "この端末の時計が前回より戻っている",
        "our clock is behind our last handshake",
        SILENT,
        broken=asked_from_the_future,
    ),
    cell(
        "秘密鍵のファイルが鍵でない",
        "the key's file holds no key",
        "probes.wireguard.not_a_key",
        params=params("no-key"),
    ),
    another_service(SERVER, "probes.wireguard.not_wireguard", alone, params()),
)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"wireguard × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


def test_a_handshake_proves_all_three_keys(tmp_path: Path) -> None:
    with server()(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, params())["facts"]
    assert (facts["reply"], facts["answer"], facts["level"]) == (True, "proven", "handshake")
    assert 0 < facts["rtt_ms"] < 4000


def test_a_busy_server_is_alive_though_no_key_is_proven(tmp_path: Path) -> None:
    with server()(tmp_path) as inside, under_load(inside):
        facts = inside.ask(WORD, SERVER, params())["facts"]
    assert (facts["reply"], facts["answer"], facts["level"]) == (True, "cookie", "port")


def test_whoever_asks_with_a_peers_key_moves_where_that_peer_is_sent_to(tmp_path: Path) -> None:
    with server()(tmp_path) as inside:
        inside.run(f"wg set wg0 peer '{OURS.public}' endpoint 192.0.2.9:51820")
        inside.ask(WORD, SERVER, params())
        assert endpoints(inside)[OURS.public].startswith("127.0.0.1:")


def test_a_server_is_asked_every_five_seconds_at_most(tmp_path: Path) -> None:
    with server()(tmp_path) as inside:
        assert inside.ask(WORD, SERVER, params())["facts"]["answer"] == "proven"
        reading = inside.ask(WORD, SERVER, params(), 1_000_000)
    assert (reading["unknown"], reading["code"]) == (True, "politeness.too_soon")


def test_an_author_who_knows_the_keys_may_call_silence_broken(tmp_path: Path) -> None:
    with server()(tmp_path) as inside, inside.frozen(wireguard.PROGRAM):
        reading = inside.ask(WORD, SERVER, params(), 1_000_000, silence="broken")
    assert (reading["unknown"], reading["facts"], reading["code"]) == (
        False,
        {"reply": False},
        SILENT,
    )


@pytest.mark.parametrize(
    "key", ["", "himitsu", "A" * 43 + "=", OURS.public[:-1], OURS.public + "AA=="]
)
def test_what_is_no_key_is_not_asked_with(tmp_path: Path, key: str) -> None:
    with alone(tmp_path) as inside:
        reading = inside.ask(WORD, SERVER, params(server_key=key))
    assert (reading["unknown"], reading["code"]) == (True, "probes.wireguard.not_a_key")


def test_no_key_is_told_in_any_words(tmp_path: Path) -> None:
    with server()(tmp_path) as inside:
        places = [f"127.0.0.{last}:{wireguard.PORT}" for last in range(1, 1 + len(FILES))]
        keys = zip(places, FILES, strict=True)
        said = [inside.ask(WORD, place, params(key), 500_000) for place, key in keys]
    assert not [text for text in FILES.values() if text.strip() in str(said)]


def test_a_plans_keys_are_fetched_from_files_of_their_owner_alone(tmp_path: Path) -> None:
    call = {"wireguard": SERVER, **params()}
    plan = {"organisation": "見本町", "systems": [{"id": "vpn", "probe": call}]}
    (tmp_path / "plan.yaml").write_text(json.dumps(plan))
    for name in ("ours", "psk"):
        (tmp_path / name).write_text(FILES[name])
        (tmp_path / name).chmod(0o600)
    loaded = load_plan(tmp_path, catalogue()).plan
    (asked,) = loaded.systems[0].probe
    check = Check("vpn", "vpn", None, asked, Span(5_000_000), Settled())
    brief = replace(brief_of(), plan=loaded, checks=(check,))
    secrets, wrong = fetched(brief, None)
    own, shared = secrets.at(SecretSource(file="ours")), secrets.at(SecretSource(file="psk"))
    assert (wrong, own and own.reveal(), shared and shared.reveal()) == ((), OURS.private, PSK)
    (tmp_path / "ours").chmod(0o644)
    assert [each.code for each in fetched(brief, None)[1]] == ["secrets.for_question"]
