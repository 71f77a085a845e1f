"""What a name server says of a name."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Literal

from bcp.asking import Expectation, FactKind
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port, is_host, is_ipv6
from drills.probes._contract import Reach
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    import dns.message
    import dns.rrset

    from drills.probes._resolving import Answer, NameServer

MEANING = Text(
    ja="DNSサーバは名前にどう答えるか",
    en="What does a name server say of a name?",
)
PROVES = Text(
    ja="DNSサーバが、その名前について期待どおりの種類の答えを返すこと。答えの中身は、answersに"
    "期待を書いたときだけ確かめます。",
    en="that the name server has records of that type for the name; what they say is only looked "
    "at where something is expected of answers.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="DNSサーバが答えた", en="a name server answered")),
    "rcode": FactKind(
        "str",
        Text(
            ja="応答コード: NOERROR、NXDOMAIN（名前がない）、SERVFAIL、REFUSED など",
            en="the answer's code: NOERROR, NXDOMAIN (no such name), SERVFAIL, REFUSED …",
        ),
    ),
    "count": FactKind(
        "int",
        Text(
            ja="尋ねた種類のレコードの数。答えが途中で切れていればなし",
            en="how many records of the type asked for; none where the answer is cut short",
        ),
    ),
    "answers": FactKind(
        "str",
        Text(
            ja="そのレコード。並べ替えて「, 」でつないだもの",
            en='those records, sorted and joined by ", "',
        ),
    ),
    "ttl_s": FactKind(
        "int",
        Text(
            ja="最も短い有効時間。レコードがなければなし",
            en="the shortest time to live among them; none without records",
        ),
        "s",
    ),
    "authoritative": FactKind(
        "bool",
        Text(
            ja="その名前を預かるサーバ自身の答え",
            en="the answer comes from the server that owns the name",
        ),
    ),
    "took_ms": FactKind(
        "float", Text(ja="尋ねてから答えまでの時間", en="from asking to the answer"), "ms"
    ),
    "over_tcp": FactKind(
        "bool",
        Text(ja="長いためTCPで受け取った", en="it was too long for UDP and came over TCP"),
    ),
    "truncated": FactKind(
        "bool",
        Text(
            ja="長い答えの続きをTCPで受け取れなかった",
            en="it was too long for UDP, and TCP did not work",
        ),
    ),
    "server": FactKind("str", Text(ja="答えたDNSサーバ", en="the name server that answered")),
}
FIELDS = {
    "name": Text(
        ja="尋ねる名前（例: www.example.jp）。PTRではIPアドレスも",
        en="the name to ask for, such as www.example.jp; with PTR an address too",
    ),
    "at": Text(
        ja="尋ねるDNSサーバ「ホスト」か「ホスト:ポート」。なければこの端末に設定されたもの",
        en='the name server to ask, "host" or "host:port"; without it those this machine uses',
    ),
    "type": Text(ja="レコードの種類", en="the type of record"),
}
HEALTHY = (
    Expectation("rcode", "equals", "NOERROR"),
    Expectation("count", "at_least", 1),
)

NOT_A_NAME = Phrase(
    "probes.dns.not_a_name",
    ja="「{name}」はDNSに尋ねる名前として読めません。「www.example.jp」のように書いてください。",
    en='{name!r} is no name to ask for; write it like "www.example.jp".',
)
NOT_A_SERVER = Phrase(
    "probes.dns.not_a_server",
    ja="`at`の「{at}」はDNSサーバとして読めません。「ホスト」か「ホスト:ポート」と書いてください"
    "(IPv6にポートを付けるときは「[2001:db8::1]:53」)。",
    en='`at` is {at!r}, which is no name server; write "host" or "host:port" (IPv6 with a port: '
    '"[2001:db8::1]:53").',
)
NO_SERVER_SET = Phrase(
    "probes.dns.no_server_set",
    ja="この端末にはDNSサーバが設定されていないため、{name}を尋ねられませんでした。"
    "`at`にDNSサーバを書くか、この端末のネットワーク設定を直してください。",
    en="this machine has no name server set, so {name} could not be asked for; write one as `at`, "
    "or mend this machine's network settings.",
)
NO_ANSWER = Phrase(
    "probes.dns.no_answer",
    ja="DNSサーバ {servers:list} は{name}の問い合わせに応答しません。"
    "サーバ、経路、UDP 53番を止めるファイアウォールを確かめてください。",
    en="name server {servers:list} does not answer for {name}; check it, the way to it, and "
    "firewalls that drop UDP port 53.",
)
NO_SUCH_NAME = Phrase(
    "probes.dns.no_such_name",
    ja="DNSサーバ {server} によると、{name}という名前はありません。",
    en="name server {server} says that there is no name {name}.",
)
NO_RECORDS = Phrase(
    "probes.dns.no_records",
    ja="DNSサーバ {server} によると、{name}に{type}のレコードはありません。",
    en="name server {server} says that {name} has no record of type {type}.",
)
SERVER_FAILED = Phrase(
    "probes.dns.server_failed",
    ja="DNSサーバ {server} は動いていますが、{name}を調べられませんでした（SERVFAIL）。"
    "上位のDNSサーバへの経路と、そのドメイン（DNSゾーン）の状態を確かめてください。",
    en="name server {server} works but could not find out about {name} (SERVFAIL); check its way "
    "to other name servers, and its zone.",
)
SERVER_REFUSED = Phrase(
    "probes.dns.server_refused",
    ja="DNSサーバ {server} は、この端末からの{name}の問い合わせを断りました（REFUSED）。",
    en="name server {server} refuses to answer this machine about {name} (REFUSED).",
)
CUT_SHORT = Phrase(
    "probes.dns.cut_short",
    ja="DNSサーバ {server} の答えは長すぎてUDPに収まらず、TCPでも受け取れませんでした。"
    "TCP 53番を止めるファイアウォールを確かめてください。",
    en="the answer of name server {server} is too long for UDP, and TCP did not work; check "
    "firewalls that drop TCP port 53.",
)
_WORDS = {"NXDOMAIN": NO_SUCH_NAME, "SERVFAIL": SERVER_FAILED, "REFUSED": SERVER_REFUSED}


@dataclass(frozen=True)
class Params:
    """`name` is asked for at the name server `at`, or at those this machine uses."""

    name: str
    at: str | None = None
    type: Literal["A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"] = "A"


def wrong(params: Params) -> Message | None:
    """What is wrong with the name or the server, or None."""
    reverse = params.type == "PTR" and _is_address(params.name)
    if not reverse and (not is_host(params.name) or _is_address(params.name)):
        return NOT_A_NAME(name=params.name)
    if params.at is not None and _place(params.at) is None:
        return NOT_A_SERVER(at=params.at)
    return None


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask the first name server that answers, once; it is asked again where it is silent."""
    from drills.probes import _resolving  # noqa: PLC0415

    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    try:
        servers = await _servers(params)
    except _resolving.NotConfigured:
        return Reading.unknown(NO_SERVER_SET(name=params.name))
    answer = await _resolving.answered(_query(params), servers, reach)
    if answer is None:
        shown = tuple(each.shown for each in servers)
        return Reading.silent(NO_ANSWER(servers=shown, name=params.name))
    return _reading(params, answer)


