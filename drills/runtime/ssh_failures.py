"""What kept us from running a command over SSH, in words that say what to do about it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass, field

import asyncssh

from bcp.message import Message, Phrase
from bcp.system_trouble import words_of
from drills.errors import Unreachable
from drills.runtime import net_failures
from drills.runtime.ssh_algorithms import none_in_common
from drills.runtime.ssh_certificates import HOST_MISSING, host_trouble, own_trouble
from drills.runtime.ssh_options import Prepared

UNKNOWN_KEY = Phrase(
    "ssh.unknown_host_key",
    ja="{place}のホスト鍵 ({kind} {fingerprint}) が{file}にありません。サーバの管理者に指紋を"
    "確かめ、正しければ登録してください: {remedy}",
    en="the host key of {place} ({kind} {fingerprint}) is not in {file}; confirm the fingerprint "
    "with the server's owner and, if it is right, add it: {remedy}",
)
CHANGED_KEY = Phrase(
    "ssh.changed_host_key",
    ja="{place}のホスト鍵が{file}のものと違います (今の鍵: {kind} {fingerprint})。"
    "なりすましのおそれがあります。サーバの入れ替えなら、管理者に指紋を確かめてから古い鍵を消し、"
    "登録し直してください: {remedy}",
    en="the host key of {place} differs from the one in {file} (now: {kind} {fingerprint}); "
    "somebody may be posing as it. If the server was replaced, confirm the fingerprint with its "
    "owner, then replace the old key: {remedy}",
)
REVOKED_KEY = Phrase(
    "ssh.revoked_host_key",
    ja="{place}のホスト鍵を受け入れられません ({reason})。{file}を確かめてください。",
    en="the host key of {place} is not acceptable ({reason}); look into {file}.",
)
LOGIN_REFUSED = Phrase(
    "ssh.login_refused",
    ja="{place}が利用者「{user}」のログインを断りました (サーバの受け付ける方式: {methods}、"
    "使った鍵: {keys})。理由はサーバの外からは見分けられません。サーバで次を順に確かめてください: "
    "利用者名があるか、authorized_keysにこの鍵があり本人以外が書き込めないか、アカウントが"
    "ロック・期限切れでないか、シェルが実在するか、sshd_configのDenyUsers・AllowUsers。"
    "サーバのsshdのログに理由が出ています。",
    en="{place} refused the login of user {user!r} (methods it accepts: {methods}; keys offered: "
    "{keys}). From outside all reasons look alike; check on the server, in this order: that the "
    "user exists, that authorized_keys has this key and nobody else may write it, that the account "
    "is neither locked nor expired, that its shell exists, and DenyUsers and AllowUsers in "
    "sshd_config. The log of its sshd has the reason.",
)
LOGIN_CUT = Phrase(
    "ssh.login_cut",
    ja="{place}が利用者「{user}」のログインの途中で接続を閉じました。アカウントの期限切れ・ロック、"
    "/etc/nologin (保守中)、PAMの制限は、外からは見分けられません。サーバのsshdのログを"
    "確かめてください。サーバの言葉: {said}",
    en="{place} closed the connection in the middle of the login of user {user!r}. An account that "
    "is locked or expired, /etc/nologin (maintenance) and PAM's other limits look alike from "
    "outside; look into the log of its sshd. It says: {said}",
)
TOO_MANY_KEYS = Phrase(
    "ssh.too_many_keys",
    ja="{place}が、鍵を試しすぎたとして利用者「{user}」のログインを断りました。"
    "計画の`identity`で使う鍵を一つに決めてください。",
    en="{place} refused the login of user {user!r} after too many keys were tried; "
    "name the one key to use in the plan's `identity`.",
)
NO_GREETING = Phrase(
    "ssh.no_greeting",
    ja="{place}は接続を受け付けましたが、SSHの応答がありません。"
    "サーバまたはsshdが固まっているおそれがあります。コンソールを確かめてください。",
    en="{place} accepts connections but does not speak SSH; the server or its sshd may be frozen: "
    "look at its console.",
)
KEYS_STALLED = Phrase(
    "ssh.key_exchange_stalled",
    ja="{place}はSSHで名乗りましたが、鍵交換が進みません。小さなパケットだけが通る経路"
    " (path MTU) でよく起こります。{ping} (Windowsでは -M do -s の代わりに -f -l) が"
    "通らなければ、VPNや途中の機器のMTU・MSSを確かめてください。通るなら、サーバの負荷を"
    "確かめてください。",
    en="{place} greets as SSH but the key exchange does not go on, as it is where large packets "
    "are lost (path MTU). If {ping} (on Windows -f -l instead of -M do -s) does not pass, check "
    "the MTU and MSS of the VPN and of what stands between; if it does, check the server's load.",
)
SLOW_LOGIN = Phrase(
    "ssh.slow_login",
    ja="{place}との鍵交換はできましたが、時間内にログインが終わりませんでした。サーバの負荷と、"
    "サーバが認証に使うDNSやLDAPを確かめてください。",
    en="{place} exchanged keys but the login did not finish in time; check the server's load, and "
    "the DNS or LDAP it needs for logins.",
)
CLOSED_BEFORE_LOGIN = Phrase(
    "ssh.closed_before_login",
    ja="{place}がログイン前に接続を閉じました ({reason})。ログイン待ちが多すぎる (MaxStartups)、"
    "失敗が続いて一時的に締め出された (PerSourcePenalties、fail2banなど)、接続元の制限、"
    "sshdの不調のいずれかです。少し待って試し、サーバのsshdのログを確かめてください。",
    en="{place} closed the connection before the login ({reason}): too many logins are waiting "
    "(MaxStartups), it shuts us out for a while after failures (PerSourcePenalties, fail2ban), it "
    "limits who may connect, or its sshd is ill. Try again a little later, and look into its log.",
)
NOT_SSH = Phrase(
    "ssh.not_ssh",
    ja="{place}の応答はSSHとして読めません ({reason})。ポート番号を確かめてください。",
    en="what {place} answers is no SSH ({reason}); check the port.",
)
CHANNEL_REFUSED = Phrase(
    "ssh.channel_refused",
    ja="{place}がコマンドの実行を断りました ({reason})。"
    "sshdのMaxSessionsと、この利用者に許された操作を確かめてください。",
    en="{place} refused to run a command ({reason}); check MaxSessions of its sshd and what this "
    "user may do.",
)
LOST = Phrase(
    "ssh.lost",
    ja="{place}との接続がコマンドの途中で切れました。コマンドが行われたかどうかは分かりません。",
    en="the connection to {place} was lost in the middle of the command; whether the command was "
    "carried out is not known.",
)
LOST_BEFORE = Phrase(
    "ssh.lost_before_command",
    ja="{place}との接続が、コマンドを送る前に切れました。",
    en="the connection to {place} was lost before the command was sent.",
)
NO_REACTION = Phrase(
    "ssh.no_reaction",
    ja="{place}は開いている接続で応答しません。サーバか経路が止まっているおそれがあります。",
    en="{place} does not react on its open connection; it or the way to it may have stopped.",
)
THROUGH = Phrase(
    "ssh.through_jump",
    ja="踏み台「{jump}」を通れません: {why}",
    en="no way through the jump host {jump!r}: {why}",
)
FORWARDING_REFUSED = Phrase(
    "ssh.forwarding_refused",
    ja="踏み台「{jump}」が{place}への転送を断りました ({reason})。"
    "踏み台のsshdのAllowTcpForwardingとPermitOpenを確かめてください。",
    en="the jump host {jump!r} refuses to forward to {place} ({reason}); check AllowTcpForwarding "
    "and PermitOpen of its sshd.",
)
DISCONNECTED = Phrase(
    "ssh.disconnected",
    ja="{place}が理由を告げて接続を断りました ({reason})。",
    en="{place} ended the connection and said why ({reason}).",
)
GARBLED = Phrase(
    "ssh.garbled",
    ja="{place}との通信が途中で壊れています ({reason})。"
    "経路の機器と、相手のSSHの版を確かめてください。",
    en="what comes from {place} is damaged on its way ({reason}); check the devices between and "
    "the version of its SSH server.",
)
OTHER = Phrase(
    "ssh.other",
    ja="{place}とのSSH通信が続けられませんでした ({reason})。",
    en="SSH with {place} could not go on ({reason}).",
)


@dataclass
class Seen:
    """What was seen of a server while connecting to it.

    `greeted` and `keyed`: how far it came; `said` is its notice, if any; `kind` and `fingerprint`
    are those of a key that nobody here knows.
    """

    greeted: bool = False
    keyed: bool = False
    said: str = ""
    kind: str = ""
    fingerprint: str = ""
    methods: list[str] = field(default_factory=list)


def place_of(prepared: Prepared) -> str:
    """The server as its words name it: ``fs01 (10.1.2.3:22)``."""
    return f"{prepared.server.id} ({prepared.host}:{prepared.port})"


def login_failed(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    """Why no connection came about, from what asyncssh or the system raised."""
    for kinds, explain in _LOGIN_FAILURES:
        if isinstance(error, kinds):
            return explain(error, prepared, seen)
    return _plain(OTHER, error, prepared, answered=None)


def tunnel_failed(error: asyncssh.ChannelOpenError, prepared: Prepared) -> Unreachable:
    """Why the jump host could not connect us further, from the reason it gave.

    OpenSSH passes on the words of strerror(3) and getaddrinfo(3).
    """
    place, reason = place_of(prepared), error.reason
    for words, phrase, answered in (
        ("refused", net_failures.REFUSED, False),
        ("timed out", net_failures.NO_ANSWER, False),
        ("No route to host", net_failures.NO_ROUTE, False),
        ("Network is unreachable", net_failures.NETWORK_UNREACHABLE, None),
        ("not known", net_failures.UNKNOWN_NAME, None),
        ("name resolution", net_failures.UNKNOWN_NAME, None),
    ):
        if words in reason:
            return Unreachable(phrase(place=place), answered=answered)
    if error.code == asyncssh.OPEN_CONNECT_FAILED and "closed" in reason:
        return through(prepared, LOST_BEFORE(place=prepared.server.jump))
    message = FORWARDING_REFUSED(jump=prepared.server.jump, place=place, reason=reason)
    return Unreachable(message, answered=None)


def through(prepared: Prepared, why: Message) -> Unreachable:
    """The jump host failed, which proves nothing about the server behind it."""
    return Unreachable(THROUGH(jump=prepared.server.jump, why=why), answered=None)


def login_late(prepared: Prepared, seen: Seen) -> Unreachable:
    """Why a login is not over yet: by how far it came."""
    place = place_of(prepared)
    message = NO_GREETING(place=place)
    if seen.keyed:
        message = SLOW_LOGIN(place=place)
    elif seen.greeted:
        message = KEYS_STALLED(place=place, ping=prepared.remedies.ping())
    return Unreachable(message, answered=False)


def _host_key(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    said = {"file": prepared.known_file, "place": place_of(prepared)}
    key = {"kind": seen.kind, "fingerprint": seen.fingerprint}
    certificate = host_trouble(str(error))
    if certificate:
        own = {"look": prepared.remedies.look(), "name": prepared.remedies.known_as}
        message = certificate(**said, **key, **own)
    elif not seen.fingerprint:
        message = REVOKED_KEY(**said, reason=str(error))
    elif prepared.known_keys:
        message = CHANGED_KEY(**said, **key, remedy=prepared.remedies.replace())
    else:
        phrase = HOST_MISSING if prepared.known else UNKNOWN_KEY
        message = phrase(**said, **key, remedy=prepared.remedies.add())
    return Unreachable(message, answered=None)


def _login(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    own = own_trouble(prepared.certificates, prepared.user, place_of(prepared))
    message = own or LOGIN_REFUSED(
        place=place_of(prepared),
        user=prepared.user,
        methods=", ".join(seen.methods) or "-",
        keys=", ".join((*prepared.keys, *(("ssh-agent",) * bool(prepared.options.agent_path))))
        or "-",
    )
    return Unreachable(message, answered=None)


def _algorithms(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    message = none_in_common(str(error), place_of(prepared), prepared.server, prepared.day)
    return Unreachable(message, answered=None)


def _protocol(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    # OpenSSH's MaxAuthTries comes as a protocol error with this text.
    if "Too many authentication failures" in str(error):
        message = TOO_MANY_KEYS(place=place_of(prepared), user=prepared.user)
        return Unreachable(message, answered=None)
    return _plain(NOT_SSH, error, prepared, answered=None)


def _lost(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    # Where PAM bars an account, sshd hangs up once it has seen the key.
    if seen.keyed:
        said = {"place": place_of(prepared), "user": prepared.user, "said": seen.said or "-"}
        return Unreachable(LOGIN_CUT(**said), answered=None)
    return _plain(CLOSED_BEFORE_LOGIN, error, prepared, answered=False)


def _late(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    return login_late(prepared, seen)


def _net(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    if isinstance(error, ConnectionResetError | BrokenPipeError):
        return _lost(error, prepared, seen)
    return net_failures.explained(error, place_of(prepared)) or _plain(
        OTHER, error, prepared, answered=None
    )


def _plain(
    phrase: Phrase, error: Exception, prepared: Prepared, *, answered: bool | None
) -> Unreachable:
    return Unreachable(phrase(place=place_of(prepared), reason=words_of(error)), answered=answered)


def _garbled(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    return _plain(GARBLED, error, prepared, answered=False)


def _disconnected(error: Exception, prepared: Prepared, seen: Seen) -> Unreachable:
    return _plain(DISCONNECTED, error, prepared, answered=False)


_Explain = Callable[[Exception, Prepared, Seen], Unreachable]

# In order: a class stands before those it derives from.
_LOGIN_FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], _Explain], ...] = (
    (asyncssh.HostKeyNotVerifiable, _host_key),
    (asyncssh.PermissionDenied, _login),
    (asyncssh.IllegalUserName, _login),
    (asyncssh.KeyExchangeFailed, _algorithms),
    (asyncssh.ConnectionLost, _lost),
    ((asyncssh.ProtocolError, asyncssh.ProtocolNotSupported), _protocol),
    ((TimeoutError, asyncssh.TimeoutError), _late),
    ((OSError, socket.gaierror), _net),
    ((asyncssh.MACError, asyncssh.CompressionError), _garbled),
    (asyncssh.DisconnectError, _disconnected),
)
