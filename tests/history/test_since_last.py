"""What a drill found otherwise than the last of its scenario."""

from __future__ import annotations

from dataclasses import replace

from drills.history.rows import DrillRow, SeenRow
from drills.history.since_last import SinceLast, since_last

NIGHT = DrillRow("r1", "counted", "r1", scenario="nightly-survey", organisation="town")


def _night(run: str, began: int, **works: bool | None) -> DrillRow:
    seen = tuple(SeenRow(of, "probe", f"n/{of}", each, began) for of, each in works.items())
    return replace(NIGHT, place=run, run_id=run, began_us=began, seen=seen)


MONDAY = _night("mon", 1, web=True, dns=False, mail=True, vpn=None)


def test_what_was_lost_and_what_came_back_since_the_last_night_is_named() -> None:
    tuesday = _night("tue", 2, web=False, dns=True, mail=True, vpn=False)
    assert since_last(tuesday, (tuesday, MONDAY)) == SinceLast(MONDAY, ("web",), ("dns",))


def test_what_could_not_be_asked_is_no_change() -> None:
    tuesday = _night("tue", 2, web=None, dns=None, mail=True, new=False)
    assert since_last(tuesday, (MONDAY,)) == SinceLast(MONDAY, (), ())


def test_a_thing_is_well_only_where_each_of_its_answers_is() -> None:
    seen = (*MONDAY.seen, SeenRow("web", "certificate", "", None, 1, "2027-01-01"))
    two = (SeenRow("web", "gate", "reach", True, 2), SeenRow("web", "gate", "cert", False, 2))
    tuesday = replace(NIGHT, run_id="tue", began_us=2, seen=two)
    monday = replace(MONDAY, seen=seen)
    assert since_last(tuesday, (monday,)) == SinceLast(monday, ("web",), ())


def test_what_takes_turns_is_set_beside_the_last_of_the_same_and_not_of_another() -> None:
    other = _night("other", 2, tape=True)
    third = _night("third", 3, web=False)
    assert since_last(third, (MONDAY, other)) == SinceLast(MONDAY, ("web",), ())
    assert since_last(_night("new", 3, disk=False), (MONDAY, other)) is None


def test_it_is_set_beside_no_drill_of_another_scenario_town_or_time() -> None:
    tuesday = _night("tue", 2, web=False)
    others = (
        replace(MONDAY, scenario="weekly-gates"),
        replace(MONDAY, organisation="city"),
        replace(MONDAY, began_us=3),
        replace(MONDAY, standing="aborted"),
        replace(MONDAY, seen=()),
    )
    assert since_last(tuesday, others) is None
