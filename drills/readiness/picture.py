"""The systems and what was verified of each, as one drawing that says nothing by colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from bcp.message import Language, Phrase, render
from drills.history.markup import said
from drills.readiness.readiness import Aspects, Held, ReadyLine
from drills.readiness.words import ASPECT, HELD, STATE
from drills.report.layout import width_of

ROW, HEAD, LEFT, CELL, STATE_WIDTH = 26, 30, 230, 84, 90
SAYS = Phrase(
    "ready.drawing",
    ja="{count}件のシステムで確かめたことの図。理由は下の表にあります。",
    en="What was verified of {count} systems; the table below says why.",
)
# In a round, a square, an empty ring, a stroke: they differ without colour, and in print.
_MARKS: Mapping[Held, str] = {
    "yes": "m-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0",
    "no": "m-6 -6l12 12m0 -12l-12 12",
    "not_known": "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0",
    "none": "m-5 0h10",
}
_LONGEST = 32


def svg(lines: Sequence[ReadyLine], lang: Language) -> str:
    """The drawing and what its marks mean; nothing where there is no system."""
    drawn = [each for each in lines if each.aspects is not None]
    if not drawn:
        return ""
    names = [each.name for each in fields(Aspects)]
    wide, high = LEFT + CELL * len(names) + STATE_WIDTH, HEAD + ROW * len(drawn) + 6
    says = said(render(SAYS(count=len(drawn)), lang))
    parts = (
        f'<div class="wide"><svg class="matrix" viewBox="0 0 {wide} {high}" role="img" '
        f'aria-label="{says}">',
        *_heads(names, lang),
        *(part for row, line in enumerate(drawn) for part in _row(row, line, lang, wide)),
        "</svg></div>",
        _key(lang),
    )
    return "\n".join(parts)


def _heads(names: Sequence[str], lang: Language) -> Iterator[str]:
    for column, name in enumerate(names):
        text = said(render(ASPECT[name](), lang))
        x = LEFT + CELL * column + CELL // 2
        yield f'<text class="soft" x="{x}" y="18" text-anchor="middle">{text}</text>'


def _row(row: int, line: ReadyLine, lang: Language, wide: int) -> Iterator[str]:
    top = HEAD + ROW * row
    middle = top + ROW // 2
    yield f'<path class="grid" d="M0 {top}H{wide}"/>'
    weight = ' class="critical"' if line.importance == "critical" else ""
    name = said(_cut(line.name.said_in(lang)))
    yield f'<text{weight} x="4" y="{middle + 4}">{name}</text>'
    for column, each in enumerate(fields(Aspects)):
        held: Held = getattr(line.aspects, each.name)
        x = LEFT + CELL * column + CELL // 2
        title = said(f"{render(ASPECT[each.name](), lang)}: {render(HELD[held](), lang)}")
        yield f'<path class="held_{held}" d="M{x} {middle}{_MARKS[held]}"><title>{title}</title>'
        yield "</path>"
    state = said(render(STATE[line.state](), lang))
    yield (
        f'<text class="state {line.state}" x="{wide - 4}" y="{middle + 4}" '
        f'text-anchor="end">{state}</text>'
    )


def _key(lang: Language) -> str:
    each = (
        f'<span><svg viewBox="-9 -9 18 18"><path class="held_{held}" d="M0 0{mark}"/></svg>'
        f"{said(render(HELD[held](), lang))}</span>"
        for held, mark in _MARKS.items()
    )
    return f'<p class="key">{"".join(each)}</p>'


def _cut(name: str) -> str:
    """A name that fits into its column; the table below has all of it."""
    if width_of(name) <= _LONGEST:
        return name
    while width_of(name) > _LONGEST - 1:
        name = name[:-1]
    return f"{name}…"
