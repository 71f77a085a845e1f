"""People who only hold connections open keep nobody out for long."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from bcp.checkin_page import CheckInPage
from drills.runtime.checkin.serving import page_service
from drills.runtime.web.door import Bounds
from tests.checkin.desk import Table, served, visiting
from tests.daemons.ports import free_port
from tests.daemons.tls_papers import issued

BRIEF = Bounds(connections=12, each=8, handshake_s=0.3, head_s=0.3, request_s=0.5)
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        POST + b"Content-Length: 50\r\n\r\ncode=",
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\ncode=",
    ],
)
async def test_a_request_that_does_not_come_to_its_end_is_cut_off(begun: bytes) -> None:
    async with served(Table(), BRIEF) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", _port(url))
        writer.write(begun)
        async with asyncio.timeout(120):
            with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
                await reader.readexactly(1)
        writer.close()


async def test_bytes_that_trickle_in_gain_no_time() -> None:
    async with served(Table(), BRIEF) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", _port(url))
        writer.write(b"GET / HTTP/1.1\r\n")
        ended = asyncio.create_task(reader.read())
        async with asyncio.timeout(120):
            while not ended.done():
                writer.write(b"X-Y: z\r\n")
                await asyncio.wait({ended}, timeout=0.02)
        writer.close()
        assert ended.exception() is not None or ended.result() == b""


async def test_one_address_holds_so_many_connections_and_others_still_get_in() -> None:
    async with served(Table(), Bounds(connections=12, each=8)) as url:
        held = [await asyncio.open_connection("127.0.0.1", _port(url)) for _ in range(8)]
        reader, writer = await asyncio.open_connection("127.0.0.1", _port(url))
        async with asyncio.timeout(120):
            assert await _first(reader) == b""
        async with visiting(url, coming_from="127.0.0.9") as seen:
            assert (await seen.get("/")).status == 200
        for _, each in (*held, (reader, writer)):
            each.close()


async def test_all_together_hold_no_more_than_the_page_has_room_for() -> None:
    async with served(Table(), BRIEF) as url:
        for round_ in range(3):
            sockets = [_from(f"127.0.{round_}.{at + 1}", _port(url)) for at in range(30)]
            async with asyncio.timeout(120):
                while not all(map(_is_cut, sockets)):  # noqa: ASYNC110 - sockets of no loop
                    await asyncio.sleep(0.02)
            for each in sockets:
                each.close()
        async with visiting(url) as seen:
            assert (await seen.get("/")).status == 200


FILES = """
import resource, sys
from drills.runtime.web.door import BOUNDS, fitting

resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
fits = fitting(BOUNDS)
print(fits.connections, fits.each, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(
    ("usual", "most", "wanted"),
    [
        (256, 4096, "1500 1000 2012"),
        (1024, 1024, "512 341 1024"),
        (256, 1200, "688 458 1200"),
        (256, 256, "128 85 256"),
        (3000, 4096, "1500 1000 3000"),
    ],
)
def test_it_takes_no_more_connections_than_leave_the_drill_its_files(
    usual: int, most: int, wanted: str
) -> None:
    words = [sys.executable, "-c", FILES, str(usual), str(most)]
    child = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    assert child.stdout.strip() == wanted


async def test_nobody_listens_when_it_is_closed() -> None:
    async with served(Table()) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", _port(url))
    assert await _first(reader) == b""
    writer.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", _port(url))


async def test_an_address_that_is_taken_is_said_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        page = CheckInPage(f"127.0.0.1:{other.getsockname()[1]}")
        why = await page_service(page, ".", (), Table()).open()
    assert why is not None
    assert why.code == "checkin.cannot_listen"


async def test_who_speaks_no_tls_is_cut_off_and_nothing_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    issued(tmp_path)
    port = free_port()
    page = CheckInPage(f"127.0.0.1:{port}", "server.pem", "server.key")
    service = page_service(page, str(tmp_path), (), Table(), BRIEF)
    assert await service.open() is None
    for said in (b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\xff\xff" + b"\0" * 300, b"", b"\x80"):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)
        async with asyncio.timeout(120):
            while await _first(reader):
                # Alerts of TLS may come first.
                pass
        writer.close()
    await service.close()
    assert caplog.records == []


@pytest.mark.parametrize("damage", ["key", "certificate", "locked"])
async def test_a_key_that_does_not_fit_is_said_in_words(tmp_path: Path, damage: str) -> None:
    certificate, key = issued(tmp_path)
    if damage == "key":
        (tmp_path / "other").mkdir()
        key.write_bytes(issued(tmp_path / "other")[1].read_bytes())
    elif damage == "certificate":
        certificate.write_text("no certificate", encoding="utf-8")
    else:
        loaded = serialization.load_pem_private_key(key.read_bytes(), None)
        form, locked = serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption
        pem = serialization.Encoding.PEM
        key.write_bytes(loaded.private_bytes(pem, form, locked(b"a passphrase")))
    page = CheckInPage(f"127.0.0.1:{free_port()}", "server.pem", "server.key")
    why = await page_service(page, str(tmp_path), (), Table()).open()
    assert why is not None
    assert why.code == "checkin.no_tls"


async def test_a_certificate_that_is_not_there_is_said_in_words() -> None:
    page = CheckInPage(f"127.0.0.1:{free_port()}", "missing.pem", "missing.key")
    why = await page_service(page, ".", (), Table()).open()
    assert why is not None
    assert why.code == "checkin.no_tls"


def _port(url: str) -> int:
    return int(url.rpartition(":")[2])


async def _first(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read(1)
    except ConnectionError:
        return b""


def _from(address: str, port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), source_address=(address, 0))
    connection.setblocking(False)
    return connection


def _is_cut(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
