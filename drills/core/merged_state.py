"""The state of a merged drill: the whole, and beside it what each segment tells by itself.

What lies within one segment is read from its part, so that merging changes none of its figures.
"""

from __future__ import annotations

from dataclasses import replace

from drills.core import events as e
from drills.core.across import step_place
from drills.core.merging_events import Municipality
from drills.core.state import Drill

# Of several ends, the one that says most about the whole drill.
_RANK: tuple[e.Finish, ...] = (
    "completed",
    "time_limit",
    "stop_condition",
    "aborted",
    "real_event",
)
_OF_THE_WHOLE = (e.Merged, e.FromSegment, e.DrillEnded)


def split(drill: Drill, event: e.Merged) -> Drill:
    """Begin a part for each segment."""
    parts = {
        place: Drill(
            brief=drill.brief,
            now=each.began,
            steps=drill.steps,
            checks=drill.checks,
            merged=event,
            segment=place,
            zero=each.began,
        )
        for place, each in enumerate(event.segments)
    }
    own = {each.code: _begun(drill, event, each) for each in event.municipalities}
    return replace(drill, merged=event, parts=parts, municipalities=own)


def _begun(drill: Drill, event: e.Merged, own: Municipality) -> Drill:
    """A municipality's own merged drill at its start."""
    places = {place: number for number, place in enumerate(own.segments)}
    pairs = (each for each in event.pairs if {each.one, each.other} <= places.keys())
    told = replace(
        event,
        segments=tuple(event.segments[each] for each in own.segments),
        pairs=tuple(
            replace(each, one=places[each.one], other=places[each.other]) for each in pairs
        ),
        without=own.without,
        municipalities=(),
    )
    zero = min(each.began for each in told.segments)
    steps, checks = own.brief.scenario.steps, own.brief.watched
    begun = Drill(
        brief=own.brief,
        now=zero,
        steps={each.id: drill.step(each.id) for each in steps},
        checks={each.id: drill.checks[each.id] for each in checks},
        zero=zero,
    )
    return split(begun, told)


def speaking(drill: Drill) -> tuple[str, Drill] | None:
    """The code of the municipality whose segment now speaks, and its own drill, which is told."""
    for each in drill.merged.municipalities if drill.merged else ():
        if drill.segment in each.segments:
            own = drill.municipalities[each.code]
            return each.code, replace(own, segment=each.segments.index(drill.segment))
    return None


def turned(drill: Drill, event: e.FromSegment) -> Drill:
    """Another segment tells what follows."""
    return replace(drill, segment=event.segment if event.segment in drill.parts else None)


def ended(drill: Drill, event: e.DrillEnded) -> Drill:
    """The drill is over; what is added to the merged record from now on is of no segment."""
    own = {code: _ended_alone(each) for code, each in drill.municipalities.items()}
    segment = None if drill.parts else drill.segment
    return replace(drill, ended=event, segment=segment, municipalities=own)


def _ended_alone(own: Drill) -> Drill:
    """A municipality's own drill is over with the last of its own segments."""
    finishes = [each.ended.finish for each in own.parts.values() if each.ended]
    return ended(own, e.DrillEnded(own.now, gravest(finishes)))


def of_part(drill: Drill, event: e.Event) -> e.Event | None:
    """The event as the part that now speaks is told it; None where it is the whole's alone."""
    if not drill.parts or drill.segment is None or isinstance(event, _OF_THE_WHOLE):
        return None
    if isinstance(event, e.SegmentEnded):
        return e.DrillEnded(event.at, event.finish)
    return event


def paused(drill: Drill, event: e.Paused) -> Drill:
    """A drill stands still from the first pause of any of its segments."""
    if drill.paused:
        return drill
    return replace(drill, pauses=(*drill.pauses, (event.at, None)))


def continued(drill: Drill, event: e.Continued) -> Drill:
    """It goes on when none of its segments stands still any more."""
    others = (part for place, part in drill.parts.items() if place != drill.segment)
    if not drill.paused or any(each.paused for each in others):
        return drill
    return replace(drill, pauses=(*drill.pauses[:-1], (drill.pauses[-1][0], event.at)))


def closing(drill: Drill, event: e.ClosingBegan) -> Drill:
    """The first closing counts; of several segments', the gravest."""
    before = drill.closing
    graver = before is None or (
        drill.merged is not None and _RANK.index(event.finish) > _RANK.index(before.finish)
    )
    return replace(drill, closing=event) if graver else drill


def word(drill: Drill, event: e.SegmentWord) -> Drill:
    """What was heard of a step; where its own segment tells of it, that alone counts."""
    if is_hearsay(drill, event.step):
        return drill
    state = replace(drill.step(event.step), word=event)
    return replace(drill, steps={**drill.steps, event.step: state})


def is_hearsay(drill: Drill, step: str | None) -> bool:
    """Whether another segment than the one that now speaks carried a step out.

    A part is told all of it: each terminal went by what it had heard.
    """
    if not drill.parts or step is None:
        return False
    place = step_place(drill, step)
    return place is not None and place != drill.segment


def gravest(finishes: list[e.Finish]) -> e.Finish:
    """The end of a drill whose segments ended so; one without any end was cut off by nobody."""
    return max(finishes, key=_RANK.index, default="completed")
