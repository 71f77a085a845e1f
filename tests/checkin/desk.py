"""A desk without a drill: two members of staff, and what was answered."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from yarl import URL

from bcp.checkin_page import CheckInPage
from bcp.inventory import Telework
from bcp.message import Message, Text
from drills.runtime.checkin.desk import Asked, Given, Stand, Way
from drills.runtime.checkin.serving import page_service
from drills.runtime.checkin.tunnel import Origin
from drills.runtime.web.door import BOUNDS, Bounds
from tests.daemons.ports import free_port

CODES: Mapping[str, str] = {"AAAAAAAAA": "person-a", "BBBBBBBBB": "person-b"}
WAYS = (Telework("vpn", "vpn", pool=("127.0.0.8/32",)),)
ASKED = Asked(
    "roll",
    Text(ja="在宅で3つの作業を試してください", en="Try three things from home"),
    (
        Text(ja="文書管理を開く", en="open the documents"),
        Text(ja="メールを送る", en="send a mail"),
        Text(ja="起案する", en="draft a paper"),
    ),
    False,
    (
        Way("vpn", Text(ja="VPN", en="the VPN")),
        Way("office", Text(ja="出勤", en="office")),
    ),
)


@dataclass
class Table:
    """Where answers land. `taken` holds them in the order in which they came."""

    state: Stand = "open"
    asked: Asked | None = ASKED
    refusal: Message | None = None
    taken: list[tuple[str, Given, Origin]] = field(default_factory=list)
    town: str = "見本町"

    def stand(self) -> Stand:
        return self.state

    def person(self, code: str) -> str | None:
        return CODES.get(code.upper().replace("-", ""))

    def asked_of(self, person: str) -> Asked | None:
        return self.asked

    def has_answered(self, person: str, step: str) -> bool:
        return any(each == person for each, _, _ in self.taken)

    async def answer(
        self, person: str, asked: Asked, given: Given, origin: Origin
    ) -> Message | None:
        if self.refusal is None:
            self.taken.append((person, given, origin))
        return self.refusal


@contextlib.asynccontextmanager
async def served(
    desk: Table, bounds: Bounds = BOUNDS, *, proxies: tuple[str, ...] = ()
) -> AsyncIterator[str]:
    """The page of that desk; gives how its addresses begin."""
    port = free_port()
    page = CheckInPage(f"127.0.0.1:{port}", proxies=proxies)
    service = page_service(page, ".", WAYS, desk, bounds)
    assert await service.open() is None
    try:
        yield page.url
    finally:
        await service.close()


@dataclass(frozen=True)
class Seen:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]
    url: str


@dataclass(frozen=True)
class Visitor:
    """A browser without scripts."""

    url: str
    http: aiohttp.ClientSession

    async def get(self, path: str, **more: Any) -> Seen:
        return await self.request("GET", path, **more)

    async def post(self, path: str, **more: Any) -> Seen:
        return await self.request("POST", path, **more)

    async def request(self, method: str, path: str, **more: Any) -> Seen:
        asked = URL(self.url + path, encoded="%" in path)
        async with self.http.request(method, asked, **more) as answer:
            text = await answer.text()
            return Seen(answer.status, text, answer.headers, str(answer.url))


@contextlib.asynccontextmanager
async def visiting(
    url: str, *, coming_from: str = "127.0.0.1", headers: Mapping[str, str] | None = None
) -> AsyncIterator[Visitor]:
    """Somebody at that address."""
    connector = aiohttp.TCPConnector(local_addr=(coming_from, 0))
    async with aiohttp.ClientSession(connector=connector, headers=headers) as http:
        yield Visitor(url, http)


@contextlib.asynccontextmanager
async def visited(
    desk: Table,
    *,
    coming_from: str = "127.0.0.1",
    headers: Mapping[str, str] | None = None,
    proxies: tuple[str, ...] = (),
) -> AsyncIterator[Visitor]:
    """The page of that desk, and somebody who comes to it."""
    async with (
        served(desk, proxies=proxies) as url,
        visiting(url, coming_from=coming_from, headers=headers) as visitor,
    ):
        yield visitor
