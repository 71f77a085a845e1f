"""訓練計画: each drill of the year's programme on a page, to be approved before it is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bcp.message import Phrase
from bcp.upkeep import PlannedDrill
from drills.printed.document import Block, Facts, NewPage, Table, Title
from drills.printed.injects import GIVEN_AT, GIVEN_TO, SENDER, VIA, numbered, receiver
from drills.printed.moments import at_known
from drills.printed.planned_when import planned_when
from drills.printed.scenario_facts import (
    AIM,
    IMAGINED,
    LENGTH,
    MODES,
    PARTS,
    SOURCES,
    hazard_said,
    length,
    lifelines,
)
from drills.printed.wording import Wording
from drills.report import words
from scenarios.model import Scenario

WHEN = Phrase("printed.drill_when", ja="日時", en="when")
PLACE = Phrase("printed.drill_place", ja="場所", en="where")
PARTICIPANTS = Phrase("printed.participants", ja="参加者", en="who takes part")
STOP_IF = Phrase("printed.stop_if", ja="中止条件", en="called off if")
SAFE = Phrase("printed.drill_safety", ja="安全措置", en="safety")
PREPARE = Phrase("printed.prepare", ja="準備物", en="to prepare")
EVALUATE = Phrase("printed.drill_evaluate", ja="評価項目と目標", en="evaluated by")
APPROVER = Phrase("printed.approver", ja="承認者", en="approved by")
COURSE = Phrase("printed.drill_course", ja="進行の概要（状況付与）", en="Course: the situations")
GIVEN = Phrase("printed.given", ja="付与内容", en="situation")


def drill_plan(wording: Wording, scenarios: Mapping[str, Scenario]) -> Iterator[Block]:
    """One page for each drill that is planned; what its scenario says stands there too."""
    for n, drill in enumerate(wording.plan.drills):
        if n:
            yield NewPage()
        scenario = scenarios.get(drill.scenario or "")
        yield Title(wording.said(drill.name) or drill.id)
        yield Facts(_facts(wording, drill, scenario))
        if scenario is not None:
            yield from _course(wording, scenario)


def _facts(
    wording: Wording, drill: PlannedDrill, scenario: Scenario | None
) -> tuple[tuple[str, str], ...]:
    said = wording.said
    told = (
        (AIM, said(drill.purpose) or (said(scenario.purpose) if scenario else "")),
        (IMAGINED, hazard_said(wording, scenario.hazard) if scenario else ""),
        (MODES, _modes(wording, scenario)),
        (WHEN, planned_when(wording, drill)),
        (LENGTH, length(wording, scenario) if scenario else ""),
        (PLACE, said(drill.place)),
        (PARTICIPANTS, "\n".join(said(each) for each in drill.participants)),
        *_parts(wording, drill, scenario),
        (STOP_IF, said(drill.stop_if)),
        (SAFE, said(drill.safety)),
        (PREPARE, "\n".join(said(each) for each in drill.prepare)),
        (EVALUATE, "\n".join(_evaluated(wording, drill, scenario))),
        (SOURCES, "\n".join(said(each) for each in scenario.guidance) if scenario else ""),
        (APPROVER, said(drill.approver)),
    )
    # What a plan does not say is left to write in by hand: nobody should miss that it is wanted.
    return tuple((said(name), value) for name, value in told if value or name is not SOURCES)


def _modes(wording: Wording, scenario: Scenario | None) -> str:
    modes = scenario.modes if scenario else ()
    return wording.joined(wording.said(words.said(words.MODE, each)) for each in modes)


def _parts(
    wording: Wording, drill: PlannedDrill, scenario: Scenario | None
) -> Iterator[tuple[Phrase, str]]:
    """Who plays which part: as planned, or else as the scenario has it."""
    others = dict(scenario.roles.parts) if scenario else {}
    for part in ("director", "controller", "evaluator", "recorder"):
        who = getattr(drill.roles, part) or others.get(part)
        yield PARTS[part], wording.role(wording.said(who))


def _evaluated(wording: Wording, drill: PlannedDrill, scenario: Scenario | None) -> Iterator[str]:
    yield from (wording.said(each) for each in drill.evaluate)
    if scenario is not None:
        yield from (wording.said(each.text) for each in scenario.evaluation)


def _course(wording: Wording, scenario: Scenario) -> Iterator[Block]:
    given = numbered(scenario)
    if not given:
        return
    yield Title(wording.said(COURSE), 2)
    left = lifelines(wording, scenario.hazard)
    if left:
        yield Facts(left)
    heads = (GIVEN_AT, GIVEN_TO, SENDER, VIA, GIVEN)
    rows = tuple(
        (
            at_known(wording, scenario, step),
            receiver(wording, do),
            do.sender or "",
            do.via or "",
            wording.said(do.text),
        )
        for step, do, _ in given
    )
    yield Table(tuple(map(wording.said, heads)), rows, (7, 5, 5, 4, 15))
