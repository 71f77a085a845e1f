"""What a plan gets from presets where it writes nothing itself; what is written always counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bcp.did_you_mean import remedy
from bcp.inventory import Business
from bcp.message import Phrase
from bcp.model import Plan, Rto, System
from bcp.preset import Preset, PresetUse, PresetValue
from bcp.preset_files import Presets
from bcp.reader import Mention
from bcp.refused import Refusal
from bcp.upkeep import Indicator

RTO_CLASSES = "rto-classes"
GRADES = "grades-abcd"
"""The scale of a plan that names none for its drills."""
BUSINESS_KINDS = "business-rto"

NO_PRESET = Phrase(
    "preset.no_such_preset",
    ja="「{word}」という既定値はここには使えません。",
    en="there is no preset {word!r} for this.",
)
NO_KIND = Phrase(
    "preset.no_such_kind",
    ja="「{word}」という業務の種類は、既定値 business-rto にありません。",
    en="the preset business-rto has no kind {word!r}.",
)

_FILLED = ("rto", "rpo", "rlo", "rto_class")
_USES: dict[tuple[type, str], PresetUse] = {
    (System, "preset"): "system",
    (Indicator, "scale"): "scale",
    (Plan, "grade_scale"): "scale",
}


@dataclass(frozen=True)
class Origin:
    """A value of a plan that a preset gave: whose, which field, and from where."""

    owner: type
    id: str
    field: str
    preset: str
    value: PresetValue


def preset_troubles(mentions: Iterable[Mention], presets: Presets) -> list[Refusal]:
    """Every word that should be a preset, or a word of one, and is not."""
    out: list[Refusal] = []
    for each in mentions:
        use = _USES.get((each.owner, each.field))
        if use is not None:
            known = [one for one in presets.names if _use_of(presets, one) == use]
            if each.word not in known:
                then = remedy(each.word, known)
                out.append(Refusal(each.place, NO_PRESET(word=each.word), then))
        elif (each.owner, each.field) == (Business, "kind"):
            kinds = [one.id for one in _values(presets.get(BUSINESS_KINDS))]
            if each.word not in kinds:
                out.append(Refusal(each.place, NO_KIND(word=each.word), remedy(each.word, kinds)))
    return out


def filled(plan: Plan, presets: Presets) -> tuple[Plan, tuple[Origin, ...]]:
    """The plan with what its presets give, and what that was."""
    origins: list[Origin] = []
    plan = replace(plan, scales=_scales(plan, presets))
    systems = tuple(_system(each, presets, origins) for each in plan.systems)
    businesses = tuple(_business(each, presets, origins) for each in plan.businesses)
    if not origins:
        return plan, ()
    return replace(plan, systems=systems, businesses=businesses), tuple(origins)


def _scales(plan: Plan, presets: Presets) -> tuple[Preset, ...]:
    """Every scale by which something of the plan is graded, the drills' own first."""
    named = (plan.grade_scale or GRADES, *(each.scale for each in plan.kpi if each.scale))
    found = (presets.get(each) for each in dict.fromkeys(named))
    return tuple(each for each in found if each is not None)


def _system(system: System, presets: Presets, origins: list[Origin]) -> System:
    given: dict[str, Any] = {}
    wanted = [each for each in _FILLED if getattr(system, each) is None]
    if system.rto_class is not None and "rto" in wanted:
        for value in _values(presets.get(RTO_CLASSES)):
            if value.rto is not None and value.is_called(system.rto_class):
                given["rto"] = Rto(value.rto)
                origins.append(Origin(System, system.id, "rto", RTO_CLASSES, value))
                break
    preset = presets.get(system.preset) if system.preset else None
    for value in _values(preset):
        for field in wanted:
            found = getattr(value, field)
            if preset is not None and found is not None and field not in given:
                given[field] = Rto(found) if field == "rto" else found
                origins.append(Origin(System, system.id, field, preset.id, value))
    return replace(system, **given) if given else system


def _business(business: Business, presets: Presets, origins: list[Origin]) -> Business:
    if business.kind is None or business.start_by is not None:
        return business
    for value in _values(presets.get(BUSINESS_KINDS)):
        if value.id == business.kind and value.start_by is not None:
            origins.append(Origin(Business, business.id, "start_by", BUSINESS_KINDS, value))
            return replace(business, start_by=value.start_by)
    return business


def _values(preset: Preset | None) -> tuple[PresetValue, ...]:
    return preset.values if preset is not None else ()


def _use_of(presets: Presets, name: str) -> PresetUse | None:
    found = presets.get(name)
    return found.use if found is not None else None
