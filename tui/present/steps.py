"""The steps as rows: how each stands, whose it is, and how long it still has."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from bcp.message import Language, Message, Phrase, Text, render
from drills.core.approvals import missing_approvals
from drills.core.clocks import paused_between
from drills.core.ready import Readiness, readiness
from drills.core.silence import is_told_of
from drills.core.state import Drill, StepState
from drills.report.approval_words import remarks
from drills.report.clock import clock
from drills.report.layout import harmless
from drills.report.measured_lines import Words
from drills.report.naming import role_name
from drills.report.running_time import left_said, plainly
from drills.report.saying import say
from drills.report.turns import words_here
from drills.report.words import ENDING, SOURCE, said
from drills.report.zone_words import is_own, other_zone
from scenarios.model import Inject, Notify, Probe, Run, Step, Wait
from tui.present.turns import AWAITED, awaited, left_of
from tui.present.words import ASKED, BEGINS_IN, TOOK, Tone

ACTING = Phrase("screen.acting", ja="実行中", en="running")
CHECKING = Phrase("screen.checking", ja="確認中", en="checking")
WAITING = Phrase("screen.waiting_for", ja="復旧待ち", en="waiting")
UNDER_WAY = Phrase("screen.under_way", ja="進行中", en="under way")
PLANNED = Phrase("screen.planned", ja="予定", en="planned")
LATER = Phrase("screen.later", ja="順番待ち", en="later")
HELD = Phrase("screen.held", ja="保留", en="held back")
GIVEN = Phrase("screen.step_given", ja="付与済", en="given")
ELSEWHERE = Phrase("screen.elsewhere", ja="他区分", en="elsewhere")
WORD = Phrase("screen.awaits_word", ja="連絡待ち", en="WORD?")
NEVER = Phrase("screen.never", ja="行わず", en="not done")
TO = Phrase("screen.to", ja="{name}へ", en="to {name}")
MACHINE = Phrase("screen.machine", ja="自動", en="tool")
SAID = Phrase("screen.answered_by", ja="回答: {by}", en="answered by {by}")
GRANTED_BY = Phrase("screen.granted_by", ja="承認: {by}（{role}）", en="approved by {by} ({role})")
REFUSED_BY = Phrase("screen.refused_by", ja="却下: {by}（{role}）", en="refused by {by} ({role})")
STUMBLE = Phrase("screen.stumble", ja="つまずき: {what}", en="stumbled: {what}")
PLAIN_TONES: dict[str, Tone] = {
    "held": "good",
    "broken": "bad",
    "unknown": "unknown",
    "skipped": "calm",
}


@dataclass(frozen=True)
class StepRow:
    """One step. `time` is when it ended, began or will begin; `left` what it still has or took."""

    id: str
    state: str
    tone: Tone
    time: str
    title: str
    owner: str
    left: str


def step_rows(
    drill: Drill, now: int, lang: Language, asked: Set[str] = frozenset()
) -> tuple[StepRow, ...]:
    """Every step in the scenario's order; `asked` are those an own order is under way for."""
    if drill.brief is None:
        return ()
    rows: list[StepRow] = []
    before = None
    for step in drill.started().scenario.steps:
        ready = readiness(drill, step, before)
        rows.append(_row(drill, step, ready, now, lang))
        before = step
    said_asked = render(ASKED(), lang)
    return tuple(
        replace(each, state=said_asked, tone="run") if each.id in asked else each for each in rows
    )


def _row(drill: Drill, step: Step, ready: Readiness, now: int, lang: Language) -> StepRow:
    state = drill.step(step.id)
    word, tone = _state(drill, step, state, ready)
    return StepRow(
        id=step.id,
        state=render(word, lang),
        tone=tone,
        time=_time(state, ready),
        title=harmless(f"[{step.id}] {say(_title(drill, step), lang)}"),
        owner=harmless(_owner(drill, step, lang)),
        left=_left(drill, step, ready, now, lang),
    )


def _title(drill: Drill, step: Step) -> Words:
    """Without the mark of the drill, for which a row has no room: the line beneath has it."""
    return step.do.text if isinstance(step.do, Inject) else words_here(drill, step.id)


