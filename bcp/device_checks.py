"""Things of the plan that a question names and nobody could ask yet: told before a drill."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.asking import Catalogue, ProbeCall
from bcp.load import LoadedPlan
from bcp.message import Phrase
from bcp.probe_call import params_of
from bcp.refused import Place, Refusal

NOT_ASKABLE = Phrase(
    "devices.not_askable",
    ja="「{thing}」に「{word}」で尋ねるのに要る項目（{fields:list}）がないため、訓練でも調査でも"
    "「確認できず」になります。",
    en="{thing!r} lacks what {word!r} needs to ask it ({fields:list}), so neither a drill nor a "
    "survey will know anything of it.",
)
WRITE_THEM = Phrase(
    "devices.write_them",
    ja="計画の「{thing}」に書いてください。",
    en="Write it beside {thing!r} in the plan.",
)


def not_askable(loaded: LoadedPlan, catalogue: Catalogue) -> tuple[Refusal, ...]:
    """Warn of each question of the plan whose device lacks a field that the question needs."""
    return tuple(sorted(_lacking(loaded, catalogue), key=lambda each: each.place))


def _lacking(loaded: LoadedPlan, catalogue: Catalogue) -> Iterator[Refusal]:
    plan, told = loaded.plan, set[tuple[str, str]]()
    for owner in plan.watchables:
        for call in (*owner.probe, *(one for level in owner.levels for one in level.probe)):
            kind = catalogue[call.word]
            thing = plan.asset(kind.asset, call.subject) if kind.asset else None
            if thing is None:
                continue
            fields = tuple(
                each for each in _needs(call, catalogue) if getattr(thing, each, None) is None
            )
            if fields and (thing.id, call.word) not in told:
                told.add((thing.id, call.word))
                what = NOT_ASKABLE(thing=thing.id, word=call.word, fields=fields)
                place = loaded.ids.place(thing.id, type(thing)) or Place(plan.folder, 1, 1)
                yield Refusal(place, what, WRITE_THEM(thing=thing.id))


def _needs(call: ProbeCall, catalogue: Catalogue) -> tuple[str, ...]:
    kind = catalogue[call.word]
    return kind.needs(params_of(call, kind.params))
