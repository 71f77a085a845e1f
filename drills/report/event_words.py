"""One sentence for each event that is worth one: for the timeline, for progress, for a replay.

`told` gives None for what would only be noise: windows of the watch, markers that went well, and
facts that another event of the same instant tells already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from bcp.durations import SECOND
from bcp.message import Message, Phrase, Text
from bcp.wareki import offset_seconds
from drills.core import events as e
from drills.core import orders
from drills.core.marking import marked
from drills.core.segments import is_foreign
from drills.core.setting import given_words
from drills.core.state import Drill
from drills.report import event_phrases as p
from drills.report.alarm_words import alarm_said, awaited_said
from drills.report.approval_words import remarks
from drills.report.clock import fine_clock, written_clock
from drills.report.consequences import address_of
from drills.report.for_steps import for_action
from drills.report.guard_words import guard_told
from drills.report.ledger import name_of, reasons, sample_reasons
from drills.report.merging_told import in_its_zone, merging_said
from drills.report.naming import level_name, role_name
from drills.report.paper_run import paper_said
from drills.report.people_told import PEOPLE
from drills.report.ramp_words import ramp_told
from drills.report.retraction import ended_said, retracted_said
from drills.report.survey_words import survey_said
from drills.report.told_line import Told
from drills.report.told_words import answer_said, observed_said, sighting_said
from drills.report.turns import words_here
from drills.report.words import (
    ENDING,
    FINISH,
    MODE,
    OUTCOME,
    SETTLED,
    said,
)
from drills.report.zone_words import heard_said
from scenarios.model import Inject, Probe, Run, Wait

# A start later than this after its planned instant is worth a word.
LATE_FROM = SECOND


def told(event: e.Event, after: Drill) -> Told | None:
    """Say an event, in the state after it; None where it is worth no line."""
    found = _told(event, after)
    return found and replace(found, what=in_its_zone(found.what, event, after))


def _told(event: e.Event, after: Drill) -> Told | None:
    of_a_guard = guard_told(event, after)
    if of_a_guard is not None:
        return Told(of_a_guard)
    said_by = merging_said(event) or paper_said(event, after) or ramp_told(event, after)
    if said_by is not None:
        return Told(said_by[0], Text(said_by[1]))
    tell = _TELL.get(type(event))
    return tell(event, after) if tell else None


def _because(phrase: Phrase, because: Phrase, why: tuple[Message, ...], **params: Any) -> Message:
    """The sentence alone, or with its reasons where there are some."""
    if not why:
        return phrase(**params)
    return because(what=phrase(**params), why=reduce(_and, why))


def _and(one: Message, other: Message) -> Message:
    return p.AND(one=one, other=other)


def _started(event: e.DrillStarted, drill: Drill) -> Told:
    brief = event.brief
    mode = said(MODE, brief.mode)
    return Told(p.STARTED(title=brief.scenario.title, mode=mode), Text(brief.operator))


def _resumed(event: e.DrillResumed, drill: Drill) -> Told:
    return Told(p.RESUMED(gap=event.gap), Text(event.by))


def _clock_stepped(event: e.ClockStepped, drill: Drill) -> Told:
    phrase = p.CLOCK_FORWARD if event.by >= 0 else p.CLOCK_BACK
    return Told(phrase(by=abs(event.by)))


def _due(event: e.StepDue, drill: Drill) -> Told:
    step = drill.model(event.step)
    late = event.at - event.planned
    if isinstance(step.do, Inject):
        what = _injected(given_words(drill, step, step.do), step.do, drill)
        who = Text()
    else:
        what = p.DUE(step=event.step, name=words_here(drill, event.step))
        who = role_name(drill, step.by)
    return Told(p.LATE(what=what, late=late) if late > LATE_FROM else what, who)


def _injected(text: Text, inject: Inject, drill: Drill) -> Message:
    if inject.to is None:
        if not inject.sender:
            return p.INJECTED(text=text)
        return p.INJECTED_BY(text=text, sender=inject.sender)
    to = role_name(drill, inject.to)
    if not inject.sender:
        return p.INJECTED_TO(text=text, to=to)
    return p.INJECTED_BOTH(text=text, to=to, sender=inject.sender)


def _given(event: e.InjectGiven, drill: Drill) -> Told:
    return Told(p.GIVEN(to=event.to, text=marked(event.text)), Text(event.by))


def _probe_lost(event: e.ProbeLost, drill: Drill) -> Told:
    return Told(p.PROBE_LOST(step=event.step))


def _answered(event: e.Answered, drill: Drill) -> Told:
    answer = answer_said(drill, event.step, event.answer)
    what = p.ANSWERED(step=event.step, answer=answer)
    if event.note:
        what = p.ANSWERED_NOTE(step=event.step, answer=answer, note=event.note)
    for each in sighting_said(drill, event.sighting):
        what = p.NOTED(what=what, note=each)
    return Told(what, Text(event.by), event.stumble)


def _observed(event: e.Observed, drill: Drill) -> Told:
    what = observed_said(drill, event)
    remarks_made = (*((event.note,) if event.note else ()), *sighting_said(drill, event.sighting))
    for each in remarks_made:
        what = p.NOTED(what=what, note=each)
    return Told(what, Text(event.by))


def _approved(event: e.Approved, drill: Drill) -> Told:
    phrase = p.APPROVED if event.granted else p.REFUSED
    what = phrase(step=event.step, role=role_name(drill, event.role))
    for remark in (*((event.note,) if event.note else ()), *remarks(drill, event)):
        what = p.NOTED(what=what, note=remark)
    return Told(what, Text(event.by))


def _ordered(event: e.ActionOrdered, drill: Drill) -> Told | None:
    if event.purpose not in ("run", "undo"):
        return None
    phrase = p.ORDERED if event.purpose == "run" else p.UNDO_ORDERED
    return Told(phrase(server=event.server, command=event.command))


def _action_ended(event: e.ActionEnded, drill: Drill) -> Told | None:
    order = drill.actions[event.action].order
    if order.purpose not in ("run", "undo") and event.outcome == "held":
        return None
    note = (event.reading.note,) if event.reading.note else ()
    why = note if event.outcome == "held" else reasons(event.reading, event.why)
    outcome = said(OUTCOME, event.outcome)
    what = {"server": order.server, "command": order.command, "outcome": outcome}
    return Told(_because(p.ACTION_ENDED, p.BECAUSE, why, **what))


def _in_doubt(event: e.ActionInDoubt, drill: Drill) -> Told:
    order = drill.actions[event.action].order
    return Told(p.IN_DOUBT(server=order.server, command=order.command, why=event.why))


def _settled(event: e.DoubtSettled, drill: Drill) -> Told:
    verdict = said(SETTLED, event.verdict)
    what = p.SETTLED_DOUBT(command=drill.actions[event.action].order.command, verdict=verdict)
    return Told(p.NOTED(what=what, note=event.note) if event.note else what, Text(event.by))


def _impossible(event: e.UndoImpossible, drill: Drill) -> Told:
    address = address_of(drill, event.server)
    steps = for_action(drill, event.action)
    where = {"server": event.server, "address": address}
    return Told(p.BY_HAND(steps=steps, **where, line=event.line, why=event.why))


def _step_ended(event: e.StepEnded, drill: Drill) -> Told | None:
    step, state = drill.model(event.step), drill.step(event.step)
    answered = state.answer is not None and state.answer.answer == event.ending
    ran = isinstance(step.do, Run) and state.action is not None and event.ending == event.outcome
    given = isinstance(step.do, Inject) and event.outcome == "held"
    heard = state.word is not None
    if answered or ran or heard or (given and not is_foreign(drill.started(), step)):
        return None
    checked = isinstance(step.do, Probe | Wait) and event.ending == event.outcome
    phrase = p.CHECKED if checked else p.ENDED
    ending = said(ENDING, event.ending)
    what = _because(phrase, p.BECAUSE, event.why, step=event.step, ending=ending)
    return Told(what, Text(event.by or ""))


def _segment_word(event: e.SegmentWord, drill: Drill) -> Told:
    return Told(heard_said(event, drill), Text(event.by))


def _check_lost(event: e.CheckLost, drill: Drill) -> Told:
    why = _sample_why(event.first_bad)
    name = _watched_name(drill, event.check)
    if event.last_good is None:
        what = _because(p.DOWN_FROM_START, p.BECAUSE, why, name=name)
        return Told(what)
    low, high = fine_clock(event.last_good.sent), fine_clock(event.first_bad.received)
    return Told(_because(p.LOST, p.BECAUSE, why, name=name, low=low, high=high))


def _check_returned(event: e.CheckReturned, drill: Drill) -> Told:
    low, high = fine_clock(event.last_bad.sent), fine_clock(event.first_good.received)
    return Told(p.RETURNED(name=_watched_name(drill, event.check), low=low, high=high))


def _flapped(event: e.CheckFlapped, drill: Drill) -> Told:
    why = _sample_why(event.first_bad)
    name = _watched_name(drill, event.check)
    return Told(_because(p.FLAPPED, p.BECAUSE, why, name=name, count=event.good_answers))


def _unknown_began(event: e.UnknownBegan, drill: Drill) -> Told:
    why = _sample_why(event.sample)
    return Told(_because(p.UNKNOWN, p.BECAUSE, why, name=_watched_name(drill, event.check)))


def _unknown_ended(event: e.UnknownEnded, drill: Drill) -> Told:
    name = _watched_name(drill, event.check)
    return Told(p.KNOWN(name=name, spell=max(0, event.at - event.since)))


def _pretended(event: e.PretenceSet, drill: Drill) -> Told:
    name = _pretended_name(event, drill)
    if event.state == "down":
        return Told(p.PRETENDED(name=name))
    if event.state == "up":
        return Told(p.PRETENDED_UP(name=name))
    return Told(p.PRETENDED_LEVEL(name=name, level=level_name(drill, event.id, event.state)))


def _cleared(event: e.PretenceCleared, drill: Drill) -> Told:
    return Told(p.CLEARED(name=_pretended_name(event, drill)))


def _pretended_name(event: e.PretenceSet | e.PretenceCleared, drill: Drill) -> Text:
    return name_of(drill, event.id) if event.kind == "system" else Text(event.id)


def _paused(event: e.Paused, drill: Drill) -> Told:
    what = p.PAUSED()
    return Told(p.NOTED(what=what, note=event.reason) if event.reason else what, Text(event.by))


def _aside(event: e.CheckSetAside, drill: Drill) -> Told:
    what = p.ASIDE(name=_watched_name(drill, event.check), reason=event.reason)
    return Told(
        p.SECONDED(what=what, second=event.second) if event.second else what, Text(event.by)
    )


def _released(event: e.StepReleased, drill: Drill) -> Told:
    return Told((p.ADVANCED if event.now else p.RELEASED)(step=event.step), Text(event.by))


def _amended(event: e.Amended, drill: Drill) -> Told:
    what = p.AMENDED(seq=event.seq, field=event.field, value=event.value, reason=event.reason)
    return Told(what, Text(event.by))


def _entered(event: e.Entered, drill: Drill) -> Told:
    brief, line = drill.started(), event.line
    offset = offset_seconds(brief.plan.organisation.utc_offset)
    clock = written_clock(brief.wall_ns // 1_000 + line.low, line.high - line.low, offset)
    what = p.ON_PAPER(clock=clock, text=line.text, by=event.by)
    return Told(what, Text(line.who), line.stumble)


def _markers(event: e.MarkersFound, drill: Drill) -> Told:
    name = name_of(drill, event.system)
    if event.could_not_read is not None:
        return Told(p.MARKERS_UNREAD(name=name, why=event.could_not_read))
    return Told(p.MARKERS(name=name, count=len(event.surviving)))


def _closing(event: e.ClosingBegan, drill: Drill) -> Told:
    why = (event.reason,) if event.reason else ()
    finish = said(FINISH, event.finish)
    who = "" if event.by in orders.INTERRUPTS else event.by
    return Told(_because(p.CLOSING, p.BECAUSE, why, finish=finish), Text(who))


def _looking(event: e.LookBegan, drill: Drill) -> Told:
    names = tuple(name_of(drill, each) for each in event.systems)
    return Told(p.LOOKING(names=names, limit=event.until - event.at))


def _sample_why(sample: e.Sample) -> tuple[Message, ...]:
    return sample_reasons(sample)


def _watched_name(drill: Drill, check: str) -> Message:
    found = drill.started().check(check)
    return p.CHECK_NAME(name=name_of(drill, found.system if found else check), check=check)


_TELL: Mapping[type, Callable[[Any, Drill], Told | None]] = {
    e.DrillStarted: _started,
    e.DrillResumed: _resumed,
    e.ClockStepped: _clock_stepped,
    e.StepDue: _due,
    e.ProbeLost: _probe_lost,
    e.Answered: _answered,
    **PEOPLE,
    e.Approved: _approved,
    e.ActionOrdered: _ordered,
    e.ActionEnded: _action_ended,
    e.ActionInDoubt: _in_doubt,
    e.DoubtSettled: _settled,
    e.UndoImpossible: _impossible,
    e.StepEnded: _step_ended,
    e.SegmentWord: _segment_word,
    e.CheckLost: _check_lost,
    e.CheckReturned: _check_returned,
    e.CheckFlapped: _flapped,
    e.UnknownBegan: _unknown_began,
    e.UnknownEnded: _unknown_ended,
    e.PretenceSet: _pretended,
    e.PretenceCleared: _cleared,
    e.TimeJumped: lambda event, _: Told(p.JUMPED(by=event.by)),
    e.Paused: _paused,
    e.Continued: lambda event, _: Told(p.CONTINUED(), Text(event.by)),
    e.StepHeld: lambda event, _: Told(p.HELD_BACK(step=event.step), Text(event.by)),
    e.StepReleased: _released,
    e.CheckSetAside: _aside,
    e.Observed: _observed,
    e.InjectGiven: _given,
    e.Amended: _amended,
    e.Entered: _entered,
    e.AlarmsAwaited: lambda event, _: Told(awaited_said(event)),
    e.AlarmTold: lambda event, drill: Told(alarm_said(event, drill)),
    e.SurveyTaken: lambda event, _: Told(survey_said(event), Text(event.by)),
    e.MarkersFound: _markers,
    e.Deviated: lambda event, _: Told(p.DEVIATED(step=event.step, before=event.before)),
    e.ClosingBegan: _closing,
    e.RealEventCame: lambda event, _: Told(
        _because(p.CLOSING, p.BECAUSE, (event.reason,), finish=said(FINISH, "real_event")),
        Text(event.by),
    ),
    e.Retracted: lambda event, drill: Told(retracted_said(event, drill), Text(event.by)),
    e.RetractionEnded: lambda event, drill: Told(ended_said(event, drill), Text(event.by)),
    e.LookBegan: _looking,
    e.LookEnded: lambda event, _: Told(p.LOOK_ENDED(), Text(event.by)),
    e.DrillEnded: lambda event, _: Told(p.DRILL_ENDED(finish=said(FINISH, event.finish))),
}
