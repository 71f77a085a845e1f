"""What a key asks a person about, from the drill as it stands; None where there is nothing to ask.

Whether an order is possible is for the core to say. Here it is only found out what it would be
about: the step under the cursor, or else the one whose turn is most urgent.
"""

from __future__ import annotations

from bcp.message import Message, Phrase, Text
from bcp.said_by_people import said_by_people, wants_merit
from drills.core.addressees import telling, to_be_told
from drills.core.approvals import missing_approvals, named_persons, requester
from drills.core.calls import Callee, NextCall, number_of, standing
from drills.core.kinds import kind_of
from drills.core.messages import in_doubt
from drills.core.orders import GiveInject, GoOn, Hold, Order, Pause, Release, take
from drills.core.players import Wanted
from drills.core.state import Drill
from drills.core.told import call_by_people
from drills.core.told_orders import by_people
from drills.report.call_turns import so_far
from drills.report.call_words import person_name
from drills.report.consequences import staying, undone
from drills.report.message_words import addressee_name
from drills.report.naming import role_name
from drills.report.ramp_words import ramp_now
from drills.report.turns import turn_of, words_here
from scenarios.ramps import Ramp
from tui.present.asked import (
    AbortAsked,
    AnswerAsked,
    ApproveAsked,
    CallAsked,
    InjectAsked,
    Lookout,
    Named,
    ObserveAsked,
    RampAsked,
    RealEventAsked,
    SetAsideAsked,
    SettleAsked,
    SkipAsked,
    ToCall,
    ToldAsked,
    Words,
)
from tui.present.turns import Awaited, awaited, waiting
from tui.present.words import DRILL_OVER

MESSAGE_TO = Phrase("asking.message_to", ja="{person}へのメッセージ", en="The message to {person}")
IN_PLACE = Phrase(
    "asking.in_place", ja="代わりの{deputy} {number}", en="{deputy} instead, {number}"
)
# An order that nothing but the drill's end forbids.
ANY = GiveInject("", Text(), "")


def refused(drill: Drill, order: Order, now: int) -> Message | None:
    """Why such an order is not possible now, or None; to be known before a form is filled in."""
    if drill.ended is not None:
        return DRILL_OVER()
    taken = take(drill, order, now)
    return taken if isinstance(taken, Message) else None


def step_for(drill: Drill, wanted: Awaited, chosen: str | None, now: int) -> str | None:
    """The chosen step if it waits for that kind of word, else the most urgent one that does."""
    if chosen is not None and awaited(drill, chosen) == wanted:
        return chosen
    fitting = (each for each in waiting(drill, now) if awaited(drill, each) == wanted)
    return next(fitting, None)


def answer_asked(drill: Drill, step: str) -> AnswerAsked:
    """The answer to a step's question."""
    by = drill.model(step).by
    who = None if by is None else role_name(drill, by)
    call = call_by_people(drill.model(step))
    told = said_by_people(call)
    return AnswerAsked(step, words_here(drill, step), who, told, wants_merit(call))


def call_asked(drill: Drill, step: str) -> CallAsked:
    """Whom a step calls now, with the number to call; and how many wait for their turn."""
    people = standing(drill, step)
    now = tuple(
        ToCall(each.contact.id, Text(each.contact.name or each.contact.id), _way(drill, each))
        for each in people
        if each.next is not None
    )
    more = sum(each.standing == "waiting" for each in people)
    model = drill.model(step)
    return CallAsked(step, so_far(drill, model, words_here(drill, step)), now, more)


def person_call_asked(drill: Drill, step: str, person: str) -> CallAsked | None:
    """The same of one person alone: the way that comes next, or each way that was tried in vain.

    None where nothing is to be noted: they are reached, or somebody before them is not yet.
    """
    callee = next((e for e in standing(drill, step) if e.contact.id == person), None)
    if callee is None or not drill.step(step).is_open:
        return None
    name = Text(callee.contact.name or person)
    ways: tuple[ToCall, ...] = ()
    if callee.next is not None:
        ways = (ToCall(person, name, _way(drill, callee)),)
    elif callee.standing == "exhausted":
        kinds = dict.fromkeys((each.called, each.way) for each in callee.tried)
        ways = tuple(_again(drill, person, name, NextCall(person, *each)) for each in kinds)
    if not ways:
        return None
    return CallAsked(step, so_far(drill, drill.model(step), words_here(drill, step)), ways)


def _again(drill: Drill, person: str, name: Text, call: NextCall) -> ToCall:
    method = number_of(drill, call)
    kind, number = ("-", "") if method is None else (method.kind, f"{method.kind} {method.value}")
    words: Words = Text(number)
    if call.called != person:
        words = IN_PLACE(deputy=person_name(drill, call.called), number=number)
    return ToCall(person, name, words, kind, call.called)


