"""Whether a machine answers an echo (ping)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bcp.asking import Expectation, FactKind
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import is_host, is_ipv6
from drills.probes._contract import Reach
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="機器がICMPエコー（ping）に応答するか",
    en="Does a machine answer an ICMP echo (ping)?",
)
PROVES = Text(
    ja="機器に電源が入り、往復の経路があること。サービスは確かめていません（すべて止まっていても、"
    "pingには応答することがあります）。",
    en="that the machine has power and that there is a way there and back; not that any service "
    "runs: a machine may echo although all of them hang.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="応答が1つ以上あった", en="at least one answer came")),
    "rtt_ms": FactKind(
        "float",
        Text(ja="往復時間の平均。応答がなければなし", en="mean time there and back; none without"),
        "ms",
    ),
    "jitter_ms": FactKind(
        "float",
        Text(
            ja="続く応答の往復時間の差の平均。応答が2つ未満ならなし",
            en="mean difference between one answer's time and the next one's; none without two",
        ),
        "ms",
    ),
    "sent": FactKind("int", Text(ja="送った数", en="how many were sent")),
    "received": FactKind("int", Text(ja="返ってきた数", en="how many came back")),
    "loss_percent": FactKind(
        "float", Text(ja="失われた割合", en="the share that was lost"), "percent"
    ),
    "address": FactKind("str", Text(ja="尋ねたアドレス", en="the address that was asked")),
    "method": FactKind(
        "str",
        Text(
            ja="送り方: socket（この端末のソケット）、ping（OSのpingコマンド）",
            en="how it was sent: socket (of our own), or ping (the system's program)",
        ),
    ),
}
HEALTHY = (Expectation("reply", "equals", True),)
# The kernel echoes for services that hang or are gone.
CONTENT = ()
FIELDS = {
    "host": Text(
        ja="ホスト名かIPアドレス（ポート番号なし）", en="a host name or an address, without a port"
    ),
    "count": Text(ja="送る数（1から20）", en="how many echoes are sent, 1 to 20"),
    "family": Text(ja="名前のどのアドレスに尋ねるか", en="which of a name's addresses are asked"),
}
MOST = 20

NOT_A_HOST = Phrase(
    "probes.icmp.not_a_host",
    ja="「{host}」は機器として読めません。ホスト名かIPアドレスだけを書いてください（ポート番号は不要です）。",
    en="{host!r} is no machine; write a host name or an address alone, without a port.",
)
BAD_COUNT = Phrase(
    "probes.icmp.bad_count",
    ja="countは1から{most}までにしてください。",
    en="`count` is a number from 1 to {most}.",
)
NO_REPLY = Phrase(
    "probes.icmp.no_reply",
    ja="{host}はping（{sent}回）に応答しません。電源、経路、ICMPを止めるファイアウォールを確かめてください。",
    en="{host} does not answer a ping ({sent} sent); check its power, the way to it, and firewalls "
    "that drop ICMP.",
)
NOT_PERMITTED = Phrase(
    "probes.icmp.not_permitted",
    ja="この端末の利用者にはpingを送る許可がないため、{host}に尋ねられませんでした。"
    "管理者がLinuxの設定 net.ipv4.ping_group_range に利用者のグループを加えるか、"
    "pingコマンドに cap_net_raw を与えてください。",
    en="this user may not send a ping, so {host} could not be asked; have an administrator add the "
    "user's group to net.ipv4.ping_group_range (Linux), or give the ping program cap_net_raw.",
)
NO_PROGRAM = Phrase(
    "probes.icmp.no_program",
    ja="この端末にpingコマンドがなく、ソケットも使えないため、{host}に尋ねられませんでした。"
    "pingコマンド（Debianではiputils-ping）を入れてください。",
    en="this machine has no ping program and lets us have no socket for it, so {host} could not be "
    "asked; install one (iputils-ping on Debian).",
)


@dataclass(frozen=True)
class Params:
    """`host` is a name or an address. `count` echoes are sent; one is enough for a watch.

    `family` says which addresses of a name are asked; the first one is.
    """

    host: str
    count: int = 1
    family: Literal["any", "ipv4", "ipv6"] = "any"


def wrong(params: Params) -> Message | None:
    """What is wrong with the host or the count, or None."""
    if not (is_host(params.host) or is_ipv6(params.host)):
        return NOT_A_HOST(host=params.host)
    return None if 1 <= params.count <= MOST else BAD_COUNT(most=MOST)


async def ask(params: Params, reach: Reach) -> Reading:
    """Send the echoes and wait for them until the time is up."""
    from drills.probes._echoing import address_of, by_program, by_socket  # noqa: PLC0415
    from drills.probes._pinging import MayNotPing  # noqa: PLC0415

    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    address = await address_of(params.host, params.family)
    method = "socket"
    said: Sequence[str] = ()
    echoes = await by_socket(address, params.count, reach)
    if echoes is None:
        method = "ping"
        try:
            echoes, said = await by_program(address, params.count, reach)
        except MayNotPing as trouble:
            phrase = NO_PROGRAM if trouble.missing else NOT_PERMITTED
            return Reading.unknown(phrase(host=params.host))
    times = echoes.times_ms
    facts: dict[str, Fact] = {
        "reply": bool(times),
        "rtt_ms": round(sum(times) / len(times), 3) if times else None,
        "jitter_ms": jitter_of(times),
        "sent": echoes.sent,
        "received": len(times),
        "loss_percent": round(100 * (echoes.sent - len(times)) / echoes.sent, 1),
        "address": address,
        "method": method,
    }
    silence = None if times else NO_REPLY(host=params.host, sent=echoes.sent)
    return Reading(facts=facts, because=silence, said=tuple(said))


def jitter_of(times_ms: Sequence[float]) -> float | None:
    """How much one time differs from the next, on average (RFC 3550 smooths the same)."""
    steps = [abs(after - before) for before, after in pairwise(times_ms)]
    return round(sum(steps) / len(steps), 3) if steps else None
