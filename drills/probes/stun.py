"""Whether a STUN server (also of TURN) answers, and from which address it sees us come."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port
from drills.probes._contract import Reach, Unanswered
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.wire.stun import Answer

MEANING = Text(
    ja="STUNサーバが応答し、こちらをどのアドレスとして見るか",
    en="Does a STUN server answer, and from which address does it see us come?",
)
PROVES = Text(
    ja="サーバのSTUNが動いていて、UDPが往復すること。TURNの中継、認証、空きは確かめていません。",
    en="that the server's STUN runs and UDP passes there and back; not that TURN relays, lets "
    "anybody in, or has room.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="STUNの答えがあった", en="an answer of STUN came")),
    "address": FactKind(
        "str", Text(ja="サーバから見たこちらのアドレス", en="our address as the server sees it")
    ),
    "port": FactKind(
        "int", Text(ja="サーバから見たこちらのポート", en="our port as the server sees it")
    ),
    "translated": FactKind(
        "bool",
        Text(
            ja="途中でアドレスかポートが変換されている",
            en="the address or the port is translated on the way",
        ),
    ),
    "error": FactKind(
        "int",
        Text(ja="断られたときの番号。断られなければ0", en="the number of a refusal; 0 without one"),
    ),
    "software": FactKind("str", Text(ja="サーバが名乗った製品名", en="what it calls itself")),
    "rtt_ms": FactKind(
        "float", Text(ja="送ってから答えまで", en="from sending to the answer"), "ms"
    ),
}
HEALTHY = (Expectation("reply", "equals", True), Expectation("error", "equals", 0))
FIELDS = {
    "server": Text(
        ja="STUNサーバ「ホスト名:ポート」（ふつう3478）",
        en='the STUN server, as "host:port" (commonly 3478)',
    ),
}

NOT_A_SERVER = Phrase(
    "probes.stun.not_a_server",
    ja="「{server}」はサーバの宛先として読めません。「ホスト名:ポート」と書いてください"
    "(例: stun.example.jp:3478)。",
    en='{server!r} is no server to ask; write "host:port", such as stun.example.jp:3478.',
)
SILENT = Phrase(
    "probes.stun.silent",
    ja="{server}はSTUNに応答しません（2回尋ねました）。サーバの停止や固まり、経路、"
    "UDPを止めるファイアウォールのどれかです。どれであるかは見分けられません。",
    en="{server} does not answer STUN (asked twice): it hangs, the way to it is broken, or a "
    "firewall drops UDP. These cannot be told apart.",
)
NOT_STUN = Phrase(
    "probes.stun.not_stun",
    ja="{server}から答えがありましたが、STUNではありません。ポート番号を確かめてください。",
    en="{server} answers, but not in STUN; check the port.",
)
TURNED_DOWN = Phrase(
    "probes.stun.turned_down",
    ja="{server}は動いていますが、エラー{error}で断りました。",
    en="{server} is alive but refuses with error {error}.",
)


@dataclass(frozen=True)
class Params:
    """`server` is ``host:port``."""

    server: str


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, or None."""
    return None if host_and_port(params.server) else NOT_A_SERVER(server=params.server)


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask once, and once more where no answer comes."""
    import secrets  # noqa: PLC0415

    from drills.probes._datagrams import talking_to  # noqa: PLC0415
    from drills.probes._twice import answer_to  # noqa: PLC0415
    from drills.wire import Malformed, stun  # noqa: PLC0415

    found = host_and_port(params.server)
    if found is None:
        return Reading.unknown(NOT_A_SERVER(server=params.server))
    transaction = secrets.token_bytes(stun.TRANSACTION_BYTES)
    odd = False

    def read(datagram: bytes) -> stun.Answer | None:
        nonlocal odd
        try:
            answer = stun.parsed(datagram)
        except Malformed:
            odd = True
            return None
        return answer if answer.transaction == transaction else None

    async with talking_to(*found) as talk:
        heard = await answer_to(talk, lambda: stun.request(transaction), read, reach)
        ours = talk.local
    if heard is None and odd:
        return Reading.silent(NOT_STUN(server=params.server))
    if heard is None:
        raise Unanswered(SILENT(server=params.server))
    answer, took = heard
    facts: dict[str, Fact] = {
        "reply": True,
        "address": answer.address,
        "port": answer.port,
        "translated": None if answer.error else _other_place(answer, ours),
        "error": answer.error,
        "software": answer.software,
        "rtt_ms": round(took / 1000, 3),
    }
    refusal = TURNED_DOWN(server=params.server, error=answer.error) if answer.error else None
    return Reading(facts=facts, because=refusal)


def _other_place(answer: Answer, ours: tuple[str, int]) -> bool:
    # Our own may name the interface too (fe80::1%eth0).
    host, port = ours[0].partition("%")[0], ours[1]
    return (ip_address(answer.address), answer.port) != (ip_address(host), port)
