"""Negotiations with a real Samba, well and at fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.message import Text
from tests.daemons import samba
from tests.daemons.network import Network, network
from tests.probes.cells import Cell, Make, observed, told_in_documents
from tests.probes.fault_columns import NO_CERTIFICATE, NO_KEY
from tests.probes.server_cells import someone_else, tcp_faults

IN_FAULT_TABLE = {"smb": {"key": NO_KEY, "certificate": NO_CERTIFICATE}}

WORD = "smb"
SERVER = f"127.0.0.1:{samba.PORT}"


def server(*settings: str) -> Make:
    """A network with a file server."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        with network(folder) as inside:
            samba.start(inside, *settings)
            yield inside

    return made


@contextmanager
def crowded(inside: Network) -> Iterator[None]:
    """Somebody else holds the only connection: two of the three processes are smbd's own."""
    inside.run("setsid sh -c '(sleep 60) | curl -s telnet://127.0.0.1:445' >/dev/null 2>&1 &")
    there = "ss -tnH state established 'dport = :445' | grep -q ."
    inside.run(f"while ! {there}; do sleep 0.02; done; sleep 0.3")
    yield


CELLS = (
    Cell(Text("正常", "none"), server(), SERVER, ""),
    Cell(Text("SMB 1だけの設定", "set to SMB 1 only"),
         server("server min protocol = NT1", "server max protocol = NT1"), SERVER,
         "probes.smb.closed_at_once"),
    Cell(Text("この端末に許可がない", "this machine is not allowed"),
         server("hosts allow = 192.0.2.9", "hosts deny = ALL"), SERVER, "probes.smb.not_allowed"),
    Cell(Text("接続数が上限", "as many connections as allowed"), server("max smbd processes = 3"),
         SERVER, "probes.smb.closed_at_once", broken=crowded),
    *tcp_faults(server(), SERVER, samba.PROGRAM, "probes.smb.hangs"),
    someone_else(SERVER, "probes.smb.not_smb"),
)  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"smb × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


def test_the_limit_of_that_fault_lets_one_connection_in(tmp_path: Path) -> None:
    with server("max smbd processes = 3")(tmp_path) as inside:
        facts = inside.ask(WORD, SERVER)["facts"]
    assert (facts["answer"], facts["dialect"], facts["signing"]) == ("agreed", "3.1.1", "offered")
    assert abs(facts["clock_ahead_s"]) < 5
