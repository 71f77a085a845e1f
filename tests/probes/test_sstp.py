"""Calls of SSTP to a server that speaks as [MS-SSTP] says, and to a real SoftEther VPN server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.message import Text
from tests.daemons import softether, web_in_tls
from tests.daemons.certificates import Authority
from tests.daemons.network import Network, network
from tests.probes.cells import (
    Cell,
    Make,
    another_service,
    listening,
    network_faults,
    observed,
    told_in_documents,
)
from tests.probes.fault_columns import NO_KEY

WORD = "sstp"
IN_FAULT_TABLE = {WORD: {"key": NO_KEY}}
SERVER = "127.0.0.1:443"
CA = {"ca": "ca.crt"}


@contextmanager
def alone(folder: Path) -> Iterator[Network]:
    Authority(folder)
    with network(folder) as inside:
        yield inside


def server(answer: str = "ack", days: float = 30, name: str = "") -> Make:
    """A network with a server that answers every call so."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        Authority(folder).issue("server", days=days, name=name)
        with network(folder) as inside:
            papers = f"{folder}/server.crt {folder}/server.key"
            program = f"{sys.executable} -m tests.daemons.sstp_server"
            line = f"{program} 443 {papers} {answer} /run/heard"
            inside.start(line, listening(443, "tcp"))
            yield inside

    return made


def real(*, sstp: bool = True) -> Make:
    """A network with a real server, whose service for SSTP is on or off."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        authority = Authority(folder)
        authority.issue("server")
        with network(folder) as inside:
            softether.start(inside, authority, sstp=sstp)
            yield inside

    return made


def web(says: str) -> Make:
    """A network with a web server on the port."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        authority = Authority(folder)
        authority.issue("server")
        with network(folder) as inside:
            web_in_tls.start(inside, authority, 443, says)
            yield inside

    return made


def cell(ja: str, en: str, code: str, make: Make, params: dict[str, str] | None = None) -> Cell:
    return Cell(Text(ja, en), make, SERVER, code, params=CA if params is None else params)


HANGS, SILENT = "probes.sstp.hangs", "asking.no_answer"
NOT_SSTP = "probes.sstp.not_sstp"
CELLS = (
    cell("正常", "none", "", server()),
    cell("呼び出しを断る（NAK）", "refuses the call (NAK)", "probes.sstp.refused", server("nak")),
    cell("呼び出しを切る（Abort）", "cuts the call (Abort)", "probes.sstp.refused",
         server("abort")),
    cell("満員（状態503）", "full (status 503)", "probes.sstp.no_room", server("503")),
    cell("証明書の期限切れ", "certificate expired", "probes.http.certificate_expired",
         server(days=-1)),
    cell("証明書が別の名前", "certificate for another name", "probes.http.certificate_wrong_name",
         server(name="old.example.jp")),
    cell("証明書の認証局を知らない", "certificate of an unknown authority",
         "probes.http.certificate_unknown_issuer", server(), {}),
    *network_faults(real(), SERVER, softether.PROGRAM, HANGS, CA, protocol="tcp", dropped=SILENT),
    cell("SSTPの設定が無効（SoftEther）", "SSTP switched off (SoftEther)", NOT_SSTP,
         real(sstp=False)),
    cell("TLSの奥のSSTPが答えない（SoftEther 5.01.9674）",
         "SSTP behind TLS does not answer (SoftEther 5.01.9674)", "probes.sstp.mute", real()),
    cell("ポートにWebサーバ", "a web server on the port", NOT_SSTP, web("404")),
    another_service(SERVER, "probes.talking.no_tls", alone, CA, "tcp"),
)  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"sstp × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


def test_a_call_that_is_taken_is_ended_as_the_protocol_wants_it(tmp_path: Path) -> None:
    with server()(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, CA)["facts"]
        heard = inside.run("cat /run/heard")
    assert heard.split() == ["request", "abort"]
    assert (facts["reply"], facts["status"], facts["answer"]) == (True, 200, "ack")
    assert (facts["level"], facts["trusted"], facts["refusal"]) == ("certificate", True, "")
    assert 29 < facts["certificate_days"] <= 30
    assert 0 < facts["took_ms"] < 4000


def test_why_a_call_was_refused_is_told(tmp_path: Path) -> None:
    with server("nak")(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, CA)["facts"]
        heard = inside.run("cat /run/heard")
    assert (facts["answer"], facts["refusal"], facts["level"]) == (
        "nak",
        "VALUE_NOT_SUPPORTED",
        "port",
    )
    assert heard.split() == ["request", "abort"]


def test_behind_an_expired_certificate_the_call_is_taken_all_the_same(tmp_path: Path) -> None:
    with server(days=-2)(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, CA)["facts"]
    assert (facts["answer"], facts["level"], facts["trusted"]) == ("ack", "handshake", False)
    assert (facts["expired"], facts["certificate_days"]) == (True, -2.0)
