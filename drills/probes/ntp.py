"""What time a time server (NTP) has, and whether it takes it for right itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port, is_host, is_ipv6
from drills.probes._contract import Polite, Reach, Unanswered
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.probes._datagrams import Datagrams
    from drills.wire.ntp import Answer

MEANING = Text(
    ja="時刻サーバ（NTP）は正しい時刻を配っているか",
    en="Does a time server (NTP) give out the right time?",
)
PROVES = Text(
    ja="サーバが時刻を配っていて、自分でも同期していると言い、その時刻がこの端末とどれだけ違うか。"
    "どちらの時計が正しいかは、1台からは分かりません。",
    en="that the server gives out time, says that it is synchronised itself, and how far that time "
    "is from this machine's; not which of the two clocks is right.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="NTPの答えがあった", en="an answer of NTP came")),
    "synchronised": FactKind(
        "bool",
        Text(
            ja="サーバ自身が時刻に同期している（階層が1〜15で、うるう秒の欄が「未同期」でない）",
            en="the server says that it is synchronised itself (stratum 1 to 15, leap not 3)",
        ),
    ),
    "offset_ms": FactKind(
        "float",
        Text(
            ja="サーバの時計の、この端末に対する進み。遅れていれば負",
            en="how far the server's clock is ahead of this machine's, negative where behind",
        ),
        "ms",
    ),
    "error_ms": FactKind(
        "float",
        Text(
            ja="offset_msの測り方による誤差の上限（往復時間の半分）",
            en="how far offset_ms may be off by the way there and back (half of it)",
        ),
        "ms",
    ),
    "stratum": FactKind(
        "int",
        Text(
            ja="基準の時計からの階層。1が基準に直結、16は未同期、0は断り",
            en="steps from a reference clock: 1 is beside it, 16 has no time, 0 turns us away",
        ),
    ),
    "leap": FactKind(
        "str",
        Text(
            ja="うるう秒: none、insert（挿入）、delete（削除）、unsynchronised（未同期）",
            en="the leap second to come: none, insert, delete; or unsynchronised",
        ),
    ),
    "kiss": FactKind(
        "str",
        Text(
            ja="断りの符号（kiss-of-death）: RATE（多すぎる）、DENY、RSTR（許可なし）など。"
            "なければ空",
            en="the code of a kiss-of-death: RATE (too often), DENY, RSTR (not allowed) …; else "
            "empty",
        ),
    ),
    "reference": FactKind(
        "str",
        Text(ja="サーバの時刻の元（アドレスや時計の名前）", en="where it has its own time from"),
    ),
    "root_dispersion_ms": FactKind(
        "float",
        Text(ja="サーバが言う自分の誤差", en="how far off it says that it may be"),
        "ms",
    ),
    "rtt_ms": FactKind(
        "float", Text(ja="送ってから答えまで", en="from sending to the answer"), "ms"
    ),
}
# What logs and certificates stand without anybody noticing.
_OFF_S = 1
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("synchronised", "equals", True),
    Expectation("offset_ms", "between", (-1000 * _OFF_S, 1000 * _OFF_S)),
)
FIELDS = {
    "server": Text(
        ja="時刻サーバの名前かアドレス（ポートは123。ほかなら「ホスト名:ポート」）",
        en='the time server\'s name or address; "host:port" where the port is not 123',
    ),
}
# Two seconds at least between two datagrams to one server, one repeated in the middle included:
# servers count, and turn away (RATE) or ignore whoever asks oftener than that.
_APART_US = 2 * SECOND
WEIGHS_ON = "server"
POLITE = Polite(apart_us=2 * _APART_US, at_once=1)

NOT_A_SERVER = Phrase(
    "probes.ntp.not_a_server",
    ja="「{server}」は時刻サーバの名前として読めません。「ntp1.example.jp」か「192.0.2.5:123」のように"
    "書いてください。",
    en="{server!r} is no time server to ask; write ntp1.example.jp or 192.0.2.5:123.",
)
SILENT = Phrase(
    "probes.ntp.silent",
    ja="{server}はNTPに応答しません。サーバの停止や固まり、経路、UDPを止めるファイアウォール、"
    "この端末への時刻の提供が許可されていないこと、のどれかです。NTPでは見分けられません。",
    en="{server} does not answer NTP: it hangs, the way to it is broken, a firewall drops UDP, or "
    "this machine is not among those that it serves. NTP cannot tell these apart.",
)
NOT_NTP = Phrase(
    "probes.ntp.not_ntp",
    ja="{server}から答えがありましたが、NTPではありません。ポート番号を確かめてください。",
    en="{server} answers, but not in NTP; check the port.",
)
TOO_OFTEN = Phrase(
    "probes.ntp.too_often",
    ja="{server}が、問い合わせが多すぎるとして断りました（kiss-of-death RATE）。"
    "`every`を長くしてください。同じアドレスから尋ねる他の機器も数えられます。",
    en="{server} turned us away for asking too often (kiss-of-death RATE); give a longer `every`. "
    "Others behind the same address are counted with us.",
)
TURNED_AWAY = Phrase(
    "probes.ntp.turned_away",
    ja="{server}が断りました（kiss-of-death {kiss}）。この端末に時刻を配る許可があるか"
    "確かめてください。",
    en="{server} turned us away (kiss-of-death {kiss}); check whether it may serve this machine.",
)
UNSYNCHRONISED = Phrase(
    "probes.ntp.unsynchronised",
    ja="{server}は答えますが、自身がどの時計にも同期していません（階層{stratum}）。"
    "その上位の時刻サーバと、そこまでの経路を確かめてください。",
    en="{server} answers, but is not synchronised itself (stratum {stratum}); check the servers "
    "that it has its time from, and the way to them.",
)
OFF = Phrase(
    "probes.ntp.off",
    ja="{server}の時計は、この端末と{by:span}違います。どちらが正しいかを別の時計で確かめてください。",
    en="the clock of {server} is {by:span} off this machine's; check with another clock which of "
    "them is right.",
)


@dataclass(frozen=True)
class Params:
    """`server` is a name or an address, with a port where that is not 123."""

    server: str


@dataclass(frozen=True)
class Found:
    """An answer, our clock when the question was sent (Unix time), and how long it took."""

    answer: Answer
    sent_s: float
    took_s: float


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, or None."""
    return None if _place(params.server) else NOT_A_SERVER(server=params.server)


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask once, and once more after two seconds where no answer comes."""
    from drills.probes._datagrams import talking_to  # noqa: PLC0415

    place = _place(params.server)
    if place is None:
        return Reading.unknown(NOT_A_SERVER(server=params.server))
    asking = _Asking(reach)
    async with talking_to(*place) as talk:
        for patience_us in _patience(reach):
            found = await asking.once(talk, patience_us)
            if found:
                return _reading(params.server, found)
    if asking.foreign:
        return Reading.silent(NOT_NTP(server=params.server))
    raise Unanswered(SILENT(server=params.server))


class _Asking:
    """One server asked; `foreign` says that something came that is not NTP."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._nonce = b""
        self.foreign = False

    async def once(self, talk: Datagrams, patience_us: int) -> Found | None:
        """What came in that time."""
        import asyncio  # noqa: PLC0415
        import secrets  # noqa: PLC0415
        import time  # noqa: PLC0415

        from drills.wire import ntp  # noqa: PLC0415

        # A new one each time: a late answer must not be measured against another question's time.
        self._nonce = secrets.token_bytes(ntp.NONCE_BYTES)
        began, sent_s = self._reach.elapsed_us(), time.time()
        try:
            async with asyncio.timeout(patience_us / SECOND):
                answer = await talk.answer(ntp.request(self._nonce), self._read)
        except TimeoutError:
            return None
        return Found(answer, sent_s, (self._reach.elapsed_us() - began) / SECOND)

    def _read(self, datagram: bytes) -> Answer | None:
        from drills.wire import Malformed, ntp  # noqa: PLC0415

        try:
            answer = ntp.parsed(datagram)
        except Malformed:
            self.foreign = True
            return None
        return answer if answer.nonce == self._nonce else None


