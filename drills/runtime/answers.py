"""People's answers from a file, for a drill that runs without a screen.

Each answer comes `after` so long since its question was opened, as a person's would. A question
that the file does not answer stays open until its deadline.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bcp.did_you_mean import remedy
from bcp.durations import SECOND, Span
from bcp.load import Source
from bcp.message import Message, Phrase
from bcp.reader import Reader
from bcp.refused import Refused
from bcp.shape import Record
from drills.core.audit_events import NOWHERE, Terminal
from drills.core.call_events import CallResult
from drills.core.call_orders import Call
from drills.core.checkin_orders import CheckInByHand
from drills.core.events import Answer as Word
from drills.core.kinds import kind_of
from drills.core.message_orders import EVERY, SettleMessage
from drills.core.messages import in_doubt
from drills.core.muster_events import MusterState
from drills.core.muster_orders import Muster
from drills.core.orders import Answer, Approve, Order, SettleDoubt
from drills.core.ramp_orders import TellWave
from drills.core.state import Drill
from drills.core.told_events import Sighting
from drills.runtime.answers_spread import for_every, written_steps
from drills.runtime.roster import Roster
from drills.runtime.scripted_checkins import NOT_TAKEN as CHECKIN_NOT_TAKEN
from drills.runtime.scripted_checkins import ScriptedCheckIn, check_ins
from scenarios.model import Scenario

NO_STEP = Phrase(
    "answers.no_step",
    ja="シナリオに「{step}」という手順はありません。",
    en="the scenario has no step {step!r}.",
)

NO_ROLE = Phrase(
    "answers.no_role",
    ja="シナリオのどの承認にも「{role}」という役割はありません。",
    en="no approval of the scenario asks the role {role!r}.",
)

NOT_TAKEN = Phrase(
    "answers.approval_not_taken",
    ja="回答ファイルにある［{step}］の承認は、受け付けられませんでした。{why}",
    en="The approval of [{step}] in the file of answers was not taken. {why}",
)

CALL_NOT_TAKEN = Phrase(
    "answers.call_not_taken",
    ja="回答ファイルにある［{step}］の{person}への連絡は、受け付けられませんでした。{why}",
    en="The call of [{step}] to {person} in the file of answers was not taken. {why}",
)
MUSTER_NOT_TAKEN = Phrase(
    "answers.muster_not_taken",
    ja="回答ファイルにある［{step}］の{person}の安否・参集は、受け付けられませんでした。{why}",
    en="What the file of answers says of {person} in [{step}] was not taken. {why}",
)


@dataclass(frozen=True)
class ScriptedAnswer:
    """What `by` answers to a step's question.

    `informant` is who of a supplier said so, `merit` how well a call was heard.
    """

    step: str
    answer: Word
    by: str
    after: Span = Span(0)
    note: str = ""
    stumble: str = ""
    informant: str = ""
    merit: int | None = None


@dataclass(frozen=True)
class ScriptedCall:
    """What `by` writes down of calling `person`, so long after the step's calls began.

    Without `way` it was the one that was next. `correct` is the right number where the plan's was
    wrong, `arrives` when a supplier's people will come.
    """

    step: str
    person: str
    result: CallResult
    by: str
    after: Span = Span(0)
    way: str | None = None
    called: str | None = None
    note: str = ""
    arrives: str = ""
    correct: str = ""


@dataclass(frozen=True)
class ScriptedMuster:
    """What `by` writes down of `person`, so long after the step began.

    `eta` is until somebody on the way will be there.
    """

    step: str
    person: str
    state: MusterState
    by: str
    after: Span = Span(0)
    eta: Span | None = None
    note: str = ""


@dataclass(frozen=True)
class ScriptedWave:
    """`by` tells the staff of a wave of a ramp, so long after they may be told."""

    step: str
    wave: int
    by: str
    after: Span = Span(0)
    note: str = ""


@dataclass(frozen=True)
class ScriptedApproval:
    """What `by` says for a role when a step's action needs approval."""

    step: str
    role: str
    by: str
    granted: bool = True
    after: Span = Span(0)
    note: str = ""


@dataclass(frozen=True)
class ScriptedDoubt:
    """What `by` finds when a step's action, or messages of it, are in doubt after a restart."""

    step: str
    verdict: Literal["done", "not_done", "repeat"]
    by: str
    after: Span = Span(0)
    note: str = ""


@dataclass(frozen=True)
class Script:
    """A whole file of answers."""

    answers: tuple[ScriptedAnswer, ...] = ()
    approvals: tuple[ScriptedApproval, ...] = ()
    doubts: tuple[ScriptedDoubt, ...] = ()
    calls: tuple[ScriptedCall, ...] = ()
    musters: tuple[ScriptedMuster, ...] = ()
    waves: tuple[ScriptedWave, ...] = ()
    checkins: tuple[ScriptedCheckIn, ...] = ()


