"""A device asked by its profile: which objects are wanted, and what their values mean.

Probes for a kind of device give the facts of `bcp.device_facts`; what a device does not say is
None. A device that says nothing of what its profile names has another profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from bcp.device_facts import FACTS_OF, PLAUSIBLE
from bcp.device_profile import (
    DEVICE_ROW,
    EACH_ROW,
    DeviceObject,
    Profile,
    Severity,
    StatusValue,
)
from bcp.inventory import Link, Power, Radio, Telework
from bcp.message import Message, Phrase, Text
from bcp.profile_forms import ROW
from drills.errors import Refusal
from drills.probes._contract import Reach
from drills.probes._snmp import SnmpSession, SnmpValue
from scenarios.reading import Fact

NO_PROFILE = Phrase(
    "probes.profile.none",
    ja="計画の「{device}」に機種の設定がありません。「profile:」に名前を書いてください。",
    en='{device!r} has no profile in the plan; write its name behind "profile:".',
)
NOT_THIS_PROFILE = Phrase(
    "probes.profile.not_this",
    ja="{place}は答えましたが、設定「{profile}」の項目を一つも持っていません。機種の設定が違うか、"
    "アカウントの閲覧範囲が狭すぎます。",
    en="{place} answers, but has nothing of what the profile {profile!r} names: the profile is for "
    "another device, or the account may see too little.",
)
NO_ROW = Phrase(
    "probes.profile.no_row",
    ja="{place}の表のどの行を読むかが計画にありません。「row:」に番号か名前を書いてください。",
    en='the plan does not say which row of the tables of {place} to read; write it behind "row:".',
)
UNKNOWN_ROW = Phrase(
    "probes.profile.unknown_row",
    ja="{place}に「{row}」という名前の行がありません。あるもの: {known:list}。",
    en="{place} has no row called {row!r}; there are: {known:list}.",
)
NO_ROW_NAMES = Phrase(
    "probes.profile.no_row_names",
    ja="設定「{profile}」は行を名前で探せません。{place}の「row:」には番号を書いてください。",
    en="the profile {profile!r} cannot find a row by name; write the number behind the row of "
    "{place}.",
)
LACKS = Phrase(
    "probes.profile.lacks",
    ja="{place}は、設定「{profile}」のうち{names:list}を返しません。",
    en="{place} does not say {names:list} of its profile {profile!r}.",
)
NOT_PLAUSIBLE = Phrase(
    "probes.profile.not_plausible",
    ja="{place}の{name}が{value}{unit}になります。あり得ない値なので使いません。"
    "設定「{profile}」のscaleを、機器の表示と見比べてください。",
    en="{name} of {place} would be {value} {unit}, which cannot be, so it is not used; compare the "
    "scale in the profile {profile!r} with the device's own display.",
)
UNKNOWN_VALUE = Phrase(
    "probes.profile.unknown_value",
    ja="{place}の{name}の値 {value} は、設定「{profile}」にありません。",
    en="the value {value} of {name} at {place} is not in the profile {profile!r}.",
)

Device = Link | Power | Radio | Telework

_SHOWN = 12
_NUMBER = re.compile(r"\s*[-+]?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?")
_GRAVER: Sequence[Severity] = ("fine", "unknown", "warning", "alarm")


@dataclass(frozen=True)
class Status:
    """A status as it was found. `value` None: the device does not say, or the profile knows not."""

    name: str
    meaning: Text
    value: StatusValue | None


@dataclass(frozen=True)
class DeviceReading:
    """What a device said. `facts` are those of its kind; `said` are its objects as they came.

    `statuses` are the facts that are one, and the alarms, with how grave they are. `note` is what
    the plan's author should know.
    """

    facts: Mapping[str, Fact]
    statuses: tuple[Status, ...] = ()
    said: tuple[str, ...] = ()
    note: Message | None = None

    def of_severity(self, severity: Severity) -> tuple[Status, ...]:
        """The statuses that are so grave."""
        return tuple(
            each for each in self.statuses if each.value and each.value.severity == severity
        )


@dataclass(frozen=True)
class Found:
    """The raw values: of the objects that are asked one by one, and of whole columns."""

    single: Mapping[str, SnmpValue] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, SnmpValue]] = field(default_factory=dict)


async def ask_device(
    reach: Reach, device: Device, only: Iterable[str] | None = None
) -> DeviceReading:
    """Ask something of the plan what its profile names, or `only` some of it.

    Raises `drills.errors.Refusal` where the plan does not say enough to ask, or where the device is
    another than its profile says; and what `SnmpSession` raises.
    """
    profile = reach.profile(device.profile) if device.profile is not None else None
    if profile is None:
        raise Refusal(NO_PROFILE(device=device.id))
    row = None if isinstance(device, Telework) else device.row
    return await read_device(reach.snmp(device), profile, device.id, row, only)


async def read_device(
    session: SnmpSession,
    profile: Profile,
    place: str,
    row: str | None = None,
    only: Iterable[str] | None = None,
) -> DeviceReading:
    """Ask a device what its profile names, or `only` some of it.

    `place` is what people call the device; `row` is its row as the plan has it. Raises
    `drills.errors.Refusal` where the plan does not say enough, and what `SnmpSession` raises.
    """
    wanted = None if only is None else {*only}
    objects = {name: each for name, each in profile.objects if wanted is None or name in wanted}
    index = None
    if any(each.row == DEVICE_ROW for each in objects.values()):
        index = await _index(session, profile, place, row)
    single = [oid_of(each, index) for each in objects.values() if each.row != EACH_ROW]
    columns = [each.oid for each in objects.values() if each.row == EACH_ROW]
    found = Found(
        await session.get(list(dict.fromkeys(single))) if single else {},
        {oid: await session.walk(oid) for oid in dict.fromkeys(columns)},
    )
    return meaning_of(profile, place, objects, index, found)


async def _index(session: SnmpSession, profile: Profile, place: str, row: str | None) -> str:
    if row is None:
        raise Refusal(NO_ROW(place=place))
    if ROW.fullmatch(row):
        return row
    if profile.row_names is None:
        raise Refusal(NO_ROW_NAMES(profile=profile.id, place=place))
    names = await session.walk(profile.row_names)
    for oid, name in names.items():
        if text_of(name) == row:
            return oid.removeprefix(f"{profile.row_names}.")
    known = [str(text_of(each)) for each in names.values()][:_SHOWN]
    raise Refusal(UNKNOWN_ROW(place=place, row=row, known=known))


def oid_of(each: DeviceObject, index: str | None) -> str:
    """The complete identifier of an object that is not taken from all rows."""
    if each.row is None:
        return each.oid
    return f"{each.oid}.{index if each.row == DEVICE_ROW else each.row}"


def meaning_of(
    profile: Profile,
    place: str,
    objects: Mapping[str, DeviceObject],
    index: str | None,
    found: Found,
) -> DeviceReading:
    """What the raw values mean. Raises `Refusal` where not one object is there."""
    raw = {
        name: tuple(found.columns[each.oid].values())
        if each.row == EACH_ROW
        else (found.single.get(oid_of(each, index)),)
        for name, each in objects.items()
    }
    missing = tuple(name for name, values in raw.items() if all(each is None for each in values))
    if objects and len(missing) == len(objects):
        raise Refusal(NOT_THIS_PROFILE(place=place, profile=profile.id))
    facts: dict[str, Fact] = dict.fromkeys(FACTS_OF[profile.kind])
    statuses: list[Status] = []
    odd: list[Message] = []
    for name, each in objects.items():
        if each.type == "status":
            status, strange = _status(name, each, raw[name])
            statuses.append(status)
            if name in profile.facts:
                facts[name] = status.value.word if status.value else None
            odd += [
                UNKNOWN_VALUE(place=place, name=name, value=value, profile=profile.id)
                for value in strange
            ]
        else:
            facts[name], wrong = _believed(profile, place, name, value_of(each, raw[name]))
            odd += wrong
    _count_alarms(profile, facts, statuses)
    if missing:
        odd.append(LACKS(place=place, profile=profile.id, names=missing))
    return DeviceReading(facts, tuple(statuses), _said(objects, raw), odd[0] if odd else None)


def _believed(
    profile: Profile, place: str, name: str, value: Fact
) -> tuple[Fact, tuple[Message, ...]]:
    """The value as its fact's type, or none and why no device can mean it."""
    kind = FACTS_OF[profile.kind][name]
    limits = PLAUSIBLE.get(kind.unit)
    if isinstance(value, float) and limits and not limits[0] <= value <= limits[1]:
        said = NOT_PLAUSIBLE(
            place=place, name=name, value=value, unit=kind.unit, profile=profile.id
        )
        return None, (said,)
    if isinstance(value, float) and kind.type == "int":
        return round(value), ()
    return value, ()