def _state(drill: Drill, step: Step, state: StepState, ready: Readiness) -> tuple[Message, Tone]:
    if state.ended is not None:
        given = state.ended.ending == "held" and isinstance(step.do, Inject)
        word = GIVEN() if given else said(ENDING, state.ended.ending)
        return word, PLAIN_TONES.get(state.ended.outcome, "calm")
    wanted = awaited(drill, step.id)
    if wanted is not None:
        return (AWAITED[wanted] if is_own(drill, step.id) else WORD)(), "wait"
    return _without_people(drill, step, state, ready)


def _without_people(
    drill: Drill, step: Step, state: StepState, ready: Readiness
) -> tuple[Message, Tone]:
    if not is_own(drill, step.id):
        return ELSEWHERE(), "calm"
    if state.due is not None:
        return _busy(step)(), "run"
    if ready.never is not None or drill.closing is not None:
        return NEVER(), "calm"
    if state.held:
        return HELD(), "unknown"
    return (PLANNED if ready.at is not None else LATER)(), "calm"


def _busy(step: Step) -> Phrase:
    match step.do:
        case Run():
            return ACTING
        case Probe():
            return CHECKING
        case Wait():
            return WAITING
        case _:
            return UNDER_WAY


def _time(state: StepState, ready: Readiness) -> str:
    if state.ended is not None:
        # What never began has no time of its own: that it will not be done was merely found then.
        return clock(state.ended.at) if state.due is not None or state.word is not None else ""
    at = ready.at if state.due is None else state.due
    return clock(at) if at is not None and not state.held else ""


def _owner(drill: Drill, step: Step, lang: Language) -> str:
    if not is_own(drill, step.id):
        return other_zone(drill, step.id)
    if step.by is not None:
        return role_name(drill, step.by).said_in(lang)
    owner: Words = Text()
    match step.do:
        case Run(do=ref):
            roles = missing_approvals(drill, step.id)
            acts = drill.started().mode == "operational"
            owner = role_name(drill, roles[0]) if roles and acts else Text(ref.server)
        case Inject(to=to) if to is not None:
            owner = TO(name=role_name(drill, to))
        case Notify(to=addressee):
            owner = TO(name=addressee)
        case Probe() | Wait():
            owner = MACHINE()
    return say(owner, lang)


def _left(drill: Drill, step: Step, ready: Readiness, now: int, lang: Language) -> str:
    state = drill.step(step.id)
    if state.ended is not None:
        took = None if state.due is None else state.ended.at - state.due
        return render(TOOK(span=plainly(took, lang)), lang) if took and took >= 1_000_000 else ""
    if drill.closing is not None:
        return ""
    if state.due is not None:
        left = left_of(drill, step, now)
        return "" if left is None else left_said(left, lang)
    if ready.at is None or state.held or not is_own(drill, step.id):
        return ""
    coming = max(0, ready.at - now + paused_between(drill, drill.now, now))
    return render(BEGINS_IN(span=plainly(coming, lang)), lang)


def step_detail(drill: Drill, step: str, lang: Language) -> str:
    """All that there is to say of one step: its words in full, and what became of it."""
    return "  ".join(harmless(each) for each in _details(drill, step, lang) if each)


def _details(drill: Drill, step: str, lang: Language) -> Iterator[str]:
    model, state = drill.model(step), drill.step(step)
    words = words_here(drill, step)
    yield f"[{step}] {say(words, lang)}"
    if model.say is not None and not isinstance(words, Text) and drill.started().mode != "tabletop":
        yield model.say.said_in(lang)
    if state.answer is not None:
        yield render(SAID(by=state.answer.by), lang)
        yield state.answer.note
        if state.answer.stumble:
            yield render(STUMBLE(what=state.answer.stumble), lang)
    for approval in state.approvals:
        phrase = GRANTED_BY if approval.granted else REFUSED_BY
        yield render(phrase(role=role_name(drill, approval.role), by=approval.by), lang)
        yield from (render(each, lang) for each in remarks(drill, approval))
    if state.ended is not None:
        told = is_told_of(state.ended.ending, state.ended.outcome, state.ended.source)
        if told and state.ended.source != "measured":
            yield f"({render(said(SOURCE, state.ended.source), lang)})"
        yield from (render(each, lang) for each in state.ended.why)
    elif state.last_sample is not None:
        yield from (render(each, lang) for each in state.last_sample.why)
