"""How fast a test file comes in: from a real nginx, also one that is told to be slow."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bcp.asking import ProbeCall
from bcp.durations import Span
from bcp.message import Text
from bcp.model import Organisation, Plan
from drills.probes import throughput
from drills.runtime.asking import Asker
from scenarios.expect import judge
from scenarios.reading import Reading
from tests.daemons.certificates import Authority
from tests.daemons.mute import mute_tcp
from tests.daemons.nginx import Nginx, start_nginx
from tests.daemons.ports import free_port
from tests.probes.on_loopback import lines, told_in_documents

PLACES = """listen 127.0.0.1:{secure} ssl;
ssl_certificate {folder}/old.crt; ssl_certificate_key {folder}/old.key;
location /slow/ {{ alias {folder}/files/; limit_rate 100k; }}
location /choked/ {{ alias {folder}/files/; limit_rate 1k; }}
location /files/ {{ alias {folder}/files/; }}"""


@pytest.fixture(scope="module")
def secure() -> int:
    return free_port()


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory, secure: int) -> Iterator[Nginx]:
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "files").mkdir()
    for file, size in (("5mb", 5_000_000), ("tiny", 1000)):
        (folder / "files" / file).write_bytes(bytes(size))
    Authority(folder).issue("old", days=-1)
    running = start_nginx(folder, extra=PLACES.format(folder=folder, secure=secure))
    yield running
    running.stop()


async def asked(
    url: str, limit_us: int = 4_000_000, folder: Path = Path(), **params: object
) -> Reading:
    asker = Asker(Plan(Organisation("訓練町"), folder=str(folder)))
    try:
        return await asker.ask(ProbeCall("throughput", url, params), timeout_us=limit_us)
    finally:
        await asker.close()


async def test_a_file_gives_its_size_and_speed(nginx: Nginx) -> None:
    facts = (await asked(f"{nginx.url}files/5mb")).facts
    names = ("reply", "status", "size_bytes", "whole", "trusted")
    assert [facts[each] for each in names] == [True, 200, 5_000_000, True, True]
    assert float(str(facts["mbps"])) > 10
    assert float(str(facts["first_ms"])) <= float(str(facts["took_ms"]))


async def test_no_more_is_taken_than_was_said(nginx: Nginx) -> None:
    facts = (await asked(f"{nginx.url}files/5mb", most_mb=1)).facts
    assert 1_000_000 <= int(str(facts["size_bytes"])) < 1_500_000
    assert facts["whole"] is False


async def test_no_longer_is_taken_than_was_said_and_a_slow_line_is_measured(
    nginx: Nginx,
) -> None:
    began = time.monotonic()
    facts = (await asked(f"{nginx.url}slow/5mb", most="2s")).facts
    assert time.monotonic() - began < 20  # all of it would take forty
    assert 0.3 < float(str(facts["mbps"])) < 2.5
    assert (facts["whole"], facts["status"]) == (False, 200)


async def test_it_ends_before_the_question_does(nginx: Nginx) -> None:
    facts = (await asked(f"{nginx.url}slow/5mb", limit_us=1_500_000, most="60s")).facts
    assert facts["reply"] is True
    assert 0.3 < float(str(facts["mbps"])) < 4


async def test_a_short_file_tells_no_speed(nginx: Nginx) -> None:
    reading = await asked(f"{nginx.url}files/tiny")
    assert reading.facts["mbps"] is None
    assert reading.note is not None
    assert reading.note.code == "probes.throughput.too_little"


async def test_an_expired_certificate_is_told_and_the_line_is_measured(
    nginx: Nginx, secure: int
) -> None:
    reading = await asked(f"https://127.0.0.1:{secure}/files/5mb")
    assert reading.facts["trusted"] is False
    assert float(str(reading.facts["mbps"])) > 1
    assert judge(reading, throughput.HEALTHY).outcome == "broken"


async def test_a_line_that_is_choked_is_told_from_one_that_is_silent(nginx: Nginx) -> None:
    reading = await asked(f"{nginx.url}choked/5mb", 1_500_000)
    assert reading.because is not None
    assert reading.because.code == "probes.throughput.stalled"
    assert float(str(reading.facts["mbps"])) < 0.2


async def test_each_fault_has_its_words_and_the_documents_say_so(nginx: Nginx, secure: int) -> None:
    with mute_tcp() as mute:
        file, old = f"{nginx.url}files", f"https://127.0.0.1:{secure}/files/5mb"
        cells = (
            (Text("正常", "none"), f"{file}/5mb", 4_000_000),
            (Text("ファイルなし", "no such file"), f"{file}/none", 4_000_000),
            (Text("証明書の期限切れ", "certificate expired"), old, 4_000_000),
            (Text("ポートを拒否", "port refused"), f"http://127.0.0.1:{free_port()}/", 4_000_000),
            (Text("応答なし", "silent"), f"http://127.0.0.1:{mute.port}/", 1_000_000),
            (Text("名前を引けない", "name not found"), "http://vpn.invalid/5mb", 4_000_000),
        )
        missing = []
        for fault, url, limit in cells:
            reading = await asked(url, limit, nginx.folder, ca="ca.crt")
            place = url.split("/")[2]
            missing += told_in_documents(
                "throughput", lines(fault, reading, throughput.HEALTHY, {place: "example.jp"})
            )
    assert missing == []


@pytest.mark.parametrize(
    ("params", "code"),
    [
        (throughput.Params("example.jp/file"), "probes.throughput.not_a_url"),
        (throughput.Params("https://user:secret@example.jp/x"), "probes.throughput.not_a_url"),
        (throughput.Params("https://example.jp/x", most_mb=101), "probes.throughput.not_so_much"),
        (
            throughput.Params("https://example.jp/x", most=Span(61_000_000)),
            "probes.throughput.not_so_much",
        ),
    ],
)
def test_what_would_take_the_line_from_others_is_refused(
    params: throughput.Params, code: str
) -> None:
    wrong = throughput.wrong(params)
    assert wrong is not None
    assert wrong.code == code
