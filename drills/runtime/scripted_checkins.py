"""Check-ins in a file of answers: staff who answer in a drill that nobody really answers.

They count as taken down by a colleague, never as measured: no page was asked and no line tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.durations import Span
from bcp.message import Message, Phrase
from drills.core.checkin_events import Problem, Safe, TaskResult
from drills.core.checkin_orders import CheckInByHand
from drills.core.state import Drill
from drills.runtime.roster import Roster

NOBODY = Phrase(
    "answers.checkin_of_nobody",
    ja="回答ファイルにある［{step}］の点呼の「{who}」は、対象者の中に見つかりません。",
    en="{who!r}, whose check-in at [{step}] is in the file of answers, is not expected there.",
)
NOT_TAKEN = Phrase(
    "answers.checkin_not_taken",
    ja="回答ファイルにある［{step}］の点呼の回答は、受け付けられませんでした。{why}",
    en="A check-in at [{step}] in the file of answers was not taken. {why}",
)


@dataclass(frozen=True)
class ScriptedCheckIn:
    """What `by` writes down of one member of staff, or of many.

    `who` are numbers, ``@staff`` or ``@department:NAME``, without those in `but`. The first comes
    `after` so long since the step began, the others spread evenly `over` that much more.
    """

    step: str
    who: tuple[str, ...]
    by: str
    after: Span = Span(0)
    over: Span = Span(0)
    but: tuple[str, ...] = ()
    method: str = ""
    tasks: tuple[TaskResult, ...] = ()
    problem: Problem = ""
    safety: Safe = ""


def check_ins(
    said: ScriptedCheckIn, drill: Drill, roster: Roster | None
) -> Iterator[tuple[Span, CheckInByHand] | Message]:
    """Each order with when it is given, and the words about those who are not expected."""
    found: dict[str, None] = {}
    for word in said.who:
        people = _meant(word, said.step, drill, roster)
        if not people:
            yield NOBODY(step=said.step, who=word)
        found |= dict.fromkeys(people)
    without = {each for word in said.but for each in _meant(word, said.step, drill, roster)}
    left = [each for each in found if each not in without]
    for turn, person in enumerate(left):
        told = (said.method, said.tasks, said.problem, said.safety)
        order = CheckInByHand(said.step, person, said.by, *told)
        yield Span(said.after.us + said.over.us * turn // len(left)), order


def _meant(word: str, step: str, drill: Drill, roster: Roster | None) -> tuple[str, ...]:
    people = drill.step(step).checkins.people
    head, _, rest = word.partition(":")
    if word == "@staff":
        return tuple(people)
    if head == "@department":
        return tuple(person for person, department in people.items() if department == rest)
    person = roster.named(word) if roster else None
    return (person,) if person in people and person is not None else ()
