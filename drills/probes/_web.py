"""One HTTP request with aiohttp: status, body, and the certificate the server showed."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import aiohttp

from bcp.message import Message
from drills.probes import _tls

if TYPE_CHECKING:
    from aiohttp.client_reqrep import ClientRequest
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

CertificateError = aiohttp.ClientConnectorCertificateError
ConnectionTrouble = aiohttp.ClientConnectionError


def certificate_fault(trouble: CertificateError) -> Message:
    """What is wrong with the certificate, in words."""
    cause = trouble.certificate_error
    if isinstance(cause, ssl.CertificateError):
        return _tls.fault_of(cause)
    return _tls.NOT_TRUSTED(detail=str(cause))


def hung_up(trouble: aiohttp.ClientConnectionError) -> bool:
    """Whether a connection that was accepted ended before there was TLS or an answer."""
    cause = trouble.os_error if isinstance(trouble, aiohttp.ClientConnectorError) else trouble
    ends = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError, ssl.SSLEOFError)
    return isinstance(cause, (*ends, aiohttp.ServerDisconnectedError))


def wants_certificate(trouble: aiohttp.ClientConnectionError) -> bool:
    """Whether the server ended TLS because we showed no certificate of our own."""
    # The first is TLS 1.3's own word; ocserv says the second behind its answer, and may be sooner.
    return any(each in str(trouble) for each in ("CERTIFICATE_REQUIRED", "ALERT_ACCESS_DENIED"))


@dataclass(frozen=True)
class Request:
    """What to ask. `ca` is an absolute path; `trust` off accepts any certificate.

    `headers` go beside those that every request has; `content` is what a POST carries.
    """

    url: str
    method: str
    host: str | None = None
    ca: str | None = None
    follow: bool = False
    trust: bool = True
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None


def without_trust(request: Request) -> Request:
    """The same request, accepting any certificate."""
    return replace(request, trust=False)


@dataclass(frozen=True)
class Answer:
    """What came back; `certificate_days` None where there was no TLS.

    `offers` are the ways to log in that a 401 names.
    """

    status: int
    body: str
    location: str
    certificate_days: float | None
    offers: tuple[str, ...] = ()


async def fetched(request: Request, kept: int) -> Answer:
    """Ask once, keeping at most `kept` bytes of the body; the caller sets the deadline.

    Raises aiohttp's client errors, and `Unreachable` where the file `ca` cannot be read.
    """
    connector = _Connector(
        ssl=_tls.context(request.ca, request.trust),
        resolver=aiohttp.ThreadedResolver(),
        force_close=True,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
    )
    headers = dict(request.headers) | ({"Host": request.host} if request.host else {})
    async with (
        session,
        session.request(
            request.method,
            request.url,
            headers=headers,
            data=request.content,
            allow_redirects=request.follow,
            server_hostname=request.host,
        ) as response,
    ):
        raw = await _first(response.content, kept)
        return Answer(
            status=response.status,
            body=_decoded(raw, response.charset),
            location=response.headers.get("Location", ""),
            certificate_days=_tls.days_left(connector.certificate),
            offers=tuple(response.headers.getall("WWW-Authenticate", ())),
        )


class _Connector(aiohttp.TCPConnector):
    """Keeps the certificate: a response without a body has let go of its connection already."""

    certificate: bytes | None = None

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's own signature
    ) -> Connection:
        connection = await super().connect(req, traces, timeout)
        tls = connection.transport.get_extra_info("ssl_object") if connection.transport else None
        self.certificate = tls.getpeercert(binary_form=True) if tls else None
        return connection


async def _first(content: aiohttp.StreamReader, kept: int) -> bytes:
    raw = bytearray()
    while len(raw) < kept:
        piece = await content.read(kept - len(raw))
        if not piece:
            break
        raw += piece
    return bytes(raw)


_CHARSET_INSIDE = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)")


def _decoded(raw: bytes, charset: str | None) -> str:
    # The first 1024 bytes and Windows-31J for "Shift_JIS" are what browsers do (WHATWG Encoding).
    inside = _CHARSET_INSIDE.search(raw[:1024])
    name = (charset or (inside[1].decode("ascii") if inside else "utf-8")).lower()
    if name in ("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"):
        name = "cp932"
    try:
        return raw.decode(name, errors="replace")
    except LookupError:
        return raw.decode("utf-8", errors="replace")
