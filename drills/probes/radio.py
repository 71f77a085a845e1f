"""What a radio says of itself: level, margin, alarms. It is read over SNMP and never transmits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from bcp.asking import Expectation, FactKind
from bcp.device_facts import RADIO
from bcp.inventory import Radio
from bcp.message import Message, Phrase, Text
from drills.probes._contract import Polite, Reach
from drills.probes._profile import DeviceReading, Status, ask_device
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="無線機の受信レベル、余裕、警報はどうなっているか",
    en="How are a radio's level, its margin and its alarms?",
)
PROVES = Text(
    ja="無線機の監視機能が答え、その値では重い警報がなく、設計のフェージングマージンが残っていること。"
    "通話や通信が実際に通ることは、通話試験（voice_test）や回線（link）で確かめます。",
    en="The radio's agent answers, and by its own word there is no grave alarm and some of the "
    "designed fade margin is left. That a call or traffic really passes is shown by voice_test "
    "and link.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="無線機が答えた", en="the radio answered")),
    "state": FactKind(
        "str",
        Text(
            ja="判定: fine（良好）、warning（注意）、alarm（警報、またはマージンなし）、"
            "not_judged（判定できる値がない）",
            en="in a word: fine, warning, alarm (an alarm is on, or no margin is left), "
            "not_judged (nothing tells)",
        ),
    ),
    **RADIO,
    "warnings": FactKind("int", Text(ja="出ている注意の数", en="how many warnings are on")),
    "warning_names": FactKind(
        "str", Text(ja="出ている注意の名前", en="the names of those warnings"), news=0
    ),
    "off_design_db": FactKind(
        "float",
        Text(
            ja="受信レベルと設計値の差（負なら低い）", en="level against design; below is negative"
        ),
        "db",
    ),
    "margin_db": FactKind(
        "float",
        Text(
            ja="残っているフェージングマージン（0以下なら余裕なし）",
            en="what is left of the fade margin; none at 0 and below",
        ),
        "db",
        news=0.5,
    ),
    "took_ms": FactKind("float", Text(ja="答えるまでの時間", en="until the answer came"), "ms"),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("state", "one_of", ("fine", "warning", "not_judged")),
)
CONTENT = ("state", *RADIO, "warnings", "off_design_db", "margin_db")
ASSET = "radio"
NEEDS = ("profile", "address", "snmp")
# Agents of radios are slow, and some answer one question at a time.
POLITE = Polite(apart_us=500_000, at_once=1)
FIELDS = {
    "radio": Text(ja="計画の無線設備のid", en="the id of a radio of the plan"),
    "warn_below_db": Text(
        ja="設計値からこれを超えて下がると注意とする値（dB）。省略時は6",
        en="how far below design the level is a warning, in dB; 6 if not given",
    ),
}

NO_MARGIN = Phrase(
    "probes.radio.no_margin",
    ja="{radio}の受信レベルは{level}dBmで、設計（{design}dBm、マージン{fade}dB）の余裕が"
    "残っていません（{margin}dB）。降雨、空中線の向き、ケーブルや電力の異常を疑ってください。",
    en="the level of {radio} is {level} dBm: nothing is left of its margin (design {design} dBm, "
    "margin {fade} dB, left {margin} dB); think of rain, the aerial's direction, cables, power.",
)
BELOW = Phrase(
    "probes.radio.below",
    ja="{radio}の受信レベルは{level}dBmで、設計値より{by}dB低くなっています。",
    en="the level of {radio} is {level} dBm, {by} dB below its design.",
)
ALARMED = Phrase(
    "probes.radio.alarmed",
    ja="{radio}が警報を出しています: {names:list}。",
    en="{radio} has alarms on: {names:list}.",
)
WARNED = Phrase(
    "probes.radio.warned",
    ja="{radio}が注意を出しています: {names:list}。",
    en="{radio} warns: {names:list}.",
)
NOT_JUDGED = Phrase(
    "probes.radio.not_judged",
    ja="{radio}は答えましたが、良否を判定できる値がありません。計画にdesign_rx_dbm（設計受信レベル）と"
    "fade_margin_dbを書くか、機種の設定に警報を加えてください。",
    en="{radio} answers, but nothing tells whether it is well: write design_rx_dbm and "
    "fade_margin_db in the plan, or add its alarms to the profile.",
)
TOO_GOOD = Phrase(
    "probes.radio.too_good",
    ja="{radio}の受信レベルは{level}dBmで、設計値{design}dBmより{by}dBも高く、あり得ません。"
    "機種の設定のscale（dBmか、10分の1 dBmか）を、機器の表示と見比べてください。",
    en="the level of {radio} would be {level} dBm, {by} dB above its design of {design} dBm, which "
    "cannot be; compare the scale in its profile (dBm, or tenths) with the device's display.",
)

# No hop gains so much on its design; a level in tenths taken for whole dBm does.
_CANNOT_GAIN_DB = 20.0


@dataclass(frozen=True)
class Params:
    """`radio` is an id of the plan. Over `warn_below_db` under design, its level is a warning."""

    radio: str
    warn_below_db: float = 6.0


def target(params: Params, reach: Reach) -> str:
    """The device's address."""
    return _radio(params, reach).address or params.radio


