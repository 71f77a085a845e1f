"""The feeds over HTTP: for programs that cannot log in, each with a token of its own.

Programs that collect figures send their token in a header. Calendars of groupware can send nothing
but an address, so that theirs may stand in it; it opens the calendar and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Awaitable, Callable

from aiohttp import web

from bcp.message import Language, render
from drills.agenda.material import AGENDA_PARTS, ALL, parts_in
from drills.metrics.exposition import CONTENT_TYPE
from drills.runtime.web.requests import language_of
from drills.serve import words as w
from drills.serve.access import Access
from drills.serve.feeds import Feeds, Told
from drills.serve.tokens import FeedRole

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

# Kept by whoever asked for it alone, and asked for again each time: most often it is the same.
_KEPT = "private, no-cache"
_ASK = 'Basic realm="bcp-drill", charset="UTF-8"'


class FeedPages:
    """Answers the requests of programs out of `feeds`."""

    def __init__(self, feeds: Feeds, access: Access) -> None:
        self._feeds, self._access = feeds, access

    def routes(self) -> tuple[tuple[str, Answer], ...]:
        """Each address with its answer."""
        return (
            ("/calendar.ics", self._for("calendar", self._calendar)),
            ("/calendar/{token}.ics", self._for("calendar", self._calendar)),
            ("/metrics", self._for("metrics", self._metrics)),
            ("/readiness.json", self._for("metrics", self._readiness)),
        )

    def _for(self, role: FeedRole, answer: Answer) -> Answer:
        async def asked(request: web.Request) -> web.StreamResponse:
            shown = request.match_info.get("token") or _sent(request)
            door = self._access.to_feed(request, role, shown)
            if door == "open":
                return await answer(request)
            if door == "too_often":
                return _plain(render(w.TOO_OFTEN(), language_of(request)), 429)
            refused = _plain(render(w.NEEDS_FEED_TOKEN(), language_of(request)), 401)
            refused.headers["WWW-Authenticate"] = _ASK
            return refused

        return asked

    async def _calendar(self, request: web.Request) -> web.StreamResponse:
        told = await self._feeds.told()
        if told.telling is None:
            return _nothing_yet(request)
        parts = parts_in(request.query.get("only"))
        if isinstance(parts, str):
            words = (*AGENDA_PARTS, ALL)
            return _plain(render(w.NO_SUCH_PART(parts=words), language_of(request)), 400)
        body = await self._feeds.calendar(told.telling, (_chosen(request), parts))
        return _same_or(request, body, "text/calendar", name="bcp-drill.ics")

    async def _metrics(self, request: web.Request) -> web.StreamResponse:
        told = await self._feeds.told()
        if told.telling is None:
            return _nothing_yet(request)
        body = told.telling.metrics(told.at, fresh=told.fresh)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    async def _readiness(self, request: web.Request) -> web.StreamResponse:
        told: Told = await self._feeds.told()
        if told.telling is None:
            return _nothing_yet(request)
        body = told.telling.readiness(_chosen(request), told.at)
        return web.Response(body=body, content_type="application/json", charset="utf-8")


def _chosen(request: web.Request) -> Language:
    """By the address alone: a program's own language is not that of who looks at it."""
    return "en" if request.query.get("lang") == "en" else "ja"


def _sent(request: web.Request) -> str | None:
    """A token in the header ``Authorization``: as a bearer's (RFC 6750), or as a password."""
    kind, _, rest = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() == "bearer":
        return rest
    if kind.casefold() != "basic":
        return None
    try:
        pair = base64.b64decode(rest, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return pair.partition(":")[2]


def _same_or(request: web.Request, body: bytes, kind: str, *, name: str) -> web.Response:
    """The body, or the word that it is the same as what the sender has (RFC 9110, 13.1.2)."""
    tag = hashlib.sha256(body).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": _KEPT}
    had = [each.value for each in request.if_none_match or ()]
    if tag in had or "*" in had:
        return web.Response(status=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return web.Response(body=body, content_type=kind, charset="utf-8", headers=headers)


def _nothing_yet(request: web.Request) -> web.Response:
    answer = _plain(render(w.NO_FEED_YET(), language_of(request)), 503)
    answer.headers["Retry-After"] = "60"
    return answer


def _plain(text: str, status: int) -> web.Response:
    return web.Response(text=f"{text}\n", status=status, content_type="text/plain")
