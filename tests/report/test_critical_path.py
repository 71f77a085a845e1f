"""What decided when the last system came back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bcp.durations import SECOND
from bcp.model import CommandRef
from drills.core import events as e
from drills.core.brief import Brief
from drills.report.assembled import report_of
from drills.report.critical_path import NO_CHAIN, NOT_BACK, CriticalPath
from scenarios.model import Run
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.simulation import World
from tests.core.test_whole_drills import drills, run_to_the_end
from tests.report.made_up import SCENARIO, ended, lost, recorded, returned, simple

S = SECOND
DONE = Reading({"reply": True, "exit": 0})
MENDED = (
    e.StepDue(10 * S, "call", 10 * S),
    lost("web/http", 9 * S, 10 * S),
    ended(20 * S, "call", "done", "held", "observed", by="鈴木"),
    e.StepDue(20 * S, "mend", 20 * S),
    e.Approved(25 * S, "mend", "lead", "佐藤", True),
    e.ActionOrdered(25 * S, 1, "run", "reg01", "wipe", step="mend"),
    e.Paused(28 * S, "佐藤", "来客"),
    e.Continued(30 * S, "佐藤"),
    e.ActionEnded(40 * S, 1, "held", DONE),
    ended(40 * S, "mend", "held", "held", "measured"),
    e.StepDue(40 * S, "back", 40 * S),
    returned("web/http", 49 * S, 50 * S),
    ended(51 * S, "back", "held", "held", "measured"),
)


def path_of(*events: e.Event) -> CriticalPath | None:
    steps = (
        m.ask("call", at=10 * S, by="liaison"),
        m.step("mend", Run(CommandRef("reg01", "wipe")), after=("call",)),
        m.wait_for("back", "web", after=("mend",)),
    )
    rest = {"targets": (), "forbid": (), "safety": m.approvals("mend", "lead")}
    scenario = replace(SCENARIO, steps=steps, **rest)  # type: ignore[arg-type]
    return report_of(recorded(simple(*events, scenario=scenario))).critical_path


def test_the_way_leads_from_the_return_over_the_action_and_its_approval_to_the_call() -> None:
    path = path_of(*MENDED, e.DrillEnded(60 * S, "completed"))
    assert path is not None
    assert [(each.kind, each.step, each.us) for each in path.links] == [
        ("edge", None, 550_000),
        ("people", "call", 9_900_000),
        ("approval", "mend", 5 * S),
        ("work", "mend", 3 * S),
        ("paused", "mend", 2 * S),
        ("work", "mend", 10 * S),
        ("seen", None, 9_550_000),
    ]
    assert path.us == sum(each.us for each in path.links)


def test_what_was_done_before_the_loss_did_not_bring_it_back() -> None:
    early = (
        e.StepDue(0, "mend", 0),
        e.ActionOrdered(1 * S, 1, "run", "reg01", "wipe", step="mend"),
        e.ActionEnded(2 * S, 1, "held", DONE),
        ended(2 * S, "mend", "held", "held", "measured"),
        lost("web/http", 9 * S, 10 * S),
        returned("web/http", 49 * S, 50 * S),
    )
    path = path_of(*early)
    assert path is not None
    assert path.links == ()
    assert path.why is not None
    assert path.why.code == NO_CHAIN.code


def test_nothing_is_shown_for_what_never_came_back() -> None:
    path = path_of(lost("web/http", 9 * S, 10 * S))
    assert path is not None
    assert path.why is not None
    assert path.why.code == NOT_BACK.code


def test_without_a_loss_there_is_no_way() -> None:
    assert path_of() is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drills(), st.data())
def test_the_links_join_without_gap_or_overlap_and_sum_up_to_the_whole(
    drill: tuple[Brief, World], cut: st.DataObject
) -> None:
    events = run_to_the_end(*drill).events
    length = cut.draw(st.integers(1, len(events)), label="records kept")
    report = report_of(recorded(events[:length]))
    path = report.critical_path
    if path is not None and path.period is not None:
        ends = [path.period.began, *(each.period.ended for each in path.links)]
        assert [each.period.began for each in path.links] == ends[:-1]
        assert ends[-1] == path.period.ended
        assert sum(each.us for each in path.links) == path.us
        assert all(each.us > 0 for each in path.links)
    for step in report.steps:
        assert all(one.period.ended == two.period.began for one, two in pairwise(step.spells))
