"""Who had not checked in when somebody was to call them: found once, and written down."""

from __future__ import annotations

from collections.abc import Iterator

from drills.core.calls import awaits_missing
from drills.core.checkin_events import MissingFound
from drills.core.checkins import missing
from drills.core.effects import Effect, FindMissing, OpenPage
from drills.core.pages import pages_to_open
from drills.core.state import Drill
from drills.runtime.roster import Roster
from scenarios.callees import missing_of
from scenarios.model import CallOut


def found_missing(drill: Drill, step: str, roster: Roster | None, now: int) -> MissingFound:
    """Whom a step calls, as the check-ins that it names stand now.

    Without a roster nobody knows whose contact is whose, and all of them are without one.
    """
    do = drill.model(step).do
    named = missing_of(do.who) if isinstance(do, CallOut) else ()
    people = {each.id: each for of in named for each in missing(drill.step(of).checkins)}
    if roster is None:
        return MissingFound(now, step, (), tuple(people))
    return MissingFound(now, step, *roster.contacts_of(people.values()))


def again(drill: Drill) -> Iterator[Effect]:
    """What a process that takes a drill up must do once more for those who check in."""
    yield from (OpenPage(step) for step in pages_to_open(drill))
    for step, state in drill.steps.items():
        if state.is_open and awaits_missing(drill, step):
            yield FindMissing(step)
