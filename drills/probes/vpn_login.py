"""Whether a test account can log in to a VPN, with the real client and without a tunnel.

No device, address or route is made on this machine, and no right of an administrator is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from bcp.asking import Expectation, FactKind
from bcp.durations import MINUTE
from bcp.message import Message, Text
from bcp.secret_source import SecretSource
from drills.probes._addresses import host_and_port, is_https
from drills.probes._contract import Polite, Reach, Revealing, Unanswered
from drills.probes._vpn_words import (
    NO_PROGRAM,
    NOT_AGAIN,
    NOT_HERE,
    ODD_USER,
    PIN,
    PROGRAMS,
    SILENT,
    UNCONNECTED,
    UNREADABLE,
    WORDS,
    gateway_words,
    needed,
)
from scenarios.reading import Fact, Reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from drills.probes._vpn_client import Outcome

MEANING = Text(
    ja="試験用アカウントで、VPNに実際にログインできるか",
    en="Can a test account really log in to a VPN?",
)
PROVES = Text(
    ja="装置が動き、証明書がよく、認証が通り、空きがあること。本物の利用者と同じソフトで確かめます。"
    "トンネルの先の通信は確かめていません。",
    en="that the gateway runs, its certificate is good, the account is let in and there is room, "
    "with the client that users have; not that anything passes through the tunnel.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="装置が応答した", en="the gateway answered")),
    "logged_in": FactKind("bool", Text(ja="ログインできた", en="the log-in succeeded")),
    "reason": FactKind(
        "str",
        Text(
            ja="できなかった理由の種類: credentials、asks_more、busy、certificate_expired、"
            "certificate_not_yet_valid、certificate_not_trusted、own_certificate、full、halted、"
            "failed。できたときは空",
            en="why not: credentials, asks_more, busy, certificate_expired, "
            "certificate_not_yet_valid, certificate_not_trusted, own_certificate, full, halted, "
            "failed; empty where it succeeded",
        ),
    ),
    "level": FactKind(
        "str",
        Text(
            ja="確かめた段階: login（ログイン）、certificate（証明書はよい）、"
            "handshake（応答した）",
            en="how far it was seen: login, certificate (it is good), handshake (it answered)",
        ),
        news=0,
    ),
    "log_in_ms": FactKind(
        "float",
        Text(
            ja="ソフトを始めてからログインできるまで。できなければなし",
            en="from starting the client to being logged in; none where it was not",
        ),
        "ms",
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("logged_in", "equals", True),
)
FIELDS = {
    "gateway": Text(
        ja="装置。openvpnは「ホスト名:ポート」、anyconnectは「https://ホスト名/」",
        en='the gateway: "host:port" for openvpn, "https://host/" for anyconnect',
    ),
    "kind": Text(ja="anyconnectかopenvpn", en="anyconnect or openvpn"),
    "user": Text(
        ja="この確認だけに使う試験用アカウント", en="a test account, used for this probe alone"
    ),
    "password": Text(ja="そのパスワードの在りか", en="where its password is kept"),
    "profile": Text(
        ja="openvpn: 利用者に配る.ovpnファイル（計画のフォルダからのパス）",
        en="openvpn: the .ovpn file that users have, from the plan's folder",
    ),
    "certificate": Text(
        ja="anyconnect: 利用者の証明書（PEM）のパス",
        en="anyconnect: a user's certificate (PEM)",
    ),
    "key": Text(
        ja="anyconnect: その秘密鍵のパス（パスフレーズなし）",
        en="anyconnect: the path of its private key, without a passphrase",
    ),
    "ca": Text(
        ja="anyconnect: 信頼する認証局の証明書（PEM）",
        en="anyconnect: a PEM file with the authorities to trust",
    ),
    "servercert": Text(
        ja="anyconnect: 装置の公開鍵の印（pin-sha256:…）。書くと、証明書の期限を見ません",
        en="anyconnect: the pin of the gateway's key (pin-sha256:…); its dates are not looked at "
        "then",
    ),
    "group": Text(ja="anyconnect: 選ぶグループ", en="anyconnect: the group to choose"),
}


@dataclass(frozen=True)
class Params:
    """`gateway` is ``host:port`` (openvpn) or an address (anyconnect)."""

    gateway: str
    kind: Literal["anyconnect", "openvpn"]
    user: str | None = None
    password: SecretSource | None = None
    profile: str | None = None
    certificate: str | None = None
    key: str | None = None
    ca: str | None = None
    servercert: str | None = None
    group: str | None = None


WEIGHS_ON = "gateway"
# Gateways lock accounts that knock too often, and throw out the first of two with one account.
POLITE = Polite(apart_us=MINUTE, at_once=1)


def target(params: Params, reach: Reach) -> str:
    """An account is what must not be used twice at once, whichever of the gateway's pages asks."""
    place = host_and_port(params.gateway)
    host = place[0] if place else urlsplit(params.gateway).hostname or params.gateway
    return f"{host} {params.user or params.certificate or ''}".strip()


def wrong(params: Params) -> Message | None:
    """What is wrong with the values, or None."""
    if params.kind == "anyconnect":
        good = is_https(params.gateway)
        account = params.user is not None and params.password is not None
        enough = account or (params.certificate is not None and params.key is not None)
    else:
        good = host_and_port(params.gateway) is not None
        enough = params.profile is not None and (params.user is None) == (params.password is None)
    if not good:
        return gateway_words(params.kind, params.gateway)
    if not enough:
        return needed(params.kind)
    if any(
        each.startswith("-") or "\n" in each for each in (params.user or "", params.group or "")
    ):
        return ODD_USER()
    pin = params.servercert
    bad = pin is not None and (params.ca is not None or not pin.startswith("pin-sha256:"))
    return PIN() if bad else None


