"""One HTTP request with aiohttp: status, body, and the certificate the server showed."""

from __future__ import annotations

import datetime
import re
import ssl
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import aiohttp
from cryptography import x509

from bcp.message import Message, Phrase
from bcp.system_trouble import words_of
from drills.errors import Unreachable

if TYPE_CHECKING:
    from aiohttp.client_reqrep import ClientRequest
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

CertificateError = aiohttp.ClientConnectorCertificateError

EXPIRED = Phrase(
    "probes.http.certificate_expired",
    ja="証明書の有効期限が切れています。更新してください。",
    en="the certificate has expired; renew it.",
)
NOT_YET_VALID = Phrase(
    "probes.http.certificate_not_yet_valid",
    ja="証明書の有効期間がまだ始まっていません。サーバとこの端末の時刻を確かめてください。",
    en="the certificate is not valid yet; check the clocks of the server and of this machine.",
)
WRONG_NAME = Phrase(
    "probes.http.certificate_wrong_name",
    ja="証明書が別の名前のものです ({detail})。アドレスか証明書を確かめてください。",
    en="the certificate is for another name ({detail}); check the address or the certificate.",
)
SELF_SIGNED = Phrase(
    "probes.http.certificate_self_signed",
    ja="証明書が自己署名です。庁内の認証局のものなら、そのPEMファイルを`ca`に書いてください。",
    en="the certificate is self-signed; if it is your own, name its PEM file in `ca`.",
)
UNKNOWN_ISSUER = Phrase(
    "probes.http.certificate_unknown_issuer",
    ja="証明書の発行者がこの端末に登録されていません。サーバが中間証明書を送っているか確かめ、"
    "庁内の認証局ならそのPEMファイルを`ca`に書いてください。",
    en="the issuer of the certificate is not known here; check that the server sends the "
    "intermediate certificates, or name the PEM file of your own authority in `ca`.",
)
NOT_TRUSTED = Phrase(
    "probes.http.certificate_not_trusted",
    ja="証明書を信頼できません ({detail})。",
    en="the certificate cannot be trusted ({detail}).",
)
BAD_CA = Phrase(
    "probes.http.bad_ca",
    ja="`ca`のファイル{file}を読めません ({reason})。PEM形式の証明書を置いてください。",
    en="the file {file} of `ca` cannot be read ({reason}); put certificates in PEM format there.",
)

# Numbers of X509_V_ERR_*, from OpenSSL's x509_vfy.h.
_FAULTS = {
    9: NOT_YET_VALID,
    10: EXPIRED,
    18: SELF_SIGNED,
    19: SELF_SIGNED,
    20: UNKNOWN_ISSUER,
    21: UNKNOWN_ISSUER,
    62: WRONG_NAME,
    64: WRONG_NAME,
}


def certificate_fault(trouble: CertificateError) -> Message:
    """What is wrong with the certificate, from the number of OpenSSL's check."""
    cause = trouble.certificate_error
    code = getattr(cause, "verify_code", None)
    detail = getattr(cause, "verify_message", None) or str(cause)
    phrase = _FAULTS.get(code, NOT_TRUSTED) if code is not None else NOT_TRUSTED
    return phrase(detail=detail) if phrase in (WRONG_NAME, NOT_TRUSTED) else phrase()


@dataclass(frozen=True)
class Request:
    """What to ask. `ca` is an absolute path; `trust` off accepts any certificate."""

    url: str
    method: str
    host: str | None = None
    ca: str | None = None
    follow: bool = False
    trust: bool = True


def without_trust(request: Request) -> Request:
    """The same request, accepting any certificate."""
    return replace(request, trust=False)


@dataclass(frozen=True)
class Answer:
    """What came back; `certificate_days` None where there was no TLS."""

    status: int
    body: str
    location: str
    certificate_days: float | None


async def fetched(request: Request, kept: int) -> Answer:
    """Ask once, keeping at most `kept` bytes of the body; the caller sets the deadline.

    Raises aiohttp's client errors, and `Unreachable` where the file `ca` cannot be read.
    """
    connector = _Connector(
        ssl=_context(request.ca, request.trust),
        resolver=aiohttp.ThreadedResolver(),
        force_close=True,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
    )
    headers = {"Host": request.host} if request.host else {}
    async with (
        session,
        session.request(
            request.method,
            request.url,
            headers=headers,
            allow_redirects=request.follow,
            server_hostname=request.host,
        ) as response,
    ):
        raw = await _first(response.content, kept)
        return Answer(
            status=response.status,
            body=_decoded(raw, response.charset),
            location=response.headers.get("Location", ""),
            certificate_days=_days_left(connector.certificate),
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


# Reading the system's authorities takes tens of milliseconds, too long for every ask.
@lru_cache(maxsize=64)
def _context(ca: str | None, trust: bool) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=ca)
    except OSError as trouble:
        raise Unreachable(BAD_CA(file=ca, reason=words_of(trouble)), answered=None) from trouble
    if not trust:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


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


def _days_left(der: bytes | None) -> float | None:
    if der is None:
        return None
    until = x509.load_der_x509_certificate(der).not_valid_after_utc
    left = until - datetime.datetime.now(datetime.UTC)
    return round(left.total_seconds() / 86_400, 2)
