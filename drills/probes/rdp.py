"""Whether a Remote Desktop server begins a connection: how it is protected, and its certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port, is_host, is_ipv6
from drills.probes._contract import Polite, Reach
from drills.probes._tls_facts import TLS_FACTS
from drills.probes._tls_fields import CA, HOST, NOT_A_HOST
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    import ssl

    from drills.probes._talking import Shown
    from drills.wire.rdp import Answer

MEANING = Text(
    ja="リモートデスクトップ（RDP）のサーバは接続の始まりに応じるか",
    en="Does a Remote Desktop (RDP) server begin a connection?",
)
PROVES = Text(
    ja="待ち受けが動いていて、保護の方式が決まり、TLSの証明書を示すこと。利用者がログインできるか、"
    "同時利用の空き（ライセンス）があるかは確かめていません。",
    en="that the listener runs, agrees on a protection and shows its TLS certificate; not that "
    "anybody can log in, nor that sessions or licences are left.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="RDPの答えがあった", en="an answer of RDP came")),
    "security": FactKind(
        "str",
        Text(
            ja="サーバが選んだ保護: nla、nla-ex（ログインを先に求める）、tls、rdp（古い方式）など。"
            "断られれば空",
            en="the protection it chose: nla, nla-ex (log-in comes first), tls, rdp (the old "
            "cipher) …; empty where it refused",
        ),
    ),
    "nla": FactKind(
        "bool",
        Text(
            ja="画面を出す前にログインを求める（NLA）",
            en="it wants a log-in before it shows anything (NLA)",
        ),
    ),
    "failure": FactKind(
        "str", Text(ja="断った理由の名前。なければ空", en="why it refused, or empty")
    ),
    **TLS_FACTS,
    "took_ms": FactKind(
        "float",
        Text(ja="送ってから最初の答えまで", en="from sending to the first answer"),
        "ms",
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("failure", "equals", ""),
    Expectation("expired", "equals", False),
)
FIELDS = {
    "server": Text(
        ja="サーバの名前かアドレス（ポートは3389。ほかなら「ホスト名:ポート」）",
        en='the server\'s name or address; "host:port" where the port is not 3389',
    ),
    "host": HOST,
    "ca": CA,
}
# Each ask starts a process or a session's beginning on the server, and a line in its log.
POLITE = Polite(apart_us=2 * SECOND, at_once=1)

NOT_A_SERVER = Phrase(
    "probes.rdp.not_a_server",
    ja="「{server}」はサーバの宛先として読めません。「rds1.example.jp」か「192.0.2.7:3389」のように"
    "書いてください。",
    en="{server!r} is no server to ask; write rds1.example.jp or 192.0.2.7:3389.",
)
HANGS = Phrase(
    "probes.rdp.hangs",
    ja="{server}は接続を受け付けますが、RDPの始まりに答えません。サーバが固まっているか、負荷が"
    "高すぎます。",
    en="{server} accepts connections but does not answer the beginning of RDP: it hangs, or is "
    "overloaded.",
)
NOT_RDP = Phrase(
    "probes.rdp.not_rdp",
    ja="{server}から答えがありましたが、RDPではありません。ポート番号を確かめてください。",
    en="{server} answers, but not in RDP; check the port.",
)
REFUSED = Phrase(
    "probes.rdp.refused",
    ja="{server}は動いていますが、保護の方式で断りました（{failure}）。サーバの証明書とRDPの設定を"
    "確かめてください。",
    en="{server} is alive but refused every protection ({failure}); check its certificate and its "
    "RDP settings.",
)


@dataclass(frozen=True)
class Params:
    """`server` is a name or address. `host` is wanted in the certificate, `ca` is a PEM file."""

    server: str
    host: str | None = None
    ca: str | None = None


def wrong(params: Params) -> Message | None:
    """What is wrong with the address or the name, or None."""
    if _place(params.server) is None:
        return NOT_A_SERVER(server=params.server)
    if params.host is not None and not is_host(params.host):
        return NOT_A_HOST(host=params.host)
    return None


async def ask(params: Params, reach: Reach) -> Reading:
    """Begin once, and see the certificate."""
    from drills.probes._talking import talking_to, with_certificate  # noqa: PLC0415
    from drills.wire import Malformed, rdp  # noqa: PLC0415

    place = _place(params.server)
    if place is None:
        return Reading.unknown(NOT_A_SERVER(server=params.server))

    async def once(context: ssl.SSLContext) -> tuple[tuple[Answer, int], Shown | None]:
        async with talking_to(*place, reach, HANGS, server=params.server) as talk:
            began = reach.elapsed_us()
            await talk.say(rdp.request())
            header = await talk.exactly(rdp.HEADER_BYTES)
            answer = rdp.parsed(await talk.exactly(rdp.length(header)))
            heard = answer, reach.elapsed_us() - began
            if answer.security in ("", "rdp"):
                return heard, None
            return heard, await talk.into_tls(context, params.host or place[0])

    try:
        heard, shown = await with_certificate(once, reach.path(params.ca) if params.ca else None)
    except Malformed:
        return Reading.silent(NOT_RDP(server=params.server))
    return _reading(params.server, *heard, shown)


def _place(server: str) -> tuple[str, int] | None:
    if is_ipv6(server) or is_host(server):
        return server, 3389
    return host_and_port(server)


def _reading(server: str, answer: Answer, took_us: int, shown: Shown | None) -> Reading:
    from drills.probes._talking import certificate_facts  # noqa: PLC0415

    certificate, because, note = certificate_facts(shown)
    facts: dict[str, Fact] = {
        "reply": True,
        "security": answer.security,
        "nla": answer.security in ("nla", "nla-ex"),
        "failure": answer.failure,
        **certificate,
        "took_ms": round(took_us / 1000, 3),
    }
    if answer.failure:
        because = REFUSED(server=server, failure=answer.failure)
    return Reading(facts=facts, because=because, note=note)
