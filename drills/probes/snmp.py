"""What a device says of one of its values, over SNMP."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bcp.asking import AssetKind, Expectation, FactKind
from bcp.message import Message, Phrase, Text
from bcp.profile_forms import NO_OID, OID
from drills.errors import Refusal
from drills.probes._contract import Polite, Reach
from drills.probes._profile import Device, ask_device, number_of, text_of
from drills.probes._snmp import SnmpAgent, SnmpDevice
from scenarios.reading import Reading

MEANING = Text(
    ja="機器がSNMPで返す値は何か",
    en="What does a device say of one of its values, over SNMP?",
)
PROVES = Text(
    ja="機器の監視機能（エージェント）が動き、アカウントが正しく、その値を返すこと。"
    "機器が本来の仕事をしているかは、値を見て判断します。",
    en="The device's agent works, the account is right, and it gives that value. Whether the "
    "device does its own work follows from the value, not from the answer.",
)
FACTS = {
    "reply": FactKind("bool", Text(ja="機器が答えた", en="the device answered")),
    "found": FactKind("bool", Text(ja="その値を持っている", en="it has that value")),
    "value": FactKind("float", Text(ja="数としての値", en="its value as a number")),
    "text": FactKind("str", Text(ja="文字としての値", en="its value as a text")),
    "severity": FactKind(
        "str",
        Text(
            ja="状態の重さ（fine、warning、alarm、unknown）",
            en="how grave a status is: fine, warning, alarm or unknown",
        ),
    ),
    "took_ms": FactKind("float", Text(ja="答えるまでの時間", en="until the answer came"), "ms"),
}
HEALTHY = (Expectation("found", "equals", True),)
CONTENT = ("found", "value", "text", "severity")
ACCOUNT_FIELD = "account"
FACT_FIELD = "fact"
# Agents of radios and UPSes are slow, and some answer one question at a time.
POLITE = Polite(apart_us=200_000, at_once=1)

FIELDS = {
    "device": Text(
        ja="機器のアドレス、または計画の無線・電源・回線・テレワークのid",
        en="the address of a device, or the id of a radio, power source, line or way of telework",
    ),
    "oid": Text(
        ja="読む値のOID（例: 1.3.6.1.2.1.1.3.0）",
        en="the object to read, such as 1.3.6.1.2.1.1.3.0",
    ),
    "fact": Text(
        ja="計画にある機器の、機種の設定での項目名（例: rx_level_dbm）",
        en="of a device of the plan: a fact of its profile, such as rx_level_dbm",
    ),
    "account": Text(
        ja="SNMPアカウントのid。省略時は、計画の機器に書いたもの",
        en="the id of an SNMP account; the device's own in the plan if not given",
    ),
    "scale": Text(
        ja="OIDの値に掛ける数。省略時は1",
        en="what the object's number is multiplied by; 1 if not given",
    ),
}

ONE_OF_THEM = Phrase(
    "probes.snmp.one_of_them",
    ja="「oid」（値の場所）か「fact」（機種の設定の項目）の、どちらか一つを書いてください。",
    en='write either "oid" (where the value is) or "fact" (its name in the profile).',
)
NO_DEVICE = Phrase(
    "probes.snmp.no_device",
    ja="「{device}」という機器は計画にありません。アドレスなら「account」も書いてください。",
    en='the plan has no device {device!r}; where it is an address, write "account" too.',
)
NO_SUCH_FACT = Phrase(
    "probes.snmp.no_such_fact",
    ja="設定「{profile}」に「{fact}」はありません。あるもの: {known:list}。",
    en="the profile {profile!r} has no {fact!r}; it has: {known:list}.",
)

_KINDS: tuple[AssetKind, ...] = ("radio", "power", "link", "telework")


@dataclass(frozen=True)
class Params:
    """`device` is an address or the id of a device of the plan; `oid` or `fact` says what of it."""

    device: str
    oid: str | None = None
    fact: str | None = None
    account: str | None = None
    scale: float = 1.0


def wrong(params: Params) -> Message | None:
    """What is wrong with the values, or None."""
    if (params.oid is None) == (params.fact is None):
        return ONE_OF_THEM()
    if params.oid is not None and not OID.fullmatch(params.oid):
        return NO_OID(oid=params.oid)
    return None


def target(params: Params, reach: Reach) -> str:
    """The device's address, however it is named."""
    return _agent(params, reach).address or params.device


async def ask(params: Params, reach: Reach) -> Reading:
    """Read one object, or one fact of the device's profile."""
    if params.fact is not None:
        return await _by_fact(params, params.fact, reach)
    session = reach.snmp(_agent(params, reach))
    oid = params.oid or ""
    began = reach.elapsed_us()
    raw = (await session.get([oid]))[oid]
    number = number_of(raw)
    value = None if number is None else number * params.scale
    return replace(_reading(reach, began, value, text_of(raw)), said=(f"{oid} = {raw!r}",))


async def _by_fact(params: Params, fact: str, reach: Reach) -> Reading:
    device = _in_plan(params.device, reach)
    if device is None:
        raise Refusal(NO_DEVICE(device=params.device))
    profile = reach.profile(device.profile or "")
    names = () if profile is None else tuple(name for name, _ in profile.objects)
    wanted = tuple(profile.alarms) if profile and fact == "alarms" and profile.alarms else (fact,)
    if profile is not None and not {*wanted} <= {*names}:
        raise Refusal(NO_SUCH_FACT(profile=profile.id, fact=fact, known=names))
    if params.account is not None:
        device = replace(device, snmp=params.account)
    began = reach.elapsed_us()
    found = await ask_device(reach, device, wanted)
    value = found.facts.get(fact)
    status = next((each.value for each in found.statuses if each.name == fact), None)
    number = float(value) if isinstance(value, int | float) else None
    text = None if value is None else str(value)
    reading = _reading(reach, began, number, text)
    grave = {"severity": status.severity} if status else {}
    return replace(reading, facts={**reading.facts, **grave}, said=found.said, note=found.note)


def _reading(reach: Reach, began: int, value: float | None, text: str | None) -> Reading:
    return Reading(
        facts={
            "reply": True,
            "found": text is not None,
            "value": value,
            "text": text,
            "severity": None,
            "took_ms": (reach.elapsed_us() - began) / 1000,
        }
    )


def _agent(params: Params, reach: Reach) -> SnmpDevice:
    """Whom to ask. Raises `Refusal` where that is neither in the plan nor an address."""
    device = _in_plan(params.device, reach)
    if device is None and params.account is None:
        raise Refusal(NO_DEVICE(device=params.device))
    if device is None:
        return SnmpAgent(params.device, params.account or "")
    return device if params.account is None else replace(device, snmp=params.account)


def _in_plan(id: str, reach: Reach) -> Device | None:
    for kind in _KINDS:
        try:
            found = reach.asset(kind, id)
        except Refusal:
            continue
        if isinstance(found, Device):
            return found
    return None
