"""One terminal's part of a drill over several zones: what is its own, and what it only hears of.

Nothing of another zone is asked or done from here. A step there has ended here when a named
person brought word of it, or, where it only gives a situation at a set time, when that time came.
"""

from __future__ import annotations

from bcp.message import Phrase
from drills.core.brief import Brief
from drills.core.clocks import real_time
from drills.core.events import StepEnded
from drills.core.evidence import Outcome, Source
from drills.core.state import Drill
from drills.core.zone_events import SegmentWord
from scenarios.model import Ask, CallOut, Ending, Inject, MusterCall, Notify, RollCall, Run, Step
from scenarios.ramps import Ramp
from scenarios.zones import is_asked_from, zone_name, zone_of, zone_of_server

__all__ = [
    "by_words",
    "comes_by_clock",
    "expected_since",
    "foreign_follows",
    "holds_the_end",
    "is_foreign",
    "is_people_only",
    "is_reached",
    "is_unheard",
    "moment_since",
    "outcome_of",
    "possible_since",
    "words_awaited",
    "zone_of",
]

TOLD = Phrase(
    "zones.told",
    ja="{zone}の{told_by}さんから聞き、{by}さんが記録しました。{note}",
    en="Heard from {told_by} in {zone}, written down by {by}. {note}",
)
BY_CLOCK = Phrase(
    "zones.by_clock",
    ja="{zone}で、シナリオの時刻に付与される状況です。",
    en="A situation given in {zone} at the scenario's time.",
)

_OUTCOMES: dict[Ending, Outcome] = {
    "held": "held",
    "done": "held",
    "broken": "broken",
    "partly": "broken",
    "failed": "broken",
    "expired": "broken",
    "unknown": "unknown",
    "could_not_reach": "unknown",
    "skipped": "skipped",
    "refused": "skipped",
}


def is_foreign(brief: Brief, step: Step) -> bool:
    """Whether another zone's terminal carries a step out."""
    return step.id in brief.segment.foreign


def is_people_only(brief: Brief, step: Step) -> bool:
    """Whether a step lies in a zone without a terminal, so that only people can answer it."""
    return step.id in brief.segment.by_people


def is_reached(brief: Brief, server: str) -> bool:
    """Whether this run may speak to a server: not to one of another zone, or of no terminal's."""
    return is_asked_from(brief.plan, brief.zone, zone_of_server(brief.plan, server))


def by_words(brief: Brief, step: Step) -> bool:
    """Whether words take the place of the network for a step that asks the world."""
    return brief.mode == "tabletop" or is_people_only(brief, step)


def outcome_of(ending: Ending) -> Outcome | None:
    """The judgement that an ending means; None for ``ended``, which tells none."""
    return _OUTCOMES.get(ending)


def is_unheard(drill: Drill, step: str) -> bool:
    """Whether a step is another zone's, and no word of it has come."""
    return step in drill.started().segment.foreign and drill.step(step).ended is None


def acts_on_a_guess(drill: Drill, step: Step) -> bool:
    """Whether an action would run before the word that could forbid it, or make it needless."""
    brief = drill.started()
    if not brief.segment.foreign or not isinstance(step.do, Run):
        return False
    if brief.mode != "operational" or is_people_only(brief, step):
        return False
    before = [each.before for each in brief.scenario.forbid if step.id in each.steps]
    return any(is_unheard(drill, each) for each in (*step.unless, *before))


def holds_the_end(drill: Drill) -> bool:
    """Whether word is awaited of something that a figure or a state here depends on."""
    return any(drill.step(each).ended is None for each in drill.started().segment.holding)


def foreign_follows(drill: Drill, now: int) -> StepEnded | None:
    """End the next foreign step that was heard of, or whose set time has come."""
    segment = drill.started().segment
    for step, zone in segment.foreign.items():
        state = drill.step(step)
        if state.ended is not None:
            continue
        if state.word is not None:
            return _ended(drill, state.word)
        at = comes_by_clock(drill, step)
        if at is not None and at <= now and not drill.paused:
            why = (BY_CLOCK(zone=zone_name(drill.started().plan, zone)),)
            return StepEnded(at, step, "held", "held", "injected", why)
    return None


def comes_by_clock(drill: Drill, step: str) -> int | None:
    """The instant at which a foreign step has ended by itself; None where word must come."""
    if step not in drill.started().segment.by_clock:
        return None
    at = drill.model(step).at
    return 0 if at is None else real_time(drill, at.us)


def _ended(drill: Drill, word: SegmentWord) -> StepEnded:
    outcome = outcome_of(word.ending) or "unknown"
    zone = zone_name(drill.started().plan, word.zone)
    why = TOLD(zone=zone, told_by=word.told_by, by=word.by, note=word.note)
    source = _source(drill, drill.model(word.step))
    return StepEnded(word.at, word.step, word.ending, outcome, source, (why,), word.told_by)


def _source(drill: Drill, step: Step) -> Source:
    if isinstance(step.do, Inject):
        return "injected"
    people = isinstance(step.do, Ask | Notify | CallOut | MusterCall | RollCall | Ramp)
    return "observed" if people else drill.person_source


def moment_since(drill: Drill, name: str, at: int) -> int:
    """The earliest instant at which a moment can have come that was set at `at`.

    That is `at` itself, but where it came by word: then it was so before, at the earliest when
    nothing here kept the step back any more.
    """
    segment = drill.started().segment
    for step in segment.foreign:
        state = drill.step(step)
        heard = state.word is not None and state.ended is not None and state.ended.at == at
        if heard and name in (step, drill.model(step).marks):
            own = (drill.step(each).ended for each in segment.kept_by.get(step, ()))
            return min(at, max((each.at for each in own if each is not None), default=0))
    return at


def words_awaited(drill: Drill, now: int) -> tuple[tuple[str, int], ...]:
    """The foreign steps whose word is awaited at `now`, and since when, in the scenario's order."""
    segment = drill.started().segment
    if not segment.wanted or drill.closing is not None:
        return ()
    steps = (each for each in drill.started().scenario.steps if each.id in segment.wanted)
    expected = ((each.id, expected_since(drill, each)) for each in steps)
    return tuple((step, since) for step, since in expected if since is not None and since <= now)


def expected_since(drill: Drill, step: Step) -> int | None:
    """From when word of a foreign step is expected; None while an own step must end first."""
    since = possible_since(drill, step.id)
    return since if since is None or step.at is None else max(since, real_time(drill, step.at.us))


def possible_since(drill: Drill, step: str) -> int | None:
    """Since when nothing here keeps a foreign step back, whatever time the scenario has for it.

    None where something does, where word has come, and where none is needed.
    """
    segment = drill.started().segment
    if step not in segment.wanted - segment.by_clock or not is_unheard(drill, step):
        return None
    ended = [drill.step(each).ended for each in segment.kept_by[step]]
    known = [each.at for each in ended if each is not None]
    return max(known, default=0) if len(known) == len(ended) else None
