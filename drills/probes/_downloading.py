"""The beginning of a file over HTTP, counted and thrown away, with aiohttp."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import aiohttp

from drills.probes import _tls
from drills.probes._contract import Reach

CertificateError = aiohttp.ClientConnectorCertificateError


@dataclass(frozen=True)
class Download:
    """What to fetch, at most; `ca` is an absolute path, `trust` off takes any certificate."""

    url: str
    ca: str | None
    most_bytes: int
    most_us: int
    trust: bool = True


@dataclass(frozen=True)
class Fetched:
    """How much came in how long, from the request's sending; `whole` where nothing was left."""

    status: int
    count: int
    took_us: int
    first_us: int
    whole: bool


async def fetched(download: Download, reach: Reach) -> Fetched:
    """Fetch until the end, or until a limit is reached.

    Raises aiohttp's client errors, `TimeoutError` where no answer comes in time, and
    `drills.errors.Unreachable` where the file `ca` cannot be read.
    """
    sent = began = reach.elapsed_us()

    async def note_sending(session: Any, context: SimpleNamespace, params: Any) -> None:
        nonlocal sent
        sent = reach.elapsed_us()

    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(note_sending)
    connector = aiohttp.TCPConnector(
        ssl=_tls.context(download.ca, download.trust),
        resolver=aiohttp.ThreadedResolver(),
        force_close=True,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        trace_configs=[trace],
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        # Bytes on the line are what is counted, so nothing may be packed.
        headers={"Accept-Encoding": "identity", "Cache-Control": "no-store"},
    )
    async with session, asyncio.timeout(download.most_us / 1_000_000) as limit:
        response = await session.get(download.url, allow_redirects=False)
        first = reach.elapsed_us()
        count, whole = 0, True
        left = (began + download.most_us - first) / 1_000_000
        # From here on the end of the time is no failure: it is what the rate is taken over.
        limit.reschedule(None)
        try:
            async with asyncio.timeout(max(left, 0)):
                async for piece in response.content.iter_any():
                    count += len(piece)
                    if count >= download.most_bytes:
                        whole = response.content.at_eof()
                        break
        except TimeoutError:
            whole = False
        took = reach.elapsed_us() - sent
        response.close()
    return Fetched(response.status, count, max(took, 1), first - sent, whole)
