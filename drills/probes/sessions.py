"""How many are connected to a gateway of telework, and how many more it would take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from bcp.asking import Expectation, FactKind
from bcp.durations import SECOND
from bcp.inventory import Telework
from bcp.message import Message, Phrase, Text
from drills.errors import Refusal
from drills.probes._contract import Polite, Reach
from drills.probes._profile import ask_device
from drills.wire import Malformed, gateway_status
from drills.wire.gateway_status import Status
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="テレワークの装置に何人つないでいて、あと何人つなげるか",
    en="How many are connected to a gateway, and how many more would it take?",
)
PROVES = Text(
    ja="装置が自分で数えた接続数と、計画の契約数（または装置の上限）との差。空きがあっても、回線や認証が"
    "持つかは分かりません。",
    en="what the gateway itself counts, against the licences of the plan or its own limit. Not "
    "that the line or the log-in would bear more.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="装置が接続数を答えた", en="the gateway told its sessions")),
    "in_use": FactKind("int", Text(ja="今つないでいる数", en="how many are connected"), news=1),
    "limit": FactKind(
        "int",
        Text(
            ja="上限（計画のlicencesと装置の上限の小さいほう）",
            en="the most it takes: the plan's licences or the gateway's limit, whichever is less",
        ),
        news=1,
    ),
    "free": FactKind("int", Text(ja="あと何人つなげるか", en="how many more can connect")),
    "percent": FactKind("float", Text(ja="使用率", en="share in use"), "percent"),
    "full": FactKind(
        "bool", Text(ja="空きがない（アドレスを含む）", en="nothing is left, addresses included")
    ),
    "declined": FactKind(
        "int", Text(ja="断った接続の総数", en="sessions declined since its counters began")
    ),
    "failed": FactKind(
        "int", Text(ja="失敗した認証の総数", en="log-ins failed since its counters began")
    ),
    "half_open": FactKind("int", Text(ja="つなぎかけの数", en="connections only begun")),
    "addresses_used": FactKind("int", Text(ja="配ったアドレスの数", en="addresses given out")),
    "addresses": FactKind("int", Text(ja="配れるアドレスの数", en="addresses in its pools")),
    "addresses_percent": FactKind(
        "float", Text(ja="アドレスの使用率", en="share of the addresses given out"), "percent"
    ),
    "age_s": FactKind(
        "int", Text(ja="状態ファイルの古さ（OpenVPN）", en="age of the status file (OpenVPN)"), "s"
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("full", "equals", False),
)
ASSET = "telework"
SERVER_FIELD, COMMAND_FIELD = "server", "command"
FIELDS = {
    "telework": Text(
        ja="計画のテレワーク（telework）のid。契約数はlicencesに書きます",
        en="the id of a way of telework of the plan, with its licences",
    ),
    "server": Text(
        ja="装置の状態を表示させるサーバのid。省略すると、計画のprofileとSNMPで尋ねます",
        en="the server that prints the gateway's status; without it the gateway is asked over SNMP "
        "by its profile in the plan",
    ),
    "command": Text(
        ja="状態を表示するコマンドの名前（allowed_untilのないもの）",
        en="the name of the command that prints it, without allowed_until",
    ),
    "format": Text(
        ja="表示の形式: occtl（ocserv）、swanctl（strongSwan）、openvpn",
        en="what is printed: occtl (ocserv), swanctl (strongSwan) or openvpn",
    ),
    "addresses": Text(
        ja="配れるアドレスの数。装置が示さないときに書きます",
        en="how many addresses it can give out, where it does not say so itself",
    ),
}
POLITE = Polite(apart_us=2 * SECOND, at_once=1)

ALL_THREE = Phrase(
    "probes.sessions.all_three",
    ja="「server」「command」「format」は、三つとも書くか、どれも書かないでください。",
    en='write all of "server", "command" and "format", or none of them.',
)
NOT_A_GATEWAY = Phrase(
    "probes.sessions.not_a_gateway",
    ja="「{way}」の設定「{profile}」は、接続数を示しません。",
    en="the profile {profile!r} of {way!r} tells no sessions.",
)
COMMAND_FAILED = Phrase(
    "probes.sessions.command_failed",
    ja="サーバ「{server}」の「{command}」が状態を表示せずに終わりました（終了コード{exit}）。"
    "装置のサービスが止まっているか、読む権限がありません: {said}",
    en="{command!r} on server {server!r} ended without the gateway's status (exit {exit}): its "
    "service is stopped, or may not be asked by this account: {said}",
)
NOT_UNDERSTOOD = Phrase(
    "probes.sessions.not_understood",
    ja="サーバ「{server}」の「{command}」の表示が「{format}」の形式ではないため、接続数が分かりません。",
    en="what {command!r} on server {server!r} prints is not what {format!r} means, so the sessions "
    "are not known.",
)
OLD = Phrase(
    "probes.sessions.old",
    ja="「{way}」の状態ファイルが{age:span}前のものです。OpenVPNが止まったままかもしれません。",
    en="the status file of {way!r} is {age:span} old; OpenVPN may have stopped.",
)
NO_LIMIT = Phrase(
    "probes.sessions.no_limit",
    ja="「{way}」には{in_use}人がつないでいますが、上限が分かりません。計画の「licences」に契約数を"
    "書いてください。",
    en="{in_use} are connected to {way!r}, but its limit is not known; write its licences in the "
    "plan.",
)
FULL = Phrase(
    "probes.sessions.full",
    ja="「{way}」に空きがありません（{limit}のうち{in_use}が使用中）。これ以上はつなげません。",
    en="{way!r} is full: {in_use} of {limit} are in use, nobody else can connect.",
)
NO_ADDRESSES = Phrase(
    "probes.sessions.no_addresses",
    ja="「{way}」の配れるアドレスが残っていません（{limit}のうち{in_use}を配布済み）。",
    en="{way!r} has no address left to give out: {in_use} of {limit} are.",
)

_PARSERS = {
    "occtl": gateway_status.occtl,
    "swanctl": gateway_status.swanctl,
    "openvpn": gateway_status.openvpn,
}
# OpenVPN writes its status every minute where nothing else is set.
_OLD_S = 180
_SHOWN = 160


@dataclass(frozen=True)
class Params:
    """`telework` is asked through `command` of `server`, or over SNMP where there is none."""

    telework: str
    server: str | None = None
    command: str | None = None
    format: Literal["occtl", "swanctl", "openvpn"] | None = None
    addresses: int | None = None


@dataclass(frozen=True)
class Counted:
    """What a gateway counts; `most` is its own limit."""

    status: Status
    most: int | None = None
    declined: int | None = None


def NEEDS(params: Params) -> tuple[str, ...]:  # noqa: N802 - a constant of the contract, or a function
    """How it is asked over SNMP, where no command is."""
    return () if params.server else ("profile", "address", "snmp")


def wrong(params: Params) -> Message | None:
    """What is wrong with the values, or None."""
    given = [each is not None for each in (params.server, params.command, params.format)]
    return None if all(given) or not any(given) else ALL_THREE()


def target(params: Params, reach: Reach) -> str:
    """The machine that is asked."""
    way = _way(params, reach)
    return params.server or way.address or way.id


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask the gateway once, by the command or over SNMP."""
    way = _way(params, reach)
    if params.server is None or params.command is None or params.format is None:
        return await _by_snmp(way, params, reach)
    answer = await reach.shell(params.server, params.command)
    if answer.status != 0:
        said = (answer.err or answer.out).strip()[:_SHOWN]
        because = COMMAND_FAILED(
            server=params.server, command=params.command, exit=answer.status, said=said
        )
        # The shell's numbers for a program that is not there, or may not be run.
        missing = answer.status in (126, 127)
        return Reading.unknown(because) if missing else Reading.silent(because)
    try:
        status = _PARSERS[params.format](answer.out)
    except Malformed:
        because = NOT_UNDERSTOOD(server=params.server, command=params.command, format=params.format)
        return Reading.unknown(because)
    return reading_of(way, Counted(status), params.addresses)


