"""What a UPS's own words come to, however they were asked for: one level, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.asking import Expectation, FactKind
from bcp.device_facts import UPS
from bcp.durations import SECOND
from bcp.message import LANGUAGES, Message, Phrase, Text
from drills.probes._profile import Status
from scenarios.reading import Fact

FACTS: Mapping[str, FactKind] = {
    "reply": FactKind("bool", Text(ja="UPSが答えた", en="the UPS answered")),
    "level": FactKind(
        "str",
        Text(
            ja="段階: mains（商用電源）、bypass（UPSを通さず給電）、battery（電池で給電）、"
            "low（電池で給電し残りわずか）、off（給電なし）、unknown（機器が言わない）",
            en="mains; bypass (the load is fed past the UPS); battery; low (on battery, nearly "
            "empty); off (the load is fed nothing); unknown (the device does not say)",
        ),
        news=0,
    ),
    "on_battery": FactKind("bool", Text(ja="電池で給電している", en="it feeds from its battery")),
    "alarm": FactKind(
        "bool",
        Text(
            ja="異常を知らせている（電池の残り・交換、過負荷、警報など）",
            en="it tells of something wrong: battery low or to be replaced, overload, an alarm",
        ),
    ),
    **UPS,
    "took_ms": FactKind("float", Text(ja="答えるまでの時間", en="until the answer came"), "ms"),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("level", "equals", "mains"),
    Expectation("alarm", "equals", False),
)

ON_BATTERY = Phrase(
    "probes.ups.on_battery",
    ja="{ups}は停電のため電池で給電しています。",
    en="{ups} has lost the mains and feeds from its battery.",
)
ON_BATTERY_FOR = Phrase(
    "probes.ups.on_battery_for",
    ja="{ups}は停電のため電池で給電しています。あと{left:span}もつと示しています。",
    en="{ups} has lost the mains and feeds from its battery; it says: for {left:span}.",
)
LOW = Phrase(
    "probes.ups.low",
    ja="{ups}は電池で給電しており、残りわずかです。つながっている機器を、順に止めてください。",
    en="{ups} feeds from its battery, which is nearly empty; shut down in order what it feeds.",
)
BYPASS = Phrase(
    "probes.ups.bypass",
    ja="{ups}はUPSを通さずに給電しています（バイパス）。今停電すると、すぐに止まります。",
    en="{ups} feeds its load past itself (bypass): if the mains fails now, the load is lost.",
)
OFF = Phrase(
    "probes.ups.off",
    ja="{ups}は給電していません。",
    en="{ups} feeds its load nothing.",
)
ALARM = Phrase(
    "probes.ups.alarm",
    ja="{ups}が異常を知らせています（{what:list}）。機器の表示を確かめてください。",
    en="{ups} tells of something wrong ({what:list}); look at its own display.",
)
NOT_TOLD = Phrase(
    "probes.ups.not_told",
    ja="{ups}は答えましたが、何から給電しているかを言いません。",
    en="{ups} answers, but does not say what it feeds from.",
)

_LEVELS = {
    "normal": "mains",
    "booster": "mains",
    "reducer": "mains",
    "bypass": "bypass",
    "battery": "battery",
    "none": "off",
}
_BY_LEVEL = {
    "battery": ON_BATTERY,
    "low": LOW,
    "off": OFF,
    "bypass": BYPASS,
    "unknown": NOT_TOLD,
}


def level_of(facts: Mapping[str, Fact]) -> str:
    """The level that the facts of `bcp.device_facts.UPS` come to."""
    level = _LEVELS.get(str(facts.get("output_source")), "")
    on_battery_s = facts.get("on_battery_s")
    if not level and isinstance(on_battery_s, int | float):
        level = "battery" if on_battery_s > 0 else "mains"
    if level == "battery" and facts.get("battery_status") in ("low", "depleted"):
        return "low"
    return level or "unknown"


def said_of(status: Status) -> Text:
    """A status as people say it: what it is of, and how it stands."""
    meaning = status.meaning if status.meaning != Text() else Text(status.name, status.name)
    value = status.value.meaning if status.value else Text()
    if value == Text() and status.value:
        value = Text(status.value.word, status.value.word)
    ja, en = (f"{meaning.said_in(lang)}: {value.said_in(lang)}" for lang in LANGUAGES)
    return Text(ja, en)


def in_words(ups: str, facts: Mapping[str, Fact], wrong: tuple[Text, ...]) -> Message | None:
    """Why this is not a UPS that is well, or None; `wrong` is what it tells of."""
    level, left = facts["level"], facts.get("runtime_left_s")
    if level == "battery" and isinstance(left, int | float):
        return ON_BATTERY_FOR(ups=ups, left=round(left * SECOND))
    if level != "mains":
        return _BY_LEVEL[str(level)](ups=ups)
    return ALARM(ups=ups, what=wrong) if wrong else None
