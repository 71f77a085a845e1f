"""Whether a Remote Desktop Gateway is there and asks for a log-in, and how its certificate is.

The first request of the HTTP transport ([MS-TSGU], 3.3.5.1: ``RDG_OUT_DATA``) is sent without any
account; a gateway answers 401 and names the ways to log in. Nothing is opened by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._contract import Polite, Reach
from drills.probes._gateway_url import wrong_address
from drills.probes._tls_fields import CA
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.probes._gateway_page import Page

MEANING = Text(
    ja="リモートデスクトップゲートウェイが認証を求めて応答するか、証明書に問題はないか",
    en="Does a Remote Desktop Gateway answer and ask for a log-in, and is its certificate good?",
)
PROVES = Text(
    ja="ゲートウェイの入口が動いていて、認証の方式を示すこと。ログインと、その先のPCは確かめていません。",
    en="that the gateway's door is open and names its ways to log in; not that anybody can, and "
    "not the PCs behind it.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="HTTPSで応答した", en="it answered in HTTPS")),
    "status": FactKind("int", Text(ja="HTTP状態コード", en="the HTTP status code")),
    "ready": FactKind(
        "bool", Text(ja="ゲートウェイとして認証を求めた", en="it asked for a log-in as gateways do")
    ),
    "asks": FactKind(
        "str",
        Text(ja="認証の方式（Negotiate, NTLMなど）", en="its ways to log in, such as NTLM"),
    ),
    "level": FactKind(
        "str",
        Text(ja="確かめた段階: handshake、certificate", en="handshake or certificate"),
        news=0,
    ),
    "trusted": FactKind(
        "bool", Text(ja="証明書に問題が見つからない", en="no fault was found in the certificate")
    ),
    "certificate_days": FactKind(
        "float",
        Text(ja="証明書の残り日数", en="days until the certificate expires"),
        "days",
        news=1,
    ),
    "latency_ms": FactKind("float", Text(ja="答えるまで", en="until the answer came"), "ms"),
}
HEALTHY = (
    Expectation("trusted", "equals", True),
    Expectation("ready", "equals", True),
)
FIELDS = {
    "url": Text(ja="「https://ホスト名:ポート」", en='"https://host:port"'),
    "ca": CA,
}
# Each is a failed log-in in the eyes of whoever reads its log.
POLITE = Polite(apart_us=5 * SECOND, at_once=1)

STOPPED = Phrase(
    "probes.rd_gateway.stopped",
    ja="{url}のWebサーバは答えますが、ゲートウェイのサービスが止まっています（状態{status}）。",
    en="the web server of {url} answers, but the gateway behind it is stopped ({status}).",
)
NOT_THERE = Phrase(
    "probes.rd_gateway.not_there",
    ja="{url}は答えますが、リモートデスクトップゲートウェイではありません（状態{status}）。アドレスと役割を"
    "確かめてください。",
    en="{url} answers, but is no Remote Desktop Gateway ({status}); check its address and role.",
)

_PATH = "/remoteDesktopGateway/"
_WAYS = ("negotiate", "ntlm", "basic", "digest", "smartcard", "paa")
_UNAUTHORISED, _FAILED = 401, 500


@dataclass(frozen=True)
class Params:
    """`url` is the gateway's address."""

    url: str
    ca: str | None = None


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, or None."""
    return wrong_address(params.url)


async def ask(params: Params, reach: Reach) -> Reading:
    """Send the first request, without an account."""
    import uuid  # noqa: PLC0415

    from drills.probes import _gateway_page, _web  # noqa: PLC0415

    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    request = _web.Request(
        params.url.rstrip("/") + _PATH,
        "RDG_OUT_DATA",
        ca=reach.path(params.ca) if params.ca else None,
        headers=(
            ("Accept", "*/*"),
            ("Cache-Control", "no-cache"),
            ("Pragma", "no-cache"),
            ("RDG-Connection-Id", f"{{{uuid.uuid4()}}}"),
        ),
    )
    return reading_of(params.url, await _gateway_page.page_of(request, reach))


def reading_of(url: str, page: Page) -> Reading:
    """What the answer shows."""
    status, offers = (page.answer.status, page.answer.offers) if page.answer else (0, ())
    # One header may name several, and a way may be followed by its parameters.
    named = [part.split() for each in offers for part in each.split(",")]
    ways = [words[0] for words in named if words and words[0].casefold() in _WAYS]
    ready = status == _UNAUTHORISED and bool(ways)
    facts: dict[str, Fact] = {
        "reply": True,
        "status": status,
        "ready": ready,
        "asks": ", ".join(dict.fromkeys(ways)),
        "level": "certificate" if ready and page.fault is None else "handshake",
        "trusted": page.fault is None,
        "certificate_days": page.answer.certificate_days if page.answer else None,
        "latency_ms": page.took_us / 1000,
    }
    because = page.fault
    if because is None and not ready:
        because = (STOPPED if status >= _FAILED else NOT_THERE)(url=url, status=status)
    return Reading(facts, because=because)
