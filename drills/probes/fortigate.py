"""Whether a FortiGate shows its log-in for SSL VPN, or, with a token, how many are connected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from bcp.secret_source import SecretSource
from drills.probes._contract import Polite, Reach
from drills.probes._gateway_url import wrong_address
from drills.probes._tls_fields import CA
from drills.wire import Malformed, fortios
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.probes._gateway_page import Page

MEANING = Text(
    ja="FortiGateがSSL-VPNのログイン画面を出すか、何人つないでいるか",
    en="Does a FortiGate show its log-in for SSL VPN, and how many are connected?",
)
PROVES = Text(
    ja="SSL-VPNの入口が動いていて、証明書に問題がないこと。トークンがあれば、装置が数えた接続数。"
    "利用者の認証とトンネルは確かめていません。",
    en="that the door of SSL VPN is open and its certificate good; with a token, what the device "
    "counts. Not that anybody can log in, and not the tunnel.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="HTTPSで応答した", en="it answered in HTTPS")),
    "status": FactKind("int", Text(ja="HTTP状態コード", en="the HTTP status code")),
    "ready": FactKind(
        "bool",
        Text(
            ja="ログイン画面が出た。トークンがあれば、接続数を答えた",
            en="its log-in page came; with a token, its counts did",
        ),
    ),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: handshake、certificate、capacity",
            en="how far it was seen: handshake, certificate or capacity",
        ),
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
    "in_use": FactKind("int", Text(ja="利用者の数（トークン）", en="users (with a token)"), news=1),
    "tunnels": FactKind("int", Text(ja="トンネルの数（トークン）", en="tunnels (with a token)")),
    "limit": FactKind(
        "int", Text(ja="契約数（licences）", en="the licences that were given"), news=1
    ),
    "percent": FactKind("float", Text(ja="使用率", en="share of them in use"), "percent"),
    "full": FactKind("bool", Text(ja="空きがない", en="nothing is left")),
    "version": FactKind("str", Text(ja="FortiOSの版（トークン）", en="FortiOS, with a token")),
    "latency_ms": FactKind("float", Text(ja="答えるまで", en="until the answer came"), "ms"),
}
HEALTHY = (
    Expectation("trusted", "equals", True),
    Expectation("ready", "equals", True),
    Expectation("full", "equals", False),
)
FIELDS = {
    "url": Text(
        ja="「https://ホスト名:ポート」。トークンがあるときは管理用のアドレス",
        en='"https://host:port"; with a token, the address for administration',
    ),
    "ca": CA,
    "token": Text(
        ja="読み取り専用のREST API管理者のトークンのありか",
        en="where the token of a REST API administrator is kept who may only read",
    ),
    "licences": Text(ja="契約数。使用率を出すとき", en="the licences, for the share in use"),
}
# Every look is a line in its log, and some lock out whoever asks too often.
POLITE = Polite(apart_us=5 * SECOND, at_once=1)

NO_LOGIN = Phrase(
    "probes.fortigate.no_login",
    ja="{url}は状態{status}で答えましたが、SSL-VPNのログイン画面ではありません。SSL-VPNが無効か（FortiOSの"
    "新しい版では廃止）、アドレスが違います。",
    en="{url} answered {status} without the log-in page of SSL VPN: it is off (newer FortiOS has "
    "none), or the address is another's.",
)
DENIED = Phrase(
    "probes.fortigate.denied",
    ja="{url}は動いていますが、トークンを受け付けません（状態{status}）。トークン、許可した接続元、権限を"
    "確かめてください。",
    en="{url} is alive but turns the token away ({status}); check it, the hosts that it trusts, "
    "and what it may read.",
)
NO_STATS = Phrase(
    "probes.fortigate.no_stats",
    ja="{url}の答え（状態{status}）から接続数を読み取れません。",
    en="the counts cannot be read from what {url} answers ({status}).",
)
NOT_SENT = Phrase(
    "probes.fortigate.not_sent",
    ja="{fault} 相手を確かめられないため、トークンは送っていません。",
    en="{fault} The token was not sent to what may be somebody else.",
)
FULL = Phrase(
    "probes.fortigate.full",
    ja="{url}に空きがありません（{limit}のうち{in_use}が使用中）。",
    en="{url} is full: {in_use} of {limit} are in use.",
)

_OK = 200
_TURNED_AWAY = (401, 403)


@dataclass(frozen=True)
class Params:
    """`url` is the device; with `token` its counts are asked instead of its log-in page."""

    url: str
    ca: str | None = None
    token: SecretSource | None = None
    licences: int | None = None


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, or None."""
    return wrong_address(params.url)


async def ask(params: Params, reach: Reach) -> Reading:
    """One look at the page, or at the counts."""
    from drills.probes import _gateway_page, _web  # noqa: PLC0415

    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    ca = reach.path(params.ca) if params.ca else None
    address = params.url.rstrip("/")
    if params.token is None:
        request = _web.Request(address + fortios.LOGIN, "GET", ca=ca)
        return page_reading(params, await _gateway_page.page_of(request, reach))
    # The device reads the header only; in the address it would stand in logs.
    bearer = ("Authorization", f"Bearer {reach.secret(params.token).reveal()}")
    request = _web.Request(address + fortios.STATS, "GET", ca=ca, headers=(bearer,))
    return stats_reading(params, await _gateway_page.page_of(request, reach, secret=True))


def page_reading(params: Params, page: Page) -> Reading:
    """What the page shows."""
    status = page.answer.status if page.answer else 0
    ready = status == _OK and page.answer is not None and fortios.is_login(page.answer.body)
    because = page.fault or (None if ready else NO_LOGIN(url=params.url, status=status))
    return Reading(_facts(page, ready=ready), because=because)


def stats_reading(params: Params, page: Page) -> Reading:
    """What the device counts, if it takes the token."""
    if page.answer is None:
        told = NOT_SENT(fault=page.fault)
        facts: dict[str, Fact] = {"reply": True, "trusted": False, "level": "handshake"}
        return Reading(facts, because=told)
    status = page.answer.status
    if status in _TURNED_AWAY:
        return Reading.unknown(DENIED(url=params.url, status=status))
    try:
        found = fortios.stats(page.answer.body) if status == _OK else None
    except Malformed:
        found = None
    if found is None:
        return Reading(_facts(page, ready=False), because=NO_STATS(url=params.url, status=status))
    limit = params.licences
    full = limit is not None and found.users >= limit
    facts = {
        **_facts(page, ready=True),
        "level": "capacity",
        "in_use": found.users,
        "tunnels": found.tunnels,
        "limit": limit,
        "percent": round(100 * found.users / limit, 1) if limit else None,
        "full": full,
        "version": found.version,
    }
    because = FULL(url=params.url, in_use=found.users, limit=limit) if full else None
    return Reading(facts, because=because)


def _facts(page: Page, *, ready: bool) -> dict[str, Fact]:
    return {
        "reply": True,
        "status": page.answer.status if page.answer else None,
        "ready": ready,
        "full": False,
        "level": "certificate" if ready and page.fault is None else "handshake",
        "trusted": page.fault is None,
        "certificate_days": page.answer.certificate_days if page.answer else None,
        "latency_ms": page.took_us / 1000,
    }
