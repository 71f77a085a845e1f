"""What is shown before a drill acts: every action, what takes it back, who approves, until when."""

from __future__ import annotations

from bcp.durations import MINUTE, SECOND, Span
from bcp.message import Text
from bcp.model import CommandRef, Marker
from drills.core.touches import touches
from drills.report.touched import Group, touched
from scenarios.model import Approval, Requirement, Safety, StopCondition
from tests.core import making as m

MARKED = m.system(
    "web", marker=Marker(CommandRef("sv", "mark"), CommandRef("sv", "marks"), Span(MINUTE))
)


def groups(*steps: object, mode: str = "operational", **rest: object) -> list[Group]:
    return list(touched(m.brief(*steps, mode=mode, **rest), "en"))  # type: ignore[arg-type]


def test_an_action_tells_where_what_until_when_by_whom_and_what_takes_it_back() -> None:
    safety = Safety(approvals=(Approval("a", ("lead", "owner")),))
    changed, *_ = groups(m.run("a"), safety=safety)
    assert changed.changes
    assert changed.lines == (
        "sv (192.0.2.1): drill-cut --line 1 (permitted until 2026-12-31, approved by lead, owner, "
        "taken back by: drill-restore --line 1)",
    )


def test_what_is_not_taken_back_and_marks_in_data_are_told() -> None:
    changed, *_ = groups(m.run("a", undo=None), systems=(MARKED,))
    first, second = changed.lines
    assert "is not taken back" in first
    assert second == (
        "sv (192.0.2.1): drill-mark (permitted until 2026-12-31, writes marks into the data of web)"
    )


def test_only_a_drill_that_acts_has_something_to_confirm() -> None:
    assert touches(m.brief(m.run("a"), mode="tabletop")) == ()
    assert touches(m.brief(m.run("a"), mode="walkthrough")) == ()
    assert len(touches(m.brief(m.run("a")))) == 1
    assert touches(m.brief(m.ask("a"), systems=(m.system("web"),))) == ()


def test_preconditions_and_guards_are_listed_and_at_a_table_it_is_said_that_none_is_asked() -> None:
    name = Text("窓口", "the counter")
    safety = Safety(
        require=(Requirement("web"),),
        stop_when=(StopCondition(None, Span(10 * SECOND), m.call("c"), Span(SECOND), name),),
    )
    systems = (m.system("web"),)
    found = groups(m.ask("a"), mode="walkthrough", safety=safety, systems=systems)
    assert [each.lines for each in found[:2]] == [
        ("web: tcp web",),
        ("the counter: tcp c (every 1 s; ends it when broken for 10 s)",),
    ]
    assert "neither preconditions" in groups(m.ask("a"), mode="tabletop", safety=safety)[1].heading


def test_a_drill_of_people_alone_says_that_nothing_is_connected_to() -> None:
    (alone,) = groups(m.ask("a"), m.notify("b"), m.inject("c"), mode="walkthrough")
    assert alone.heading == "Nothing is connected to; people answer everything."
    (asking,) = groups(m.ask("a"), m.probe("b"), mode="walkthrough")
    assert asking.heading.startswith("Asked, and not changed")
