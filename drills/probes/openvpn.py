"""Whether an OpenVPN server answers the first packet of a client, with the key that it may want.

Nothing is said after its answer. A server of version 2.6 or later keeps nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bcp.asking import Expectation, FactKind, Silence
from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from drills.probes._addresses import host_and_port
from drills.probes._contract import Polite, Reach, Unanswered
from scenarios.reading import Reading

if TYPE_CHECKING:
    from drills.probes._openvpn_asking import Heard, Nothing
    from drills.wire.openvpn import Lock

MEANING = Text(
    ja="OpenVPNのサーバは、最初の呼びかけに応じるか",
    en="Does an OpenVPN server answer a client's first packet?",
)
PROVES = Text(
    ja="サーバが動いていて、tls-authやtls-cryptの鍵を書いたときは、その鍵が正しいこと。証明書、ログイン、"
    "接続数の空きは確かめていません（証明書が切れていても、満員でも、正常に見えます）。",
    en="that the server runs, and with a key for tls-auth or tls-crypt that this key is right; not "
    "its certificate, a login or room for one more: it looks well with an expired certificate and "
    "when it is full.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="OpenVPNの答えがあった", en="an answer of OpenVPN came")),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: handshake（呼びかけに応じた）、port（鍵なしの答えだけ）",
            en="how far it was seen: handshake (answered), port (answered, but not with the key)",
        ),
        news=0,
    ),
    "mode": FactKind(
        "str",
        Text(
            ja="答えの保護: plain（なし）、tls-auth、tls-crypt、tls-crypt-v2",
            en="how the answer was protected: plain (not), tls-auth, tls-crypt, tls-crypt-v2",
        ),
    ),
    "ahead_s": FactKind(
        "int",
        Text(
            ja="サーバの時計がこの端末より進んでいる秒数（plainではなし）",
            en="how far the server's clock is ahead of ours; none with plain",
        ),
        "s",
    ),
    "rtt_ms": FactKind(
        "float", Text(ja="送ってから答えまで", en="from sending to the answer"), "ms"
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("level", "equals", "handshake"),
)
FIELDS = {
    "server": Text(
        ja="サーバ「ホスト名:ポート」（ふつう1194）",
        en='the server, as "host:port" (commonly 1194)',
    ),
    "protocol": Text(ja="udpかtcp", en="udp or tcp"),
    "tls_auth": Text(
        ja="tls-authの鍵ファイル（計画のフォルダからのパス）",
        en="the key file for tls-auth, from the plan's folder",
    ),
    "direction": Text(
        ja="利用者の設定の key-direction: client（1）、server（0）、both（書いていない）",
        en="key-direction in a user's settings: client (1), server (0), both (not set)",
    ),
    "digest": Text(
        ja="利用者の設定の auth（書いていなければsha1）", en="auth in a user's settings (sha1)"
    ),
    "tls_crypt": Text(ja="tls-cryptの鍵ファイル", en="the key file for tls-crypt"),
    "tls_crypt_v2": Text(
        ja="tls-crypt-v2の、この確認だけに使う利用者側の鍵ファイル",
        en="a client's key file for tls-crypt-v2, made for this probe alone",
    ),
}

NOT_A_SERVER = Phrase(
    "probes.openvpn.not_a_server",
    ja="「{server}」はサーバの宛先として読めません。「ホスト名:ポート」と書いてください"
    "(例: vpn.example.jp:1194)。",
    en='{server!r} is no server to ask; write "host:port", such as vpn.example.jp:1194.',
)
ONE_KEY = Phrase(
    "probes.openvpn.one_key",
    ja="鍵は tls_auth、tls_crypt、tls_crypt_v2 のどれか1つだけを書いてください。",
    en="write one key at most: tls_auth, tls_crypt or tls_crypt_v2.",
)
NOT_A_KEY = Phrase(
    "probes.openvpn.not_a_key",
    ja="{field}のファイル{file}は、OpenVPNのその種類の鍵として読めません。",
    en="the file {file} of {field} holds no key of OpenVPN of that kind.",
)
SILENT = Phrase(
    "probes.openvpn.silent",
    ja="{server}はOpenVPNに応答しません（鍵なしで2回尋ねました）。鍵（tls-authやtls-crypt）を求める"
    "サーバは、正常でも、鍵のない相手には何も答えません。ほかに、サーバの固まり、経路、UDPを止める"
    "ファイアウォールが考えられます。鍵を書けば、応答がないことを障害とみなします。",
    en="{server} does not answer OpenVPN (asked twice, without a key). A server that wants a key "
    "(tls-auth, tls-crypt) is silent to whoever has none, though it is well; or it hangs, the way "
    "to it is broken, or a firewall drops UDP. Where the key "
    "is named, silence counts as an outage.",
)
SILENT_TO_KEY = Phrase(
    "probes.openvpn.silent_to_key",
    ja="{server}はOpenVPNに応答しません（鍵を付けて2回尋ねました）。サーバの固まり、経路、UDPを止める"
    "ファイアウォール、鍵かその向き（direction）かdigestがサーバと違う、サーバが混んでいて新しい"
    "呼びかけを捨てている、のどれかです。OpenVPNでは見分けられません。",
    en="{server} does not answer OpenVPN (asked twice, with the key): it hangs, the way to it is "
    "broken, a firewall drops UDP, the key, its direction or digest is not the server's, or it is "
    "busy and drops new beginnings. OpenVPN cannot tell these apart.",
)
UNCONNECTED = Phrase(
    "probes.openvpn.unconnected",
    ja="{server}は接続に応答しません。電源、経路、ファイアウォールを確かめてください。",
    en="{server} does not answer a connection; check its power, the way to it and firewalls.",
)
CONNECTED_ONLY = Phrase(
    "probes.openvpn.connected_only",
    ja="{server}は接続を受け付けましたが、何も答えません。サーバが固まっている（システムだけが接続を"
    "受け付けている）か、別のサービスです。",
    en="{server} accepted the connection and then said nothing: the server hangs while its system "
    "goes on accepting, or it is another service.",
)
CLOSED = Phrase(
    "probes.openvpn.closed",
    ja="{server}は接続を受け付け、答えずに閉じました（鍵なしで尋ねました）。動いてはいます。鍵（tls-authや"
    "tls-crypt）を求めるサーバか、別のサービスです。",
    en="{server} accepted the connection and closed it without an answer (asked without a key): "
    "something runs there. It wants a key (tls-auth, tls-crypt), or is another service.",
)
CLOSED_TO_KEY = Phrase(
    "probes.openvpn.closed_to_key",
    ja="{server}は接続を受け付け、答えずに閉じました。動いてはいますが、鍵かその向き（direction）かdigestが"
    "違うか、別のサービスです。",
    en="{server} accepted the connection and closed it without an answer: something runs there, "
    "but the key, its direction or digest is not the server's, or it is another service.",
)
NOT_OPENVPN = Phrase(
    "probes.openvpn.not_openvpn",
    ja="{server}から答えがありましたが、OpenVPNではありません。ポート番号とprotocolを確かめてください。",
    en="{server} answers, but not in OpenVPN; check the port and protocol.",
)
UNPROTECTED = Phrase(
    "probes.openvpn.unprotected",
    ja="{server}は、鍵（{mode}）なしで答えました。サーバの設定から鍵が外れています。このままでは、"
    "利用者も接続できません。",
    en="{server} answered without the key ({mode}): the server's settings have lost it, and users "
    "who have the key cannot connect.",
)


@dataclass(frozen=True)
class Params:
    """`server` is ``host:port``. One key at most: the file that users have for it."""

    server: str
    protocol: Literal["udp", "tcp"] = "udp"
    tls_auth: str | None = None
    direction: Literal["client", "server", "both"] = "client"
    digest: Literal["sha1", "sha256", "sha384", "sha512"] = "sha1"
    tls_crypt: str | None = None
    tls_crypt_v2: str | None = None

    @property
    def key(self) -> tuple[str, str] | None:
        """The field that names a key, and the path in it."""
        keys = {each: getattr(self, each) for each in ("tls_auth", "tls_crypt", "tls_crypt_v2")}
        return next(((field, path) for field, path in keys.items() if path), None)


WEIGHS_ON = "server"
# From version 2.6 on a server ignores everybody's beginnings after 100 of them in 10 seconds; each
# ask makes two at most.
POLITE = Polite(apart_us=SECOND, at_once=1)


def SILENCE(params: Params) -> Silence:  # noqa: N802 - a constant of the contract, or a function
    """Without a key a server that wants one is silent; with it, an answer is what is normal."""
    return "broken" if params.key else "unknown"


def target(params: Params, reach: Reach) -> str:
    """Each port is a server of its own."""
    return f"{params.server}/{params.protocol}"


def wrong(params: Params) -> Message | None:
    """What is wrong with the address or the keys, or None."""
    if host_and_port(params.server) is None:
        return NOT_A_SERVER(server=params.server)
    keys = (params.tls_auth, params.tls_crypt, params.tls_crypt_v2)
    return ONE_KEY() if sum(each is not None for each in keys) > 1 else None


async def ask(params: Params, reach: Reach) -> Reading:
    """Send the first packet of a client; over UDP once more where no answer comes."""
    from drills.probes._openvpn_asking import Heard, over_tcp, over_udp  # noqa: PLC0415

    place = host_and_port(params.server)
    mistake = wrong(params)
    if mistake or place is None:
        return Reading.unknown(mistake or NOT_A_SERVER(server=params.server))
    lock = _lock(params, reach)
    if isinstance(lock, Message):
        return Reading.unknown(lock)
    asked = over_tcp if params.protocol == "tcp" else over_udp
    heard = await asked(*place, lock, reach)
    return _read(heard, lock, params) if isinstance(heard, Heard) else _unheard(heard, params)


def _lock(params: Params, reach: Reach) -> Lock | Message:
    from drills.probes._key_file import key_bytes  # noqa: PLC0415
    from drills.wire import Malformed, openvpn  # noqa: PLC0415

    if params.key is None:
        return openvpn.Lock()
    field, written = params.key
    path = reach.path(written)
    text = key_bytes(path)
    try:
        if params.tls_crypt_v2:
            return openvpn.tls_crypt(*openvpn.client_key(text))
        key = openvpn.static_key(text)
    except Malformed:
        return NOT_A_KEY(field=field, file=path)
    if params.tls_crypt:
        return openvpn.tls_crypt(key)
    return openvpn.tls_auth(key, params.direction, params.digest)


def _read(heard: Heard, lock: Lock, params: Params) -> Reading:
    fits = heard.answer.proven or lock.mode == "plain"
    return Reading(
        facts={
            "reply": True,
            "level": "handshake" if fits else "port",
            "mode": lock.mode if fits else "plain",
            "ahead_s": heard.ahead_s,
            "rtt_ms": round(heard.took_us / 1000, 3),
        },
        because=None if fits else UNPROTECTED(server=params.server, mode=lock.mode),
    )


def _unheard(nothing: Nothing, params: Params) -> Reading:
    server, keyed = params.server, params.key is not None
    if nothing == "odd":
        return Reading.silent(NOT_OPENVPN(server=server))
    if nothing == "unconnected":
        return Reading.silent(UNCONNECTED(server=server))
    if nothing == "closed":
        raise Unanswered((CLOSED_TO_KEY if keyed else CLOSED)(server=server))
    if params.protocol == "tcp":
        return Reading.silent(CONNECTED_ONLY(server=server))
    raise Unanswered((SILENT_TO_KEY if keyed else SILENT)(server=server))