def value_of(each: DeviceObject, raw: Sequence[SnmpValue]) -> float | str | None:
    """A number in its unit, or a text; None where the device has none."""
    if each.type == "text":
        return text_of(raw[0])
    if each.take == "count":
        return float(sum(value is not None for value in raw))
    numbers = [value for value in (number_of(value) for value in raw) if value is not None]
    good = [value for value in numbers if value not in each.absent]
    if not good:
        return None
    taken = sum(good) if each.take == "sum" else max(good) if each.take == "highest" else min(good)
    return round(taken * (each.scale or 1.0), 9)


def number_of(raw: SnmpValue) -> float | None:
    """The number that a device sent, also where it sends it as text with a unit: ``-45.5dBm``."""
    if isinstance(raw, int):
        return float(raw)
    found = _NUMBER.match(text_of(raw) or "")
    number = float(found[0]) if found else None
    return number if number is not None and isfinite(number) else None


def text_of(raw: SnmpValue) -> str | None:
    """The words that a device sent. Old Japanese devices write Shift_JIS."""
    if not isinstance(raw, bytes):
        return None if raw is None else str(raw)
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding).strip("\0 \r\n")
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1").strip("\0 \r\n")


def _status(
    name: str, each: DeviceObject, raw: Sequence[SnmpValue]
) -> tuple[Status, tuple[str, ...]]:
    """The gravest of the values, and those that the profile does not know."""
    said = [str(text_of(one)) for one in raw if one is not None]
    known = [each.values[value] for value in said if value in each.values]
    strange = tuple(value for value in said if value not in each.values)
    worst = max(known, key=lambda one: _GRAVER.index(one.severity), default=None)
    return Status(name, each.meaning, worst), strange


def _count_alarms(profile: Profile, facts: dict[str, Any], statuses: Sequence[Status]) -> None:
    listed = [each for each in statuses if each.name in profile.alarms]
    if not listed:
        return
    on = [each.name for each in listed if each.value and each.value.severity == "alarm"]
    known = any(each.value is not None for each in listed)
    facts["alarms"] = len(on) if known else None
    facts["alarm_names"] = ", ".join(on) if known else None


def _said(
    objects: Mapping[str, DeviceObject], raw: Mapping[str, Sequence[SnmpValue]]
) -> tuple[str, ...]:
    return tuple(
        f"{name} ({each.oid}) = {', '.join(str(text_of(value)) for value in raw[name])}"
        for name, each in objects.items()
    )
