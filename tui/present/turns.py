"""Whose turn it is: what waits for a person, the most urgent first, or what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Language, Message, Phrase, render
from drills.core.addressees import telling, to_be_told
from drills.core.approvals import missing_approvals
from drills.core.clocks import paused_between, people_time
from drills.core.kinds import kind_of
from drills.core.obligations import due_at
from drills.core.ready import readiness
from drills.core.state import Drill
from drills.report.at_hand import NOBODY, STEP
from drills.report.call_turns import so_far
from drills.report.checkin_words import there_so_far
from drills.report.event_phrases import LOOKING
from drills.report.layout import harmless
from drills.report.ledger import name_of
from drills.report.measured_lines import Words
from drills.report.message_words import doubt_said
from drills.report.muster_turns import muster_so_far
from drills.report.naming import role_name
from drills.report.ramp_words import ramp_now
from drills.report.running_time import left_said, plainly
from drills.report.turns import REPORTED, turn_of, turns, words_here
from drills.report.words import FINISH, said
from drills.report.zone_words import awaited_said, is_own
from scenarios.model import CallOut, MusterCall, Notify, RollCall, Step
from scenarios.ramps import Ramp
from tui.heard import Heard
from tui.present.words import BEGINS_IN, Tone

Awaited = Literal["answer", "approve", "settle"]

AWAITED: dict[Awaited, Phrase] = {
    "answer": Phrase("screen.awaits_answer", ja="回答待ち", en="ANSWER?"),
    "approve": Phrase("screen.awaits_approval", ja="承認待ち", en="APPROVE?"),
    "settle": Phrase("screen.awaits_settling", ja="結果不明", en="IN DOUBT"),
}
NAMED = Phrase(
    "screen.turn", ja="{kind} {who:list}: [{step}] {what}", en="{kind} {who:list}: [{step}] {what}"
)
UNNAMED = Phrase("screen.turn_unnamed", ja="{kind}: [{step}] {what}", en="{kind} [{step}] {what}")
SEE = Phrase(
    "screen.turn_see",
    ja="{server} で {command} が実行されたか、サーバを見て確かめ、d で記録してください。",
    en="see on {server} whether {command} was carried out, then press d.",
)
PAUSED = Phrase(
    "screen.turn_paused",
    ja="一時停止中です。再開するには Space を押します。",
    en="The drill is paused. Space lets it go on.",
)
CLOSING = Phrase(
    "screen.turn_closing",
    ja="終了処理中です。行った操作を元に戻しています。",
    en="Closing: what was done is being taken back.",
)
TELL = Phrase(
    "screen.turn_tell",
    ja="実災害です。次の相手に知らせ、c で記録してください: {names:list}",
    en="THIS IS REAL. Tell these, and note it with c: {names:list}",
)
ENDED = Phrase(
    "screen.turn_ended",
    ja="訓練は終わりました（{finish}）。t で結果を見ます。",
    en="The drill is over ({finish}). t shows the result.",
)
HELD = Phrase(
    "screen.turn_held",
    ja="保留中の手順があります（選んで h を押すと解除）: {what}",
    en="Held back (choose it and press h to let it go): {what}",
)
NEXT = Phrase("screen.turn_next", ja="次の手順: {what}", en="Next: {what}")
MORE = Phrase("screen.turn_more", ja="ほか{count}件", en="and {count} more")
CONNECTING = Phrase(
    "screen.turn_connecting",
    ja="準備しています（記録を読む、または始める前にすべての監視を一度確かめる）。",
    en="Getting ready: the record is read, or every check is asked once before the start.",
)


@dataclass(frozen=True)
class TurnLine:
    """One line of the turn panel; `step` where a key would act on it, `left` at its end."""

    words: str
    left: str = ""
    step: str | None = None
    tone: Tone = "calm"


def awaited(drill: Drill, step: str) -> Awaited | None:
    """What kind of word a step waits for, or None."""
    if turn_of(drill, step) is None:
        return None
    if drill.step(step).action is not None or doubt_said(drill, step) is not None:
        return "settle"
    model = drill.model(step)
    by_people = kind_of(model).by_person(drill, model) or not is_own(drill, step)
    if isinstance(model.do, Ramp) and not (model.acts and missing_approvals(drill, step)):
        return "answer"
    return "answer" if by_people else "approve"


def left_of(drill: Drill, step: Step, now: int) -> int | None:
    """How much time (µs) an open step still has; negative where it is over, None without limit."""
    due = drill.step(step.id).due
    if due is not None and step.within is not None:
        return step.within.us - people_time(drill, due, now)
    until = due_at(drill, step)
    if until is None:
        return None
    # The core counts a pause up to the last event only; the rest of it is added here.
    return until - now + paused_between(drill, drill.now, now)


def waiting(drill: Drill, now: int) -> tuple[str, ...]:
    """The steps that wait for a person, the one with the least time left first."""
    far = 10**18

    def urgency(step: str) -> tuple[int, int]:
        left = left_of(drill, drill.model(step), now)
        return (far if left is None else left, drill.step(step).due or 0)

    return tuple(sorted((each.step for each in turns(drill)), key=urgency))


def turn_lines(drill: Drill, now: int, lang: Language, room: int = 3) -> tuple[TurnLine, ...]:
    """At most `room` lines for the panel; there is always one."""
    alone = _no_turns(drill)
    if alone is not None:
        return (TurnLine(render(alone, lang), tone="wait" if drill.paused else "calm"),)
    order = waiting(drill, now)
    if not order:
        return _idle(drill, now, lang)
    shown = order if len(order) <= room else order[: room - 1]
    lines = tuple(_line(drill, each, now, lang) for each in shown)
    if len(order) <= room:
        return lines
    more = render(MORE(count=len(order) - len(shown)), lang)
    return (*lines, TurnLine(more, tone="wait"))


def broken_off(heard: Heard, lang: Language) -> tuple[TurnLine, ...]:
    """Why nothing more is heard of a drill that is not over; empty where nothing is wrong."""
    gone = heard.gone
    if gone is None or gone.why is None or heard.drill.ended is not None:
        return ()
    return (TurnLine(harmless(render(gone.why, lang)), tone="bad"),)


def _line(drill: Drill, step: str, now: int, lang: Language) -> TurnLine:
    left = left_of(drill, drill.model(step), now)
    tone: Tone = "bad" if left is not None and left < 0 else "wait"
    said_left = "" if left is None else left_said(left, lang)
    return TurnLine(harmless(render(_what(drill, step), lang)), said_left, step, tone)


def _what(drill: Drill, step: str) -> Message:
    """Who is waited for stands first, so that it is in sight however long the question is."""
    if not is_own(drill, step):
        return awaited_said(drill, step)
    model, kind = drill.model(step), awaited(drill, step) or "answer"
    what: Words = words_here(drill, step)
    doubt = doubt_said(drill, step)
    if doubt is not None:
        what = doubt[0]
    elif kind == "settle":
        number = drill.step(step).action or 0
        order = drill.actions[number].order
        what = SEE(server=order.server, command=order.command)
    elif isinstance(model.do, Notify):
        what = REPORTED(what=what)
    elif isinstance(model.do, CallOut):
        what = so_far(drill, model, what)
    elif isinstance(model.do, RollCall):
        what = there_so_far(drill, model, what)
    elif isinstance(model.do, MusterCall):
        what = muster_so_far(drill, model, what)
    elif isinstance(model.do, Ramp) and not kind_of(model).by_person(drill, model):
        what = ramp_now(drill, model, what)
    roles: tuple[str, ...] = () if model.by is None else (model.by,)
    if kind == "approve":
        roles = missing_approvals(drill, step)
    names = tuple(role_name(drill, each) for each in roles)
    if not names:
        return UNNAMED(kind=AWAITED[kind](), step=step, what=what)
    return NAMED(kind=AWAITED[kind](), who=names, step=step, what=what)


def _no_turns(drill: Drill) -> Message | None:
    if drill.brief is None:
        return CONNECTING()
    if drill.ended is not None:
        return ENDED(finish=said(FINISH, drill.ended.finish))
    if telling(drill):
        return TELL(names=tuple(each.name for each in to_be_told(drill)))
    if drill.look is not None:
        names = tuple(name_of(drill, each) for each in drill.look.systems)
        return LOOKING(names=names, limit=max(0, drill.look.until - drill.now))
    if drill.closing is not None:
        return CLOSING()
    return PAUSED() if drill.paused else None


def _idle(drill: Drill, now: int, lang: Language) -> tuple[TurnLine, ...]:
    held = held_step(drill)
    lines = [TurnLine(render(NOBODY(), lang))]
    if held is not None:
        let_go = HELD(what=STEP(step=held, what=words_here(drill, held)))
        lines = [TurnLine(harmless(render(let_go, lang)), step=held, tone="wait")]
    coming = next_step(drill)
    if coming is not None:
        step, at = coming
        what = STEP(step=step, what=words_here(drill, step))
        left = at - now + paused_between(drill, drill.now, now)
        words = render(BEGINS_IN(span=plainly(max(0, left), lang)), lang)
        lines.append(TurnLine(harmless(render(NEXT(what=what), lang)), words))
    return tuple(lines)


def held_step(drill: Drill) -> str | None:
    """The first step that is kept from beginning until somebody lets it go."""
    for step in drill.started().scenario.steps:
        state = drill.step(step.id)
        if state.held and state.due is None and state.ended is None:
            return step.id
    return None


def next_step(drill: Drill) -> tuple[str, int] | None:
    """The step that begins next by its time, and when; None where only others' ends decide."""
    found: list[tuple[int, str]] = []
    before = None
    for step in drill.started().scenario.steps:
        state, ready = drill.step(step.id), readiness(drill, step, before)
        before = step
        begins = state.due is None and state.ended is None and is_own(drill, step.id)
        if begins and ready.at is not None:
            found.append((ready.at, step.id))
    at, name = min(found, default=(0, ""))
    return (name, at) if name else None
