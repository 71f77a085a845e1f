"""What stands at the head of each form of a drill: what is imagined, who plays, how long."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.lifelines import LIFELINES
from bcp.message import Phrase
from drills.printed.wording import Wording
from drills.report import words
from scenarios.hazard import Hazard
from scenarios.model import Scenario

DRILL = Phrase("printed.drill", ja="訓練名", en="drill")
AIM = Phrase("printed.aim", ja="目的", en="purpose")
IMAGINED = Phrase("printed.imagined", ja="想定", en="scenario")
STRIKES = Phrase("printed.strikes", ja="発生時刻（想定）", en="strikes at")
LIFELINE = Phrase("printed.lifelines", ja="ライフライン", en="lifelines")
MODES = Phrase("printed.modes", ja="実施方法", en="held as")
LENGTH = Phrase("printed.length", ja="時間の上限", en="longest time")
FASTER = Phrase(
    "printed.faster",
    ja="{limit}（想定の時計は{times}倍で進む）",
    en="{limit} (the clock of the event runs {times} times as fast)",
)
SOURCES = Phrase("printed.guidance", ja="参考資料", en="made from")
HELD_ON = Phrase("printed.held_on", ja="実施日・場所", en="held on, at")
OF_LIFELINE = Phrase("printed.of_lifeline", ja="{name}: {left}", en="{name}: {left}")
PARTS = {
    "director": Phrase("printed.director", ja="訓練統括者", en="director"),
    "controller": Phrase("printed.controller", ja="進行管理者", en="controller"),
    "players": Phrase("printed.players", ja="プレイヤー", en="players"),
    "evaluator": Phrase("printed.part_evaluator", ja="評価者", en="evaluator"),
    "recorder": Phrase("printed.recorder", ja="記録係", en="recorder"),
}


def facts_of(wording: Wording, scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Names and values; none is empty but the one to write on."""
    told = (
        (DRILL, wording.said(scenario.title)),
        (AIM, wording.said(scenario.purpose)),
        (IMAGINED, hazard_said(wording, scenario.hazard)),
        (STRIKES, scenario.hazard.at or ""),
        (MODES, wording.joined(wording.said(words.said(words.MODE, m)) for m in scenario.modes)),
        (LENGTH, length(wording, scenario)),
        *parts(wording, scenario),
        (SOURCES, "\n".join(wording.said(each) for each in scenario.guidance)),
    )
    known = tuple((wording.said(name), value) for name, value in told if value)
    return (*known, (wording.said(HELD_ON), ""))


def no_facts(_wording: Wording, _scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Nothing, for paper that reaches players: the drill's name may give the story away."""
    return ()


def hazard_said(wording: Wording, hazard: Hazard) -> str:
    """「地震　6弱」."""
    kind = wording.said(words.said(words.HAZARD, hazard.kind))
    return f"{kind}{wording.gap}{hazard.intensity}" if hazard.intensity else kind


def length(wording: Wording, scenario: Scenario) -> str:
    """How long it may take, and how fast its clock runs."""
    limit = wording.span(scenario.time.limit)
    times = scenario.time.compress
    return limit if times == 1 else wording.said(FASTER(limit=limit, times=f"{times:g}"))


def parts(wording: Wording, scenario: Scenario) -> Iterator[tuple[Phrase, str]]:
    """Who plays which part."""
    for part, phrase in PARTS.items():
        # A part is played by one of the plan's roles, or by whom the words name.
        who = (
            wording.role(wording.said(text)) for name, text in scenario.roles.parts if name == part
        )
        yield phrase, wording.joined(who)


def lifelines(wording: Wording, hazard: Hazard) -> tuple[tuple[str, str], ...]:
    """What is left of power, telephones, water: one row with a line for each, or none."""
    told = (
        OF_LIFELINE(name=wording.said(LIFELINES[each]) if each in LIFELINES else each, left=left)
        for each, left in hazard.lifelines.items()
    )
    lines = "\n".join(wording.said(each) for each in told)
    return ((wording.said(LIFELINE), lines),) if lines else ()
