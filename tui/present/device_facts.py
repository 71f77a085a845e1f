"""What gateways, lines, radios and power sources last said of themselves, in a few words.

The record of a drill holds the answers at every edge of a watched check and those to every step,
and of the others those that are news (`drills.core.telling`). So every number is told with how it
is known and how old it is, and is never taken for the present.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bcp.durations import SECOND
from bcp.message import Language, Message, Phrase, render
from drills.core.brief import Check
from drills.core.standing import deciding
from drills.report.layout import harmless
from drills.report.saying import span
from drills.report.words import SOURCE, said
from scenarios.reading import Fact
from tui.heard import Heard, Seen
from tui.present.systems import Standing

TOLD = Phrase(
    "screen.device_told",
    ja="{facts:list}（{source}、{age}前）",
    en="{facts:list} ({source}, {age} ago)",
)
DEVICES = Phrase("screen.devices_told", ja="機器が示した値", en="What devices said")
READY = Phrase("screen.fact_readiness", ja="準備 {value}%", en="ready {value}%")
LOWEST_GATE = Phrase("screen.fact_gate", ja="足りないゲート {gate}", en="lowest gate {gate}")
LEVEL_DBM = Phrase("screen.fact_rx_level", ja="受信 {value}dBm", en="level {value} dBm")
MARGIN = Phrase("screen.fact_margin", ja="余裕 {value}dB", en="margin {value} dB")
MODULATION = Phrase("screen.fact_modulation", ja="変調 {value}", en="modulation {value}")
ALARMS = Phrase("screen.fact_alarms", ja="警報 {value}", en="alarm {value}")
WARNINGS = Phrase("screen.fact_warnings", ja="注意 {value}", en="warning {value}")
PATH = Phrase("screen.fact_path", ja="経路 {path}", en="path {path}")
NO_PATH = Phrase("screen.fact_no_path", ja="経路なし", en="no path")
LOSS = Phrase("screen.fact_loss", ja="損失 {value}%", en="loss {value}%")
LEFT = Phrase("screen.fact_left", ja="あと{minutes}分", en="{minutes} min left")
CHARGE = Phrase("screen.fact_charge", ja="残量 {value}%", en="charge {value}%")
FUEL = Phrase("screen.fact_fuel", ja="燃料 {value}時間分", en="fuel for {value} h")
DAYS_LEFT = Phrase("screen.fact_days_left", ja="交換まで{value}日", en="replace in {value} days")
IN_USE = Phrase("screen.fact_in_use", ja="接続 {used}/{limit}", en="in use {used}/{limit}")
CERTIFICATE = Phrase(
    "screen.fact_certificate", ja="証明書 残り{value}日", en="certificate {value} days"
)

_LEVELS: Mapping[str, Phrase] = {
    "port": Phrase("screen.level_port", ja="ポートまで", en="port"),
    "handshake": Phrase("screen.level_handshake", ja="接続の開始まで", en="handshake"),
    "certificate": Phrase("screen.level_certificate", ja="証明書まで確認", en="certificate good"),
    "capacity": Phrase("screen.level_capacity", ja="空きまで確認", en="capacity"),
    "login": Phrase("screen.level_login", ja="ログインまで確認", en="log-in"),
    "mains": Phrase("screen.level_mains", ja="商用電源", en="mains"),
    "bypass": Phrase("screen.level_bypass", ja="バイパス給電", en="bypass"),
    "battery": Phrase("screen.level_battery", ja="電池で給電", en="on battery"),
    "low": Phrase("screen.level_low", ja="電池で給電、残りわずか", en="battery nearly empty"),
    "off": Phrase("screen.level_off", ja="給電なし", en="feeds nothing"),
}
_GATES: Mapping[str, Phrase] = {
    "reach": Phrase("screen.gate_reach", ja="到達", en="reach"),
    "auth": Phrase("screen.gate_auth", ja="認証", en="auth"),
    "capacity": Phrase("screen.gate_capacity", ja="容量", en="capacity"),
    "line": Phrase("screen.gate_line", ja="回線", en="line"),
    "work": Phrase("screen.gate_work", ja="業務", en="work"),
    "cert": Phrase("screen.gate_cert", ja="証明書", en="cert"),
    "people": Phrase("screen.gate_people", ja="職員", en="people"),
    "safety": Phrase("screen.gate_safety", ja="安全", en="safety"),
}
_NUMBERS: Mapping[str, Phrase] = {
    "readiness_percent": READY,
    "rx_level_dbm": LEVEL_DBM,
    "margin_db": MARGIN,
    "loss_percent": LOSS,
    "battery_percent": CHARGE,
    "fuel_h": FUEL,
    "left_days": DAYS_LEFT,
    "certificate_days": CERTIFICATE,
}
_AS_NAMED: Mapping[str, Phrase] = {
    "modulation": MODULATION,
    "alarm_names": ALARMS,
    "warning_names": WARNINGS,
}
_GATEWAY = ("level", "in_use", "certificate_days")
_UPS = ("level", "runtime_left_s", "battery_percent", "alarm_names")
# Which facts are told, in order, by the word of the question; other questions have none to tell.
TELLING: Mapping[str, tuple[str, ...]] = {
    "anyconnect": _GATEWAY,
    "ikev2": _GATEWAY,
    "openvpn": _GATEWAY,
    "fortigate": _GATEWAY,
    "rd_gateway": _GATEWAY,
    "softether": _GATEWAY,
    "sstp": _GATEWAY,
    "wireguard": _GATEWAY,
    "vpn_login": _GATEWAY,
    "sessions": ("in_use",),
    "telework": ("readiness_percent", "gate"),
    "link": ("path", "loss_percent"),
    "radio": ("rx_level_dbm", "margin_db", "modulation", "alarm_names", "warning_names"),
    "ups": _UPS,
    "nut": _UPS,
    "generator": ("fuel_h", "alarm_names"),
    "battery": ("left_days",),
}


def told_lines(
    heard: Heard, rungs: Iterable[Standing], now: int, lang: Language, room: int
) -> tuple[tuple[str, str], ...]:
    """At most `room` things of the plan by their names, each with what was last heard of it."""
    found = list[tuple[str, str]]()
    if room <= 0 or not heard.seen:
        return ()
    brief = heard.drill.started()
    for each in rungs:
        checks = deciding(brief, each.target.system, each.target.level)
        words = [*told_of_itself(heard.seen, each.target.system, checks, now, lang)]
        if words:
            name = each.target.name.said_in(lang) or each.id
            found.append((harmless(name), "  ".join(words)))
        if len(found) == room:
            break
    return tuple(found)


def told_of_itself(
    seen: Mapping[tuple[str, str], Seen],
    system: str,
    checks: tuple[Check, ...],
    now: int,
    lang: Language,
) -> Iterator[str]:
    """What was last heard of something by its own checks, or by steps that asked about it."""
    own = {(each.call.word, each.call.subject) for each in checks}
    for (word, subject), each in seen.items():
        if (word, subject) not in own and subject != system:
            continue
        facts = [*_facts(word, each.facts)]
        if facts:
            source = said(SOURCE, str(each.facts.get("basis") or "measured"))
            age = span(max(0, now - each.at) // SECOND * SECOND, lang)
            yield render(TOLD(facts=facts, source=source, age=age), lang)


def _facts(word: str, facts: Mapping[str, Fact]) -> Iterator[Message]:
    for name in TELLING.get(word, ()):
        value = facts.get(name)
        if isinstance(value, int | float) and name in _NUMBERS:
            yield _NUMBERS[name](value=f"{round(value, 1):g}")
        elif value is not None:
            yield from _in_words(name, value, facts)


def _in_words(name: str, value: Fact, facts: Mapping[str, Fact]) -> Iterator[Message]:
    if name in _AS_NAMED:
        if value:
            yield _AS_NAMED[name](value=harmless(str(value)))
    elif name == "level" and value in _LEVELS:
        yield _LEVELS[str(value)]()
    elif name == "gate" and value in _GATES:
        yield LOWEST_GATE(gate=_GATES[str(value)]())
    elif name == "path":
        yield PATH(path=harmless(str(value))) if value else NO_PATH()
    elif name == "runtime_left_s" and isinstance(value, int | float):
        yield LEFT(minutes=int(value // 60))
    elif name == "in_use":
        limit = facts.get("limit")
        yield IN_USE(used=str(value), limit="-" if limit is None else str(limit))
