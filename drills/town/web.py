"""The town's web services: as much of HTTP/1.1 (RFC 9112) as one page for each request needs."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote, urlsplit

from drills.town.ports import listening
from drills.town.service import Service

# A browser that opens a connection and says nothing is let go.
_PATIENCE_S = 30.0


@dataclass(frozen=True)
class Shown:
    """What a visitor gets to see."""

    text: str
    status: int = 200
    kind: str = "text/html"

    @classmethod
    def json(cls, answer: Mapping[str, object], status: int = 200) -> Shown:
        """As letters, not as escapes: a probe looks for words in the body."""
        return cls(json.dumps(answer, ensure_ascii=False), status, "application/json")


# From the path and the words behind its question mark.
Site = Callable[[str, Mapping[str, str]], Shown]


def failed(words: str) -> Shown:
    """The service is there, and cannot do what it is for."""
    return Shown.json({"error": words}, 503)


class WebService(Service):
    """Serves `site` on one port, over TLS where there is a `tls` context."""

    def __init__(self, site: Site, port: int, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(port)
        self._site, self._tls = site, tls
        self._server: asyncio.Server | None = None

    async def _open(self) -> None:
        door = listening(self.port)
        self._server = await asyncio.start_server(self.talk, sock=door, ssl=self._tls)

    def _shut(self) -> None:
        if self._server is not None:
            self._server.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_PATIENCE_S):
            head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.partition(b"\r\n")[0].decode("ascii").split(" ")
        await self.turn()
        writer.write(_written(self._shown(method, target), body=method != "HEAD"))
        await writer.drain()

    def _shown(self, method: str, target: str) -> Shown:
        if method not in ("GET", "HEAD"):
            return Shown("", 405)
        where = urlsplit(target)
        return self._site(unquote(where.path), dict(parse_qsl(where.query)))


def _written(shown: Shown, *, body: bool) -> bytes:
    content = shown.text.encode()
    head = (
        f"HTTP/1.1 {shown.status} {HTTPStatus(shown.status).phrase}\r\n"
        f"Content-Type: {shown.kind}; charset=utf-8\r\n"
        f"Content-Length: {len(content)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode("ascii") + (content if body else b"")
