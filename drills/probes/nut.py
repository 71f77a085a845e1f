"""What a UPS says of itself through a server of Network UPS Tools (upsd), read without a login."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from bcp.device_facts import UPS
from bcp.message import Message, Phrase, Text
from drills.probes import _ups
from drills.probes._addresses import host_and_port
from drills.probes._contract import Polite, Reach
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="UPSは何から給電し、あと何分もつか（NUTのupsdに尋ねる）",
    en="What does a UPS feed its load from, and for how long? (asked of NUT's upsd)",
)
PROVES = Text(
    ja="UPSを見張るupsdとそのドライバが動いていて、UPSと話せていること。残り時間と残量はUPSの計算で、"
    "放電試験の代わりにはなりません。",
    en="upsd and its driver work and can speak to the UPS. The time left and the charge are the "
    "UPS's own reckoning and take no discharge test's place.",
)
FACTS = _ups.FACTS
HEALTHY = _ups.HEALTHY
CONTENT = ("level", "alarm", "on_battery", "output_source", "battery_status", "battery_percent")
POLITE = Polite(apart_us=200_000, at_once=1)
FIELDS = {
    "ups": Text(
        ja="「UPSの名前@ホスト名:ポート」（例: hq-ups@192.0.2.40:3493）",
        en='the UPS and its server, as "name@host:port", such as hq-ups@192.0.2.40:3493',
    ),
}

NOT_A_UPS = Phrase(
    "probes.nut.not_a_ups",
    ja="「{ups}」はUPSとして読めません。「hq-ups@192.0.2.40:3493」のように、"
    "upsdでの名前、@、ホスト名、ポートを書いてください。",
    en='{ups!r} is no UPS; write its name at upsd, @, host and port, as "hq-ups@192.0.2.40:3493".',
)
NO_SUCH_UPS = Phrase(
    "probes.nut.no_such_ups",
    ja="{place}のupsdは動いていますが、「{name}」というUPSはありません。upsc -l で名前を確かめて"
    "ください。",
    en="upsd at {place} works, but has no UPS {name!r}; see the names with upsc -l.",
)
NOT_ALLOWED = Phrase(
    "probes.nut.not_allowed",
    ja="{place}のupsdは、この端末からの問い合わせを断りました（ACCESS-DENIED）。upsdの設定を確かめて"
    "ください。",
    en="upsd at {place} refuses this machine's question (ACCESS-DENIED); check its settings.",
)
LOST = Phrase(
    "probes.nut.lost",
    ja="{place}のupsdは動いていますが、UPS「{name}」と話せていません（{word}）。UPSの監視ケーブルと"
    "ドライバを確かめてください。UPSが止まっているとは限りません。",
    en="upsd at {place} works, but has lost touch with the UPS {name!r} ({word}); check its "
    "monitoring cable and driver. The UPS itself may be well.",
)
TURNED = Phrase(
    "probes.nut.turned",
    ja="{place}のupsdはエラー{word}で答えました。",
    en="upsd at {place} answers with the error {word}.",
)
NOT_NUT = Phrase(
    "probes.nut.not_nut",
    ja="{place}から答えがありましたが、NUTのupsdではありません。ポート番号を確かめてください。",
    en="{place} answers, but not as NUT's upsd; check the port.",
)

# The flags of ups.status that tell what the load is fed from, the gravest first, and those that
# tell of something wrong (NUT developer guide, "Status data").
_SOURCES = (
    ("OFF", "none"),
    ("OB", "battery"),
    ("BYPASS", "bypass"),
    ("BOOST", "booster"),
    ("TRIM", "reducer"),
    ("OL", "normal"),
)
_WRONG = {
    "LB": Text("電池の残りわずか", "battery low"),
    "RB": Text("電池の交換時期", "battery to be replaced"),
    "OVER": Text("過負荷", "overload"),
    "ALARM": Text("警報", "alarm"),
    "FSD": Text("停止の指示が出ている", "told to shut down"),
}
_NUMBERS = {
    "battery_percent": ("battery.charge",),
    "runtime_left_s": ("battery.runtime",),
    "load_percent": ("ups.load",),
    "input_voltage_v": ("input.voltage",),
    "output_voltage_v": ("output.voltage",),
    "battery_voltage_v": ("battery.voltage",),
    "temperature_c": ("battery.temperature", "ups.temperature"),
}


@dataclass(frozen=True)
class Params:
    """`ups` is ``name@host:port``."""

    ups: str


def wrong(params: Params) -> Message | None:
    """What is wrong with the name or the address, or None."""
    return None if _read(params.ups) else NOT_A_UPS(ups=params.ups)


def target(params: Params, reach: Reach) -> str:
    """The server's address."""
    return params.ups.partition("@")[2]