def load_script(path: Path, scenario: Scenario) -> Script:
    """Read a file of answers. Raises `Refused` with every mistake in it."""
    source, reader = Source(), Reader()
    tree = source.read(path, path.name)
    script = reader.read(Record(Script), tree) if tree is not None else None
    steps = written_steps(scenario)
    roles = [role for each in scenario.safety.approvals for role in (*each.by, *each.persons)]
    for mention in reader.mentions:
        if mention.field == "step" and mention.word not in steps:
            then = remedy(mention.word, steps)
            reader.refuse(mention.place, NO_STEP(step=mention.word), then)
        if mention.field == "role" and mention.word not in roles:
            then = remedy(mention.word, dict.fromkeys(roles))
            reader.refuse(mention.place, NO_ROLE(role=mention.word), then)
    mistakes = [*source.refusals, *reader.refusals]
    if mistakes or not isinstance(script, Script):
        raise Refused(mistakes)
    return replace(
        script,
        answers=for_every(scenario, script.answers),
        approvals=for_every(scenario, script.approvals),
    )


class ScriptedPeople:
    """Answers on behalf of the people of a drill.

    `tell` is told of an approval that was not taken: nobody else would say why the step waits.
    """

    def __init__(
        self,
        script: Script,
        terminal: Terminal = NOWHERE,
        tell: Callable[[Message], object] = lambda message: None,
    ) -> None:
        self._script, self._terminal, self._tell = script, terminal, tell
        self._roster: Roster | None = None

    def knows(self, roster: Roster | None) -> None:
        """Take note of whose numbers are whose."""
        self._roster = roster

    def asked(
        self, step: str, drill: Drill, give: Callable[[Order, Terminal], Message | None]
    ) -> None:
        """Arrange every answer the file has for this step; what is not possible then is dropped."""
        loop = asyncio.get_running_loop()
        for after, order in self._orders(step, drill):
            loop.call_later(after.us / SECOND, self._give, give, order)

    def _doubts(self, step: str, *, of_messages: bool) -> Iterator[tuple[Span, Order]]:
        for each in self._script.doubts:
            if each.step == step and of_messages:
                words = (each.verdict, each.by, each.note)
                yield each.after, SettleMessage(step, EVERY[0], *words)
            elif each.step == step:
                yield each.after, SettleDoubt(step, each.verdict, each.by, each.note)

    def _waves(self, step: str, ready: int) -> Iterator[tuple[Span, Order]]:
        for each in self._script.waves:
            if (each.step, each.wave) == (step, ready):
                yield each.after, TellWave(step, each.by, each.note)

    def _give(self, give: Callable[[Order, Terminal], Message | None], order: Order) -> None:
        why = give(order, self._terminal)
        # An answer for a mode that does not ask for it stands in the same file, and is no mistake.
        if why is None:
            return
        if isinstance(order, Approve):
            self._tell(NOT_TAKEN(step=order.step, why=why))
        elif isinstance(order, Call):
            self._tell(CALL_NOT_TAKEN(step=order.step, person=order.person, why=why))
        elif isinstance(order, CheckInByHand):
            self._tell(CHECKIN_NOT_TAKEN(step=order.step, why=why))
        elif isinstance(order, Muster):
            self._tell(MUSTER_NOT_TAKEN(step=order.step, person=order.person, why=why))

    def _orders(self, step: str, drill: Drill) -> Iterator[tuple[Span, Order]]:
        number = drill.step(step).action
        messages = any(each.order.step == step for each in in_doubt(drill))
        if messages or (number is not None and drill.actions[number].doubt is not None):
            yield from self._doubts(step, of_messages=messages)
            return
        if ready := drill.step(step).ramp.ready:
            yield from self._waves(step, ready)
            return
        for made in self._script.calls:
            if made.step == step:
                how = (made.way, made.called, made.note, made.arrives, made.correct)
                yield made.after, Call(step, made.person, made.result, made.by, *how)
        yield from self._musters(step)
        yield from self._check_ins(step, drill)
        for said in self._script.approvals:
            if said.step == step:
                order = Approve(step, said.role, said.by, said.granted, said.note)
                yield said.after, order
        model = drill.model(step)
        if not kind_of(model).by_person(drill, model):
            # Its answer is for a mode without machines; given now, it would stand in the report
            # among the orders that were refused.
            return
        for reply in self._script.answers:
            if reply.step == step:
                words = (reply.answer, reply.by, reply.note, reply.stumble)
                seen = Sighting(informant=reply.informant, merit=reply.merit)
                beside = None if seen == Sighting() else seen
                yield reply.after, Answer(step, *words, beside)

    def _check_ins(self, step: str, drill: Drill) -> Iterator[tuple[Span, Order]]:
        for said in self._script.checkins:
            for each in check_ins(said, drill, self._roster) if said.step == step else ():
                if isinstance(each, Message):
                    self._tell(each)
                else:
                    yield each

    def _musters(self, step: str) -> Iterator[tuple[Span, Order]]:
        for each in self._script.musters:
            if each.step == step:
                eta = None if each.eta is None else each.eta.us
                yield each.after, Muster(step, each.person, each.state, each.by, eta, each.note)