async def _servers(params: Params) -> tuple[NameServer, ...]:
    from drills.probes._resolving import own_servers, server_at  # noqa: PLC0415

    place = _place(params.at) if params.at else None
    if place is None or params.at is None:
        return await own_servers()
    return (await server_at(*place, params.at),)


def _query(params: Params) -> dns.message.QueryMessage:
    import dns.message  # noqa: PLC0415
    import dns.reversename  # noqa: PLC0415

    if params.type == "PTR" and _is_address(params.name):
        return dns.message.make_query(dns.reversename.from_address(params.name), "PTR")
    return dns.message.make_query(params.name.rstrip(".") + ".", params.type)


def _reading(params: Params, answer: Answer) -> Reading:
    import dns.flags  # noqa: PLC0415
    import dns.rcode  # noqa: PLC0415
    import dns.rdatatype  # noqa: PLC0415

    wanted = dns.rdatatype.from_text(params.type)
    found = [each for each in answer.message.answer if each.rdtype == wanted]
    records = sorted(record.to_text() for each in found for record in each)
    rcode = dns.rcode.to_text(answer.message.rcode())
    facts: dict[str, Fact] = {
        "reply": True,
        "rcode": rcode,
        # Half an answer is no count.
        "count": None if answer.cut else len(records),
        "answers": ", ".join(records),
        "ttl_s": min((each.ttl for each in found), default=None),
        "authoritative": bool(answer.message.flags & dns.flags.AA),
        "took_ms": answer.took_us / 1000,
        "over_tcp": answer.over_tcp,
        "truncated": answer.cut,
        "server": answer.server.shown,
    }
    return Reading(facts=facts, because=_because(params, answer, rcode, len(records)))


def _because(params: Params, answer: Answer, rcode: str, count: int) -> Message | None:
    server = answer.server.shown
    if answer.cut:
        return CUT_SHORT(server=server)
    if rcode in _WORDS:
        return _WORDS[rcode](server=server, name=params.name)
    if rcode == "NOERROR" and count == 0:
        return NO_RECORDS(server=server, name=params.name, type=params.type)
    return None


def _place(at: str) -> tuple[str, int] | None:
    if is_ipv6(at) or is_host(at):
        return at, 53
    return host_and_port(at)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