async def ask(params: Params, reach: Reach) -> Reading:
    """Log in once and leave again."""
    from drills.probes._vpn_client import program  # noqa: PLC0415

    mistake = wrong(params)
    if mistake:
        return Reading.unknown(mistake)
    client = "openconnect" if params.kind == "anyconnect" else "openvpn"
    found = program(client)
    if found is None:
        return Reading.unknown(NO_PROGRAM(program=client, package=PROGRAMS[client]))
    secret = reach.secret(params.password) if params.password else None
    if secret is not None and secret.was_refused:
        return Reading.unknown(NOT_AGAIN(gateway=params.gateway))
    run = _by_openconnect if client == "openconnect" else _by_openvpn
    came = await run(found, params, secret, reach)
    if isinstance(came, Message):
        return Reading.unknown(came)
    if came.verdict == "credentials" and secret is not None:
        secret.refuse()
    return _read(came, params.gateway)


async def _by_openconnect(
    found: str, params: Params, secret: Revealing | None, reach: Reach
) -> Outcome | Message:
    from drills.probes._vpn_client import outcome_of  # noqa: PLC0415
    from drills.probes._vpn_said import OpenconnectLog  # noqa: PLC0415

    words = [found, "--authenticate", *openconnect_words(params, reach.path)]
    said = "" if secret is None else secret.reveal() + "\n"
    log = OpenconnectLog(pinned=params.servercert is not None)
    return await outcome_of(words, said, log, reach)


def openconnect_words(params: Params, path: Callable[[str], str]) -> list[str]:
    """What openconnect is told of a gateway and an account; its password comes on its input.

    `path` finds a path of the plan. Raises `Refusal` where a key is not private.
    """
    from drills.probes._key_file import key_bytes  # noqa: PLC0415

    words = ["--protocol=anyconnect", "--non-inter"]
    if params.password is not None:
        words += ["--passwd-on-stdin", f"--user={params.user}"]
    if params.key:
        key_bytes(path(params.key))
    paths = (("certificate", params.certificate), ("sslkey", params.key), ("cafile", params.ca))
    words += [f"--{option}={path(written)}" for option, written in paths if written]
    plain = (("servercert", params.servercert), ("authgroup", params.group))
    words += [f"--{option}={value}" for option, value in plain if value]
    if params.servercert:
        # Otherwise a certificate that the system trusts would do, whatever its key.
        words.append("--no-system-trust")
    return [*words, "--", params.gateway]


async def _by_openvpn(
    found: str, params: Params, secret: Revealing | None, reach: Reach
) -> Outcome | Message:
    import tempfile  # noqa: PLC0415 - not for loading the probes

    from drills.probes._vpn_client import outcome_of  # noqa: PLC0415
    from drills.probes._vpn_said import OpenvpnLog  # noqa: PLC0415

    lines = openvpn_settings(params, reach.path)
    if isinstance(lines, Message):
        return lines
    said = "" if secret is None else f"{params.user}\n{secret.reveal()}\n"
    # Only we can look into it, and what is in it.
    with tempfile.TemporaryDirectory(prefix="bcp-drill-") as folder:
        file = _written(folder, lines)
        return await outcome_of([found, "--config", file], said, OpenvpnLog(), reach)


def openvpn_settings(
    params: Params, path: Callable[[str], str], stays_s: int = 120
) -> str | Message:
    """What openvpn is given for a log-in, or why it cannot be; the account comes on its input.

    Raises `Refusal` where a file is not private.
    """
    from pathlib import Path  # noqa: PLC0415

    from drills.platform import standard_input_path  # noqa: PLC0415
    from drills.probes._key_file import key_bytes  # noqa: PLC0415
    from drills.probes._vpn_profile import settings  # noqa: PLC0415

    place, asks_on = host_and_port(params.gateway), standard_input_path()
    if params.password is not None and asks_on is None:
        return NOT_HERE()
    profile = Path(path(params.profile or ""))
    text = _text(profile)
    if text is None:
        return UNREADABLE(file=str(profile))
    account = asks_on if params.password is not None else None
    return settings(text, place or ("", 0), profile.parent, account, key_bytes, stays_s=stays_s)


def _written(folder: str, lines: str) -> str:
    from pathlib import Path  # noqa: PLC0415

    file = Path(folder, "client.conf")
    file.touch(mode=0o600)
    file.write_text(lines, "utf-8")
    return str(file)


def _text(file: Path) -> str | None:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _read(came: Outcome, gateway: str) -> Reading:
    reason = came.verdict
    if isinstance(reason, OSError):
        raise reason
    if reason == "silent":
        raise Unanswered(SILENT(gateway=gateway))
    if reason == "unconnected":
        return Reading.silent(UNCONNECTED(gateway=gateway))
    if reason == "in":
        took_ms = round(came.took_us / 1000, 3)
        return Reading(facts=_facts("", "login") | {"log_in_ms": took_ms})
    phrase, level = WORDS[reason]
    if reason == "odd_profile":
        return Reading.unknown(phrase(gateway=gateway))
    return Reading(facts=_facts(reason, level), because=phrase(gateway=gateway))


def _facts(reason: str, level: str) -> dict[str, Fact]:
    return {
        "reply": True,
        "logged_in": not reason,
        "reason": reason,
        "level": level,
        "log_in_ms": None,
    }
