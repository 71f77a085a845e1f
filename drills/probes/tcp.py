"""Whether a TCP port accepts a connection."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.asking import Expectation, FactKind
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port
from drills.probes._contract import Reach
from scenarios.reading import Reading

MEANING = Text(
    ja="TCPポートへ接続できるか",
    en="Does a TCP port accept a connection?",
)
PROVES = Text(
    ja="ポートが接続を受け付けること。その先のサービスが動いているかは確かめていません"
    "（固まっていても、接続だけは受け付けることがあります）。",
    en="that the port accepts connections; not that the service behind it works: a frozen one may "
    "go on accepting.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="接続を受け付けた", en="the connection was accepted")),
    "connect_ms": FactKind(
        "float", Text(ja="名前解決を除く接続時間", en="time to connect, without the name"), "ms"
    ),
}
HEALTHY = (Expectation("reply", "equals", True),)
# The kernel accepts for a server that hangs.
CONTENT = ()

FIELDS = {
    "target": Text(
        ja="接続先「ホスト名:ポート」（例: 192.0.2.20:445）",
        en='where to connect, as "host:port", such as 192.0.2.20:445',
    ),
}

NOT_AN_ADDRESS = Phrase(
    "probes.tcp.not_an_address",
    ja="「{target}」は接続先として読めません。「ホスト名:ポート」と書いてください"
    "(IPv6は「[2001:db8::1]:443」)。",
    en='{target!r} is no address to connect to; write "host:port" (IPv6: "[2001:db8::1]:443").',
)


@dataclass(frozen=True)
class Params:
    """`target` is ``host:port``; an IPv6 address stands in brackets."""

    target: str


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, or None."""
    return None if host_and_port(params.target) else NOT_AN_ADDRESS(target=params.target)


async def ask(params: Params, reach: Reach) -> Reading:
    """Connect once to each address of the name, in order, until one accepts."""
    from drills.probes._dialling import connected, resolved  # noqa: PLC0415

    found = host_and_port(params.target)
    if found is None:
        return Reading.unknown(NOT_AN_ADDRESS(target=params.target))
    places = await resolved(*found)
    began = reach.elapsed_us()
    with await connected(places):
        took = reach.elapsed_us() - began
    return Reading(facts={"reply": True, "connect_ms": took / 1000})
