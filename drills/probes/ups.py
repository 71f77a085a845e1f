"""What a UPS says of itself over SNMP: mains or battery, how long it lasts, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from bcp.inventory import Power
from bcp.message import Phrase, Text
from drills.errors import Refusal
from drills.probes import _ups
from drills.probes._contract import Polite, Reach
from drills.probes._profile import DeviceReading, ask_device
from scenarios.reading import Fact, Reading

MEANING = Text(
    ja="UPSは何から給電し、あと何分もつか",
    en="What does a UPS feed its load from, and for how long?",
)
PROVES = Text(
    ja="UPSの監視カードが動いていて、そのカードが示す状態。残り時間と残量は機器の計算で、"
    "古い電池では実際より長く示すことがあります。放電試験の代わりにはなりません。",
    en="The UPS's card works, and what it says. The time left and the charge are the device's own "
    "reckoning, too good where the battery is old; they take no discharge test's place.",
)
FACTS = _ups.FACTS
HEALTHY = _ups.HEALTHY
CONTENT = ("level", "alarm", "on_battery", "output_source", "battery_status", "battery_percent")
ASSET = "power"
NEEDS = ("profile", "address", "snmp")
# The cards of UPSes are slow, and some answer one question at a time.
POLITE = Polite(apart_us=200_000, at_once=1)
FIELDS = {
    "power": Text(
        ja="計画の電源（power）のid。機種の設定（profile）とアドレスは計画に書きます",
        en="the id of a power source of the plan, where its profile and address are written",
    ),
}

NOT_A_UPS = Phrase(
    "probes.ups.not_a_ups",
    ja="「{power}」の設定「{profile}」はUPSのものではありません。",
    en="the profile {profile!r} of {power!r} is none for a UPS.",
)

# What a profile says of where the load is fed from is told by the level.
_TOLD_BY_LEVEL = ("output_source",)


@dataclass(frozen=True)
class Params:
    """`power` is the id of a power source of the plan."""

    power: str


def target(params: Params, reach: Reach) -> str:
    """The card's address."""
    return cast(Power, reach.asset("power", params.power)).address or params.power


async def ask(params: Params, reach: Reach) -> Reading:
    """Read what its profile names."""
    device = cast(Power, reach.asset("power", params.power))
    profile = reach.profile(device.profile or "")
    if profile is not None and profile.kind != "ups":
        raise Refusal(NOT_A_UPS(power=device.id, profile=profile.id))
    began = reach.elapsed_us()
    found = await ask_device(reach, device)
    wrong = _wrong(found)
    level = _ups.level_of(found.facts)
    facts: dict[str, Fact] = {
        **found.facts,
        "reply": True,
        "level": level,
        "on_battery": None if level == "unknown" else level in ("battery", "low"),
        "alarm": bool(wrong),
        "took_ms": (reach.elapsed_us() - began) / 1000,
    }
    because = _ups.in_words(params.power, facts, wrong)
    return Reading(facts=facts, because=because, said=found.said, note=found.note)


def _wrong(found: DeviceReading) -> tuple[Text, ...]:
    """What it tells of, in the words of its profile."""
    alarmed = found.of_severity("alarm")
    named = [_ups.said_of(each) for each in alarmed if each.name not in _TOLD_BY_LEVEL]
    count = found.facts.get("alarms")
    if isinstance(count, int) and count > 0 and not named:
        named.append(Text(f"警報{count}件", f"alarms on: {count}"))
    return tuple(named)
