"""What came of calling people: how many were reached, how soon, by which way, and who was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Message, Phrase, Text
from drills.core.calls import Callee, Standing, curve, reached_share, standing
from drills.core.events import Called, CallResult, NumberCorrected, NumberWritten
from drills.core.state import Drill
from drills.report.call_words import person_name, way_name
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from scenarios.model import CallOut, Step

# More names than these are no sentence; the table has all of them.
_NAMED = 5
NOT_REACHED = Phrase(
    "next.callees_left_all",
    ja="［{step}］{count}人に連絡がつきませんでした（{names:list}）。"
    "番号と代わりの人を確かめてください。",
    en="[{step}] Not reached: {count} ({names:list}). Check numbers and deputies.",
)
NOT_REACHED_MANY = Phrase(
    "next.callees_left",
    ja="［{step}］{count}人に連絡がつきませんでした（{names:list}など）。"
    "番号と代わりの人を確かめてください。",
    en="[{step}] Not reached: {count}, among them {names:list}. Check numbers and deputies.",
)
NOT_MENDED = Phrase(
    "next.number_not_mended",
    ja="{person}の{way}の正しい番号を、計画の連絡先に書いてください。{why}",
    en="Write the right number of {person} for {way} into the plan's contacts: {why}",
)
SHARES = (50, 80, 90, 100)
"""After which shares of all people the time is told, in percent."""


@dataclass(frozen=True)
class CallOutLine:
    """One step that calls people.

    `percent` of `people` were reached and `wanted` should be. `after_us` has for each share of
    `SHARES` how long it took from the step's beginning, None where it was not reached. `corrected`
    counts the numbers that were put right, `wrong` those that were found wrong.
    """

    step: str
    people: int
    reached: int
    percent: float
    wanted: float
    held: bool
    by_deputy: int
    wrong: int
    corrected: int
    began: When
    after_us: tuple[int | None, ...]
    records: tuple[int, ...]


@dataclass(frozen=True)
class CalleeLine:
    """One person of it. `way` is how they were reached, or tried last; `after_us` as above."""

    step: str
    contact: str
    name: Text
    standing: Standing
    result: CallResult | None
    way: str
    deputy: str
    tries: int
    at: When | None
    after_us: int | None
    by: str
    arrives: str
    note: str
    records: tuple[int, ...]


def call_out_lines(ledger: Ledger) -> tuple[CallOutLine, ...]:
    """Every step that called people and was begun, in the order of the scenario."""
    return tuple(_line(ledger, step, due) for step, due in _begun(ledger.drill))


def callee_lines(ledger: Ledger) -> tuple[CalleeLine, ...]:
    """Everybody who was to be called, as `call_out_lines`."""
    return tuple(
        _person(ledger, step, due, each)
        for step, due in _begun(ledger.drill)
        for each in standing(ledger.drill, step.id)
    )


def next_calls(ledger: Ledger) -> Iterator[Message]:
    """What is to be done on the first page: people who were not reached, numbers not written."""
    for step, _ in _begun(ledger.drill):
        people = standing(ledger.drill, step.id)
        left = tuple(each.contact.name or each.contact.id for each in people if not each.reached)
        if left:
            words = NOT_REACHED if len(left) <= _NAMED else NOT_REACHED_MANY
            yield words(step=step.id, count=len(left), names=left[:_NAMED])
    for event in ledger.all(NumberWritten):
        if event.why is not None:
            person = person_name(ledger.drill, event.person)
            way = way_name(ledger.drill, event.person, event.way)
            yield NOT_MENDED(person=person, way=way, why=event.why)


def _begun(drill: Drill) -> Iterator[tuple[Step, int]]:
    for step in drill.started().scenario.steps:
        due = drill.step(step.id).due
        if isinstance(step.do, CallOut) and due is not None:
            yield step, due


def _line(ledger: Ledger, step: Step, due: int) -> CallOutLine:
    people = standing(ledger.drill, step.id)
    wanted = step.do.percent if isinstance(step.do, CallOut) else 100.0
    state = ledger.drill.step(step.id)
    steps = curve(people, due)
    found = [each for each in ledger.all(NumberCorrected) if each.step == step.id]
    return CallOutLine(
        step=step.id,
        people=len(people),
        reached=sum(each.standing == "reached" for each in people),
        percent=round(reached_share(people), 1),
        wanted=wanted,
        held=state.ended is not None and state.ended.outcome == "held",
        by_deputy=sum(each.by_deputy for each in people),
        wrong=sum(each.result == "wrong_number" for each in state.calls),
        corrected=len(found),
        began=ledger.when(due),
        after_us=tuple(
            next((at for at, share in steps if share >= wanted), None) for wanted in SHARES
        ),
        records=ledger.records(*state.calls, *found, state.ended),
    )


def _person(ledger: Ledger, step: Step, due: int, callee: Callee) -> CalleeLine:
    last: Called | None = callee.reached or (callee.tried[-1] if callee.tried else None)
    drill, contact = ledger.drill, callee.contact
    deputy = last is not None and last.called != contact.id
    return CalleeLine(
        step=step.id,
        contact=contact.id,
        name=Text(contact.name or contact.id),
        standing=callee.standing,
        result=None if last is None else last.result,
        way="" if last is None else way_name(drill, last.called, last.way),
        deputy=person_name(drill, last.called) if last is not None and deputy else "",
        tries=len(callee.tried),
        at=None if last is None else ledger.when(last.at),
        after_us=None if callee.reached is None else callee.reached.at - due,
        by="" if last is None else last.by,
        arrives="" if last is None else last.arrives,
        note="" if last is None else last.note,
        records=ledger.records(*callee.tried),
    )
