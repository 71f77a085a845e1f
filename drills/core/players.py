"""What the players may see: what was given to them, and nothing that is still to come.

The page is made where the journal is. Only pages cross to a players' screen, so no future inject,
no branch, no title that gives the story away and no mark of pretence can be found there. Nor can an
action that waits for an approval, because it has not happened yet. How systems stand is told from
the moment of detection on: until then nobody was told that anything is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Text
from bcp.said_by_people import PeopleSource, said_by_people
from drills.core.absence import role_now
from drills.core.clocks import deadline, event_time
from drills.core.kinds import kind_of
from drills.core.marking import marked
from drills.core.reach import count_of
from drills.core.roles import role_called
from drills.core.setting import given_words
from drills.core.standing import is_up
from drills.core.state import Drill
from drills.core.told import asked_of_people, call_by_people
from scenarios.model import Ask, CallOut, Inject, MusterCall, Notify, RollCall, Run, Sending, Step
from scenarios.ramps import Ramp


@dataclass(frozen=True)
class Given:
    """A situation that was given, as the players received it. `at` is on the event clock."""

    at: int
    text: Text
    to: Text | None = None
    sender: str | None = None
    via: str | None = None


@dataclass(frozen=True)
class Reached:
    """How many people were reached so far, and which share is wanted; nobody is named."""

    reached: int
    people: int
    percent: float


@dataclass(frozen=True)
class Wanted:
    """Something that players have been asked. `until` is the real instant by which, or None.

    `told` says that they are to look at something, or to ask its supplier. `far` is there where
    they reach people.
    """

    step: str
    text: Text
    by: Text | None
    since: int
    until: int | None
    told: PeopleSource | None = None
    far: Reached | None = None


@dataclass(frozen=True)
class Seen:
    """How a watched system stands as far as players know; `up` None: nobody can tell."""

    id: str
    name: Text
    up: bool | None


@dataclass(frozen=True)
class PlayersPage:
    """Everything that a players' screen shows. `now` is real, `event_now` the event clock.

    `real_event_word` is what anybody may say to end the drill because the real thing has come.
    """

    organisation: str
    utc_offset: str
    notice: Text
    real_event_word: Text
    now: int
    event_now: int
    began_wall_ns: int
    paused: bool
    given: tuple[Given, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    systems: tuple[Seen, ...] = ()
    ended: bool = False
    real_event: bool = False


def page_of(drill: Drill, now: int) -> PlayersPage:
    """Make the page at `now`. Raises `ValueError` before the drill has started."""
    brief = drill.started()
    return PlayersPage(
        organisation=brief.plan.organisation.name,
        utc_offset=brief.plan.organisation.utc_offset,
        notice=brief.scenario.safety.notice,
        real_event_word=brief.scenario.safety.real_event_word,
        now=now,
        event_now=event_time(drill, now),
        began_wall_ns=brief.wall_ns,
        paused=drill.paused,
        given=_given(drill),
        wanted=tuple(
            _wanted(drill, each) for each in brief.scenario.steps if _is_wanted(drill, each)
        ),
        systems=_systems(drill),
        ended=drill.ended is not None,
        real_event=drill.closing is not None and drill.closing.finish == "real_event",
    )


def _given(drill: Drill) -> tuple[Given, ...]:
    found = [_of_step(drill, each) for each in drill.started().scenario.steps]
    told = [each for each in found if each is not None]
    plan = drill.started().plan
    told += [
        Given(event_time(drill, each.at), marked(each.text), role_called(plan, each.to))
        for each in drill.injects
    ]
    return tuple(sorted(told, key=lambda each: each.at))


def _of_step(drill: Drill, step: Step) -> Given | None:
    due, do = drill.step(step.id).due, step.do
    if due is None or not isinstance(do, Inject):
        return None
    to = None if do.to is None else role_called(drill.started().plan, do.to)
    return Given(event_time(drill, due), given_words(drill, step, do), to, do.sender, do.via)


def _is_wanted(drill: Drill, step: Step) -> bool:
    state = drill.step(step.id)
    asked = state.is_open and state.answer is None and drill.closing is None
    return asked and kind_of(step).by_person(drill, step)


def _wanted(drill: Drill, step: Step) -> Wanted:
    since, plan = drill.step(step.id).due or 0, drill.started().plan
    told = call_by_people(step)
    words = _asked(step) if told is None else step.say or asked_of_people(plan, told)
    return Wanted(
        step=step.id,
        text=marked(words),
        by=None if step.by is None else role_now(drill, step.by),
        since=since,
        until=None if step.within is None else deadline(drill, since, step.within.us),
        told=said_by_people(told),
        far=_far(drill, step),
    )


def _far(drill: Drill, step: Step) -> Reached | None:
    if not isinstance(step.do, CallOut | RollCall | MusterCall):
        return None
    do = step.do
    heard = isinstance(do, MusterCall) and do.percent == 0 and do.heard
    return Reached(*count_of(drill, step.id), heard or do.percent)


def _asked(step: Step) -> Text:
    match step.do:
        case Ask(text=text):
            return text
        case (
            CallOut(text=text)
            | MusterCall(text=text)
            | Ramp(text=text)
            | RollCall(text=text)
            | Sending(text=text)
        ) if text != Text():
            return text
        case Notify(to=to, form=form):
            return Text(
                f"{to.said_in('ja')}へ報告 {form.said_in('ja')}".strip(),
                f"report to {to.said_in('en')} {form.said_in('en')}".strip(),
            )
        case Run(do=do):
            return step.say or Text(f"{do.server}: {do.command}")
        case _:
            return step.say or Text(step.id)


def _systems(drill: Drill) -> tuple[Seen, ...]:
    if "detection" not in drill.moments:
        return ()
    watched = dict.fromkeys(each.system for each in drill.started().targets)
    return tuple(_seen(drill, each) for each in watched)


def _seen(drill: Drill, system: str) -> Seen:
    model = drill.started().plan.system(system)
    named = model is not None and model.name != Text()
    return Seen(system, model.name if model and named else Text(system), is_up(drill, system))
