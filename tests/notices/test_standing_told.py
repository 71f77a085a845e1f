"""What the schedule's standing becomes for the notices, from events as the service records them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcp.durations import DAY, MINUTE
from bcp.instants import micros
from bcp.message import Message
from drills.notices.happenings import DrillResult
from drills.schedule import events as e
from drills.schedule.notifying import happenings
from drills.schedule.standing import Standing, stood
from tests.notices.programmes import at

US = micros(at("2027-08-10 10:00"))
WHY = Message("notices.no_result")
OF = ("quake@x", "quake", US - MINUTE)


def told(events: Sequence[e.ScheduleEvent]) -> set[str]:
    found = happenings(
        stood(Standing(), events), US, lambda each: DrillResult(each.run or "", "passed")
    )
    return {each.kind for each in found}


def test_each_thing_that_happens_is_told_as_what_it_is() -> None:
    began = e.DrillBegan(US, "quake@x", "quake", "r", "walkthrough", 1)
    claimed = e.DrillClaimed(US, *OF, "s", "r")
    ended = e.DrillEnded(US, "quake@x", "r", 0, "passed", None)
    asked = e.DrillAsked(US, *OF, WHY)
    by_hand = e.AskAnswered(US, "quake@x", "hanako", "held", when=US)
    expected: tuple[tuple[tuple[e.ScheduleEvent, ...], set[str]], ...] = (
        ((claimed, began), {"started"}),
        ((claimed, began, ended), {"started", "ended"}),
        ((e.DrillMissed(US, *OF, "skip", WHY),), {"missed"}),
        ((e.DrillOmitted(US, *OF, WHY),), {"omitted"}),
        ((asked,), {"asked"}),
        ((asked, by_hand), set()),
        ((asked, replace(by_hand, run="r")), {"ended"}),
        ((e.PlanRefused(US, "s", "h", (WHY,)),), {"refused"}),
        ((e.DrillMissed(US - 3 * DAY, *OF, "skip", WHY),), set()),
    )
    for events, kinds in expected:
        assert told(events) == kinds, events


def test_of_what_was_passed_over_people_hear_of_the_newest() -> None:
    """A clock that is years ahead passes over thousands: nobody wants a mail for each."""
    passed = [
        e.DrillMissed(US, f"{drill}@{day}", drill, US - day * DAY, "skip", WHY)
        for drill in ("quake", "flood")
        for day in range(2, 400)
    ]
    found = happenings(stood(Standing(), passed), US, lambda each: DrillResult(""))
    assert sorted(each.about for each in found) == ["flood@2", "quake@2"]
    back = US - 100 * DAY
    assert not [*happenings(stood(Standing(), passed), back, lambda each: DrillResult(""))]