async def _by_snmp(way: Telework, params: Params, reach: Reach) -> Reading:
    found = await ask_device(reach, way)
    in_use = next(
        (
            each
            for name in ("users", "sessions", "tunnels")
            if (each := _whole(found.facts, name)) is not None
        ),
        None,
    )
    if in_use is None:
        raise Refusal(NOT_A_GATEWAY(way=way.id, profile=way.profile or ""))
    counted = Counted(
        Status(in_use, failed=_whole(found.facts, "failed")),
        _whole(found.facts, "most_sessions"),
        _whole(found.facts, "declined"),
    )
    reading = reading_of(way, counted, params.addresses)
    return replace(reading, said=found.said, note=found.note)


def reading_of(way: Telework, counted: Counted, addresses: int | None = None) -> Reading:
    """What the gateway counts, against the plan's licences and its own limits."""
    status = counted.status
    if status.age_s is not None and status.age_s > _OLD_S:
        return Reading.silent(OLD(way=way.id, age=status.age_s * SECOND))
    limits = [each for each in (way.licences, counted.most) if each]
    if not limits:
        return Reading.unknown(NO_LIMIT(way=way.id, in_use=status.in_use))
    limit, pool = min(limits), status.addresses if status.addresses is not None else addresses
    # OpenVPN and ocserv give each of the connected one address.
    given = status.addresses_used
    if given is None and pool is not None:
        given = status.in_use
    because = _full(way, status.in_use, limit, given, pool)
    facts: dict[str, Fact] = {
        "reply": True,
        "in_use": status.in_use,
        "limit": limit,
        "free": max(limit - status.in_use, 0),
        "percent": round(100 * status.in_use / limit, 1),
        "full": because is not None,
        "declined": counted.declined,
        "failed": status.failed,
        "half_open": status.half_open,
        "addresses_used": given,
        "addresses": pool,
        "addresses_percent": round(100 * given / pool, 1) if given is not None and pool else None,
        "age_s": status.age_s,
    }
    return Reading(facts, because=because)


def _full(
    way: Telework, in_use: int, limit: int, given: int | None, pool: int | None
) -> Message | None:
    if in_use >= limit:
        return FULL(way=way.id, in_use=in_use, limit=limit)
    if given is not None and pool is not None and given >= pool:
        return NO_ADDRESSES(way=way.id, in_use=given, limit=pool)
    return None


def _whole(facts: Mapping[str, Fact], name: str) -> int | None:
    value = facts.get(name)
    return round(value) if isinstance(value, int | float) else None


def _way(params: Params, reach: Reach) -> Telework:
    return cast(Telework, reach.asset("telework", params.telework))
