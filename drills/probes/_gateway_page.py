"""One HTTPS question to a gateway: its answer, and what is wrong with its certificate."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.probes import _web
from drills.probes._contract import TEXT_KEPT, Reach, Unanswered

SILENT = Phrase(
    "probes.gateway_page.silent",
    ja="{url}から時間内に答えがありません。装置が固まっているか、経路かファイアウォールで止まっています。",
    en="no answer from {url} in time: it hangs, or the way to it or a firewall swallows the "
    "question.",
)
HUNG_UP = Phrase(
    "probes.gateway_page.hung_up",
    ja="{url}は接続を受け付けてすぐ切りました。TLSのサービスではないか、混雑しています。",
    en="{url} takes the connection and ends it at once: no TLS there, or it is overloaded.",
)


@dataclass(frozen=True)
class Page:
    """An answer. `fault` is what is wrong with the certificate, and then nothing may be trusted.

    `answer` None: nothing was asked, because what would have been told is a secret.
    """

    answer: _web.Answer | None
    fault: Message | None
    took_us: int


async def page_of(request: _web.Request, reach: Reach, *, secret: bool = False) -> Page:
    """Ask once; once more without trust where the certificate is at fault and nothing is `secret`.

    Raises `Unanswered` where no answer comes or the connection is ended, and `OSError` of the
    network.
    """
    try:
        async with asyncio.timeout(reach.left_us() / 1_000_000):
            return await _asked(request, reach, secret)
    except TimeoutError:
        raise Unanswered(SILENT(url=request.url)) from None
    except _web.ConnectionTrouble as trouble:
        if _web.hung_up(trouble):
            raise Unanswered(HUNG_UP(url=request.url)) from None
        raise


async def _asked(request: _web.Request, reach: Reach, secret: bool) -> Page:
    fault: Message | None = None
    began = reach.elapsed_us()
    try:
        answer = await _web.fetched(request, TEXT_KEPT)
    except _web.CertificateError as trouble:
        fault = _web.certificate_fault(trouble)
        if secret:
            return Page(None, fault, reach.elapsed_us() - began)
        began = reach.elapsed_us()
        answer = await _web.fetched(_web.without_trust(request), TEXT_KEPT)
    return Page(answer, fault, reach.elapsed_us() - began)
