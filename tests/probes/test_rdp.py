"""Beginnings of a connection to a real xrdp, well and at fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.message import Text
from drills.errors import Unreachable
from drills.probes import rdp
from tests.daemons import xrdp
from tests.daemons.answering import over_tcp
from tests.daemons.network import Network, network
from tests.daemons.tls_papers import NAME, issued
from tests.probes.cells import Cell, Make, observed, told_in_documents
from tests.probes.fault_columns import AFTER_LOGIN, NO_KEY
from tests.probes.reaching import NoServers
from tests.probes.server_cells import someone_else, tcp_faults

IN_FAULT_TABLE = {"rdp": {"key": NO_KEY, "full": AFTER_LOGIN}}

WORD = "rdp"
SERVER = f"127.0.0.1:{xrdp.PORT}"
KNOWN = {"host": NAME, "ca": "server.pem"}


def server(layer: str = "negotiate", days: float = 90) -> Make:
    """A network with a Remote Desktop server."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        papers = issued(folder, days=days)
        with network(folder) as inside:
            xrdp.start(inside, papers, layer)
            yield inside

    return made


CELLS = (
    Cell(Text("正常", "none"), server(), SERVER, "", params=KNOWN),
    Cell(Text("正常（古い方式だけ）", "none (old cipher only)"), server("rdp"), SERVER, ""),
    Cell(Text("証明書の期限切れ", "certificate expired"), server(days=-3), SERVER,
         "probes.http.certificate_expired", params=KNOWN),
    Cell(Text("証明書が自己署名", "certificate self-signed"), server(), SERVER,
         "probes.http.certificate_self_signed"),
    *tcp_faults(server(), SERVER, xrdp.PROGRAM, "probes.rdp.hangs", KNOWN),
    someone_else(SERVER, "probes.rdp.not_rdp"),
)  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"rdp × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


async def test_a_server_that_insists_on_a_log_in_before_tls_says_so() -> None:
    async with over_tcp(bytes.fromhex("030000130ed000001234000300080005000000")) as port:
        reading = await rdp.ask(rdp.Params(f"127.0.0.1:{port}"), NoServers())
    assert reading.because is not None
    assert reading.because.code == "probes.rdp.refused"
    assert reading.facts["failure"] == "HYBRID_REQUIRED_BY_SERVER"


async def test_a_server_that_breaks_off_its_tls_is_told_from_one_that_is_away() -> None:
    async with over_tcp(
        bytes.fromhex("030000130ed00000123400021f080002000000") + b"no TLS"
    ) as port:
        with pytest.raises(Unreachable) as caught:
            await rdp.ask(rdp.Params(f"127.0.0.1:{port}"), NoServers())
    assert caught.value.message.code == "probes.talking.no_tls"
