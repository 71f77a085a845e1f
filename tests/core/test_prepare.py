"""The brief of a run: checks, targets, whose number it is, and what forbids the start."""

from __future__ import annotations

from bcp.asking import Settled
from bcp.durations import HOUR, SECOND, BusinessDays, Span
from bcp.message import Text
from bcp.model import Level, Rto, System
from drills.core.brief import Brief, Target
from drills.core.prepare import preconditions
from scenarios.hazard import Hazard
from scenarios.model import Goal, Watched
from tests.core import making as m

FOUR, EIGHT, DAY = Span(4 * HOUR), Span(8 * HOUR), Span(24 * HOUR)
DESK = System(
    "desk",
    name=Text("窓口", "Desk"),
    rto=Rto(DAY, "declaration"),
    rpo=BusinessDays(1),
    levels=(
        Level("one", Text("1台", "one desk"), Rto(FOUR), (m.call("one"),)),
        Level("all", Text("全台"), None, (m.call("all"),)),
    ),
)


def targets(brief: Brief) -> dict[str | None, Target]:
    return {each.level: each for each in brief.targets}


def desk(*goals: Goal, hazard: str = "other", system: System = DESK) -> dict[str | None, Target]:
    brief = m.brief(m.inject("a"), systems=(system,), targets=goals, hazard=Hazard(hazard))
    return targets(brief)


def test_only_what_the_scenario_watches_is_watched() -> None:
    systems = (m.system("web"), m.system("db"))
    brief = m.brief(m.inject("a"), systems=systems, watch=(Watched("db"),))
    assert [each.system for each in brief.checks] == ["db"]
    assert [each.system for each in brief.targets] == ["db"]


def test_on_the_table_nothing_is_asked_and_every_target_stands() -> None:
    brief = m.brief(m.inject("a"), systems=(m.system("web"),), mode="tabletop")
    assert brief.checks == ()
    assert [each.system for each in brief.targets] == ["web"]


def test_checks_have_ids_of_their_own_and_the_plans_rhythm() -> None:
    web = System(
        "web",
        probe=(m.call("a", id="front"), m.call("b", every=Span(5 * SECOND)), m.call("c")),
        every=Span(2 * SECOND),
        settled=Settled(5),
    )
    checks = m.brief(m.inject("a"), systems=(web, m.system("db"))).checks
    assert [each.id for each in checks] == ["web/front", "web/tcp-2", "web/tcp-3", "db/tcp"]
    assert [each.every.us // SECOND for each in checks] == [2, 5, 2, 1]
    assert checks[0].settled == Settled(5)


def test_every_rung_has_its_own_target_and_the_whole_is_the_highest() -> None:
    found = desk()
    assert list(found) == ["one", "all"]
    assert (found["one"].rto, found["one"].start) == (FOUR, "onset")
    assert (found["all"].rto, found["all"].start) == (DAY, "declaration")
    assert (found["one"].rpo, found["all"].rpo) == (None, BusinessDays(1))
    assert found["one"].name == Text("窓口（1台）", "Desk (one desk)")


def test_a_system_with_checks_beside_its_levels_is_a_rung_of_its_own() -> None:
    system = System("desk", rto=Rto(DAY), levels=DESK.levels, probe=(m.call("whole"),))
    found = desk(system=system)
    assert list(found) == ["one", "all", None]
    assert (found[None].rto, found["all"].rto) == (DAY, None)


def test_a_goal_of_the_drill_stands_beside_the_plans_number() -> None:
    found = desk(
        Goal(system="desk", rto=EIGHT), Goal(system="desk", level="one", start="detection")
    )
    assert (found["all"].rto, found["all"].plan_rto, found["all"].goal) == (EIGHT, DAY, True)
    assert (found["one"].rto, found["one"].goal, found["one"].start) == (FOUR, False, "detection")


def test_a_goal_for_a_selector_counts_for_each_of_its_systems() -> None:
    systems = (m.system("web"), m.system("db"))
    brief = m.brief(m.inject("a"), systems=systems, targets=(Goal(system="@all", rto=EIGHT),))
    assert [each.rto for each in brief.targets] == [EIGHT, EIGHT]


def test_a_target_may_differ_by_hazard() -> None:
    web = m.system("web", rto=Rto(FOUR, by_hazard={"earthquake": DAY}))
    assert desk(system=web, hazard="earthquake")[None].rto == DAY
    assert desk(system=web, hazard="line_cut")[None].rto == FOUR


def test_a_system_without_a_promise_has_no_target() -> None:
    found = desk(system=m.system("web"))[None]
    assert (found.rto, found.rpo, found.goal) == (None, None, False)


def codes(brief: Brief) -> list[str]:
    return [each.code for each in preconditions(brief)]


def test_an_expired_permission_forbids_an_operational_start_and_no_other() -> None:
    late = "2027-01-01"
    assert codes(m.brief(m.run("a"), today=late)) == ["prepare.permission_expired"] * 2
    assert codes(m.brief(m.run("a"), today=late, mode="walkthrough")) == []
    assert codes(m.brief(m.run("a"), today="2026-12-31")) == []


def test_a_mode_that_the_scenario_does_not_offer_forbids_the_start() -> None:
    assert codes(m.brief(m.inject("a"), modes=("tabletop",))) == ["prepare.wrong_mode"]
