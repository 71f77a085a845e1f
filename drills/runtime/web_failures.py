"""What kept a web address from answering, in words, by the type of aiohttp's error."""

from __future__ import annotations

import ssl

import aiohttp

from bcp.message import Message, Phrase
from bcp.system_trouble import words_of
from drills.errors import Unreachable
from drills.runtime import net_failures

TLS_FAILED = Phrase(
    "web.tls_failed",
    ja="{place}とTLSで接続できません ({reason})。ポート番号と、サーバのTLSの版を確かめてください。",
    en="TLS with {place} failed ({reason}); check the port and the TLS versions of the server.",
)
NO_RESPONSE = Phrase(
    "web.no_response",
    ja="{place}は接続を受け付けましたが、応答せずに閉じました。",
    en="{place} accepted the connection and closed it without an answer.",
)
CUT_OFF = Phrase(
    "web.cut_off",
    ja="{place}の応答が途中で切れました。",
    en="the answer of {place} was cut off in the middle.",
)
NOT_HTTP = Phrase(
    "web.not_http",
    ja="{place}の応答はHTTPとして読めません ({reason})。ポート番号を確かめてください。",
    en="what {place} answers is no HTTP ({reason}); check the port.",
)
TOO_MANY_REDIRECTS = Phrase(
    "web.too_many_redirects",
    ja="{place}の転送が終わりません。転送の設定を確かめてください。",
    en="the redirects of {place} do not come to an end; check how they are set up.",
)
BAD_REDIRECT = Phrase(
    "web.bad_redirect",
    ja="{place}の転送先「{reason}」はWebアドレスではありません。",
    en="{place} redirects to {reason!r}, which is no web address.",
)
BAD_URL = Phrase(
    "web.bad_url",
    ja="「{reason}」へは要求を送れません。アドレスを確かめてください。",
    en="no request can be sent to {reason!r}; check the address.",
)


def explained(error: BaseException, place: str) -> Unreachable | None:
    """Why `place` did not answer, or None where the error is none of aiohttp's."""
    for kind, phrase, answered in _WORDS:
        if isinstance(error, kind):
            return Unreachable(phrase(place=place, reason=_reason(error)), answered=answered)
    if isinstance(error, aiohttp.ClientConnectorError):
        return net_failures.explained(error.os_error, place) or _closed(place)
    if isinstance(error.__cause__, ssl.SSLError):
        # The number of such an error is OpenSSL's: 1 is no lack of permission.
        return Unreachable(TLS_FAILED(place=place, reason=_reason(error)), answered=False)
    if isinstance(error, aiohttp.ClientConnectionError):
        return net_failures.explained(error, place) or _closed(place)
    return None


# In order: a class stands before those it derives from.
_WORDS: tuple[tuple[type[Exception], Phrase, bool | None], ...] = (
    (aiohttp.ClientConnectorDNSError, net_failures.UNKNOWN_NAME, None),
    (aiohttp.ClientSSLError, TLS_FAILED, False),
    (aiohttp.ServerFingerprintMismatch, TLS_FAILED, False),
    (aiohttp.ServerTimeoutError, net_failures.NO_ANSWER, False),
    (aiohttp.ClientConnectionResetError, NO_RESPONSE, False),
    (aiohttp.ServerConnectionError, NO_RESPONSE, False),
    (aiohttp.ClientPayloadError, CUT_OFF, False),
    (aiohttp.TooManyRedirects, TOO_MANY_REDIRECTS, False),
    (aiohttp.RedirectClientError, BAD_REDIRECT, False),
    (aiohttp.InvalidURL, BAD_URL, None),
    (aiohttp.NonHttpUrlClientError, BAD_URL, None),
    (aiohttp.ClientResponseError, NOT_HTTP, False),
)


def _reason(error: BaseException) -> Message | str:
    if isinstance(error, aiohttp.ClientConnectorError):
        return words_of(error.os_error)
    if isinstance(error, aiohttp.ClientResponseError):
        return " ".join(error.message.split()) or str(error.status)
    return words_of(error)


def _closed(place: str) -> Unreachable:
    return Unreachable(net_failures.CLOSED(place=place), answered=False)
