"""A VPN gateway as AnyConnect clients meet it: a log-in form over TLS, behind which is nothing.

As the form that ocserv shows; a full gateway hangs up within TLS, as ocserv does.
"""

from __future__ import annotations

import asyncio
import ssl

from drills.town.ports import listening
from drills.town.service import Service
from drills.wire import anyconnect

_PATIENCE_S = 30.0
_MOST_BYTES = 16_384


class GatewayService(Service):
    """Answers whatever it is asked with its log-in form; with `full` it takes nobody."""

    def __init__(self, port: int, tls: ssl.SSLContext) -> None:
        super().__init__(port)
        self.full = False
        self._tls = tls
        self._server: asyncio.Server | None = None

    async def _open(self) -> None:
        self._server = await asyncio.start_server(self.talk, sock=listening(self.port))

    def _shut(self) -> None:
        if self._server is not None:
            self._server.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.full:
            return
        async with asyncio.timeout(_PATIENCE_S):
            await writer.start_tls(self._tls)
            head = await reader.readuntil(b"\r\n\r\n")
            # What was not read would break the connection before the answer has arrived.
            await reader.readexactly(_length(head))
        await self.turn()
        form = anyconnect.login_form()
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (len(form), form)
        )
        await writer.drain()


def _length(head: bytes) -> int:
    """How long the body is. Raises `ValueError` where it is too long, or no number."""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
            if not 0 <= length <= _MOST_BYTES:
                raise ValueError("too long")
            return length
    return 0
