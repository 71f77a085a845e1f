"""For how many hours a generator has fuel: by its gauge, by who looked at it, or by the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from bcp.asking import Expectation, FactKind
from bcp.device_facts import GENERATOR
from bcp.durations import HOUR
from bcp.inventory import Power
from bcp.message import Message, Phrase, Text
from drills.errors import Refusal
from drills.probes._contract import Polite, Reach
from drills.probes._profile import DeviceReading, ask_device
from drills.probes._ups import said_of
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="非常用発電機の燃料は何時間分あるか",
    en="For how many hours does a generator have fuel?",
)
PROVES = Text(
    ja="燃料の量を、計画に書いた災害時の消費量で割った時間。始動できるか、切り替わるかは分かりません"
    "（始動試験が要ります）。量の出どころはbasisに示し、計画の値なら想定、人が見た値なら目視とします。",
    en="The fuel divided by the plan's consumption at the load of an emergency. Not that it starts "
    "or takes the load over: that needs a start test. Where the fuel comes from stands in basis: "
    "assumed where it is the plan's, observed where somebody read the gauge.",
)
FACTS = {
    "reply": FactKind(
        "bool", Text(ja="燃料の量が分かった", en="it is known how much fuel there is")
    ),
    "fuel_h": FactKind(
        "float", Text(ja="燃料でもつ時間", en="how long the fuel lasts"), "h", news=0.5
    ),
    "short_h": FactKind(
        "float",
        Text(
            ja="計画のruntimeに足りない時間。足りるか、runtimeがなければ0",
            en="how much less that is than the plan's runtime; 0 where it is enough, or "
            "the plan has none",
        ),
        "h",
    ),
    "alarm": FactKind(
        "bool",
        Text(
            ja="機器が異常を知らせている。機器に尋ねていなければfalse",
            en="the device tells of something wrong; false where no device is asked",
        ),
    ),
    "seen_days": FactKind(
        "int",
        Text(ja="燃料計を見てからの日数", en="days since somebody read the gauge"),
        "days",
    ),
    "basis": FactKind(
        "str",
        Text(
            ja="燃料の量の出どころ: measured（機器）、observed（人が見た）、assumed（計画の想定）",
            en="where the fuel comes from: measured (the device), observed (a person), assumed "
            "(the plan)",
        ),
    ),
    **GENERATOR,
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("alarm", "equals", False),
    Expectation("short_h", "at_most", 0),
)
ASSET = "power"
POLITE = Polite(apart_us=200_000, at_once=1)
FIELDS = {
    "power": Text(
        ja="計画の電源（power）のid。l_per_hと、fuel_lか、燃料を示す機器のprofileが要ります",
        en="the id of a power source of the plan, with l_per_h, and fuel_l or the profile of a "
        "device that tells the fuel",
    ),
}

NOT_KNOWN = Phrase(
    "probes.generator.not_known",
    ja="計画の「{power}」に燃料の量（fuel_l）か消費（l_per_h）がなく、機器も燃料を示さないため、"
    "何時間もつか分かりません。",
    en="the plan lacks fuel_l or l_per_h of {power!r} and no device tells its fuel, so nobody "
    "knows how long it lasts.",
)
NOT_A_GENERATOR = Phrase(
    "probes.generator.not_a_generator",
    ja="「{power}」の設定「{profile}」は発電機のものではありません。",
    en="the profile {profile!r} of {power!r} is none for a generator.",
)
SHORT = Phrase(
    "probes.generator.short",
    ja="「{power}」の燃料は{has:span}分で、計画の{wanted:span}に足りません。",
    en="{power!r} has fuel for {has:span}, less than the plan's {wanted:span}.",
)
ALARM = Phrase(
    "probes.generator.alarm",
    ja="「{power}」が異常を知らせています（{what:list}）。",
    en="{power!r} tells of something wrong ({what:list}).",
)


@dataclass(frozen=True)
class Params:
    """`power` is the id of a power source of the plan."""

    power: str


def target(params: Params, reach: Reach) -> str:
    """The device's address; the generator itself where nobody is asked."""
    return cast(Power, reach.asset("power", params.power)).address or params.power


async def ask(params: Params, reach: Reach) -> Reading:
    """Ask the device where the plan names one, and reckon the hours."""
    power = cast(Power, reach.asset("power", params.power))
    if power.profile is None or power.address is None:
        return reading_of(power, date.today())
    profile = reach.profile(power.profile)
    if profile is not None and profile.kind != "generator":
        raise Refusal(NOT_A_GENERATOR(power=power.id, profile=profile.id))
    found = await ask_device(reach, power)
    return reading_of(power, date.today(), found)


def reading_of(power: Power, today: date, device: DeviceReading | None = None) -> Reading:
    """What is known on the day `today`; `device` is what the generator itself said."""
    wrong = _wrong(device)
    facts: dict[str, Fact] = {
        **(device.facts if device else {}),
        "reply": True,
        "alarm": bool(wrong),
        **_fuel(power, today, device.facts if device else {}),
    }
    hours, wanted = facts["fuel_h"], power.runtime
    if not isinstance(hours, float):
        if device is None:
            return Reading.unknown(NOT_KNOWN(power=power.id))
        facts["short_h"] = 0.0 if wanted is None else None
        short = None if wanted is None else NOT_KNOWN(power=power.id)
    else:
        lacking = 0.0 if wanted is None else max(0.0, wanted.us / HOUR - hours)
        facts["short_h"] = round(lacking, 2)
        short = _short(power, hours) if lacking else None
    because = ALARM(power=power.id, what=wrong) if wrong else short
    reading = Reading(facts=facts, because=because)
    return replace(reading, said=device.said, note=device.note) if device else reading


def _short(power: Power, hours: float) -> Message:
    wanted = power.runtime.us if power.runtime else 0
    return SHORT(power=power.id, has=round(hours * HOUR), wanted=wanted)


def _fuel(power: Power, today: date, said: Mapping[str, Fact]) -> dict[str, Fact]:
    """How much fuel there is, by the best evidence, and for how long that lasts."""
    litres, percent = said.get("fuel_l"), said.get("fuel_percent")
    basis: str | None
    basis, seen = "measured", None
    if not isinstance(litres, float) and isinstance(percent, float) and power.tank_l is not None:
        litres = round(power.tank_l * percent / 100, 1)
    if not isinstance(litres, float) and power.fuel_l is not None:
        litres, basis = float(power.fuel_l), "assumed"
        if power.fuel_seen_on is not None:
            basis, seen = "observed", (today - date.fromisoformat(power.fuel_seen_on)).days
    hours = None
    if not isinstance(litres, float):
        basis = None
    elif power.l_per_h is not None and power.l_per_h > 0:
        hours = round(litres / power.l_per_h, 2)
    return {"fuel_l": litres, "fuel_h": hours, "seen_days": seen, "basis": basis}


def _wrong(device: DeviceReading | None) -> tuple[Text, ...]:
    if device is None:
        return ()
    named = [said_of(each) for each in device.of_severity("alarm")]
    count = device.facts.get("alarms")
    if isinstance(count, int) and count > 0 and not named:
        named.append(Text(f"警報{count}件", f"alarms on: {count}"))
    return tuple(named)