def _read(text: str) -> tuple[str, str, int] | None:
    from drills.wire.nut import is_name  # noqa: PLC0415

    name, _, place = text.partition("@")
    found = host_and_port(place)
    return (name, *found) if found and is_name(name) else None


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask for all that the server knows of the UPS."""
    from drills.wire import Malformed, nut  # noqa: PLC0415

    found = _read(params.ups)
    if found is None:
        return Reading.unknown(NOT_A_UPS(ups=params.ups))
    name, host, port = found
    place = params.ups.partition("@")[2]
    began = reach.elapsed_us()
    said = await _heard(host, port, name)
    try:
        known = nut.parsed(said, name)
    except nut.Turned as turned:
        return Reading.unknown(_turned(place, name, turned.word))
    except Malformed:
        return Reading.silent(NOT_NUT(place=place))
    facts = facts_of(known)
    facts["took_ms"] = (reach.elapsed_us() - began) / 1000
    told = tuple(f"{key} = {value}" for key, value in known.items())
    return Reading(facts, because=_ups.in_words(name, facts, wrong_in(known)), said=told)


def _turned(place: str, name: str, word: str) -> Message:
    if word == "UNKNOWN-UPS":
        return NO_SUCH_UPS(place=place, name=name)
    if word == "ACCESS-DENIED":
        return NOT_ALLOWED(place=place)
    if word in ("DATA-STALE", "DRIVER-NOT-CONNECTED"):
        return LOST(place=place, name=name, word=word)
    return TURNED(place=place, word=word)


async def _heard(host: str, port: int, name: str) -> bytes:
    """All that the server says to the question."""
    import asyncio  # noqa: PLC0415

    from drills.probes._dialling import connected, resolved  # noqa: PLC0415
    from drills.wire import nut  # noqa: PLC0415

    loop, said = asyncio.get_running_loop(), b""
    with await connected(await resolved(host, port)) as sock:
        await loop.sock_sendall(sock, nut.question(name))
        while len(said) < nut.LARGEST and not nut.is_whole(said, name):
            more = await loop.sock_recv(sock, 4096)
            if not more:
                break
            said += more
    return said


def facts_of(known: Mapping[str, str]) -> dict[str, Fact]:
    """The facts of `bcp.device_facts.UPS` and what they come to, from NUT's variables."""
    flags = known.get("ups.status", "").split()
    source = next((word for flag, word in _SOURCES if flag in flags), None)
    facts: dict[str, Fact] = dict.fromkeys(UPS)
    for fact, names in _NUMBERS.items():
        facts[fact] = next(
            (n for each in names if (n := _number(known.get(each))) is not None), None
        )
    facts["output_source"] = source
    facts["battery_status"] = "low" if "LB" in flags else "normal" if flags else None
    facts["equipment"] = known.get("ups.model") or known.get("device.model")
    facts["alarm_names"] = known.get("ups.alarm")
    facts["alarms"] = (1 if "ALARM" in flags else 0) if flags else None
    level = _ups.level_of(facts)
    facts |= {"reply": True, "level": level, "alarm": bool(wrong_in(known))}
    facts["on_battery"] = None if level == "unknown" else level in ("battery", "low")
    return facts


def wrong_in(known: Mapping[str, str]) -> tuple[Text, ...]:
    """What the UPS tells of that is wrong."""
    flags, alarm = known.get("ups.status", "").split(), known.get("ups.alarm")
    named = tuple(said for flag, said in _WRONG.items() if flag in flags)
    return (*named, Text(alarm, alarm)) if alarm else named


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else None
    except ValueError:
        return None
    return value if value is not None and isfinite(value) else None
