"""The pages over HTTP: read only, without a script but the board's, and nothing from elsewhere.

An address of a request is never part of a path on the disk: drills are found in the list of them,
forms by the names of their writers.
"""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from bcp.message import Language
from bcp.wareki import LocalTime
from drills import writers
from drills.errors import Spoken
from drills.history.rows import DrillRow
from drills.runtime.web.door import Door
from drills.runtime.web.headers import HEADERS as FOR_ALL
from drills.runtime.web.requests import MOST_BODY, form_of, language_of
from drills.serve import pages
from drills.serve import words as w
from drills.serve.access import Access
from drills.serve.board import Board, board_of
from drills.serve.feed_pages import FeedPages
from drills.serve.feeds import Feeds
from drills.serve.hosts import Hosts
from drills.serve.listed import listed, row_of
from drills.serve.live import Live
from drills.serve.pages import Visitor
from drills.serve.past import Past, Wanted
from drills.serve.shelf import EDITIONS, Edition
from drills.serve.tokens import Role

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {**FOR_ALL, "Server": "bcp-drill"}
POLICY = "Content-Security-Policy"
_POSTED = ("/enter", "/leave")
# Where a token leads: a page of ours, as browsers write it.
_PLACES = re.compile(r"/(reports(/[\w.~%-]+){0,2}|past/\w+)?", re.ASCII)
_FILE = re.compile(r"([a-z]+)(\.[a-z]+)")
_KINDS = {
    ".html": "text/html",
    ".json": "application/json",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Site:
    """Answers requests out of `live` and `past`. With `lingers` one drill's end stays shown."""

    def __init__(
        self,
        live: Live,
        past: Past,
        access: Access,
        hosts: Hosts,
        *,
        feeds: Feeds | None = None,
        lingers: bool = False,
        wall: Callable[[], int] = time.time_ns,
    ) -> None:
        self._live, self._past, self._access, self._hosts = live, past, access, hosts
        self._lingers, self._wall = lingers, wall
        self._feeds = None if feeds is None else FeedPages(feeds, access)

    def app(self, door: Door) -> web.Application:
        """The application; `door` is told when a request begins and is answered."""

        def told(answer: Answer) -> Answer:
            async def around(request: web.Request) -> web.StreamResponse:
                door.begun(request.protocol)
                try:
                    return _protected(await self._answered(request, answer))
                finally:
                    door.answered(request.protocol)

            return around

        app = web.Application(client_max_size=MOST_BODY)
        app.router.add_get("/", told(self._seen_by(("board", "reports"), self._board)))
        app.router.add_get("/board", told(self._parts))
        for path, answer in (
            ("/reports", self._reports),
            ("/past/{name}", self._overview),
            ("/reports/{place}", self._drill),
            ("/reports/{place}/{file}", self._document),
        ):
            app.router.add_get(path, told(self._seen_by(("reports",), answer)))
        for feed, told_by in () if self._feeds is None else self._feeds.routes():
            app.router.add_get(feed, told(told_by))
        app.router.add_post("/enter", told(self._enter))
        app.router.add_post("/leave", told(self._leave))
        app.router.add_get("/{rest:.*}", told(self._elsewhere))
        return app

    def refused(self, request: web.BaseRequest, status: int) -> web.Response:
        """What is sent where `request` was none, or came to no answer of the application's."""
        title, text = (w.FAILED_TITLE, w.FAILED) if status >= 500 else (w.MISTAKE_TITLE, w.MISTAKE)
        answer = _page(pages.plain(Visitor(language_of(request)), title, text()), status)
        if status == 405:
            answer.headers["Allow"] = "POST" if request.path in _POSTED else "GET, HEAD"
        _protected(answer)
        return answer

    async def _answered(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        visitor = self._visitor(request)
        if not self._hosts.allow(request.headers.get("Host", "")):
            return _page(pages.plain(visitor, w.MISTAKE_TITLE, w.WRONG_HOST()), 421)
        if not self._access.may_ask(request):
            return _page(pages.plain(visitor, w.TOO_OFTEN_TITLE, w.TOO_OFTEN()), 429)
        try:
            return await answer(request)
        except web.HTTPException as refused:
            return self.refused(request, refused.status)
        except Spoken as trouble:
            return _page(pages.plain(visitor, w.FAILED_TITLE, trouble.message), 409)

    def _seen_by(self, roles: tuple[Role, ...], answer: Answer) -> Answer:
        """The answer to whoever has one of the roles; others are asked for a token."""

        async def asked(request: web.Request) -> web.StreamResponse:
            role = self._access.role_of(request)
            if role in roles:
                return await answer(request)
            to = request.rel_url.raw_path
            wrong = None if role is None else w.NEEDS_REPORTS
            return _page(pages.enter(self._visitor(request), _place(to), wrong), 401)

        return asked

    def _visitor(self, request: web.Request) -> Visitor:
        role = self._access.role_of(request)
        path = request.rel_url.raw_path
        return Visitor(language_of(request), role, self._access.by_token(role), _place(path))

    async def _board(self, request: web.Request) -> web.StreamResponse:
        visitor = self._visitor(request)
        return _page(pages.board(visitor, await self._shown(visitor.lang)))

    async def _parts(self, request: web.Request) -> web.StreamResponse:
        visitor = self._visitor(request)
        if visitor.role is None:
            raise web.HTTPUnauthorized
        return _page(pages.board_parts(visitor, await self._shown(visitor.lang)))

    async def _shown(self, lang: Language) -> Board:
        seen = await self._live.seen()
        age_s = self._live.age_s(seen)
        return board_of(seen, age_s, self._wall() // 1000, lang, lingers=self._lingers)

    async def _reports(self, request: web.Request) -> web.StreamResponse:
        rows = await self._past.drills()
        word = request.query.get("page", "1")
        number = int(word) if word.isascii() and word.isdigit() and len(word) < 6 else 0
        visitor = self._visitor(request)
        shown = listed(rows, number, visitor.lang) if number else None
        if shown is None or (number > 1 and not shown.years):
            raise web.HTTPNotFound
        town = rows[0].organisation if rows else ""
        calendar = self._feeds is not None
        every = self._past.overviews
        return _page(pages.reports(visitor, town, shown, every, calendar=calendar))

    async def _overview(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in self._past.overviews:
            raise web.HTTPNotFound
        text = await self._past.overview(name, language_of(request))
        return _file(text.encode(), f"{name}.html", ".html", shown=True)

    async def _drill(self, request: web.Request) -> web.StreamResponse:
        found = _readable(await self._past.drill(request.match_info["place"]))
        visitor = self._visitor(request)
        row = row_of(found, visitor.lang)
        return _page(pages.drill(visitor, found.organisation, row))

    async def _document(self, request: web.Request) -> web.StreamResponse:
        found = _readable(await self._past.known(request.match_info["place"]))
        asked = _FILE.fullmatch(request.match_info["file"])
        form = writers.endings().get(asked[2]) if asked else None
        edition = next((each for each in EDITIONS if asked and asked[1] == each), None)
        if asked is None or form is None or edition is None:
            raise web.HTTPNotFound
        lang = language_of(request)
        body = await self._past.written(Wanted(found.place, edition, form, lang))
        name = f"{_named(found, edition)}-{edition}.{lang}{asked[2]}"
        return _file(body, name, asked[2], shown=form == "html" and "get" not in request.query)

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        sent = await form_of(request)
        to, visitor = _place(sent.get("to", "/")), self._visitor(request)
        came = self._access.entered(request, sent.get("token", ""))
        if not came.may_try:
            return _page(pages.plain(visitor, w.TOO_OFTEN_TITLE, w.TOO_OFTEN()), 429)
        if came.role is None:
            return _page(pages.enter(visitor, to, w.WRONG_TOKEN), 401)
        answer = _elsewhere_to(to if came.role == "reports" else "/", visitor.lang)
        self._access.give_pass(answer, came.role)
        return answer

    async def _leave(self, request: web.Request) -> web.StreamResponse:
        await form_of(request)
        answer = _elsewhere_to("/", language_of(request))
        self._access.take_pass(answer)
        return answer

    async def _elsewhere(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPNotFound


def _readable(row: DrillRow | None) -> DrillRow:
    """A drill of which a report can be made. Raises `web.HTTPNotFound`."""
    if row is None or not row.began_us:
        raise web.HTTPNotFound
    return row


def _named(row: DrillRow, edition: Edition) -> str:
    """What a file is called; for the public by its day alone, as its words are."""
    day = LocalTime(row.began_us, row.offset_s).iso[:10]
    return day if edition == "public" else row.place


def _place(path: str) -> str:
    return path if _PLACES.fullmatch(path) else "/"


def _elsewhere_to(place: str, lang: Language) -> web.Response:
    return web.Response(status=303, headers={"Location": f"{place}?lang={lang}"})


def _page(html: str, status: int = 200) -> web.Response:
    headers = {POLICY: pages.policy()}
    return web.Response(text=html, status=status, content_type="text/html", headers=headers)


def _file(body: bytes, name: str, ending: str, *, shown: bool) -> web.Response:
    """A report; only its page is shown by the browser itself, everything else is kept as a file."""
    kind = _KINDS.get(ending, "application/octet-stream")
    how = "inline" if shown else "attachment"
    said = f"{how}; filename=\"report{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {POLICY: pages.REPORT_POLICY, "Content-Disposition": said}
    charset = "utf-8" if kind.startswith("text/") else None
    return web.Response(body=body, content_type=kind, charset=charset, headers=headers)


def _protected(answer: web.StreamResponse) -> web.StreamResponse:
    answer.headers.setdefault(POLICY, pages.policy())
    kept = answer.headers.get("Cache-Control")
    answer.headers.update(HEADERS)
    if kept is not None:
        answer.headers["Cache-Control"] = kept
    return answer
