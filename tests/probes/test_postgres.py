"""Questions to a real PostgreSQL, well and at fault."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bcp.message import LANGUAGES, Text
from drills.probes import postgres
from tests.daemons import postgresql
from tests.daemons.network import Network, network
from tests.daemons.tls_papers import NAME, issued
from tests.probes.cells import Cell, Fault, Make, observed, told_in_documents
from tests.probes.server_cells import listening, someone_else, tcp_faults

WORD = "postgres"
SERVER = f"127.0.0.1:{postgresql.PORT}"
KNOWN = {"host": NAME, "ca": "server.pem"}
# More than may be sorted in memory, so that it goes to the disk.
LARGE = "SELECT count(*) FROM (SELECT g FROM generate_series(1, 3000000) g ORDER BY -g) t"


def user(name: str = postgresql.USER, kept: str = "word", **more: str) -> Mapping[str, Any]:
    """A user, and the file that holds the password."""
    return {"user": name, "password": {"file": kept}, "database": postgresql.DATABASE, **more}


def server(*settings: str, days: float | None = None, mib: int = 200) -> Make:
    """A network with a database; `days` None: it has no certificate."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        papers = None if days is None else issued(folder, days=days)
        with asking(folder) as inside:
            postgresql.start(inside, *settings, papers=papers, mib=mib)
            yield inside

    return made


@contextmanager
def asking(folder: Path) -> Iterator[Network]:
    (folder / "word").write_text(postgresql.PASSWORD)
    (folder / "other").write_text("another one")
    with network(folder, "word", "other") as inside:
        yield inside


@contextmanager
def crowded(inside: Network) -> Iterator[None]:
    """Others hold every connection that is not kept for the owner."""
    login = f"PGPASSWORD={postgresql.PASSWORD} psql -h 127.0.0.1 -U {postgresql.USER}"
    for _ in range(2):
        # Again where the look below holds the place for a moment.
        sleep = f"{login} {postgresql.DATABASE} -c 'SELECT pg_sleep(60)'"
        inside.run(f"(until {sleep}; do sleep 0.1; done) >/dev/null 2>&1 &")
    busy = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND usename = 'drill'"
    while postgresql.sql(inside, busy).strip() != "2":
        time.sleep(0.2)
    yield


@contextmanager
def filled(inside: Network) -> Iterator[None]:
    # What a first connection keeps on the disk must be there before.
    inside.run(f"psql -h /run/pg -U postgres {postgresql.DATABASE} -c 'SELECT 1'")
    inside.run("dd if=/dev/zero of=/run/pg/data/rest bs=1M >/dev/null 2>&1; true")
    yield


@contextmanager
def recovering(inside: Network) -> Iterator[None]:
    """A standby whose beginning is never reached takes no connections."""
    inside.run("kill -TERM $(head -1 /run/pg/data/postmaster.pid)")
    inside.run("while pidof postgres >/dev/null; do sleep 0.02; done")
    inside.run("touch /run/pg/data/recovery.signal && chown postgres /run/pg/data/recovery.signal")
    inside.run("echo \"restore_command = 'sleep 60; false'\" >>/run/pg/data/postgresql.conf")
    inside.start(f"{postgresql.SERVE} -D {postgresql.DATA}", listening(postgresql.PORT))
    yield


def ended() -> Fault:
    @contextmanager
    def broken(inside: Network) -> Iterator[None]:
        inside.run("kill -QUIT $(head -1 /run/pg/data/postmaster.pid)")
        inside.run("while pidof postgres >/dev/null; do sleep 0.02; done")
        yield

    return broken


WHERE = "probes.postgres"
CELLS = (
    Cell(Text("正常（利用者なし）", "none (without a user)"), server(), SERVER, ""),
    Cell(Text("正常（利用者あり）", "none (with a user)"), server(), SERVER, "", params=user()),
    Cell(Text("正常（TLS、利用者あり）", "none (TLS, with a user)"), server(days=90), SERVER, "",
         params=user(**KNOWN)),
    Cell(Text("証明書の期限切れ", "certificate expired"), server(days=-3), SERVER,
         "probes.http.certificate_expired", params=KNOWN),
    Cell(Text("証明書の期限切れ（利用者あり）", "certificate expired (with a user)"),
         server(days=-3), SERVER, f"{WHERE}.not_trusted", params=user(**KNOWN)),
    Cell(Text("パスワードの違い", "wrong password"), server(), SERVER, f"{WHERE}.wrong_login",
         params=user(kept="other")),
    Cell(Text("利用者がない", "no such user"), server(), SERVER, f"{WHERE}.wrong_login",
         params=user("nobody")),
    Cell(Text("pg_hba.confで拒否", "barred in pg_hba.conf"), server(), SERVER,
         f"{WHERE}.not_allowed", params=user("barred")),
    Cell(Text("TLSなしでパスワードを求められる", "password wanted without TLS"), server(), SERVER,
         f"{WHERE}.bare_password", params=user("bare")),
    Cell(Text("データベースがない", "no such database"), server(), SERVER, f"{WHERE}.no_database",
         params={**user(), "database": "zeimu"}),
    Cell(Text("表を読む許可がない", "no right to read the table"), server(), SERVER,
         f"{WHERE}.not_allowed", params=user(query="SELECT count(*) FROM pg_authid")),
    Cell(Text("書き込む問い合わせ", "a question that writes"), server(), SERVER, f"{WHERE}.failed",
         params=user(query="INSERT INTO pg_class SELECT * FROM pg_class")),
    Cell(Text("接続数が上限", "as many connections as allowed"),
         server("max_connections = 4", "superuser_reserved_connections = 2"), SERVER,
         f"{WHERE}.full", broken=crowded, params=user()),
    Cell(Text("起動の途中", "starting"), server(), SERVER, f"{WHERE}.starting", broken=recovering),
    Cell(Text("空き容量なし", "disk full"), server("work_mem = '64kB'", mib=100), SERVER,
         f"{WHERE}.disk_full", broken=filled, params=user(query=LARGE)),
    Cell(Text("プロセス停止", "process stopped"), server(), SERVER, "net.refused", broken=ended()),
    *(each for each in tcp_faults(server(), SERVER, postgresql.PROGRAM, f"{WHERE}.hangs")
      if each.fault.en != "process stopped"),
    someone_else(SERVER, f"{WHERE}.not_postgres"),
)  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"postgres × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    # PostgreSQL names such a file by the number of its process.
    same = {lang: re.sub(r"pgsql_tmp[0-9.]+", "pgsql_tmp…", reading[lang]) for lang in LANGUAGES}
    assert told_in_documents(WORD, cell, reading | same)


def test_an_answer_is_a_fact_and_nothing_is_written(tmp_path: Path) -> None:
    question = "SELECT count(*) FROM generate_series(1, 7)"
    with server()(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER, user(query=question))["facts"]
        postgresql.sql(inside, "ALTER SYSTEM SET default_transaction_read_only = on")
        postgresql.sql(inside, "SELECT pg_reload_conf()")
        facts_then: dict[str, Any] = {}
        while not facts_then.get("read_only"):
            facts_then = inside.ask(WORD, SERVER, user())["facts"]
    assert (facts["state"], facts["level"], facts["value"]) == ("ready", "login", "7")
    assert (facts["rows"], facts["standby"], facts["read_only"]) == (1, False, False)
    assert facts_then["state"] == "ready"


def test_a_question_without_a_user_is_refused() -> None:
    message = postgres.wrong(postgres.Params(SERVER, query="SELECT 2"))
    assert message is not None
    assert message.code == "probes.postgres.user_and_password"
