"""By when a drill that began by itself is over, or is ended: the plan says so, or its scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.programme.turn import whose_turn
from bcp.refused import Refused
from bcp.upkeep import PlannedDrill
from drills.core.longest import longest
from drills.core.machine import replay
from drills.journal.verify import read_good
from drills.schedule.command_line import Order
from drills.schedule.following import Read
from drills.schedule.hindering import scenario_of
from scenarios.model import Scenario

BY_THE_PLAN = Phrase(
    "ending.by_the_plan",
    ja="始まってから、長くても{limit:span}で終わらせます（計画の limit）",
    en="ended {limit:span} after its start at the latest (limit in the plan)",
)
BY_THE_SCENARIO = Phrase(
    "ending.by_the_scenario",
    ja="始まってから、長くても{limit:span}で終わらせます（シナリオの time.limit に後始末の時間を"
    "足したもの）",
    en="ended {limit:span} after its start at the latest (time.limit of its scenario, and the time "
    "to take back)",
)
NOT_KNOWN = Phrase(
    "ending.not_known",
    ja="いつまでに終わるか分かりません（シナリオがないか、誤りがあります）",
    en="nobody knows by when it ends: its scenario is not there, or has mistakes",
)


def end_said(drill: PlannedDrill, limit: int | None) -> Message:
    """By when it ends, and what says so."""
    if limit is None:
        return NOT_KNOWN()
    return (BY_THE_PLAN if drill.limit is not None else BY_THE_SCENARIO)(limit=limit)


def end_of(plan: Plan, drill: PlannedDrill, scenario: Scenario | None) -> int | None:
    """Microseconds from its start; None where its scenario is not there."""
    if drill.limit is not None:
        return drill.limit.us
    return None if scenario is None else longest(plan, scenario, drill.unattended or "walkthrough")


def end_as_recorded(folder: Path, drill: PlannedDrill | None) -> int | None:
    """The same of a drill that somebody else began, by its journal."""
    if drill is not None and drill.limit is not None:
        return drill.limit.us
    brief = replay(each.event() for each in read_good(folder)).brief
    return None if brief is None else longest(brief.plan, brief.scenario, brief.mode)


def ends_of(
    read: Read, drills: Iterable[PlannedDrill]
) -> Iterator[tuple[PlannedDrill, int | None]]:
    """Those that begin by themselves, each with its end where its files have one."""
    for drill in drills:
        if drill.unattended is None or not drill.starts:
            continue
        order = Order("", drill, "", whose_turn(read.plan, drill, ()))
        try:
            scenario = scenario_of(read, order)
        except Refused:
            scenario = None
        yield drill, end_of(read.plan, drill, scenario)
