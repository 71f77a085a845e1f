"""Whether a file server (SMB) negotiates: its dialect, signing and clock; nobody logs in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port, is_host, is_ipv6
from drills.probes._contract import Polite, Reach
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from drills.probes._talking import Talk
    from drills.wire.smb import Answer

MEANING = Text(
    ja="ファイルサーバ（SMB）は通信方式の取り決めに応じるか",
    en="Does a file server (SMB) negotiate?",
)
PROVES = Text(
    ja="ファイル共有のサービスが動いていて、SMB 2以降で話せること。ログイン、共有フォルダーの中身、"
    "空き容量は確かめていません。",
    en="that the file service runs and speaks SMB 2 or later; not that anybody can log in, that "
    "the shares are there, or that they have room.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="SMBの答えがあった", en="an answer of SMB came")),
    "answer": FactKind(
        "str",
        Text(
            ja="agreed（取り決めた）、old（SMB 1しか話せない）、not_allowed（この端末を断った）、"
            "そのほかは断りの名前",
            en="agreed, old (it speaks SMB 1 only), not_allowed (this machine is turned away), or "
            "the name of its refusal",
        ),
    ),
    "dialect": FactKind(
        "str",
        Text(
            ja="取り決めた版: 3.1.1、3.0.2、3.0、2.1、2.0.2。なければ空",
            en="what it chose: 3.1.1, 3.0.2, 3.0, 2.1 or 2.0.2; or empty",
        ),
    ),
    "signing": FactKind(
        "str",
        Text(
            ja="署名: required（必須）、offered（任意）。取り決めなければ空",
            en="signing: required or offered; empty where nothing was agreed",
        ),
    ),
    "encryption": FactKind("bool", Text(ja="暗号化に対応", en="it can encrypt")),
    "clock_ahead_s": FactKind(
        "float",
        Text(
            ja="サーバの時計の、この端末に対する進み。言わなければなし。5分を超えるとKerberosで"
            "ログインできない",
            en="how far its clock is ahead of this machine's, none where it does not say; beyond 5 "
            "minutes nobody can log in with Kerberos",
        ),
        "s",
    ),
    "took_ms": FactKind(
        "float", Text(ja="送ってから答えまで", en="from sending to the answer"), "ms"
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("answer", "equals", "agreed"),
)
FIELDS = {
    "server": Text(
        ja="サーバの名前かアドレス（ポートは445。ほかなら「ホスト名:ポート」）",
        en='the server\'s name or address; "host:port" where the port is not 445',
    ),
}
# Samba starts a process for each connection.
POLITE = Polite(apart_us=2 * SECOND, at_once=1)

NOT_A_SERVER = Phrase(
    "probes.smb.not_a_server",
    ja="「{server}」はサーバの宛先として読めません。「fs01」か「192.0.2.8:445」のように書いてください。",
    en="{server!r} is no server to ask; write fs01 or 192.0.2.8:445.",
)
HANGS = Phrase(
    "probes.smb.hangs",
    ja="{server}は接続を受け付けますが、SMBの取り決めに答えません。サーバが固まっているか、ディスクの"
    "応答を待っています。",
    en="{server} accepts connections but does not answer a negotiation: it hangs, or waits for its "
    "disk.",
)
CLOSED_AT_ONCE = Phrase(
    "probes.smb.closed_at_once",
    ja="{server}は接続を受け付けて、答えずに閉じました。接続数の上限に達しているか、SMB 1しか"
    "話せないか、この端末を許可していません。SMBでは見分けられません。",
    en="{server} accepted the connection and closed it without an answer: it has as many "
    "connections as it allows, speaks SMB 1 only, or does not allow this machine. SMB cannot tell "
    "these apart.",
)
NOT_SMB = Phrase(
    "probes.smb.not_smb",
    ja="{server}から答えがありましたが、SMBではありません。ポート番号を確かめてください。",
    en="{server} answers, but not in SMB; check the port.",
)
NOT_ALLOWED = Phrase(
    "probes.smb.not_allowed",
    ja="{server}は動いていますが、この端末からの接続を断りました。接続を許可するアドレスの設定を"
    "確かめてください。",
    en="{server} is alive but turned this machine away; check which addresses it allows.",
)
OLD = Phrase(
    "probes.smb.old",
    ja="{server}はSMB 1でしか話せません。SMB 1は安全でなく、今のWindowsからは使えません。",
    en="{server} speaks SMB 1 only, which is not safe and which Windows no longer uses.",
)
TURNED_DOWN = Phrase(
    "probes.smb.turned_down",
    ja="{server}は動いていますが、取り決めを断りました（{status}）。",
    en="{server} is alive but refused to negotiate ({status}).",
)
NOTHING_IN_COMMON = Phrase(
    "probes.smb.nothing_in_common",
    ja="{server}は動いていますが、SMB 2以降のどの版も断りました。SMB 1だけを許す設定です。",
    en="{server} is alive but refused every dialect since SMB 2: it is set to SMB 1 only.",
)


@dataclass(frozen=True)
class Params:
    """`server` is a name or an address, with a port where that is not 445."""

    server: str


def wrong(params: Params) -> Message | None:
    """What is wrong with the address, or None."""
    return None if _place(params.server) else NOT_A_SERVER(server=params.server)


async def ask(params: Params, reach: Reach) -> Reading:
    """Negotiate once, and leave."""
    from drills.probes._talking import talking_to  # noqa: PLC0415
    from drills.wire import Malformed  # noqa: PLC0415

    place = _place(params.server)
    if place is None:
        return Reading.unknown(NOT_A_SERVER(server=params.server))
    try:
        async with talking_to(*place, reach, HANGS, server=params.server) as talk:
            answer, took_us = await _negotiated(talk, reach)
    except Malformed:
        return Reading.silent(NOT_SMB(server=params.server))
    except ConnectionResetError:
        return Reading.silent(CLOSED_AT_ONCE(server=params.server))
    return _reading(params.server, answer, took_us)


async def _negotiated(talk: Talk, reach: Reach) -> tuple[Answer, int]:
    import secrets  # noqa: PLC0415

    from drills.wire import smb  # noqa: PLC0415

    began = reach.elapsed_us()
    guid, salt = secrets.token_bytes(smb.GUID_BYTES), secrets.token_bytes(smb.SALT_BYTES)
    await talk.say(smb.request(guid, salt))
    header = await talk.exactly(smb.HEADER_BYTES)
    if header[0] == smb.SESSION_REFUSED:
        return smb.Answer(status="not_allowed"), reach.elapsed_us() - began
    packet = await talk.exactly(smb.length(header))
    return smb.parsed(packet), reach.elapsed_us() - began


def _place(server: str) -> tuple[str, int] | None:
    if is_ipv6(server) or is_host(server):
        return server, 445
    return host_and_port(server)


def _reading(server: str, answer: Answer, took_us: int) -> Reading:
    import time  # noqa: PLC0415

    ahead = None if answer.clock_s is None else round(answer.clock_s - time.time(), 1)
    old = answer.dialect == "1" or answer.status == "NOT_SUPPORTED"
    facts: dict[str, Fact] = {
        "reply": True,
        "answer": "old" if old else answer.status or "agreed",
        "dialect": "" if old else answer.dialect,
        "signing": answer.signing,
        "encryption": answer.encryption,
        "clock_ahead_s": ahead,
        "took_ms": round(took_us / 1000, 3),
    }
    return Reading(facts=facts, because=_because(server, answer))


def _because(server: str, answer: Answer) -> Message | None:
    if answer.dialect == "1":
        return OLD(server=server)
    if answer.status == "not_allowed":
        return NOT_ALLOWED(server=server)
    if answer.status == "NOT_SUPPORTED":
        return NOTHING_IN_COMMON(server=server)
    return TURNED_DOWN(server=server, status=answer.status) if answer.status else None
