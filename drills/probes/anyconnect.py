"""Whether a gateway for AnyConnect (Cisco Secure Client) or openconnect shows its log-in form.

Nobody logs in: the first question is asked, which every client asks, and the connection is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import is_https
from drills.probes._contract import TEXT_KEPT, Polite, Reach
from drills.probes._tls_fields import CA
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.probes._web import Answer, Request
    from drills.wire.anyconnect import Form

MEANING = Text(
    ja="AnyConnect（Cisco Secure Client）のVPN装置は、ログイン画面を出すか",
    en="Does a gateway for AnyConnect (Cisco Secure Client) show its log-in form?",
)
PROVES = Text(
    ja="装置がTLSとHTTPで応答し、証明書に問題がなく、ログインの受け付けが動いていること。アカウントと"
    "パスワード、認証サーバ、ライセンスの空きは確かめていません。",
    en="that the gateway answers over TLS and HTTP, its certificate is good and it begins to take "
    "a log-in; not an account, the server behind it that checks passwords, or a free licence.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="HTTPSで応答した", en="it answered over HTTPS")),
    "status": FactKind("int", Text(ja="HTTP状態コード", en="the HTTP status code")),
    "auth": FactKind("bool", Text(ja="ログイン画面が来た", en="a log-in form came")),
    "asks": FactKind(
        "str",
        Text(
            ja="ログイン画面の欄の名前（username、passwordなど）",
            en="the names of the form's fields, such as username, password",
        ),
    ),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: certificate（ログイン画面が来て、証明書もよい）、"
            "handshake（TLSで答えた）",
            en="how far it was seen: certificate (a form came, and the certificate is good), "
            "handshake (answered over TLS)",
        ),
        news=0,
    ),
    "trusted": FactKind(
        "bool",
        Text(ja="証明書に問題が見つからない", en="no fault was found in the certificate"),
    ),
    "certificate_days": FactKind(
        "float",
        Text(
            ja="証明書の残り日数。期限切れなら負",
            en="days until the certificate expires, negative after that",
        ),
        "days",
        news=1,
    ),
    "latency_ms": FactKind(
        "float",
        Text(
            ja="答えが届くまでの時間（名前解決・接続・TLSを含む）",
            en="time until the answer has come, with name, connection and TLS",
        ),
        "ms",
    ),
}
HEALTHY = (
    Expectation("trusted", "equals", True),
    Expectation("auth", "equals", True),
)
FIELDS = {
    "url": Text(
        ja="装置のアドレス（例: https://vpn.example.jp/）。グループ別のアドレスも書けます",
        en="the gateway's address, with the group's path where it has one",
    ),
    "ca": CA,
}

NOT_A_GATEWAY = Phrase(
    "probes.anyconnect.not_a_gateway",
    ja="「{url}」は装置のアドレスとして読めません。「https://ホスト名/」と書いてください。",
    en='{url!r} is no gateway\'s address; write "https://host/".',
)
HUNG_UP = Phrase(
    "probes.anyconnect.hung_up",
    ja="{url}は接続を受け付け、TLSの途中で切りました。装置は動いていますが、接続数の上限に達している"
    "（満員の装置はこうします）か、再起動の途中か、TLSのサービスではありません。",
    en="{url} accepted the connection and hung up within TLS: the gateway is alive, but has as "
    "many sessions as it allows (full ones do so), is being restarted, or speaks no TLS.",
)
FROZEN = Phrase(
    "probes.anyconnect.frozen",
    ja="{url}は接続を受け付けましたが、TLSにもHTTPにも応答しません。サービスが固まっています"
    "（システムだけが接続を受け付けています）。",
    en="{url} accepts connections but answers neither TLS nor HTTP: its service hangs while its "
    "system goes on accepting.",
)
NO_CONNECTION = Phrase(
    "probes.anyconnect.no_connection",
    ja="{url}は接続に応答しません。電源、経路、ファイアウォールを確かめてください。",
    en="{url} does not answer a connection; check its power, the way to it and firewalls.",
)
WANTS_CERTIFICATE = Phrase(
    "probes.anyconnect.wants_certificate",
    ja="{url}は動いていますが、利用者の証明書がないとログイン画面を出しません。証明書まで確かめるには、"
    "vpn_loginを使ってください。",
    en="{url} is alive but shows no log-in form without a user's certificate; to look further, use "
    "vpn_login.",
)
NO_FORM = Phrase(
    "probes.anyconnect.no_form",
    ja="{url}は状態{status}で答えましたが、ログイン画面を出しません。アドレスと、装置のSSL-VPNの設定を"
    "確かめてください。",
    en="{url} answered with status {status} but without a log-in form; check the address, and "
    "whether SSL VPN is on there.",
)
SAYS = Phrase("probes.anyconnect.says", ja="{url}からの言葉: {text}", en="{url} says: {text}")


@dataclass(frozen=True)
class Params:
    """`url` is the gateway's address; `ca` a PEM file to trust instead of the system's."""

    url: str
    ca: str | None = None


# Each ask takes one of the gateway's places for a moment, and a log line.
POLITE = Polite(apart_us=5 * SECOND, at_once=1)


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, or None."""
    return None if is_https(params.url) else NOT_A_GATEWAY(url=params.url)


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask the first question; once more without trust where the certificate is at fault."""
    import asyncio  # noqa: PLC0415

    from drills.probes import _web  # noqa: PLC0415
    from drills.wire import anyconnect  # noqa: PLC0415

    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    request = _web.Request(
        params.url,
        "POST",
        ca=reach.path(params.ca) if params.ca else None,
        headers=anyconnect.HEADERS,
        content=anyconnect.question(params.url),
    )
    try:
        # The rest is for finding out who does not answer.
        async with asyncio.timeout(reach.left_us() * 0.8 / 1_000_000):
            return await _asked(request, reach)
    except TimeoutError:
        accepts = await _accepts(params.url, reach)
        return Reading.silent((FROZEN if accepts else NO_CONNECTION)(url=params.url))
    except _web.ConnectionTrouble as trouble:
        if _web.hung_up(trouble):
            return Reading.silent(HUNG_UP(url=params.url))
        raise


async def _asked(request: Request, reach: Reach) -> Reading:
    from drills.probes import _web  # noqa: PLC0415

    fault: Message | None = None
    began = reach.elapsed_us()
    try:
        try:
            answer = await _web.fetched(request, TEXT_KEPT)
        except _web.CertificateError as trouble:
            fault = _web.certificate_fault(trouble)
            began = reach.elapsed_us()
            answer = await _web.fetched(_web.without_trust(request), TEXT_KEPT)
    except _web.ConnectionTrouble as trouble:
        if _web.wants_certificate(trouble):
            return _certificate_wanted(request.url, fault)
        raise
    form = _form(answer)
    facts: dict[str, Fact] = {
        "reply": True,
        "status": answer.status,
        "auth": form is not None and not form.certificate,
        "asks": ", ".join(form.asks) if form else "",
        "level": "certificate" if form and not fault else "handshake",
        "trusted": fault is None,
        "certificate_days": answer.certificate_days,
        "latency_ms": (reach.elapsed_us() - began) / 1000,
    }
    because = fault or _without_form(request.url, answer, form)
    note = SAYS(url=request.url, text=form.error) if form and form.error else None
    return Reading(facts=facts, because=because, note=note)


def _certificate_wanted(url: str, fault: Message | None) -> Reading:
    # It looks for ours only after we have looked at its own.
    facts: dict[str, Fact] = {
        "reply": True,
        "auth": False,
        "level": "handshake",
        "trusted": fault is None,
    }
    return Reading(facts=facts, because=fault or WANTS_CERTIFICATE(url=url))


def _form(answer: Answer) -> Form | None:
    from drills.wire import Malformed, anyconnect  # noqa: PLC0415

    try:
        return anyconnect.form(answer.body.encode())
    except Malformed:
        return None


def _without_form(url: str, answer: Answer, form: Form | None) -> Message | None:
    if answer.status == 401 or (form and form.certificate):
        return WANTS_CERTIFICATE(url=url)
    return None if form else NO_FORM(url=url, status=answer.status)


async def _accepts(url: str, reach: Reach) -> bool:
    """Whether the system of the gateway takes a connection, in the time that is left."""
    import asyncio  # noqa: PLC0415

    from drills.probes._dialling import connected, resolved  # noqa: PLC0415

    parts = urlsplit(url)
    try:
        async with asyncio.timeout(reach.left_us() / 1_000_000):
            places = await resolved(parts.hostname or "", parts.port or 443)
            (await connected(places)).close()
    except OSError:
        return False
    return True
