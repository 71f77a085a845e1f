"""As much of HTTP as the town's web services speak."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress

import aiohttp
import pytest
import pytest_asyncio

from drills.town.web import Shown, WebService


def site(path: str, words: Mapping[str, str]) -> Shown:
    if path == "/町":
        return Shown.json({"heard": words.get("word", "")})
    return Shown("", 404)


@pytest_asyncio.fixture
async def service() -> AsyncIterator[WebService]:
    service = WebService(site, 0)
    await service.start()
    yield service
    await service.close()


async def asked(service: WebService, method: str, path: str) -> tuple[int, str, str]:
    url = f"http://127.0.0.1:{service.port}{path}"
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url) as answer,
    ):
        return answer.status, answer.headers["Content-Length"], await answer.text()


async def test_japanese_comes_and_goes_as_it_is(service: WebService) -> None:
    status, _, text = await asked(service, "GET", "/町?word=見本")
    assert (status, text) == (200, '{"heard": "見本"}')


async def test_head_tells_the_length_and_sends_nothing(service: WebService) -> None:
    full = await asked(service, "GET", "/町?word=x")
    bare = await asked(service, "HEAD", "/町?word=x")
    assert full[:2] == bare[:2]
    assert (len(full[2]) > 0, bare[2]) == (True, "")


async def test_nothing_is_changed_over_http(service: WebService) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert (await asked(service, method, "/町"))[0] == 405
    assert (await asked(service, "GET", "/nowhere"))[0] == 404


@pytest.mark.parametrize(
    "nonsense", [b"\r\n\r\n", b"\xff\xfe\r\n\r\n", b"GET\r\n\r\n", b"x" * 100_000, b""]
)
async def test_nonsense_ends_a_conversation_and_nothing_else(
    service: WebService, nonsense: bytes
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(nonsense)
    writer.write_eof()
    # Or hung up on in the middle of a word.
    with suppress(ConnectionResetError):
        assert await reader.read() == b""
    writer.close()
    assert (await asked(service, "GET", "/町"))[0] == 200
