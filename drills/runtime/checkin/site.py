"""The page over HTTP: four addresses, no cookie, and no authority but the code that is sent along.

Whoever sends no right code can do nothing, so there is nothing that another site could make a
browser do. Opening a link changes nothing either: mail scanners and previews open links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from bcp.message import Language
from drills.runtime.checkin.desk import Asked, Desk
from drills.runtime.checkin.form import given, missing
from drills.runtime.checkin.limits import (
    ANSWERS,
    LINE_BYTES,
    LINE_LOOKS,
    REQUESTS,
    Attempts,
)
from drills.runtime.checkin.pages import Page, Pages, policy
from drills.runtime.checkin.tunnel import TRACES, Origin, Origins
from drills.runtime.web.door import Door
from drills.runtime.web.headers import HEADERS as FOR_ALL
from drills.runtime.web.rates import Allowances
from drills.runtime.web.requests import MOST_BODY, form_of, language_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

MOST_CODE = 64
# Half of what is sent to measure a line, each way.
LINE_HALF = 128 * 1024
HEADERS = {**FOR_ALL, "Content-Security-Policy": policy(), "Server": "check-in"}


class Site:
    """Answers requests; knows the drill through its `Desk` alone."""

    def __init__(self, desk: Desk, origins: Origins, filling: bytes) -> None:
        self._desk, self._origins = desk, origins
        self._pages = Pages(desk.town)
        self._filling = filling
        self._attempts = Attempts()
        self._requests, self._answers = Allowances(REQUESTS), Allowances(ANSWERS)
        self._looks, self._bytes = Allowances(LINE_LOOKS), Allowances(LINE_BYTES)

    def app(self, door: Door) -> web.Application:
        """The application; `door` is told when a request begins and is answered."""

        def told(answer: Answer) -> Answer:
            async def around(request: web.Request) -> web.StreamResponse:
                door.begun(request.protocol)
                try:
                    page = await self._answered(request, answer)
                    page.headers.update(HEADERS)
                    return page
                finally:
                    door.answered(request.protocol)

            return around

        app = web.Application(client_max_size=MOST_BODY)
        app.router.add_get("/", told(self._first), allow_head=False)
        app.router.add_get("/c/{code}", told(self._link), allow_head=False)
        app.router.add_post("/", told(self._form))
        app.router.add_post("/line", told(self._line))
        app.router.add_route("*", "/{rest:.*}", told(self._elsewhere))
        return app

    def refused(self, request: web.BaseRequest, status: int) -> web.Response:
        """What is sent where `request` was none, or came to no answer of the application's."""
        said = self._pages.failed if status >= 500 else self._pages.mistake
        page = _sent(said(language_of(request), status))
        page.headers.update(HEADERS)
        return page

    async def _answered(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        if not self._requests.take(self._origin(request).address):
            return _sent(self._pages.too_often(language_of(request)))
        try:
            return await answer(request)
        except web.HTTPException as refused:
            return _sent(self._pages.mistake(language_of(request), refused.status))

    async def _elsewhere(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPNotFound

    async def _first(self, request: web.Request) -> web.StreamResponse:
        lang = language_of(request)
        stand = self._desk.stand()
        return _sent(self._pages.code(lang) if stand == "open" else self._pages.stands(lang, stand))

    async def _link(self, request: web.Request) -> web.StreamResponse:
        return _sent(await self._page(request, request.match_info["code"], {}))

    async def _form(self, request: web.Request) -> web.StreamResponse:
        sent = await form_of(request)
        return _sent(await self._page(request, sent.get("code", ""), sent))

    async def _page(self, request: web.Request, code: str, sent: Mapping[str, str]) -> Page:
        lang, stand = language_of(request, sent), self._desk.stand()
        if stand != "open":
            return self._pages.stands(lang, stand)
        origin = self._origin(request)
        if not self._attempts.may_try(origin.address):
            return self._pages.too_often(lang)
        person = self._person(code, origin)
        if person is None:
            return self._pages.code(lang, wrong=True)
        asked = self._desk.asked_of(person)
        if asked is None:
            return self._pages.nothing(lang)
        visitor = _Visitor(lang, code, person, origin)
        absent = missing(sent, asked)
        if "go" in sent and not absent:
            return await self._taken(visitor, asked, sent)
        return self._pages.answer(
            lang,
            code,
            asked,
            _filled_in(sent, asked, origin),
            answered=self._desk.has_answered(person, asked.step),
            missing=absent if "go" in sent else (),
        )

    async def _taken(self, visitor: _Visitor, asked: Asked, sent: Mapping[str, str]) -> Page:
        lang = visitor.lang
        if not self._answers.take(visitor.person):
            return self._pages.too_often(lang)
        answer = given(sent, asked)
        refusal = await self._desk.answer(visitor.person, asked, answer, visitor.origin)
        if refusal is None:
            return self._pages.thanks(lang, visitor.code)
        stand = self._desk.stand()
        if stand != "open":
            return self._pages.stands(lang, stand)
        return self._pages.refused(lang, refusal)

    async def _line(self, request: web.Request) -> web.StreamResponse:
        """Send or take so much that a browser can tell how fast the line is."""
        origin = self._origin(request)
        if self._desk.stand() != "open" or not self._attempts.may_try(origin.address):
            raise web.HTTPTooManyRequests
        person = self._person(request.headers.get("Check-In", ""), origin)
        if person is None:
            raise web.HTTPNotFound
        what = request.headers.get("Check-In-Line", "")
        costs = LINE_HALF if what in ("down", "up") else 0
        if not (self._looks.take(person) and self._bytes.take("", costs)):
            raise web.HTTPTooManyRequests
        if what == "down":
            return web.Response(body=self._filling, content_type="application/octet-stream")
        await _swallowed(request, costs)
        return web.Response(status=204)

    def _person(self, code: str, origin: Origin) -> str | None:
        person = self._desk.person(code) if len(code) <= MOST_CODE else None
        if person is None and code:
            self._attempts.was_wrong(origin.address)
        return person

    def _origin(self, request: web.Request) -> Origin:
        # A proxy may add its own line below that of the visitor: all of them count, in their order.
        said = {each: ", ".join(request.headers.getall(each, ())) for each in TRACES}
        traces = {name: value for name, value in said.items() if name in request.headers}
        return self._origins.of(request.remote or "", traces)


@dataclass(frozen=True)
class _Visitor:
    """Somebody with a right code."""

    lang: Language
    code: str
    person: str
    origin: Origin


def _filled_in(sent: Mapping[str, str], asked: Asked, origin: Origin) -> Mapping[str, str]:
    """What was chosen already; the gateway that they came through is chosen for them."""
    known = any(each.id == origin.gateway for each in asked.ways)
    return {**({"method": origin.gateway} if known else {}), **sent}


async def _swallowed(request: web.Request, most: int) -> None:
    """Take what is sent and keep nothing of it. Raises where it is more than `most` bytes."""
    size = 0
    async for part in request.content.iter_any():
        size += len(part)
        if size > most:
            raise web.HTTPRequestEntityTooLarge(most, size)


def _sent(page: Page) -> web.Response:
    return web.Response(text=page.html, status=page.status, content_type="text/html")
