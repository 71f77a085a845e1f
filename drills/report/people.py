"""The steps of the drill and what people said of them."""

from __future__ import annotations

from bcp.message import Message, Phrase, Text
from drills.core.approvals import also_given_for
from drills.core.clocks import jumped_between, paused_between
from drills.core.events import Answered, Approved, Sighting, StepDue, StepReleased
from drills.core.obligations import due_at
from drills.core.overall import failed_steps
from drills.core.recovery import cut_off
from drills.core.state import Drill, StepState
from drills.core.told import word_for
from drills.core.told_orders import BEST
from drills.report.approval_words import remarks
from drills.report.happened_lines import AnswerLine, ApprovalLine, ObligationLine, StepLine
from drills.report.ledger import Ledger
from drills.report.naming import role_name, step_name, words_of
from drills.report.paper_run import not_told
from drills.report.step_spells import spell_lines
from drills.report.zone_lines import done_elsewhere
from drills.report.zone_words import is_own
from scenarios.model import Step

NEVER_BEGUN = Phrase(
    "report.never_begun",
    ja="中止したため始めませんでした。",
    en="Never begun, because the drill was called off.",
)


def step_lines(ledger: Ledger) -> tuple[StepLine, ...]:
    """Every step in the scenario's order, also those that never began."""
    counting = {each.id for each in failed_steps(ledger.drill)}
    begun = {each.step: each for each in ledger.all(StepDue)}
    return tuple(
        _step_line(ledger, step, begun.get(step.id), step.id in counting)
        for step in ledger.brief.scenario.steps
    )


def _step_line(ledger: Ledger, step: Step, due: StepDue | None, counts: bool) -> StepLine:
    state = ledger.drill.step(step.id)
    ended = state.ended
    taken = None
    if due is not None and ended is not None:
        taken = _lasted(ledger.drill, due.at, ended.at)
    return StepLine(
        id=step.id,
        name=step_name(ledger.drill, step),
        planned=None if due is None else ledger.when(due.planned),
        due=None if due is None else ledger.when(due.at),
        late_us=0 if due is None else max(0, due.at - due.planned),
        ended=None if ended is None else ledger.when(ended.at),
        taken_us=taken,
        ending=ended.ending if ended else None,
        outcome=ended.outcome if ended else None,
        counts=counts,
        who=_who(ledger.drill, step, state),
        source=ended.source if ended else None,
        why=ended.why if ended else never_begun(ledger.drill, step),
        records=ledger.records(due, ended, *_released(ledger, step.id)),
        spells=spell_lines(ledger, step),
    )


def never_begun(drill: Drill, step: Step) -> tuple[Message, ...]:
    """Why a step was never begun, as far as that is known."""
    elsewhere = done_elsewhere(drill, step)
    if elsewhere:
        return elsewhere
    untold = not_told(drill, step.id)
    if untold:
        return untold
    never = drill.step(step.id).due is None and cut_off(drill, step.id)
    return (NEVER_BEGUN(),) if never else ()


def _lasted(drill: Drill, low: int, high: int) -> int:
    """Real time without pauses; what only a jump added, nobody waited for."""
    return max(0, high - low - paused_between(drill, low, high))


def _released(ledger: Ledger, step: str) -> list[StepReleased]:
    return [each for each in ledger.all(StepReleased) if each.step == step]


def _who(drill: Drill, step: Step, state: StepState) -> Text:
    if state.ended is not None and state.ended.by:
        return Text(state.ended.by)
    return role_name(drill, step.by)


def _noted(answer: Answered) -> str:
    """The note, and what was told with it: a call's merit, a supplier's person, a picture."""
    seen = answer.sighting or Sighting()
    merit = "" if seen.merit is None else f"{seen.merit}/{BEST}"
    told = (answer.note, merit, seen.informant, seen.arrives, seen.photo)
    return " / ".join(filter(None, told))


def answer_lines(ledger: Ledger) -> tuple[AnswerLine, ...]:
    """Every answer of a person, with what they noted and where they stumbled."""
    lines = []
    for each in ledger.all(Answered):
        due = ledger.drill.step(each.step).due
        waited = _lasted(ledger.drill, each.at if due is None else due, each.at)
        lines.append(
            AnswerLine(
                step=each.step,
                question=words_of(ledger.drill, each.step),
                when=ledger.when(each.at),
                waited_us=waited,
                answer=word_for(ledger.drill.model(each.step), each.answer),
                by=each.by,
                note=_noted(each),
                stumble=each.stumble,
                records=ledger.records(each),
            )
        )
    return tuple(lines)


def approval_lines(ledger: Ledger) -> tuple[ApprovalLine, ...]:
    """Every approval given or refused."""
    return tuple(
        ApprovalLine(
            step=each.step,
            role=each.role,
            role_name=role_name(ledger.drill, each.role),
            by=each.by,
            granted=each.granted,
            note=each.note,
            when=ledger.when(each.at),
            records=ledger.records(each),
            also=also_given_for(ledger.drill, each),
            signed=each.signed,
            remarks=remarks(ledger.drill, each),
        )
        for each in ledger.all(Approved)
    )


def obligation_lines(ledger: Ledger) -> tuple[ObligationLine, ...]:
    """Everything with a deadline of its own: done in time, late, or left open."""
    return tuple(
        _obligation(ledger, step)
        for step in ledger.brief.scenario.steps
        if step.due is not None and is_own(ledger.drill, step.id)
    )


def _obligation(ledger: Ledger, step: Step) -> ObligationLine:
    state = ledger.drill.step(step.id)
    due = _owed_by(ledger, step)
    held = state.ended is not None and state.ended.outcome == "held"
    done = state.ended.at if held and state.ended is not None else None
    return ObligationLine(
        step=step.id,
        name=step_name(ledger.drill, step),
        due=None if due is None else ledger.when(due),
        done=None if done is None else ledger.when(done),
        state=_obligation_state(
            ledger.drill, due, _lived(ledger.drill, step, done), done is not None
        ),
        who=_who(ledger.drill, step, state),
        records=ledger.records(state.ended, state.answer),
    )


def _owed_by(ledger: Ledger, step: Step) -> int | None:
    """The deadline as people know it: real time, pauses aside, as if nothing had jumped."""
    drill, due = ledger.drill, due_at(ledger.drill, step)
    return None if due is None else due + jumped_between(drill, _owed_from(drill, step), drill.now)


def _owed_from(drill: Drill, step: Step) -> int:
    start = step.due.start if step.due else "onset"
    return drill.moments.get(start, drill.zero)


def _lived(drill: Drill, step: Step, done: int | None) -> int:
    at = drill.now if done is None else done
    return at + jumped_between(drill, _owed_from(drill, step), at)


def _obligation_state(drill: Drill, due: int | None, at: int, done: bool) -> str:
    """In time or not, by the clock that people lived by: a jump brings a deadline nearer."""
    if due is None:
        return "done" if done else "open"
    in_time = at <= due
    if done:
        return "in_time" if in_time else "late"
    return "open" if in_time else "overdue"
