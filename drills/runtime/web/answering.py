"""Requests that never reach the site get the page's own words and headers, too.

aiohttp answers them by itself: it tells its version and Python's, sends none of our headers, and
repeats what it was sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from aiohttp import web

Refused = Callable[[web.BaseRequest, int], web.Response]


class Answering(web.RequestHandler):
    """One connection's requests; `refused` gives the answer to what is no request of ours."""

    __slots__ = ("_refused",)

    def __init__(self, server: web.Server, refused: Refused, logger: logging.Logger) -> None:
        loop = asyncio.get_running_loop()
        super().__init__(server, loop=loop, logger=logger, access_log=logger)
        self._refused = refused

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what cannot be read as a request, or failed; the connection ends with it."""
        if request.writer.output_size > 0:
            raise ConnectionError("a part of the answer has left already")
        answer = self._refused(request, status)
        answer.force_close()
        return answer

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Send the answer. The site's own are no exceptions, so these are aiohttp's words."""
        if isinstance(resp, web.HTTPException):
            resp = self._refused(request, resp.status)
        return await super().finish_response(request, resp, start_time)
