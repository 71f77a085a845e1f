"""How fast a line carries a test file to one user: bounded in bytes and in time, minutes apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bcp.asking import Expectation, FactKind
from bcp.durations import MINUTE, SECOND, Span
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import is_host, is_ipv6
from drills.probes._contract import Polite, Reach, Unanswered
from drills.probes._tls_fields import CA
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.probes._downloading import Fetched

MEANING = Text(
    ja="試験用のファイルをどれだけの速さで受け取れるか",
    en="How fast does a test file come in?",
)
PROVES = Text(
    ja="この端末が今この瞬間に受け取れた速さ。全員が同時に使うときの速さや、送る向きの速さは分かりません。",
    en="how fast this terminal received just now; not how fast it is when everybody does, and not "
    "how fast it sends.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="HTTPで応答した", en="it answered in HTTP")),
    "status": FactKind("int", Text(ja="HTTP状態コード", en="the HTTP status code")),
    "mbps": FactKind(
        "float",
        Text(
            ja="受け取った速さ。少なすぎて測れなければなし",
            en="how fast it came; none where too little came to tell",
        ),
        "mbps",
    ),
    "size_bytes": FactKind("int", Text(ja="受け取った量", en="how much came"), "bytes"),
    "took_ms": FactKind(
        "float", Text(ja="要求を送ってから終わるまで", en="from the request to the end"), "ms"
    ),
    "first_ms": FactKind(
        "float", Text(ja="要求を送ってから答え始めるまで", en="until the answer began"), "ms"
    ),
    "whole": FactKind(
        "bool", Text(ja="最後まで受け取った", en="it came to its end within the limits")
    ),
    "trusted": FactKind(
        "bool", Text(ja="証明書に問題が見つからない", en="no fault was found in the certificate")
    ),
}
HEALTHY = (
    Expectation("trusted", "equals", True),
    Expectation("status", "equals", 200),
)
CONTENT = ("mbps",)
FIELDS = {
    "url": Text(
        ja="試験用のファイルのWebアドレス（数MBのもの）",
        en="the web address of a test file of some megabytes",
    ),
    "most_mb": Text(
        ja="受け取る量の上限（MB、1から100）。省略時は10",
        en="how many megabytes at most, 1 to 100; 10 if not given",
    ),
    "most": Text(
        ja="受け取る時間の上限（1秒から60秒）。省略時は4秒",
        en="how long at most, 1 s to 60 s; 4s if not given",
    ),
    "ca": CA,
}
# It takes the line away from others while it lasts.
POLITE = Polite(apart_us=2 * MINUTE, at_once=1)

NOT_A_URL = Phrase(
    "probes.throughput.not_a_url",
    ja="「{url}」はWebアドレスとして読めません。「https://ホスト名/ファイル」と書いてください"
    "（利用者名やパスワードは書けません）。",
    en='{url!r} is no web address; write "https://host/file", without a user or password.',
)
NOT_SO_MUCH = Phrase(
    "probes.throughput.not_so_much",
    ja="most_mbは1から100、mostは1秒から60秒の間で書いてください。ほかの利用者の回線を塞がないためです。",
    en="write most_mb between 1 and 100 and most between 1s and 60s, so that the line is left to "
    "others, too.",
)
TOO_LITTLE = Phrase(
    "probes.throughput.too_little",
    ja="受け取れたのが{count}バイトだけなので、速さが分かりません。1MB以上のファイルを使ってください。",
    en="only {count} bytes came, too little to tell a speed; use a file of 1 MB or more.",
)
OTHER_STATUS = Phrase(
    "probes.throughput.other_status",
    ja="{url}はファイルを送らず、状態{status}と答えました。アドレスを確かめてください。",
    en="{url} sent no file but answered {status}; check its address.",
)
SILENT = Phrase(
    "probes.throughput.silent",
    ja="{url}から時間内にファイルが届き始めません。サーバが固まっているか、経路の途中で止まっています。",
    en="nothing of {url} came in time: its server hangs, or something on the way does.",
)
STALLED = Phrase(
    "probes.throughput.stalled",
    ja="{url}は答え始めましたが、{took:span}で{count}バイトしか届きませんでした。回線が詰まっています。",
    en="{url} began to answer, but only {count} bytes came in {took:span}: the line is choked.",
)

_OK = 200
_LEAST_BYTES = 250_000
_AHEAD_US = 200_000


@dataclass(frozen=True)
class Params:
    """`url` is fetched for at most `most_mb` megabytes and `most`."""

    url: str
    most_mb: int = 10
    most: Span = Span(4 * SECOND)
    ca: str | None = None


def wrong(params: Params) -> Message | None:
    """What is wrong with the values, or None."""
    try:
        parts = urlsplit(params.url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return NOT_A_URL(url=params.url)
    named = is_ipv6(host) if "[" in parts.netloc else is_host(host)
    if parts.scheme not in ("http", "https") or not named or port == 0 or "@" in parts.netloc:
        return NOT_A_URL(url=params.url)
    bounded = 1 <= params.most_mb <= 100 and SECOND <= params.most.us <= MINUTE
    return None if bounded else NOT_SO_MUCH()


async def ask(params: Params, reach: Reach) -> Reading:
    """Fetch once; without trust where the certificate is at fault, which is told."""
    from drills.probes import _downloading, _web  # noqa: PLC0415

    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    download = _downloading.Download(
        params.url,
        reach.path(params.ca) if params.ca else None,
        params.most_mb * 1_000_000,
        min(params.most.us, max(reach.left_us() - _AHEAD_US, 1)),
    )
    fault: Message | None = None
    try:
        try:
            found = await _downloading.fetched(download, reach)
        except _downloading.CertificateError as trouble:
            fault = _web.certificate_fault(trouble)
            left = min(download.most_us, max(reach.left_us() - _AHEAD_US, 1))
            found = await _downloading.fetched(replace(download, trust=False, most_us=left), reach)
    except TimeoutError:
        raise Unanswered(SILENT(url=params.url)) from None
    return reading_of(params.url, found, fault)


def reading_of(url: str, found: Fetched, fault: Message | None) -> Reading:
    """What came, and why it tells no speed where it does not."""
    # A slow line is known by little, a short file is not.
    right = found.status == _OK
    enough = right and (found.count >= _LEAST_BYTES or not found.whole)
    facts: dict[str, Fact] = {
        "reply": True,
        "status": found.status,
        "mbps": round(found.count * 8 / found.took_us, 3) if enough else None,
        "size_bytes": found.count,
        "took_ms": found.took_us / 1000,
        "first_ms": found.first_us / 1000,
        "whole": found.whole,
        "trusted": fault is None,
    }
    because = fault
    if because is None and not right:
        because = OTHER_STATUS(url=url, status=found.status)
    elif because is None and not found.whole and found.count < _LEAST_BYTES:
        because = STALLED(url=url, took=found.took_us, count=found.count)
    note = TOO_LITTLE(count=found.count) if right and not enough else None
    return Reading(facts, because=because, note=note)
