"""Questions to a real chrony, well and at fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bcp.durations import SECOND
from bcp.message import Text
from drills.probes import ntp
from drills.probes._contract import Unanswered
from tests.daemons import chrony
from tests.daemons.answering import over_udp
from tests.daemons.mute import mute_udp
from tests.daemons.network import Network, network
from tests.probes.cells import (
    Cell,
    Make,
    another_service,
    network_faults,
    observed,
    told_in_documents,
)
from tests.probes.fault_columns import NO_CERTIFICATE, NO_KEY, NO_LIMIT
from tests.probes.reaching import NoServers

IN_FAULT_TABLE = {"ntp": {"key": NO_KEY, "certificate": NO_CERTIFICATE, "full": NO_LIMIT}}

WORD = "ntp"
SERVER = f"127.0.0.1:{chrony.PORT}"
LOCAL = "local stratum 3"


def server(*settings: str, ahead: str = "") -> Make:
    """A network with a time server."""

    @contextmanager
    def made(folder: Path) -> Iterator[Network]:
        with network(folder) as inside:
            chrony.start(inside, *settings, ahead=ahead)
            yield inside

    return made


CELLS = (
    Cell(Text("正常", "none"), server(LOCAL), SERVER, ""),
    Cell(Text("自身が未同期", "not synchronised itself"), server(), SERVER,
         "probes.ntp.unsynchronised"),
    Cell(Text("時計が2時間進む", "its clock is 2 hours ahead"), server(LOCAL, ahead="+2h"), SERVER,
         "probes.ntp.off"),
    Cell(Text("この端末に許可がない", "this machine is not allowed"),
         server(LOCAL, "deny 127.0.0.1"), SERVER, "probes.ntp.silent"),
    *network_faults(server(LOCAL), SERVER, chrony.PROGRAM, "probes.ntp.silent"),
    another_service(SERVER, "probes.ntp.not_ntp"),
)  # fmt: skip


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"ntp × {cell.fault.en}")
def test_each_fault_has_its_own_words_and_the_documents_say_so(cell: Cell, tmp_path: Path) -> None:
    reading = observed(WORD, cell, tmp_path)
    assert reading["code"] == cell.code
    assert told_in_documents(WORD, cell, reading)


@pytest.mark.parametrize(
    ("kiss", "code"), [(b"RATE", "too_often"), (b"DENY", "turned_away"), (b"RSTR", "turned_away")]
)
async def test_a_kiss_of_death_is_told(kiss: bytes, code: str) -> None:
    def kissed(question: bytes) -> bytes:
        return b"\xe4\0\x06\xe9" + bytes(8) + kiss + bytes(8) + question[40:48] + bytes(16)

    async with over_udp(kissed) as port:
        reading = await ntp.ask(ntp.Params(f"127.0.0.1:{port}"), NoServers())
    assert reading.because is not None
    assert reading.because.code == f"probes.ntp.{code}"
    assert (reading.facts["reply"], reading.facts["kiss"]) == (True, kiss.decode())
    assert (reading.facts["synchronised"], reading.facts["offset_ms"]) == (False, None)


async def test_no_two_questions_come_sooner_than_two_seconds_apart() -> None:
    with mute_udp() as mute, pytest.raises(Unanswered):
        await ntp.ask(ntp.Params(f"127.0.0.1:{mute.port}"), NoServers(limit_us=3_200_000))
    assert len(mute.came) == 2
    assert mute.gaps[0] >= 1.99
    with mute_udp() as mute, pytest.raises(Unanswered):
        await ntp.ask(ntp.Params(f"127.0.0.1:{mute.port}"), NoServers(limit_us=500_000))
    assert len(mute.came) == 1
    assert ntp.POLITE.apart_us >= 4 * SECOND


def test_a_server_is_asked_by_its_name_alone() -> None:
    for name in ("ntp1.example.jp", "192.0.2.5", "2001:db8::5", "192.0.2.5:1123"):
        assert ntp.wrong(ntp.Params(name)) is None
    message = ntp.wrong(ntp.Params("https://ntp1.example.jp/"))
    assert message is not None
    assert message.code == "probes.ntp.not_a_server"
