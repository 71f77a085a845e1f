"""Facts into state, and state into what follows.

Three laws:

1. Every change of state is made by `evolve`, one event at a time; the same events give the same
   state, always. Replay needs nothing else, so a journal means the same in every later version.
2. Nothing here waits, reads a clock, or fails on odd input: time comes in as `now`, an event this
   version does not know of leaves the state as it is.
3. `follow` says which fact must come next, one at a time, from the state alone. It forgets
   nothing over a crash, because it remembers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, get_args

from bcp.message import Message
from drills.core import events as e
from drills.core.calls import awaits_missing, correction_of
from drills.core.checkins import bringing, expecting, with_word
from drills.core.effects import Ask, Close, Correct, Deliver, Do, Effect, FindMissing, Put
from drills.core.merged_state import (
    closing,
    continued,
    ended,
    is_hearsay,
    of_part,
    paused,
    speaking,
    split,
    turned,
    word,
)
from drills.core.message_state import MessageNews, key_of, ordered_again, with_news
from drills.core.on_paper import kept, seen, written
from drills.core.pages import page_effects
from drills.core.ramp_effects import ramp_effect, ramps_lost
from drills.core.ramp_events import RampEvent
from drills.core.ramp_state import after
from drills.core.rules import asks_a_person, call_of, follow, next_wake
from drills.core.state import ActionState, CheckState, Drill, Pretence, StepState

__all__ = ["advance", "decide", "evolve", "next_wake", "replay", "revive"]


def evolve(drill: Drill, event: e.Event) -> Drill:
    """Fold one event into the state."""
    change = _CHANGES.get(type(event))
    after = change(drill, event) if change else drill
    own = of_part(drill, event)
    if own is not None and drill.segment is not None:
        part = evolve(drill.parts[drill.segment], own)
        after = replace(after, parts={**after.parts, drill.segment: part})
        if (home := speaking(drill)) is not None:
            towns = {**after.municipalities, home[0]: evolve(home[1], event)}
            after = replace(after, municipalities=towns)
    if drill.ended is not None:
        return after  # a correction behind the end must not make an outage longer
    return replace(after, now=max(drill.now, event.at))


def replay(events: Iterable[e.Event]) -> Drill:
    """Fold a whole journal."""
    drill = Drill()
    for event in events:
        drill = evolve(drill, event)
    return drill


def advance(
    drill: Drill, given: Iterable[e.Event], now: int
) -> tuple[Drill, tuple[e.Event, ...], tuple[Effect, ...]]:
    """Fold what happened and everything that follows at once.

    Gives the new state, all events in order (one batch, to be stored together), and the effects
    to carry out once they are durable.
    """
    events: list[e.Event] = []
    effects: list[Effect] = []
    waiting = list(given)
    while True:
        if waiting:
            event = waiting.pop(0)
        else:
            following = follow(drill, now)
            if following is None:
                return drill, tuple(events), tuple(effects)
            event = following
        drill = evolve(drill, event)
        events.append(event)
        effects += decide(drill, event)


def decide(drill: Drill, event: e.Event) -> tuple[Effect, ...]:
    """What the world is asked to do because of `event`, in the state after it."""
    effect = _effect(drill, event)
    return (*page_effects(drill, event), *(() if effect is None else (effect,)))


def _effect(drill: Drill, event: e.Event) -> Effect | None:
    effect: Effect | None = None
    match event:
        case e.ProbeAsked(step=step, attempt=attempt):
            effect = Ask(step, attempt, call_of(drill, step))
        case e.ActionOrdered():
            effect = Do(event.action, event.server, event.command, event.stdin)
        case e.StepDue(step=step) if awaits_missing(drill, step):
            effect = FindMissing(step)
        case e.StepDue(step=step) if asks_a_person(drill, step):
            effect = Put(step)
        case e.MissingFound(step=step) if drill.step(step).is_open:
            effect = Put(step)
        case e.ActionInDoubt(action=action) if drill.actions[action].order.purpose == "run":
            effect = Put(drill.actions[action].order.step or "")
        case e.MessageOrdered(way=int()):
            effect = Deliver(event)
        case e.MessageInDoubt(step=step):
            effect = Put(step)
        case e.NumberCorrected():
            effect = Correct(correction_of(event))
        case e.DrillEnded():
            effect = Close()
        case _:
            effect = ramp_effect(drill, event)
    return effect


def revive(drill: Drill, why: Message, now: int) -> tuple[e.Event, ...]:
    """What must be recorded when a new process takes over, before anything follows.

    Questions under way are lost and will be asked again. Actions and messages under way are in
    doubt: they are never repeated unless a person says so.
    """
    lost = tuple(
        e.ProbeLost(now, name, step.asked)
        for name, step in drill.steps.items()
        if step.asked is not None and step.ended is None
    )
    doubts = tuple(
        e.ActionInDoubt(now, number, why)
        for number, action in drill.actions.items()
        if action.under_way
    )
    unsure = tuple(
        e.MessageInDoubt(now, step, person, why, all_clear)
        for (step, person, all_clear), each in drill.messages.items()
        if each.under_way
    )
    return (*lost, *doubts, *unsure, *ramps_lost(drill, why, now))


def _step(drill: Drill, id: str, **changes: Any) -> Drill:
    return replace(drill, steps={**drill.steps, id: replace(drill.step(id), **changes)})


def _action(drill: Drill, number: int, **changes: Any) -> Drill:
    changed = replace(drill.actions[number], **changes)
    return replace(drill, actions={**drill.actions, number: changed})


def _check(drill: Drill, id: str, **changes: Any) -> Drill:
    changed = replace(drill.checks.get(id, CheckState()), **changes)
    return replace(drill, checks={**drill.checks, id: changed})


def _people(drill: Drill, event: e.PeopleExpected) -> Drill:
    before = drill.step(event.step).checkins
    return _step(drill, event.step, checkins=expecting(before, event))


def _checked_in(drill: Drill, event: e.CheckedIn) -> Drill:
    state = drill.step(event.step)
    checkins = with_word(state.checkins, event, state.due or 0)
    return _step(drill, event.step, checkins=checkins)


def _opened(drill: Drill, event: e.CheckInOpened | e.CheckInClosed) -> Drill:
    opened = event if isinstance(event, e.CheckInOpened) and event.why is None else None
    checkins = replace(drill.step(event.step).checkins, opened=opened)
    return _step(drill, event.step, checkins=checkins)


def _started(drill: Drill, event: e.DrillStarted) -> Drill:
    brief = event.brief
    return replace(
        drill,
        brief=brief,
        steps={each.id: StepState() for each in brief.scenario.steps},
        checks={each.id: CheckState() for each in brief.watched},
    )


def _resumed(drill: Drill, event: e.DrillResumed) -> Drill:
    restarts = (*drill.restarts, (event.at - event.gap, event.at))
    # What could not be asked before is asked anew, and told anew.
    asked = {name: replace(each, unknown=None, blind=False) for name, each in drill.checks.items()}
    by = (*drill.taken_up_by, (event.at, event.by))
    return replace(drill, restarts=restarts, taken_up_by=by, checks=asked)


def _released(drill: Drill, event: e.StepReleased) -> Drill:
    by = event.by if event.now else ""
    return _step(drill, event.step, held=False, now=event.now, begun_by=by)


def _answered_probe(drill: Drill, event: e.ProbeAnswered) -> Drill:
    if drill.step(event.step).asked != event.attempt:
        return drill
    return _step(drill, event.step, asked=None, last_sample=event.sample)


def _lost_probe(drill: Drill, event: e.ProbeLost) -> Drill:
    return _step(drill, event.step, asked=None)


def _approved(drill: Drill, event: e.Approved) -> Drill:
    return _step(drill, event.step, approvals=(*drill.step(event.step).approvals, event))


def _message_ordered(drill: Drill, event: e.MessageOrdered) -> Drill:
    key = key_of(event)
    state = ordered_again(drill.messages.get(key), event)
    return replace(drill, messages={**drill.messages, key: state})


def _message_news(drill: Drill, event: MessageNews) -> Drill:
    key = key_of(event)
    if key not in drill.messages:
        return drill
    state = with_news(drill.messages[key], event)
    return replace(drill, messages={**drill.messages, key: state})


def _ramp(drill: Drill, event: RampEvent) -> Drill:
    return _step(drill, event.step, ramp=after(drill.step(event.step).ramp, event))


def _ordered(drill: Drill, event: e.ActionOrdered) -> Drill:
    after = replace(drill, actions={**drill.actions, event.action: ActionState(event)})
    if event.purpose == "run" and event.step is not None:
        return _step(after, event.step, action=event.action)
    return after


def _ended_step(drill: Drill, event: e.StepEnded) -> Drill:
    after = _step(drill, event.step, ended=event)
    if event.outcome != "held":
        return after
    marks = drill.model(event.step).marks
    fresh = {name: event.at for name in (event.step, marks) if name and name not in drill.moments}
    return replace(after, moments={**drill.moments, **fresh})


def _lost_check(drill: Drill, event: e.CheckLost) -> Drill:
    outages = drill.checks.get(event.check, CheckState()).outages
    return _check(drill, event.check, outages=(*outages, (event, None)))


def _returned_check(drill: Drill, event: e.CheckReturned) -> Drill:
    outages = drill.checks.get(event.check, CheckState()).outages
    if not outages:
        return drill
    return _check(drill, event.check, outages=(*outages[:-1], (outages[-1][0], event)))


def _watched(drill: Drill, event: e.Watched) -> Drill:
    counted = {
        each.check: replace(
            drill.checks.get(each.check, CheckState()), tally=each, tally_at=event.at
        )
        for each in event.tallies
    }
    return replace(drill, checks={**drill.checks, **counted})


def _consequence(drill: Drill, step: str | None) -> Drill:
    if step is None or step not in drill.steps:
        return drill
    return _step(drill, step, consequences=drill.step(step).consequences + 1)


def _pretended(drill: Drill, event: e.PretenceSet) -> Drill:
    # A new state takes the place of the one before it, which so ends here.
    over = e.PretenceCleared(event.at, event.kind, event.id, event.step, "injected")
    after = _cleared(drill, over)
    return replace(after, pretences=(*after.pretences, Pretence(event)))


def _cleared(drill: Drill, event: e.PretenceCleared) -> Drill:
    after = _consequence(drill, event.step)
    pretences = tuple(
        replace(each, ended=event)
        if each.ended is None and (each.began.kind, each.began.id) == (event.kind, event.id)
        else each
        for each in after.pretences
    )
    return replace(after, pretences=pretences)


def _jumped(drill: Drill, event: e.TimeJumped) -> Drill:
    if is_hearsay(drill, event.step):
        return drill
    return replace(_consequence(drill, event.step), jumps=(*drill.jumps, event))


def _absent(drill: Drill, event: e.PeopleAbsent) -> Drill:
    """In a merged record each terminal tells its own; who is absent for one is absent."""
    known = drill.absent
    if known is None:
        return replace(drill, absent=event)
    both = (
        dict.fromkeys((*known.absent, *event.absent)),
        dict.fromkeys((*known.drawn, *event.drawn)),
    )
    return replace(drill, absent=replace(known, absent=tuple(both[0]), drawn=tuple(both[1])))


def _real_event(drill: Drill, event: e.RealEventCame) -> Drill:
    if drill.closing is None:
        return drill
    changed = replace(drill.closing, finish="real_event", by=event.by, reason=event.reason)
    return replace(drill, closing=changed)


_CHANGES: dict[type, Callable[[Drill, Any], Drill]] = {
    e.DrillStarted: _started,
    e.Merged: split,
    e.FromSegment: turned,
    e.DrillResumed: _resumed,
    e.StepDue: lambda d, x: _step(d, x.step, due=x.at, planned=x.planned),
    e.ProbeAsked: lambda d, x: _step(d, x.step, asked=x.attempt, attempt=x.attempt),
    e.ProbeAnswered: _answered_probe,
    e.ProbeLost: _lost_probe,
    e.Answered: lambda d, x: _step(d, x.step, answer=x),
    e.Called: lambda d, x: _step(d, x.step, calls=(*d.step(x.step).calls, x)),
    e.Mustered: lambda d, x: _step(d, x.step, musters=(*d.step(x.step).musters, x)),
    e.PeopleAbsent: _absent,
    e.NumberCorrected: lambda d, x: replace(d, corrected=(*d.corrected, x)),
    e.NumberWritten: lambda d, x: replace(d, written=(*d.written, x)),
    e.PeopleExpected: _people,
    e.CheckedIn: _checked_in,
    e.ResultsTaken: lambda d, x: _step(d, x.step, checkins=bringing(d.step(x.step).checkins, x)),
    e.CheckInOpened: _opened,
    e.CheckInClosed: _opened,
    e.MissingFound: lambda d, x: _step(d, x.step, missing=x),
    e.SendChosen: lambda d, x: replace(d, chosen=x),
    e.MessageOrdered: _message_ordered,
    e.MessageSent: _message_news,
    e.MessageFailed: _message_news,
    e.MessageInDoubt: _message_news,
    e.MessageSettled: _message_news,
    e.AllClearOrdered: lambda d, x: replace(d, all_clear=x),
    e.Approved: _approved,
    **dict.fromkeys(get_args(RampEvent), _ramp),
    e.ActionOrdered: _ordered,
    e.ActionEnded: lambda d, x: _action(d, x.action, ended=x),
    e.ActionInDoubt: lambda d, x: _action(d, x.action, doubt=x),
    e.DoubtSettled: lambda d, x: _action(d, x.action, settled=x),
    e.UndoImpossible: lambda d, x: replace(d, impossible=(*d.impossible, x)),
    e.StepEnded: _ended_step,
    e.CheckLost: _lost_check,
    e.CheckReturned: _returned_check,
    e.Watched: _watched,
    e.UnknownBegan: lambda d, x: _check(d, x.check, unknown=x),
    e.UnknownEnded: lambda d, x: _check(d, x.check, unknown=None, blind=False),
    e.GuardBlind: lambda d, x: _check(d, x.guard, blind=True),
    e.CheckSetAside: lambda d, x: _check(d, x.check, set_aside=x),
    e.DeviceTold: lambda d, x: _check(d, x.check, told=x),
    e.PretenceSet: _pretended,
    e.PretenceCleared: _cleared,
    e.TimeJumped: _jumped,
    e.Paused: paused,
    e.Continued: continued,
    e.SegmentWord: word,
    e.StepHeld: lambda d, x: _step(d, x.step, held=True, now=False),
    e.StepReleased: _released,
    e.MarkersFound: lambda d, x: replace(d, markers_found=(*d.markers_found, x)),
    e.Deviated: lambda d, x: replace(d, deviations=(*d.deviations, x)),
    e.Entered: lambda d, x: replace(d, entered=(*d.entered, x)),
    e.KeptOnPaper: kept,
    e.StepWritten: written,
    e.SystemSeen: seen,
    e.InjectGiven: lambda d, x: replace(d, injects=(*d.injects, x)),
    e.ClosingBegan: closing,
    e.RealEventCame: _real_event,
    e.Retracted: lambda d, x: replace(d, retracted=(*d.retracted, x)),
    e.RetractionEnded: lambda d, x: replace(d, retraction_ended=x),
    e.LookBegan: lambda d, x: replace(d, look=x),
    e.LookEnded: lambda d, x: replace(d, look_ended=x),
    e.DrillEnded: ended,
}
