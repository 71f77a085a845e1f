"""Greetings to a real Postfix, well and at fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.message import Text
from tests.daemons import postfix
from tests.daemons.network import Network, network
from tests.daemons.tls_papers import NAME, issued
from tests.probes.cells import Cell, Make, observed, told_in_documents
from tests.probes.fault_columns import NO_KEY
from tests.probes.server_cells import someone_else, tcp_faults

IN_FAULT_TABLE = {"smtp": {"key": NO_KEY}}

WORD = "smtp"
SERVER = f"127.0.0.1:{postfix.PORT}"
KNOWN = {"host": NAME, "ca": "server.pem"}


def server(*settings: str, days: float | None = 90) -> Make:
    """A network with a mail server; `days` None: it has no certificate."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        papers = None if days is None else issued(folder, days=days)
        with network(folder) as inside:
            postfix.start(inside, *settings, papers=papers)
            yield inside

    return made


def crowded(inside: Network) -> None:
    """Somebody else holds the only connection that this address is allowed."""
    inside.run("setsid sh -c '(sleep 60) | curl -s telnet://127.0.0.1:25' >/dev/null 2>&1 &")
    there = "ss -tnH state established 'dport = :25' | grep -q ."
    inside.run(f"while ! {there}; do sleep 0.02; done; sleep 0.3")


@contextmanager
def full(inside: Network) -> Iterator[None]:
    crowded(inside)
    yield


@contextmanager
def no_key(inside: Network) -> Iterator[None]:
    inside.run("postconf -c /run/pf smtpd_tls_key_file=/run/none && postfix -c /run/pf reload")
    yield


CELLS = (
    Cell(Text("正常", "none"), server(), SERVER, "", params=KNOWN),
    Cell(Text("正常（TLSなし）", "none (without TLS)"), server(days=None), SERVER, ""),
    Cell(Text("正常（初めからTLS）", "none (TLS from the beginning)"), server(),
         "127.0.0.1:465", "", params={**KNOWN, "tls": "implicit"}),
    Cell(Text("証明書の期限切れ", "certificate expired"), server(days=-3), SERVER,
         "probes.http.certificate_expired", params=KNOWN),
    Cell(Text("証明書が自己署名", "certificate self-signed"), server(), SERVER,
         "probes.http.certificate_self_signed"),
    Cell(Text("証明書が別の名前", "certificate for another name"), server(), SERVER,
         "probes.http.certificate_wrong_name", params={"ca": "server.pem"}),
    Cell(Text("鍵がなくTLSを始められない", "key lost, TLS cannot begin"), server(), SERVER,
         "probes.smtp.no_starttls", broken=no_key, params=KNOWN),
    Cell(Text("接続数が上限", "as many connections as allowed"),
         server("smtpd_client_connection_count_limit = 1",
                "smtpd_client_event_limit_exceptions ="),
         SERVER, "probes.smtp.full", broken=full, params=KNOWN),
    Cell(Text("処理の数が上限", "as many processes as allowed"),
         server("default_process_limit = 1"), SERVER, "probes.smtp.hangs", broken=full,
         params=KNOWN),
    Cell(Text("この端末に許可がない", "this machine is not allowed"),
         server("smtpd_delay_reject = no", "smtpd_client_restrictions = reject"), SERVER,
         "probes.smtp.turned_away", params=KNOWN),
    *tcp_faults(server(), SERVER, postfix.PROGRAM, "probes.smtp.hangs", KNOWN),
    someone_else(SERVER, "probes.smtp.not_smtp"),
)  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"smtp × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


def test_what_the_server_offers_and_shows_are_facts_and_no_mail_is_begun(tmp_path: Path) -> None:
    with server()(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, KNOWN)["facts"]
        log = inside.run("cat /run/maillog")
    assert (facts["code"], facts["banner"]) == (250, "mail.example.town.jp ESMTP")
    assert (facts["starttls"], facts["trusted"], facts["expired"]) == (True, True, False)
    assert 89 < facts["certificate_days"] <= 90
    assert "SIZE" in facts["extensions"]
    assert "ehlo=1 starttls=1 quit=1" in log