async def ask(params: Params, reach: Reach) -> Reading:
    """Read all that its profile names."""
    radio = _radio(params, reach)
    began = reach.elapsed_us()
    found = await ask_device(reach, radio)
    return reading_of(radio, found, params.warn_below_db, (reach.elapsed_us() - began) / 1000)


def reading_of(radio: Radio, found: DeviceReading, warn_below_db: float, took_ms: float) -> Reading:
    """What the radio's values mean beside its design."""
    alarms = tuple(_named(each) for each in found.of_severity("alarm"))
    warned = found.of_severity("warning")
    level = found.facts.get("rx_level_dbm")
    against = _against_design(radio, level, warn_below_db)
    told = any(each.value and each.value.severity != "unknown" for each in found.statuses)
    state = _worst(
        "alarm" if alarms else "warning" if warned else "fine" if told else "not_judged",
        against.state,
    )
    said = (
        ALARMED(radio=_called(radio), names=alarms) if alarms else None,
        against.because,
        WARNED(radio=_called(radio), names=tuple(_named(each) for each in warned))
        if warned
        else None,
        NOT_JUDGED(radio=_called(radio)) if state == "not_judged" else None,
    )
    words = [each for each in (*said, found.note) if each is not None]
    grave = state == "alarm"
    return Reading(
        facts={
            **found.facts,
            "reply": True,
            "state": state,
            "warnings": len(warned) if found.statuses else None,
            "warning_names": ", ".join(each.name for each in warned) if found.statuses else None,
            "off_design_db": against.off_db,
            "margin_db": against.margin_db,
            "took_ms": round(took_ms, 3),
        },
        because=words.pop(0) if grave else None,
        said=found.said,
        note=words[0] if words else None,
    )


@dataclass(frozen=True)
class _Against:
    """How a level stands against its design."""

    state: str = "not_judged"
    off_db: float | None = None
    margin_db: float | None = None
    because: Message | None = None


def _against_design(radio: Radio, level: Fact, warn_below_db: float) -> _Against:
    design, fade = radio.design_rx_dbm, radio.fade_margin_db
    if design is None or not isinstance(level, float):
        return _Against()
    off = round(level - design, 3)
    numbers = {"radio": _called(radio), "level": f"{level:g}", "design": f"{design:g}"}
    if off > _CANNOT_GAIN_DB:
        return _Against(because=TOO_GOOD(**numbers, by=f"{off:g}"))
    margin = None if fade is None else round(off + fade, 3)
    if margin is not None and margin <= 0:
        because = NO_MARGIN(**numbers, fade=f"{fade:g}", margin=f"{margin:g}")
        return _Against("alarm", off, margin, because)
    if off < -warn_below_db:
        return _Against(
            "warning", off, margin, BELOW(radio=_called(radio), level=f"{level:g}", by=f"{-off:g}")
        )
    return _Against("fine", off, margin)


_GRAVER = ("not_judged", "fine", "warning", "alarm")


def _worst(*states: str) -> str:
    return max(states, key=_GRAVER.index)


def _named(each: Status) -> Text:
    """What is on, as people call it; of a state, with what it is now."""
    meaning = each.meaning if each.meaning.ja or each.meaning.en else Text(each.name, each.name)
    if each.name not in RADIO or each.value is None:
        return meaning
    now = each.value.word
    return Text(f"{meaning.said_in('ja')}: {now}", f"{meaning.said_in('en')}: {now}")


def _called(radio: Radio) -> Text:
    return radio.name if radio.name.ja or radio.name.en else Text(radio.id, radio.id)


def _radio(params: Params, reach: Reach) -> Radio:
    return cast(Radio, reach.asset("radio", params.radio))
