"""How a plan is kept alive stays at home: who, where, which weakness, which envelope."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bcp.message import Text
from bcp.plan_head import PaperCopy, Revision
from bcp.upkeep import Countermeasure, Inspection, PlannedDrill
from drills.core import events as e
from tests.journal.bundles import bundled, telling
from tests.journal.test_leaving_out import everything_in, places

WORDS = ("課長の書斎", "水沼係長", "柵が低い", "見回りは月曜", "演習は夜半", "赤い封筒", "黒田町長")


def _with_upkeep() -> tuple[e.Event, ...]:
    start, *others = telling()
    assert isinstance(start, e.DrillStarted)
    copies, by, weak, found, drill, envelope, mayor = (Text(each, each) for each in WORDS)
    plan = start.brief.plan
    systems = tuple(replace(each, break_glass=envelope) for each in plan.systems)
    plan = replace(
        plan,
        systems=systems,
        copies=(PaperCopy(copies),),
        revisions=(Revision("2026-04-01", by),),
        countermeasures=(Countermeasure("c", weak),),
        inspections=(Inspection("i", systems[0].id, found=found),),
        drills=(PlannedDrill("d", purpose=drill),),
        declared_by=mayor,
        deactivated_by=mayor,
    )
    return (replace(start, brief=replace(start.brief, plan=plan)), *others)


def test_no_upkeep_of_a_plan_leaves_with_a_run(tmp_path: Path) -> None:
    assert places(everything_in(bundled(tmp_path, _with_upkeep())), WORDS) == []


def test_it_leaves_where_everything_does(tmp_path: Path) -> None:
    path = bundled(tmp_path, _with_upkeep(), addresses=True, people=True)
    assert places(everything_in(path), WORDS) == [*WORDS]
