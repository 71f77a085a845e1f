"""Whether a SoftEther VPN server greets over its own HTTPS, and which one it is; nobody logs in."""

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
    from drills.wire.softether import Hello

MEANING = Text(
    ja="SoftEther VPNのサーバは、接続の始まりにあいさつを返すか",
    en="Does a SoftEther VPN server greet at the beginning of a connection?",
)
PROVES = Text(
    ja="サーバが動いていて、TLSの証明書を示し、SoftEther VPNとしてあいさつし、版を名乗ること。"
    "仮想HUBがオンラインか、利用者がログインできるか、セッションの空きがあるかは確かめていません。",
    en="that the server runs, shows its TLS certificate, greets as SoftEther VPN and names its "
    "version; not that a virtual hub is online, that anybody can log in, nor that sessions are "
    "left.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="TLSとHTTPで応答した", en="it answered over TLS and HTTP")),
    "status": FactKind("int", Text(ja="HTTP状態コード", en="the HTTP status code")),
    "hello": FactKind(
        "bool", Text(ja="SoftEther VPNのあいさつが来た", en="the greeting of SoftEther VPN came")
    ),
    "product": FactKind(
        "str", Text(ja="サーバが名乗る製品名", en="the name that the server gives itself")
    ),
    "version": FactKind("str", Text(ja="版（5.01など）", en="its version, such as 5.01")),
    "build": FactKind("int", Text(ja="ビルド番号", en="the number of its build")),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: certificate（あいさつが来て、証明書もよい）、"
            "handshake（あいさつが来た）、port（TLSで答えた）",
            en="how far it was seen: certificate (the greeting came, and the certificate is good), "
            "handshake (the greeting came), port (answered over TLS)",
        ),
        news=0,
    ),
    **TLS_FACTS,
    "certificate_days": replace(TLS_FACTS["certificate_days"], news=1),
    "took_ms": FactKind(
        "float",
        Text(ja="TLSができてからあいさつまで", en="from TLS to the greeting"),
        "ms",
    ),
}
# Its clients do not look at the certificate unless told to, and it makes one for itself.
HEALTHY = (
    Expectation("hello", "equals", True),
    Expectation("expired", "equals", False),
)
FIELDS = _SERVER_FIELDS
# Each ask is a connection in the server's log, and too many at once are an attack to it.
POLITE = Polite(apart_us=5 * SECOND, at_once=1)

HANGS = Phrase(
    "probes.softether.hangs",
    ja="{server}は接続を受け付けますが、TLSに応じません。サーバが固まっているか、負荷が高すぎます。",
    en="{server} accepts connections but does not answer TLS: it hangs, or is overloaded.",
)
MUTE = Phrase(
    "probes.softether.mute",
    ja="{server}はTLSには応じましたが、あいさつを返しません。サービスが固まっているか、ポートが別の"
    "サービスのものです。",
    en="{server} answers TLS but does not greet: it hangs, or the port belongs to another service.",
)
NOT_HTTP = Phrase(
    "probes.softether.not_http",
    ja="{server}からTLSの中で答えがありましたが、SoftEther VPNではありません。ポート番号を"
    "確かめてください。",
    en="{server} answers within TLS, but not as SoftEther VPN; check the port.",
)
NOT_SOFTETHER = Phrase(
    "probes.softether.not_softether",
    ja="{server}はHTTPSで答えましたが（状態{status}）、SoftEther VPNのあいさつではありません。"
    "ポートが別のサービスのものです。",
    en="{server} answers HTTPS (status {status}) without the greeting of SoftEther VPN: the port "
    "belongs to another service.",
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
    hello: Hello | None
    took_us: int


def wrong(params: Params) -> Message | None:
    """What is wrong with the address or the name, or None."""
    return wrong_server(params.server, params.host)


async def ask(params: Params, reach: Reach) -> Reading:
    """Hear the greeting once, and once more without trust where the certificate is at fault."""
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
            return await _greeted(talk, named, reach), shown

    try:
        heard, shown = await with_certificate(once, reach.path(params.ca) if params.ca else None)
    except Malformed:
        return Reading.silent(NOT_HTTP(server=params.server))
    return _reading(params.server, heard, shown)


async def _greeted(talk: Talk, named: str, reach: Reach) -> _Heard:
    from drills.probes._tls_talking import head_of  # noqa: PLC0415
    from drills.wire import Malformed, softether  # noqa: PLC0415

    began = reach.elapsed_us()
    await talk.say(softether.question(named))
    head = await head_of(talk)
    hello = None
    if head.status == 200 and head.length is not None and head.length <= softether.LARGEST:
        body = await talk.exactly(head.length)
        try:
            hello = softether.hello(body)
        except Malformed:
            # A page of something else; the reading says so.
            hello = None
    return _Heard(head.status, hello, reach.elapsed_us() - began)


def _reading(server: str, heard: _Heard, shown: Shown | None) -> Reading:
    from drills.probes._talking import certificate_facts  # noqa: PLC0415

    certificate, because, note = certificate_facts(shown)
    hello = heard.hello
    level = "port"
    if hello:
        level = "certificate" if certificate["trusted"] else "handshake"
    facts: dict[str, Fact] = {
        "reply": True,
        "status": heard.status,
        "hello": hello is not None,
        "product": hello.product if hello else "",
        "version": hello.version if hello else "",
        "build": hello.build if hello else None,
        "level": level,
        **certificate,
        "took_ms": round(heard.took_us / 1000, 3),
    }
    if not hello:
        because = NOT_SOFTETHER(server=server, status=heard.status)
    return Reading(facts=facts, because=because, note=note)
