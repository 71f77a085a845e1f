"""Whether a server of SSTP (Windows VPN over HTTPS) takes a call; it is ended before any log-in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._contract import Polite, Reach
from drills.probes._tls_facts import TLS_FACTS
from drills.probes._tls_server import FIELDS as _SERVER_FIELDS
from drills.probes._tls_server import NOT_A_SERVER, place_of, wrong_server
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    import ssl

    from drills.probes._talking import Shown, Talk
    from drills.wire.sstp import Answer

MEANING = Text(
    ja="SSTP（WindowsのHTTPSによるVPN）のサーバは、呼び出しに応じるか",
    en="Does a server of SSTP (the VPN over HTTPS of Windows) take a call?",
)
PROVES = Text(
    ja="サーバがTLSで応答し、証明書に問題がなく、SSTPの呼び出しを受け付けること。呼び出しはすぐに"
    "終えます。アカウントとパスワード、認証サーバ、その先のPPPとアドレスの割り当ては"
    "確かめていません。",
    en="that the server answers over TLS, its certificate is good and it takes a call of SSTP, "
    "which is ended at once; not an account, the server behind it that checks passwords, nor PPP "
    "and addresses after that.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="TLSとHTTPで応答した", en="it answered over TLS and HTTP")),
    "status": FactKind("int", Text(ja="HTTP状態コード", en="the HTTP status code")),
    "answer": FactKind(
        "str",
        Text(
            ja="呼び出しへの答え: ack（受け付けた）、nak（断った）、abort（切った）。"
            "SSTPでなければ空",
            en="what became of the call: ack (taken), nak (refused), abort (cut); empty where it "
            "is not SSTP",
        ),
    ),
    "refusal": FactKind(
        "str", Text(ja="断った理由の名前。なければ空", en="why it refused, or empty")
    ),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: certificate（呼び出しに応じ、証明書もよい）、"
            "handshake（呼び出しに応じた）、port（TLSで答えた）",
            en="how far it was seen: certificate (the call was taken, and the certificate is "
            "good), handshake (the call was taken), port (answered over TLS)",
        ),
        news=0,
    ),
    **TLS_FACTS,
    "certificate_days": replace(TLS_FACTS["certificate_days"], news=1),
    "took_ms": FactKind(
        "float",
        Text(ja="TLSができてから最後の答えまで", en="from TLS to the last answer"),
        "ms",
    ),
}
HEALTHY = (
    Expectation("trusted", "equals", True),
    Expectation("answer", "equals", "ack"),
)
FIELDS = _SERVER_FIELDS
# Each call takes one of the server's ports for a moment, and a line in its log.
POLITE = Polite(apart_us=5 * SECOND, at_once=1)
# A server answers an abort at once, and then keeps the connection for a second.
_GOODBYE_US = SECOND // 2

HANGS = Phrase(
    "probes.sstp.hangs",
    ja="{server}は接続を受け付けますが、TLSに応じません。サーバが固まっているか、負荷が高すぎます。",
    en="{server} accepts connections but does not answer TLS: it hangs, or is overloaded.",
)
MUTE = Phrase(
    "probes.sstp.mute",
    ja="{server}はTLSには応じましたが、SSTPの呼び出しに答えません。TLSの奥のVPNサービスが固まって"
    "いるか、ポートが別のサービスのものです。",
    en="{server} answers TLS but not a call of SSTP: the VPN service behind it hangs, or the port "
    "belongs to another service.",
)
NOT_HTTP = Phrase(
    "probes.sstp.not_http",
    ja="{server}からTLSの中で答えがありましたが、SSTPでもHTTPでもありません。ポート番号を"
    "確かめてください。",
    en="{server} answers within TLS, but neither in SSTP nor HTTP; check the port.",
)
NOT_SSTP = Phrase(
    "probes.sstp.not_sstp",
    ja="{server}はHTTPSで答えましたが（状態{status}）、SSTPには応じません。ポート番号と、SSTPが有効に"
    "なっているかを確かめてください。",
    en="{server} answers HTTPS (status {status}) but not SSTP; check the port, and whether SSTP is "
    "on there.",
)
NO_ROOM = Phrase(
    "probes.sstp.no_room",
    ja="{server}は動いていますが、いまは呼び出しを受け付けません（状態{status}）。SSTPのポートがすべて"
    "使用中か、手前の装置の奥でサービスが止まっています。",
    en="{server} is alive but takes no call now (status {status}): all its ports for SSTP are in "
    "use, or the service behind a balancer is stopped.",
)
REFUSED = Phrase(
    "probes.sstp.refused",
    ja="{server}はSSTPの呼び出しを断りました（{answer} {refusal}）。サーバのVPNの設定を"
    "確かめてください。",
    en="{server} refused the call of SSTP ({answer} {refusal}); check its VPN settings.",
)


@dataclass(frozen=True)
class Params:
    """`server` is a name or address. `host` is wanted in the certificate, `ca` is a PEM file."""

    server: str
    host: str | None = None
    ca: str | None = None


@dataclass(frozen=True)
class _Heard:
    status: int
    answer: str = ""
    refusal: str = ""
    took_us: int = 0


def wrong(params: Params) -> Message | None:
    """What is wrong with the address or the name, or None."""
    return wrong_server(params.server, params.host)


async def ask(params: Params, reach: Reach) -> Reading:
    """Call once, and end the call; once more without trust where the certificate is at fault."""
    from drills.probes._talking import with_certificate  # noqa: PLC0415
    from drills.probes._tls_talking import talking_in_tls  # noqa: PLC0415
    from drills.wire import Malformed  # noqa: PLC0415

    place = place_of(params.server)
    if place is None:
        return Reading.unknown(NOT_A_SERVER(server=params.server))
    named = params.host or place[0]

    async def once(context: ssl.SSLContext) -> tuple[_Heard, Shown | None]:
        talking = talking_in_tls(
            place, named, context, reach, hangs=HANGS, mute=MUTE, server=params.server
        )
        async with talking as (talk, shown):
            return await _called(talk, named, reach), shown

    try:
        heard, shown = await with_certificate(once, reach.path(params.ca) if params.ca else None)
    except Malformed:
        return Reading.silent(NOT_HTTP(server=params.server))
    return _reading(params.server, heard, shown)


async def _called(talk: Talk, named: str, reach: Reach) -> _Heard:
    from uuid import uuid4  # noqa: PLC0415

    from drills.probes._tls_talking import head_of  # noqa: PLC0415
    from drills.wire import Malformed, sstp  # noqa: PLC0415

    began = reach.elapsed_us()
    await talk.say(sstp.call(named, str(uuid4())))
    head = await head_of(talk)
    if not sstp.taken(head):
        return _Heard(head.status, took_us=reach.elapsed_us() - began)
    await talk.say(sstp.request())
    try:
        answer = await _next(talk)
    except Malformed:
        return _Heard(head.status, took_us=reach.elapsed_us() - began)
    took_us = reach.elapsed_us() - began
    if answer.kind != "abort":
        await _leave(talk, min(_GOODBYE_US, reach.left_us() // 2))
    return _Heard(head.status, answer.kind, answer.status, took_us)


async def _next(talk: Talk) -> Answer:
    from drills.wire import sstp  # noqa: PLC0415

    header = await talk.exactly(sstp.HEADER_BYTES)
    return sstp.parsed(header + await talk.exactly(sstp.length(header)))


async def _leave(talk: Talk, within_us: int) -> None:
    """End the call as the protocol wants it, so that the server does not keep it for a while."""
    import asyncio  # noqa: PLC0415
    from contextlib import suppress  # noqa: PLC0415

    from drills.wire import Malformed, sstp  # noqa: PLC0415

    # Whatever becomes of it: the question has been answered.
    with suppress(OSError, Malformed):
        async with asyncio.timeout(within_us / 1_000_000):
            await talk.say(sstp.abort())
            while (await _next(talk)).kind != "abort":
                pass


def _reading(server: str, heard: _Heard, shown: Shown | None) -> Reading:
    from drills.probes._talking import certificate_facts  # noqa: PLC0415

    certificate, expired, other = certificate_facts(shown)
    fault = expired or other
    level = "port"
    if heard.answer == "ack":
        level = "handshake" if fault else "certificate"
    facts: dict[str, Fact] = {
        "reply": True,
        "status": heard.status,
        "answer": heard.answer,
        "refusal": heard.refusal,
        "level": level,
        **certificate,
        "took_ms": round(heard.took_us / 1000, 3),
    }
    return Reading(facts=facts, because=_untaken(server, heard) or fault)


def _untaken(server: str, heard: _Heard) -> Message | None:
    """Why there is no call, or None."""
    if heard.answer == "ack":
        return None
    if heard.answer:
        return REFUSED(server=server, answer=heard.answer, refusal=heard.refusal)
    # "If there are sufficient ports" the status is 200, otherwise an error: [MS-SSTP] 4.1. What
    # does not know the method says 501.
    if heard.status >= 500 and heard.status != 501:
        return NO_ROOM(server=server, status=heard.status)
    return NOT_SSTP(server=server, status=heard.status)
