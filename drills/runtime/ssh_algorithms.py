"""Which algorithms a server is offered: those of today, and old ones where the plan allows them.

asyncssh still offers SHA-1 by default, where today's OpenSSH does not.
"""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from asyncssh.encryption import get_default_encryption_algs, get_encryption_algs
from asyncssh.kex import get_default_kex_algs, get_kex_algs
from asyncssh.mac import get_default_mac_algs, get_mac_algs
from asyncssh.public_key import (
    get_default_certificate_algs,
    get_default_public_key_algs,
    get_public_key_algs,
)

from bcp.message import Message, Phrase
from bcp.model import Server
from bcp.old_algorithms import OldAlgorithm

NO_COMMON_ALGORITHM = Phrase(
    "ssh.no_common_algorithm",
    ja="{place}は今の暗号方式を使えません ({kind})。サーバの方式: {offered}。"
    "SSHサーバを更新してください。それまでの間だけ許すなら、計画のこのサーバに"
    "次の行を加えてください: {line}",
    en="{place} cannot use today's algorithms ({kind}); it offers: {offered}. Update its SSH "
    "server. To allow an old one until then, add this line to the server in the plan: {line}",
)
NO_KNOWN_ALGORITHM = Phrase(
    "ssh.no_known_algorithm",
    ja="{place}と共通の暗号方式がありません ({kind})。サーバの方式: {offered}。"
    "このプログラムが使えるものはありません。SSHサーバを更新してください。",
    en="{place} and this program have no {kind} algorithm in common; it offers: {offered}, none "
    "of which can be allowed. Update its SSH server.",
)
ALLOWANCE_ENDED = Phrase(
    "ssh.algorithms_ended",
    ja="{place}に古い暗号方式を許した期限 ({until}) が過ぎました。サーバの方式 ({kind}): "
    "{offered}。SSHサーバを更新するか、責任者の承認を得て計画の`algorithms`の期限を"
    "延ばしてください。",
    en="the day until which {place} might use old algorithms ({until}) has passed; it offers "
    "({kind}): {offered}. Update its SSH server, or have the person in charge renew `until` under "
    "`algorithms` in the plan.",
)

OLD = tuple(each for each in get_args(OldAlgorithm) if each != "legacy")


def allowed(server: Server, today: date) -> tuple[str, ...]:
    """The old algorithms that the plan allows for `server` on this day."""
    old = server.algorithms
    if old is None or date.fromisoformat(old.until) < today:
        return ()
    return OLD if "legacy" in old.allow else tuple(each for each in OLD if each in old.allow)


def offers(
    server: Server, config: Any, known: tuple[Any, ...], today: date
) -> dict[str, list[str] | tuple[()]]:
    """Give asyncssh's options for the algorithms.

    Where the user's SSH configuration names some, it is obeyed. `known` is what the known hosts
    have about the server.
    """
    old = allowed(server, today)
    kinds = (
        ("kex_algs", "KexAlgorithms", get_default_kex_algs(), get_kex_algs()),
        ("encryption_algs", "Ciphers", get_default_encryption_algs(), get_encryption_algs()),
        ("mac_algs", "MACs", get_default_mac_algs(), get_mac_algs()),
        ("server_host_key_algs", "HostKeyAlgorithms", _host_keys(known), get_public_key_algs()),
    )
    return {
        option: () if config.get(word) else _offered(default, possible, old)
        for option, word, default, possible in kinds
    }


def none_in_common(error: str, place: str, server: Server, today: date) -> Message:
    """What to do where the two sides share no algorithm of some kind.

    `error` is asyncssh's: "No matching KIND algorithm found, sent A,B and received C,D".
    """
    before, _, received = error.partition(" and received ")
    kind = before.removeprefix("No matching ").partition(" algorithm")[0]
    offered = received.split(",")
    said = {"place": place, "kind": kind, "offered": ", ".join(offered)}
    possible = {
        each.decode("ascii")
        for algs in (get_kex_algs, get_encryption_algs, get_mac_algs, get_public_key_algs)
        for each in algs()
    }
    usable = [each for each in OLD if each in offered and each in possible]
    if not usable:
        return NO_KNOWN_ALGORITHM(**said)
    if server.algorithms and date.fromisoformat(server.algorithms.until) < today:
        return ALLOWANCE_ENDED(**said, until=server.algorithms.until)
    allow = ", ".join((*allowed(server, today), usable[0]))
    line = f'algorithms: {{allow: [{allow}], until: "YYYY-MM-DD", why: "…"}}'
    return NO_COMMON_ALGORITHM(**said, line=line)


def _offered(default: list[bytes], possible: list[bytes], old: tuple[str, ...]) -> list[str]:
    known = {each.decode("ascii") for each in possible}
    trusted = [each.decode("ascii") for each in dict.fromkeys(default)]
    return [
        *(each for each in trusted if each not in OLD),
        *(each for each in old if each in known),
    ]


def _host_keys(known: tuple[Any, ...]) -> list[bytes]:
    """The recorded kinds of key first, then all others.

    Left alone, asyncssh asks for the recorded kinds only, and a server that was replaced by one
    with another kind of key would hang up without showing it.
    """
    host_keys, authorities = known[0], known[1]
    certified = [*get_default_certificate_algs()] if authorities else []
    recorded = [each for key in host_keys for each in key.sig_algorithms]
    return [*certified, *recorded, *get_default_public_key_algs()]