def _way(drill: Drill, callee: Callee) -> Words:
    method = None if callee.next is None else number_of(drill, callee.next)
    if callee.next is None or method is None:
        return Text()
    number = Text(f"{method.kind} {method.value}")
    if callee.next.called == callee.contact.id:
        return number
    return IN_PLACE(deputy=person_name(drill, callee.next.called), number=number)


def is_ramping(drill: Drill, step: str) -> bool:
    """Whether a step is a ramp that is really carried out, and not only talked about."""
    model = drill.model(step)
    return isinstance(model.do, Ramp) and not kind_of(model).by_person(drill, model)


def ramp_asked(drill: Drill, step: str) -> RampAsked:
    """How far a ramp has come, and what may be done with it."""
    return RampAsked(step, ramp_now(drill, drill.model(step), words_here(drill, step)))


def approve_asked(drill: Drill, step: str) -> ApproveAsked:
    """Approval of a step by the roles that have not approved yet."""
    roles = tuple(Named(each, role_name(drill, each)) for each in missing_approvals(drill, step))
    return ApproveAsked(
        *(step, words_here(drill, step), roles),
        requester(drill, step),
        frozenset(named_persons(drill, step)),
    )


def settle_asked(drill: Drill, step: str) -> SettleAsked:
    """What became of a step's action, or of the first of its messages in doubt."""
    doubt = next((each for each in in_doubt(drill) if each.order.step == step), None)
    if doubt is not None:
        about = MESSAGE_TO(person=addressee_name(drill, doubt.order.person))
        return SettleAsked(step, about, doubt.order.person or "-")
    turn = turn_of(drill, step)
    return SettleAsked(step, turn.what if turn is not None else words_here(drill, step))


def inject_asked(drill: Drill) -> InjectAsked:
    """A situation for one of the plan's roles."""
    plan = drill.started().plan
    return InjectAsked(tuple(Named(each.id, role_name(drill, each.id)) for each in plan.roles))


def skip_asked(drill: Drill, step: str) -> SkipAsked:
    """Why a step is left out."""
    return SkipAsked(step, words_here(drill, step))


def set_aside_asked(drill: Drill, rung: str | None) -> SetAsideAsked:
    """A check to take out of the judgement; `rung` is the one that the cursor is on."""
    brief = drill.started()
    checks = [
        each
        for each in brief.checks
        if each.id not in drill.checks or drill.checks[each.id].set_aside is None
    ]
    system, _, level = (rung or "").partition("/")
    own = [each for each in checks if each.system == system]
    fitting = [each for each in own if each.level == (level or None)] or own
    named = tuple(Named(each.id, _check_name(drill, each.system, each.id)) for each in checks)
    return SetAsideAsked(named, fitting[0].id if fitting else None)


def observe_asked(drill: Drill, rung: str | None) -> ObserveAsked:
    """How something stands that people watch; `rung` is the one that the cursor is on."""
    checks = tuple(
        Lookout(
            each.id,
            _check_name(drill, each.system, each.id),
            said_by_people(each.call) or "observed",
            wants_merit(each.call),
        )
        for each in by_people(drill)
    )
    system = (rung or "").partition("/")[0]
    own = [each.id for each in by_people(drill) if each.system == system]
    only = checks[0].id if len(checks) == 1 else None
    return ObserveAsked(checks, own[0] if own else only)


def _check_name(drill: Drill, system: str, check: str) -> Text:
    model = drill.started().plan.system(system)
    name = model.name if model is not None else Text()
    return Text(
        f"{name.said_in('ja') or system}（{check}）", f"{name.said_in('en') or system} ({check})"
    )


def abort_asked(drill: Drill) -> AbortAsked:
    """Whether to stop, and what would be taken back."""
    untold = tuple(each.name for each in to_be_told(drill)) if telling(drill) else ()
    return AbortAsked(*_done(drill), running=drill.closing is None, untold=untold)


def real_event_asked(drill: Drill) -> RealEventAsked:
    """Whether the real thing has come."""
    return RealEventAsked(drill.started().scenario.safety.real_event_word, *_done(drill))


def _done(drill: Drill) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """What could be taken back, and what cannot; nothing where that has been decided."""
    if drill.closing is not None:
        return (), ()
    return tuple(undone(drill)), tuple(staying(drill))


def told_asked(drill: Drill) -> ToldAsked:
    """Who was told that the real thing has come."""
    left = tuple(Named(each.id, each.name) for each in to_be_told(drill)) if telling(drill) else ()
    return ToldAsked(left, drill.started().scenario.safety.real_event_word)


def hold_order(drill: Drill, step: str, by: str) -> Order:
    """Hold a step, or let a held one go."""
    return Release(step, by) if drill.step(step).held else Hold(step, by)


def pause_order(drill: Drill, by: str) -> Order:
    """Pause the drill, or let it go on."""
    return GoOn(by) if drill.paused else Pause(by)


def page_answer_asked(wanted: Wanted) -> AnswerAsked:
    """The answer to something wanted of the players."""
    return AnswerAsked(wanted.step, wanted.text, wanted.by, wanted.told)
