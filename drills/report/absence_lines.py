"""What worked without the people who were absent, and what nobody was left to do (属人化)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.head_count import holders
from bcp.message import Message, Phrase, Text
from drills.core.absence import stand_in
from drills.core.events import Outcome, PeopleAbsent
from drills.report.call_words import person_name
from drills.report.ledger import Ledger
from drills.report.measured_lines import Words
from drills.report.naming import role_title, step_name

NOBODY_LEFT = Phrase(
    "next.nobody_left",
    ja="［{step}］「{role}」は担当者も代行者も不在で、計画では行える人がいません。"
    "代行者を決め、手順書を渡してください。",
    en="[{step}] Holder and deputies of {role} were absent, so by the plan nobody could do it. "
    "Name a deputy and hand over the procedure.",
)
DEPUTY_FAILED = Phrase(
    "next.deputy_failed",
    ja="［{step}］「{role}」の代行者（{deputy}）では、うまくいきませんでした。"
    "手順書と引き継ぎを見直してください。",
    en="[{step}] {deputy}, the deputy of {role}, did not succeed. Look at the procedure and at "
    "what was handed over.",
)


@dataclass(frozen=True)
class AbsentLine:
    """Somebody who was taken to be absent, by lot or by name, and the roles they hold."""

    contact: str
    name: Text
    drawn: bool
    seed: str
    roles: tuple[Text, ...]
    records: tuple[int, ...]


@dataclass(frozen=True)
class StoodInLine:
    """A step of a role whose holders were absent.

    `deputy` is whose turn it was by the plan; empty where nobody was left. `by` is who says how
    it went.
    """

    step: str
    name: Words
    role: Text
    holders: tuple[str, ...]
    deputy: str
    by: str
    outcome: Outcome | None
    records: tuple[int, ...]


def absent_lines(ledger: Ledger) -> tuple[AbsentLine, ...]:
    """Everybody who was absent."""
    drill, found = ledger.drill, ledger.drill.absent
    if found is None:
        return ()
    records = ledger.records(*ledger.all(PeopleAbsent))
    return tuple(
        AbsentLine(
            contact=each,
            name=Text(person_name(drill, each)),
            drawn=each in found.drawn,
            seed=found.seed if each in found.drawn else "",
            roles=_roles_of(ledger, each),
            records=records,
        )
        for each in found.absent
    )


def _roles_of(ledger: Ledger, contact: str) -> tuple[Text, ...]:
    plan = ledger.brief.plan
    held = (each.id for each in plan.roles if contact in holders(plan, each))
    return tuple(role_title(ledger.drill, each) for each in held)


def stood_in_lines(ledger: Ledger) -> tuple[StoodInLine, ...]:
    """Every step that was begun and whose role's holders were absent."""
    return tuple(_stood_in(ledger))


def _stood_in(ledger: Ledger) -> Iterator[StoodInLine]:
    drill = ledger.drill
    for step in ledger.brief.scenario.steps:
        state, found = drill.step(step.id), stand_in(drill, step.by)
        if state.due is None or found is None:
            continue
        said = state.ended.by if state.ended and state.ended.by else None
        yield StoodInLine(
            step=step.id,
            name=step_name(drill, step),
            role=role_title(drill, found.role),
            holders=tuple(person_name(drill, each) for each in found.holders),
            deputy="" if found.deputy is None else person_name(drill, found.deputy),
            by=said or "",
            outcome=None if state.ended is None else state.ended.outcome,
            records=ledger.records(state.ended, state.answer),
        )


def next_absent(ledger: Ledger) -> Iterator[Message]:
    """What is to be done so that it works without them."""
    for each in stood_in_lines(ledger):
        if not each.deputy:
            yield NOBODY_LEFT(step=each.step, role=each.role)
        elif each.outcome == "broken":
            yield DEPUTY_FAILED(step=each.step, role=each.role, deputy=each.deputy)
