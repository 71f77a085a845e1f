"""How presets are told on a terminal."""

from __future__ import annotations

from bcp.durations import BusinessDays, Span
from bcp.load import LoadedPlan
from bcp.message import Language, Phrase, Text, render
from bcp.preset import Preset, PresetValue
from bcp.preset_filling import Origin

_FIELDS = ("rto", "rpo", "rlo", "rto_class", "start_by", "event", "level", "action", "at_least")
_SPAN = Phrase("presets.span", ja="{us:span}", en="{us:span}")
_DAYS = Phrase("presets.business_days", ja="{days}営業日", en="{days} working day(s)")
_PERCENT = Phrase("presets.percent", ja="{percent}%以上", en="{percent}% and above")
_VALUE = Phrase("presets.value", ja="{word}: {value}", en="{word}: {value}")
SOURCE = Phrase("presets.source", ja="出どころ: {source}", en="source: {source}")
GIVEN = Phrase(
    "presets.given",
    ja="{place}: {id} {word}: {value} ← {preset}/{value_id}（{source}）",
    en="{place}: {id} {word}: {value} ← {preset}/{value_id} ({source})",
)


def in_a_line(preset: Preset, lang: Language) -> str:
    """The preset's name and title."""
    return f"{preset.id:<18}{preset.title.said_in(lang)}"


def shown(preset: Preset, lang: Language) -> str:
    """All of a preset: each value with its source."""
    lines = [f"{preset.id}  {preset.title.said_in(lang)}"]
    if preset.note is not None:
        lines.append(f"  {preset.note.said_in(lang)}")
    for value in preset.values:
        name = value.name.said_in(lang)
        lines.append(f"- {value.id}  {name}" if name else f"- {value.id}")
        told = [(each, getattr(value, each)) for each in _FIELDS]
        lines += [f"    {_said(*each, lang)}" for each in told if each[1] is not None]
        if value.note is not None:
            lines.append(f"    {value.note.said_in(lang)}")
        lines.append(f"    {render(SOURCE(source=value.source), lang)}")
    return "\n".join(lines)


def given_by(loaded: LoadedPlan, origin: Origin, lang: Language) -> str:
    """A value of the plan that a preset gave: where, what, and where that comes from."""
    told = GIVEN(
        place=str(loaded.ids.place(origin.id, origin.owner) or ""),
        id=origin.id,
        word=origin.field,
        value=_plain(origin.field, _given(origin.value, origin.field), lang),
        preset=origin.preset,
        value_id=origin.value.id,
        source=origin.value.source,
    )
    return render(told, lang)


def _given(value: PresetValue, field: str) -> object:
    found: object = getattr(value, field)
    return found


def _said(word: str, value: object, lang: Language) -> str:
    return render(_VALUE(word=word, value=_plain(word, value, lang)), lang)


def _plain(word: str, value: object, lang: Language) -> str:
    match value:
        case Span(us):
            return render(_SPAN(us=us), lang)
        case BusinessDays(days):
            return render(_DAYS(days=days), lang)
        case Text():
            return value.said_in(lang)
        case float() if word == "at_least":
            return render(_PERCENT(percent=f"{value:g}"), lang)
    return str(value)
