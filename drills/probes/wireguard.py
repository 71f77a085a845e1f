"""Whether a WireGuard server completes a handshake, with a key made for the probe alone.

Never with a person's key: a server sends to where a peer's key was last seen, so whoever asks with
the key of somebody who is connected takes the connection over. Nothing is sent after the handshake.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from bcp.secret_source import SecretSource
from drills.probes._addresses import host_and_port
from drills.probes._contract import Polite, Reach, Unanswered
from scenarios.reading import Reading

if TYPE_CHECKING:
    from drills.wire.wireguard import Keys

MEANING = Text(
    ja="WireGuardのサーバがハンドシェイクに応じるか",
    en="Does a WireGuard server complete a handshake?",
)
PROVES = Text(
    ja="サーバが動いていて、その鍵、こちらの鍵、事前共有鍵がすべて正しいこと。トンネルの先の通信は"
    "確かめていません。",
    en="that the server runs, and that its key, ours and the preshared key are all right; not that "
    "anything passes through the tunnel.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="WireGuardの答えがあった", en="an answer of WireGuard came")),
    "answer": FactKind(
        "str",
        Text(
            ja="答え: proven（鍵がすべて合う）、psk（事前共有鍵だけが合わない）、"
            "cookie（混雑中。鍵は確かめていない）",
            en="what it showed: proven (all keys are right), psk (all but the preshared key), "
            "cookie (busy; no key is proven)",
        ),
    ),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: handshake（鍵交換が成った）、port（動いている）",
            en="how far it was seen: handshake (made), port (alive)",
        ),
        news=0,
    ),
    "rtt_ms": FactKind(
        "float", Text(ja="送ってから答えまで", en="from sending to the answer"), "ms"
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("answer", "one_of", ("proven", "cookie")),
)
FIELDS = {
    "server": Text(
        ja="サーバ「ホスト名:ポート」（ふつう51820）",
        en='the server, as "host:port" (commonly 51820)',
    ),
    "server_key": Text(
        ja="サーバの公開鍵（wg show の public key。44文字）",
        en="the server's public key (44 characters, as wg show prints it)",
    ),
    "key": Text(
        ja="この確認だけに使う秘密鍵の在りか。利用者の鍵を使うと、その人の接続を奪います",
        en="where the private key made for this probe alone is kept; a person's key would take "
        "over that person's connection",
    ),
    "psk": Text(
        ja="事前共有鍵の在りか（サーバに設定があるときだけ）",
        en="where the preshared key is kept, where the server has one for this key",
    ),
}
# WireGuard never speaks to strangers: that is what it is for.
SILENCE = "unknown"

NOT_A_SERVER = Phrase(
    "probes.wireguard.not_a_server",
    ja="「{server}」はサーバの宛先として読めません。「ホスト名:ポート」と書いてください"
    "(例: vpn.example.jp:51820)。",
    en='{server!r} is no server to ask; write "host:port", such as vpn.example.jp:51820.',
)
NOT_A_KEY = Phrase(
    "probes.wireguard.not_a_key",
    ja="{field}がWireGuardの鍵として読めません。wg genkey や wg pubkey が出す44文字を"
    "使ってください。",
    en="{field} is no key of WireGuard; use the 44 characters that wg genkey or wg pubkey prints.",
)
SILENT = Phrase(
    "probes.wireguard.silent",
    ja="{server}はWireGuardに応答しません（2回尋ねました）。サーバの停止や固まり、経路、"
    "UDPを止めるファイアウォールのほか、この確認の鍵がサーバに登録されていない、server_keyが違う、"
    "この端末の時計が前回より戻っている、のどれかです。WireGuardは知らない相手に答えないため、"
    "見分けられません。",
    en="{server} does not answer WireGuard (asked twice): it hangs, the way to it is broken, a "
    "firewall drops UDP, the probe's key is not among its peers, server_key is not its key, or "
    "this machine's clock is behind its last handshake. WireGuard is silent to whom it does not "
    "know, so these cannot be told apart.",
)
NOT_WIREGUARD = Phrase(
    "probes.wireguard.not_wireguard",
    ja="{server}から答えがありましたが、WireGuardではありません。ポート番号を確かめてください。",
    en="{server} answers, but not in WireGuard; check the port.",
)
OTHER_PSK = Phrase(
    "probes.wireguard.other_psk",
    ja="{server}は応答し、双方の鍵も合いますが、事前共有鍵（psk）が違います。",
    en="{server} answers, and both keys are right, but the preshared key (psk) is another.",
)

BUSY = Phrase(
    "probes.wireguard.busy",
    ja="{server}は混雑しているため、鍵を確かめずに順番の目印（cookie）だけを返しました。動いていますが、"
    "鍵が正しいかは分かりません。",
    en="{server} is busy and answered with a cookie alone: it is alive, and no key was looked at.",
)


@dataclass(frozen=True)
class Params:
    """`server` is ``host:port``, `server_key` its public key; `key` and `psk` are ours."""

    server: str
    server_key: str
    key: SecretSource
    psk: SecretSource | None = None


WEIGHS_ON = "server"
# A peer waits this long before it begins anew (the paper's Rekey-Timeout), and so do we.
POLITE = Polite(apart_us=5 * SECOND, at_once=1)


def target(params: Params, reach: Reach) -> str:
    """Each port is a server of its own."""
    return params.server


def wrong(params: Params) -> Message | None:
    """What is wrong with the address or the server's key, or None."""
    if host_and_port(params.server) is None:
        return NOT_A_SERVER(server=params.server)
    return None if _key(params.server_key) else NOT_A_KEY(field="server_key")


async def ask(params: Params, reach: Reach) -> Reading:
    """Begin a handshake, once more where no answer comes, and see whether it can be completed."""
    from drills.probes._wireguard_asking import heard_from  # noqa: PLC0415
    from drills.wire import Malformed  # noqa: PLC0415

    place, server = host_and_port(params.server), params.server
    mistake = wrong(params)
    if mistake or place is None:
        return Reading.unknown(mistake or NOT_A_SERVER(server=server))
    keys = _keys(params, reach)
    if isinstance(keys, Message):
        return Reading.unknown(keys)
    try:
        heard = await heard_from(*place, keys, reach)
    except Malformed:
        return Reading.unknown(NOT_A_KEY(field="server_key"))
    if heard is None:
        raise Unanswered(SILENT(server=server))
    if heard.verdict == "odd":
        return Reading.silent(NOT_WIREGUARD(server=server))
    return Reading(
        facts={
            "reply": True,
            "answer": heard.verdict,
            "level": "handshake" if heard.verdict == "proven" else "port",
            "rtt_ms": round(heard.took_us / 1000, 3),
        },
        because=OTHER_PSK(server=server) if heard.verdict == "psk" else None,
        note=BUSY(server=server) if heard.verdict == "cookie" else None,
    )


def _keys(params: Params, reach: Reach) -> Keys | Message:
    from drills.wire.wireguard import KEY_BYTES, Keys  # noqa: PLC0415

    own = _key(reach.secret(params.key).reveal())
    if own is None:
        return NOT_A_KEY(field="key")
    shared: bytes | None = bytes(KEY_BYTES)
    if params.psk is not None:
        shared = _key(reach.secret(params.psk).reveal())
    server = _key(params.server_key)
    if shared is None or server is None:
        return NOT_A_KEY(field="psk" if shared is None else "server_key")
    return Keys(own, server, shared)


def _key(text: str) -> bytes | None:
    """The 32 bytes of a key; None for what is none, the key of zeros among them."""
    try:
        key = b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == 32 and any(key) else None
