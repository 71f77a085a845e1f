"""How a probe keeps from doing harm, and what it makes of silence, told to people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from bcp.asking import Silence
from bcp.message import Language, Message, Phrase, render
from bcp.shape import Choice, Leaf, Maybe, Shape, fields_of
from drills.probes import polite, silence
from drills.probes._contract import Polite
from drills.report.layout import paragraph

MANNERS = Phrase("probes.manners", ja="尋ね方", en="how it asks")
FREELY = Phrase(
    "probes.manners.freely",
    ja="間隔の下限はありません。同時に尋ねるのは、1つの相手に{at_once}件までです",
    en="no least time between two asks; at most {at_once} of one target at once",
)
SPACED = Phrase(
    "probes.manners.spaced",
    ja="1つの相手に、{apart:span}以上の間隔で、同時に{at_once}件までです",
    en="one target at least {apart:span} apart, at most {at_once} at once",
)
BROKEN = Phrase(
    "probes.manners.broken",
    ja="時間内に応答がなければ「応答なし」とします（silence: broken）",
    en="no answer in time: it does not answer (silence: broken)",
)
UNKNOWN = Phrase(
    "probes.manners.unknown",
    ja="時間内に応答がなければ「不明」とします（silence: unknown）",
    en="no answer in time: unknown (silence: unknown)",
)
WITH_FIELD = Phrase(
    "probes.manners.with", ja="{said}（{field}を書いたとき）", en="{said} (with {field})"
)

_SILENCES: dict[Silence, Phrase] = {"broken": BROKEN, "unknown": UNKNOWN}


def manners(module: ModuleType, lang: Language) -> list[str]:
    """Its pace with one target and what no answer means, and which of its fields change them."""
    asked = (
        *_by_field(module.Params, lambda params: _pace(polite(module, params))),
        *_by_field(module.Params, lambda params: _SILENCES[silence(module, params)]()),
    )
    lines = (line for each in asked for line in paragraph(render(each, lang), "    "))
    return [f"  {render(MANNERS(), lang)}", *lines]


def _pace(kept: Polite) -> Message:
    if kept.apart_us:
        return SPACED(apart=kept.apart_us, at_once=kept.at_once)
    return FREELY(at_once=kept.at_once)


def _by_field(kind: type, said: Callable[[Any], Message]) -> Iterator[Message]:
    """What is said of a question with the fields it must have, and with each that changes it."""
    least = {each.name: _something(each.shape) for each in fields_of(kind) if each.required}
    plain = said(kind(**least))
    yield plain
    for each in fields_of(kind):
        if each.required:
            continue
        other = said(kind(**least, **{each.name: _something(each.shape)}))
        if other != plain:
            yield WITH_FIELD(said=other, field=each.key)


def _something(shape: Shape) -> Any:
    """A value that is there, and true where it may be."""
    match shape:
        case Maybe(of):
            return _something(of)
        case Choice(words):
            return words[0]
        case Leaf(kind) if kind in (bool, int, float):
            return kind(1)
    return "…"