def _place(server: str) -> tuple[str, int] | None:
    if is_ipv6(server) or is_host(server):
        return server, 123
    return host_and_port(server)


def _patience(reach: Reach) -> tuple[int, ...]:
    """How long to wait for each answer, in microseconds; two tries only where there is time."""
    left = reach.left_us()
    return (_APART_US, left - _APART_US) if left > _APART_US * 3 // 2 else (left,)


def _reading(server: str, found: Found) -> Reading:
    from drills.wire.ntp import offset_s  # noqa: PLC0415

    answer = found.answer
    offset = None
    if answer.tells_time:
        offset = offset_s(answer, found.sent_s, found.sent_s + found.took_s)
    facts: dict[str, Fact] = {
        "reply": True,
        "synchronised": answer.synchronised,
        "offset_ms": None if offset is None else round(offset * 1000, 3),
        "error_ms": None if offset is None else round(found.took_s * 500, 3),
        "stratum": answer.stratum,
        "leap": answer.leap,
        "kiss": answer.kiss,
        "reference": answer.reference,
        "root_dispersion_ms": round(answer.root_dispersion_s * 1000, 3),
        "rtt_ms": round(found.took_s * 1000, 3),
    }
    return Reading(facts=facts, because=_because(server, answer, offset))


def _because(server: str, answer: Answer, offset: float | None) -> Message | None:
    if answer.kiss == "RATE":
        return TOO_OFTEN(server=server)
    if answer.kiss:
        return TURNED_AWAY(server=server, kiss=answer.kiss)
    if not answer.synchronised:
        return UNSYNCHRONISED(server=server, stratum=answer.stratum)
    if offset is not None and abs(offset) > _OFF_S:
        return OFF(server=server, by=round(abs(offset)) * SECOND)
    return None
