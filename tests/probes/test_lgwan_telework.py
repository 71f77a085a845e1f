"""Office PCs that must be awake, and SIMs of a closed network: lists as officers keep them."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.message import Message
from bcp.model import Organisation, Plan
from drills.errors import Refusal
from drills.probes import closed_sim, lgwan_telework
from drills.probes._table import rows_of
from drills.runtime.asking import Asker
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.probes.fault_columns import NO_CERTIFICATE, NO_KEY, NO_LIMIT

ONLY_A_PING = {"key": NO_KEY, "certificate": NO_CERTIFICATE, "full": NO_LIMIT}
IN_FAULT_TABLE = {"lgwan_telework": ONLY_A_PING, "closed_sim": ONLY_A_PING}

NAME, ADDRESS = ("name", "端末名"), ("address", "アドレス")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_is_read_however_excel_saved_it(encoding: str) -> None:
    raw = "課,アドレス,端末名\r\n総務課,192.0.2.1,総務01\r\n,,\r\n税務課, 192.0.2.2 \r\n".encode(
        encoding
    )
    assert rows_of(raw, "pcs.csv", (NAME, ADDRESS)) == (
        {"name": "総務01", "address": "192.0.2.1"},
        {"name": "", "address": "192.0.2.2"},
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"name\na\n", "probes.table.no_column"),
        (b"", "probes.table.no_column"),
        (b"\x81\x00\xff", "probes.table.not_csv"),
        (b'name,address\n"open', "probes.table.not_csv"),
        (b"x" * 1_000_001, "probes.table.too_long"),
        (b"name,address\n" + b"a,b\n" * 5_001, "probes.table.too_long"),
    ],
)
def test_what_is_no_list_is_refused_in_words(raw: bytes, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        rows_of(raw, "pcs.csv", (NAME, ADDRESS))
    assert caught.value.message.code == code


async def asked(folder: Path, word: str, subject: str, **params: object) -> Reading:
    asker = Asker(Plan(Organisation("訓練町"), folder=str(folder)))
    try:
        return await asker.ask(ProbeCall(word, subject, params), timeout_us=4_000_000)
    finally:
        await asker.close()


def code(message: Message | None) -> str | None:
    return message.code if message else None


async def test_pcs_that_take_or_refuse_a_connection_are_awake(tmp_path: Path) -> None:
    async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    # The second machine has nothing on that port; the third address is nobody's.
    text = "端末名,アドレス\n総務01,127.0.0.1\n総務02,127.0.0.2\n税務01,192.0.2.77\n"
    (tmp_path / "pcs.csv").write_text(text, encoding="cp932")
    results = "端末名,結果,ワンタイムパスワード\n総務01,○,○\n総務02,×,×\n税務01,×,○\n"
    (tmp_path / "tries.csv").write_text(results, encoding="utf-8")
    params = {"by": "tcp", "port": port, "patience": "500ms"}
    async with server:
        alone = await asked(tmp_path, "lgwan_telework", "pcs.csv", **params)
        tried = await asked(tmp_path, "lgwan_telework", "pcs.csv", results="tries.csv", **params)
    names = ("machines", "awake", "tried", "basis")
    assert [alone.facts[each] for each in names] == [3, 2, 0, "measured"]
    more = ("tried", "connected", "connected_percent", "otp_failed", "basis")
    assert [tried.facts[each] for each in more] == [3, 1, 33.3, 1, "observed"]


@pytest.mark.parametrize(
    ("found", "outcome", "words"),
    [
        ((True,) * 10, "held", None),
        ((True,) * 9 + (False,), "held", "probes.lgwan_telework.asleep"),
        ((True,) * 8 + (False,) * 2, "broken", "probes.lgwan_telework.asleep"),
        ((False,) * 10, "broken", "probes.lgwan_telework.all_silent"),
        ((None,) * 10, "unknown", "probes.lgwan_telework.too_little_time"),
        ((True,) * 9 + (None,), "held", "probes.lgwan_telework.too_little_time"),
    ],
)
def test_nine_of_ten_awake_is_well(
    found: tuple[bool | None, ...], outcome: str, words: str | None
) -> None:
    names = [f"pc{n}" for n in range(10)]
    reading = lgwan_telework.reading_of(lgwan_telework.Params("pcs.csv"), names, found, ())
    assert judge(reading, lgwan_telework.HEALTHY).outcome == outcome
    assert code(reading.because or reading.could_not_ask or reading.note) == words


def test_a_result_that_means_nothing_is_no_result() -> None:
    params = lgwan_telework.Params("pcs.csv", results="tries.csv")
    with pytest.raises(Refusal) as caught:
        lgwan_telework.reading_of(params, ["a"], [True], [{"name": "a", "result": "△"}])
    assert caught.value.message.code == "probes.lgwan_telework.not_understood"


async def test_a_list_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("name,address\n")
    for file, wanted in (
        ("none.csv", "probes.table.unreadable"),
        ("empty.csv", "probes.lgwan_telework.no_machines"),
    ):
        reading = await asked(tmp_path, "lgwan_telework", file)
        assert code(reading.could_not_ask) == wanted


async def test_a_closed_network_is_pinged_and_its_sims_are_counted(tmp_path: Path) -> None:
    today = date.today().isoformat()
    lines = f"SIM番号,状態,最終接続日\n1,利用中,{today}\n2,利用中,2020/01/05\n3,停止,\n4,利用中,\n"
    (tmp_path / "sims.csv").write_text(lines, encoding="cp932")
    reading = await asked(tmp_path, "closed_sim", "127.0.0.1", sims="sims.csv")
    names = ("reply", "sims", "active", "not_seen")
    assert [reading.facts[each] for each in names] == [True, 4, 3, 2]
    alone = await asked(tmp_path, "closed_sim", "127.0.0.1")
    assert set(alone.facts) == {"reply", "rtt_ms"}


def test_a_day_that_is_none_is_refused() -> None:
    rows = [{"sim": "1", "state": "利用中", "last_seen": "昨日"}]
    with pytest.raises(Refusal) as caught:
        closed_sim.counted(rows, closed_sim.Params("gw", "sims.csv"), date(2026, 11, 21))
    assert caught.value.message.code == "probes.closed_sim.no_day"
