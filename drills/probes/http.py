"""What a web address answers, and whether its certificate is good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from bcp.asking import Expectation, FactKind
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import is_host, is_ipv6
from drills.probes._contract import TEXT_KEPT, Reach
from drills.probes._tls_fields import CA
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="Webアドレスはどう答えるか、証明書に問題はないか",
    en="What does a web address answer, and is its certificate good?",
)
PROVES = Text(
    ja="Webサーバが答え、証明書に問題がないこと。ログインやデータベースを使う画面まで動いているかは、"
    "その画面を尋ねてbodyに期待を書かなければ確かめられません。",
    en="that the web server answers and its certificate is good; not that log-ins or the database "
    "behind it work, unless such a page is asked and its body is expected to show it.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="HTTPで応答した", en="it answered in HTTP")),
    "status": FactKind("int", Text(ja="HTTP状態コード", en="the HTTP status code")),
    "latency_ms": FactKind(
        "float",
        Text(
            ja="ヘッダーと本文が届くまでの時間(名前解決・接続・TLSを含む)",
            en="time until headers and body have come, with name, connection and TLS",
        ),
        "ms",
    ),
    "body": FactKind("str", Text(ja="本文(先頭64KiB)", en="the body, its first 64 KiB")),
    "location": FactKind(
        "str", Text(ja="転送先。なければ空", en="where it redirects to, or empty")
    ),
    "trusted": FactKind(
        "bool",
        Text(
            ja="証明書に問題が見つからない(httpには証明書がないので常に真)",
            en="no fault was found in the certificate (always true for http, which has none)",
        ),
    ),
    "certificate_days": FactKind(
        "float",
        Text(
            ja="証明書の残り日数。期限切れなら負。httpではなし",
            en="days until the certificate expires, negative after that; none for http",
        ),
        "days",
    ),
}
# Where nothing answers, the last of them is said to be missing.
HEALTHY = (
    Expectation("trusted", "equals", True),
    Expectation("status", "between", (200, 399)),
)
CONTENT = ("body",)

FIELDS = {
    "url": Text(ja="Webアドレス（例: https://www.example.jp/）", en="the web address to ask"),
    "method": Text(ja="HEADは本文を受け取りません", en="HEAD receives no body"),
    "host": Text(
        ja="Hostヘッダーで送り、証明書にも求める名前（1台を名指しで確かめるとき）",
        en="the name to send as Host and to want in the certificate, to ask one machine",
    ),
    "ca": CA,
    "follow": Text(ja="転送先も見る", en="whether redirects are followed"),
}

NOT_A_URL = Phrase(
    "probes.http.not_a_url",
    ja="「{url}」はWebアドレスとして読めません。"
    "「https://ホスト名/…」または「http://ホスト名:ポート/…」と書いてください。",
    en='{url!r} is no web address; write "https://host/…" or "http://host:port/…".',
)
SECRET_IN_URL = Phrase(
    "probes.http.secret_in_url",
    ja="Webアドレスに利用者名やパスワードを書かないでください。"
    "ログインのいらないページを指定してください。",
    en="do not write a user name or password into a web address; name a page that needs no login.",
)
NOT_A_HOST = Phrase(
    "probes.http.not_a_host",
    ja="`host`の「{host}」はホスト名として読めません。",
    en="`host` is {host!r}, which is no host name.",
)


@dataclass(frozen=True)
class Params:
    """`url` is asked once with `method`.

    `host` is sent as the Host header and wanted in the certificate, to ask one machine behind a
    shared name. `ca` is a PEM file with the certificate authorities to trust instead of the
    system's. With `follow` redirects are followed.
    """

    url: str
    method: Literal["GET", "HEAD"] = "GET"
    host: str | None = None
    ca: str | None = None
    follow: bool = False


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, or None."""
    try:
        parts = urlsplit(params.url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return NOT_A_URL(url=params.url)
    if "@" in parts.netloc:
        return SECRET_IN_URL()
    named = is_ipv6(host) if "[" in parts.netloc else is_host(host)
    if parts.scheme not in ("http", "https") or not named or port == 0 or " " in params.url:
        return NOT_A_URL(url=params.url)
    if params.host is not None and not is_host(params.host):
        return NOT_A_HOST(host=params.host)
    return None


async def ask(params: Params, reach: Reach) -> Reading:
    """One request; a second one without trust where the certificate is at fault.

    A failed TLS handshake shows neither the certificate nor the page, and a report must say how
    long ago it expired and whether the service behind it works.
    """
    from drills.probes import _web  # noqa: PLC0415

    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    request = _web.Request(
        params.url,
        params.method,
        host=params.host,
        ca=reach.path(params.ca) if params.ca else None,
        follow=params.follow,
    )
    fault: Message | None = None
    began = reach.elapsed_us()
    try:
        answer = await _web.fetched(request, TEXT_KEPT)
    except _web.CertificateError as trouble:
        fault = _web.certificate_fault(trouble)
        began = reach.elapsed_us()
        answer = await _web.fetched(_web.without_trust(request), TEXT_KEPT)
    facts: dict[str, Fact] = {
        "reply": True,
        "status": answer.status,
        "latency_ms": (reach.elapsed_us() - began) / 1000,
        "body": answer.body,
        "location": answer.location,
        "trusted": fault is None,
        "certificate_days": answer.certificate_days,
    }
    return Reading(facts=facts, because=fault)
