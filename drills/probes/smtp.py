"""Whether a mail server takes mail: its greeting, EHLO and certificate; no mail is ever sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port, is_host
from drills.probes._contract import Polite, Reach
from drills.probes._tls_facts import TLS_FACTS
from drills.probes._tls_fields import CA, HOST, NOT_A_HOST
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    import ssl

    from drills.probes._talking import Shown, Talk

MEANING = Text(
    ja="メールサーバ（SMTP）はメールを受け取るか、証明書に問題はないか",
    en="Does a mail server (SMTP) take mail, and is its certificate good?",
)
PROVES = Text(
    ja="サーバがこの端末からの接続とあいさつ（EHLO）に応じ、STARTTLSに証明書を示すこと。メールは送らない"
    "ので、宛先への配送、迷惑メールの判定、空き容量は確かめていません。",
    en="that the server accepts this machine's connection and greeting (EHLO) and shows its "
    "certificate; as no mail is sent, not that mail is delivered, passes its filters or has room.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="SMTPの答えがあった", en="an answer of SMTP came")),
    "accepts": FactKind(
        "bool",
        Text(
            ja="あいさつ（220）とEHLO（250）に応じた",
            en="it greeted us (220) and took our greeting (250)",
        ),
    ),
    "code": FactKind(
        "int",
        Text(ja="最後の応答の番号（QUITより前）", en="the last reply's number, before QUIT"),
    ),
    "said": FactKind("str", Text(ja="その応答の言葉", en="what that reply said")),
    "banner": FactKind("str", Text(ja="最初のあいさつ", en="its greeting")),
    "extensions": FactKind(
        "str", Text(ja="EHLOで示した機能", en="what it offers in its answer to EHLO")
    ),
    "starttls": FactKind(
        "bool",
        Text(
            ja="STARTTLSを示した（tls: implicit では調べない）",
            en="it offers STARTTLS (not asked with tls: implicit)",
        ),
    ),
    **TLS_FACTS,
    "took_ms": FactKind(
        "float",
        Text(ja="接続からEHLOの答えまで", en="from connecting to the answer to EHLO"),
        "ms",
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("accepts", "equals", True),
    Expectation("expired", "equals", False),
)
FIELDS = {
    "server": Text(
        ja="サーバ「ホスト名:ポート」（25、587。465は tls: implicit）",
        en='the server, as "host:port" (25, 587; 465 with tls: implicit)',
    ),
    "tls": Text(
        ja="starttls（サーバが示せば使う）、implicit（初めからTLS）、none（証明書を見ない）",
        en="starttls (where offered), implicit (from the beginning), none (no look at it)",
    ),
    "host": HOST,
    "ca": CA,
}
# A mail server counts connections per address (Postfix: 50 at once) and logs each.
POLITE = Polite(apart_us=SECOND, at_once=1)

NOT_A_SERVER = Phrase(
    "probes.smtp.not_a_server",
    ja="「{server}」はサーバの宛先として読めません。「ホスト名:ポート」と書いてください"
    "(例: mail.example.jp:25)。",
    en='{server!r} is no server to ask; write "host:port", such as mail.example.jp:25.',
)
HANGS = Phrase(
    "probes.smtp.hangs",
    ja="{server}は接続を受け付けますが、SMTPのあいさつや応答をしません。サーバが固まっているか、処理の"
    "上限に達しています。",
    en="{server} accepts connections but does not speak SMTP: it hangs, or has as many "
    "conversations as it can hold.",
)
NOT_SMTP = Phrase(
    "probes.smtp.not_smtp",
    ja="{server}から答えがありましたが、SMTPではありません。ポート番号と`tls`を確かめてください。",
    en="{server} answers, but not in SMTP; check the port and `tls`.",
)
FULL = Phrase(
    "probes.smtp.full",
    ja="{server}は今は受け付けないと答えました（{code} {said}）。接続が多すぎるか、停止の途中か、"
    "空き容量がありません。",
    en="{server} does not take anything now ({code} {said}): too many connections, about to stop, "
    "or no room.",
)
TURNED_AWAY = Phrase(
    "probes.smtp.turned_away",
    ja="{server}が断りました（{code} {said}）。この端末からの利用が許可されているか"
    "確かめてください。",
    en="{server} turned us away ({code} {said}); check whether this machine may use it.",
)
NO_STARTTLS = Phrase(
    "probes.smtp.no_starttls",
    ja="{server}はSTARTTLSを示したのに、始めると断りました（{code} {said}）。証明書か鍵の設定を"
    "確かめてください。",
    en="{server} offers STARTTLS but refused to begin it ({code} {said}); check its certificate "
    "and key.",
)


@dataclass(frozen=True)
class Params:
    """`server` is ``host:port``. `host` is wanted in the certificate, `ca` is a PEM file."""

    server: str
    tls: Literal["starttls", "implicit", "none"] = "starttls"
    host: str | None = None
    ca: str | None = None


@dataclass(frozen=True)
class Heard:
    """How far a conversation came: the last reply that counts, and what was offered before."""

    code: int
    said: str
    banner: str
    extensions: tuple[str, ...] = ()
    starttls: bool = False
    turned_down: bool = False
    took_us: int = 0


def wrong(params: Params) -> Message | None:
    """What is wrong with the address or the name, or None."""
    if host_and_port(params.server) is None:
        return NOT_A_SERVER(server=params.server)
    if params.host is not None and not is_host(params.host):
        return NOT_A_HOST(host=params.host)
    return None


def target(params: Params, reach: Reach) -> str:
    """Each port is a server of its own."""
    return params.server


async def ask(params: Params, reach: Reach) -> Reading:
    """Greet, see the certificate, and take leave."""
    from drills.probes._talking import talking_to, with_certificate  # noqa: PLC0415
    from drills.wire import Malformed  # noqa: PLC0415

    mistake = wrong(params)
    found = host_and_port(params.server)
    if mistake or found is None:
        return Reading.unknown(mistake or NOT_A_SERVER(server=params.server))
    host, port = found

    async def once(context: ssl.SSLContext) -> tuple[Heard, Shown | None]:
        async with talking_to(host, port, reach, HANGS, server=params.server) as talk:
            return await _conversation(talk, params, context, reach)

    try:
        heard, shown = await with_certificate(once, reach.path(params.ca) if params.ca else None)
    except Malformed:
        return Reading.silent(NOT_SMTP(server=params.server))
    return _reading(params.server, heard, shown)


async def _conversation(
    talk: Talk, params: Params, context: ssl.SSLContext, reach: Reach
) -> tuple[Heard, Shown | None]:
    found = host_and_port(params.server)
    name = params.host or (found[0] if found else "")
    began = reach.elapsed_us()
    shown = await talk.into_tls(context, name) if params.tls == "implicit" else None
    code, lines = await _reply(talk)
    banner = lines[0]
    if code == 220:
        # Our own address in brackets: no name of this machine is made up or given away.
        code, lines = await _said(talk, f"EHLO {_literal(talk.local)}")
    heard = Heard(code, lines[0], banner, took_us=reach.elapsed_us() - began)
    if code != 250:
        await talk.say(b"QUIT\r\n")
        return heard, shown
    return await _after_ehlo(
        talk, heard, lines, shown, None if params.tls != "starttls" else (context, name)
    )


async def _after_ehlo(
    talk: Talk,
    heard: Heard,
    lines: list[str],
    shown: Shown | None,
    lift: tuple[ssl.SSLContext, str] | None,
) -> tuple[Heard, Shown | None]:
    """TLS where it is offered and wanted, and a farewell."""
    from dataclasses import replace  # noqa: PLC0415

    from drills.wire.smtp import capabilities  # noqa: PLC0415

    offered = capabilities(lines)
    heard = replace(heard, extensions=offered, starttls="STARTTLS" in offered)
    if lift and heard.starttls:
        code, said = await _said(talk, "STARTTLS")
        if code != 220:
            heard = replace(heard, code=code, said=said[0], turned_down=True)
        else:
            shown = await talk.into_tls(*lift)
    await _said(talk, "QUIT")
    return heard, shown


async def _said(talk: Talk, line: str) -> tuple[int, list[str]]:
    await talk.say(line.encode("ascii") + b"\r\n")
    return await _reply(talk)


async def _reply(talk: Talk) -> tuple[int, list[str]]:
    """A whole reply. Raises `Malformed`."""
    from drills.wire import Malformed, smtp  # noqa: PLC0415

    lines: list[str] = []
    while len(lines) < 100:
        line = smtp.line(await talk.line())
        lines.append(line.text)
        if line.last:
            return line.code, lines
    raise Malformed("a reply without an end")


def _literal(address: str) -> str:
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _reading(server: str, heard: Heard, shown: Shown | None) -> Reading:
    from drills.probes._talking import certificate_facts  # noqa: PLC0415

    certificate, because, note = certificate_facts(shown)
    accepts = heard.code == 250
    facts: dict[str, Fact] = {
        "reply": True,
        "accepts": accepts,
        "code": heard.code,
        "said": heard.said,
        "banner": heard.banner,
        "extensions": ", ".join(heard.extensions),
        "starttls": heard.starttls,
        **certificate,
        "took_ms": round(heard.took_us / 1000, 3),
    }
    if not accepts:
        because = _turned_away(server, heard)
    return Reading(facts=facts, because=because, note=note)


def _turned_away(server: str, heard: Heard) -> Message:
    if heard.turned_down:
        phrase = NO_STARTTLS
    else:
        phrase = FULL if heard.code in (421, 450, 451, 452) else TURNED_AWAY
    return phrase(server=server, code=heard.code, said=heard.said)
