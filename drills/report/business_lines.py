"""What became of the businesses (業務への影響), and what the drill was evaluated by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bcp.message import Message, Phrase, Text
from drills.core.across import of_step
from drills.core.business_turns import Turn, business_turns
from drills.core.events import Outcome
from drills.core.measure import Verdict
from drills.core.roles import player_called
from drills.core.setting import lifeline_called, lifelines_in_order
from drills.core.step_goals import step_results
from drills.report.figures import NOTHING, STEP, figure_of, with_clocks
from drills.report.ledger import Ledger
from drills.report.measured_lines import Figure, When, Words
from drills.report.naming import words_of
from scenarios.conduct import BusinessState

PARTS: Mapping[str, Phrase] = {
    "director": Phrase("part.director", ja="統制", en="in charge"),
    "controller": Phrase("part.controller", ja="進行管理", en="controller"),
    "players": Phrase("part.players", ja="参加", en="player"),
    "evaluator": Phrase("part.evaluator", ja="評価", en="evaluator"),
    "recorder": Phrase("part.recorder", ja="記録", en="recorder"),
}

STATES: Mapping[BusinessState, Phrase] = {
    "stopped": Phrase("business.stopped", ja="停止", en="stopped"),
    "paper": Phrase("business.paper", ja="手書き等で開始", en="on paper"),
    "resumed": Phrase("business.resumed", ja="再開", en="running again"),
    "reentered": Phrase("business.reentered", ja="遡及入力の完了", en="entries made up"),
}


@dataclass(frozen=True)
class SettingPart:
    """A word of the setting and what was said of it: a lifeline, or a part in the drill."""

    word: str
    name: Words
    said: Text


@dataclass(frozen=True)
class Setting:
    """What the drill was for and what it supposed; every field may be empty.

    `hour` is the clock time of the imagined event, as it was written.
    """

    purpose: Text
    guidance: tuple[Text, ...]
    intensity: str
    hour: str
    lifelines: tuple[SettingPart, ...]
    roles: tuple[SettingPart, ...]


@dataclass(frozen=True)
class BusinessLine:
    """One state of one business, as a step told it. `when` None: no step did.

    The figure counts from the start of the drill, to the promise of the plan where it has one.
    """

    business: str
    name: Text
    state: BusinessState
    step: str
    step_name: Words
    when: When | None
    figure: Figure


@dataclass(frozen=True)
class CriterionLine:
    """What the drill was evaluated by, and what its record says of it.

    `outcome` None: no step shows it, or the step has not ended; the evaluator judges. `verdict` is
    that of the target for the time of the step, where there is one.
    """

    id: str
    text: Text
    step: str | None
    outcome: Outcome | None
    verdict: Verdict | None
    why: tuple[Message, ...]
    records: tuple[int, ...]


def setting_of(ledger: Ledger) -> Setting:
    """What the scenario says of itself."""
    scenario, plan = ledger.brief.scenario, ledger.brief.plan
    hazard = scenario.hazard
    cast = (
        SettingPart(part, PARTS[part](), player_called(plan, who))
        for part, who in scenario.roles.parts
    )
    return Setting(
        purpose=scenario.purpose,
        guidance=scenario.guidance,
        intensity=hazard.intensity or "",
        hour=hazard.at or "",
        lifelines=tuple(
            SettingPart(word, lifeline_called(word), said)
            for word, said in lifelines_in_order(hazard)
        ),
        roles=tuple(cast),
    )


def business_lines(ledger: Ledger) -> tuple[BusinessLine, ...]:
    """Every state of a business that a step of the scenario can tell of."""
    return tuple(_business_line(ledger, each) for each in business_turns(ledger.drill))


def _business_line(ledger: Ledger, turn: Turn) -> BusinessLine:
    named = next(each for each in ledger.brief.plan.businesses if each.id == turn.business)
    result = turn.result
    formula = with_clocks(STEP(), result) if result.actual else NOTHING()
    return BusinessLine(
        business=turn.business,
        name=Text(named.name.said_in("ja") or named.id, named.name.said_in("en") or named.id),
        state=turn.state,
        step=turn.step,
        step_name=words_of(ledger.drill, turn.step),
        when=None if turn.ended is None else ledger.when(turn.ended.at),
        figure=figure_of(result, "onset", formula, ledger.records(turn.ended)),
    )


def criterion_lines(ledger: Ledger) -> tuple[CriterionLine, ...]:
    """Everything that the drill is evaluated by, in the scenario's order."""
    verdicts = {goal.step: result.verdict for goal, result in step_results(ledger.drill)}
    lines = []
    for each in ledger.brief.scenario.evaluation:
        step = each.step or ""
        ended = of_step(ledger.drill, step).step(step).ended if each.step else None
        lines.append(
            CriterionLine(
                id=each.id,
                text=each.text,
                step=each.step,
                outcome=ended.outcome if ended else None,
                verdict=verdicts.get(each.step) if each.step else None,
                why=ended.why if ended else (),
                records=ledger.records(ended),
            )
        )
    return tuple(lines)
