"""What the time of each step was spent on: pieces that join, from when it was to begin on.

A step that began late was kept waiting first. An action waits for its approval and is then worked
on; a step of people is theirs from its beginning to its end; any other is a check of a machine. A
situation that is given takes no time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.durations import SECOND
from drills.core.approvals import approvers
from drills.core.kinds import kind_of
from drills.core.state import ActionState, Drill, StepState
from drills.report.ledger import Ledger
from drills.report.spell_line import SpellKind, SpellLine
from scenarios.model import Inject, Run, Step


@dataclass(frozen=True)
class Spell:
    """One piece of a step's time, in microseconds of the drill's clock; `high` None: still open.

    `kind` is a word of `path_words.KINDS`.
    """

    kind: SpellKind
    low: int
    high: int | None


def spell_lines(ledger: Ledger, step: Step) -> tuple[SpellLine, ...]:
    """The pieces of a step's time; none where it never began."""
    return tuple(
        SpellLine(each.kind, ledger.period(each.low, each.high))
        for each in spells_of(ledger.drill, step)
    )


def spells_of(drill: Drill, step: Step) -> tuple[Spell, ...]:
    """The same by the drill's clock: each piece begins where the one before it ended."""
    state = drill.step(step.id)
    if state.due is None:
        return ()
    planned = state.due if state.planned is None else min(state.planned, state.due)
    # The tool's own moment before a step begins is no delay.
    late = state.due - planned >= SECOND
    begun = _begun(drill, step, state, state.due if late else planned)
    pieces = (Spell("late", planned, state.due), *begun) if late else tuple(begun)
    return tuple(each for each in pieces if each.high is None or each.high > each.low)


def _begun(drill: Drill, step: Step, state: StepState, due: int) -> Iterator[Spell]:
    end = state.ended.at if state.ended else None
    actions = [
        each
        for each in drill.actions.values()
        if (each.order.step, each.order.purpose) == (step.id, "run")
    ]
    waits: SpellKind = "approval" if approvers(drill, step.id) else "people"
    if isinstance(step.do, Run) and actions:
        first = actions[0].order.at
        yield Spell("approval" if waits == "approval" else "other", due, first)
        yield from _acting(actions, first, end)
    elif kind_of(step).by_person(drill, step):
        yield Spell("people", due, end)
    elif isinstance(step.do, Inject):
        return
    elif kind_of(step).needs_a_person(drill, step):
        yield Spell(waits, due, end)
    else:
        yield Spell("check", due, end)


def _acting(actions: list[ActionState], first: int, end: int | None) -> Iterator[Spell]:
    """The work itself; where its result was in doubt, what follows it is a person's to settle."""
    at = first
    for each in actions:
        over = each.ended or each.doubt
        yield Spell("people", at, max(at, each.order.at))
        at = max(at, each.order.at)
        if over is None:
            yield Spell("work", at, end)
            return
        stop = over.at if end is None else min(over.at, end)
        yield Spell("work", at, max(at, stop))
        at = max(at, stop)
    yield Spell("people", at, end)
