"""Drills of the year whose scenario does not lie with the plan."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.did_you_mean import nearest
from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.sense._ground import Ground
from bcp.upkeep import PlannedDrill

NOT_THERE = Phrase(
    "sense.scenario_not_there",
    ja="訓練計画「{drill}」のシナリオ「{scenario}」が、計画のscenariosフォルダにありません。",
    en="the scenario {scenario!r} of the planned drill {drill!r} is not in the plan's folder "
    "scenarios.",
)
MEANT = Phrase("sense.scenario_meant", ja="「{word}」のことですか。", en='Did you mean "{word}"?')
COPY_IT = Phrase(
    "sense.copy_scenario",
    ja="bcp-drill scenarios --copy {scenario} で写すか、名前を直してください。",
    en="Copy it with bcp-drill scenarios --copy {scenario}, or correct its name.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each such drill."""
    for drill in ground.plan.drills:
        word = drill.scenario
        if word is None or word in ground.scenarios:
            continue
        near = nearest(word, ground.scenarios)
        then = MEANT(word=near) if near else COPY_IT(scenario=word)
        what = NOT_THERE(drill=drill.id, scenario=word)
        yield Refusal(ground.place(drill.id, PlannedDrill), what, then)
