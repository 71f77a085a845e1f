"""Whose turn it is while a drill runs: what waits for a person, and exactly what to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bcp.message import Message, Phrase
from bcp.said_by_people import said_by_people, wants_merit
from drills.core.approvals import missing_approvals, named_persons
from drills.core.kinds import kind_of
from drills.core.state import Drill
from drills.core.told import call_by_people
from drills.report.call_turns import call_hints, so_far
from drills.report.checkin_words import check_in_hints, there_so_far
from drills.report.hint import Hint
from drills.report.ledger import name_of
from drills.report.measured_lines import Words
from drills.report.message_words import doubt_said, sending_said
from drills.report.muster_turns import muster_hints, muster_so_far
from drills.report.naming import role_name, words_of
from drills.report.ramp_words import accounts_said, ramp_hints, ramp_now
from drills.report.words import AS_WRITTEN, ENDING, said
from drills.report.zone_words import awaited_said, is_awaited, typed_for
from scenarios.model import CallOut, MusterCall, Notify, Probe, RollCall, Run, Sending, Step, Wait
from scenarios.ramps import Ramp

ANSWER = Phrase(
    "turn.answer", ja="回答待ち［{step}］{what}", en="waiting for an answer [{step}] {what}"
)
ASSUMED = Phrase(
    "turn.assumed",
    ja="{what}（想定・何も実行しません）",
    en="{what} (assumed: nothing is run)",
)
BY = Phrase("turn.by", ja="{what}（担当: {who}）", en="{what} (by {who})")
REPORTED = Phrase("turn.reported", ja="{what}は済みましたか。", en="{what}: has it been made?")
RUN = Phrase(
    "turn.run",
    ja="{server} の「{command}」を行う場面です。できましたか。",
    en="{command} on {server} would be done now. Did it work?",
)
BACK = Phrase(
    "turn.back",
    ja="「{name}」の復旧を確かめる場面です。復旧しましたか。",
    en="{name} would be looked at now. Is it back?",
)
CHECK = Phrase(
    "turn.check",
    ja="「{subject}」を確かめる場面です。確認できましたか。",
    en="{subject} would be checked now. Was it as expected?",
)
APPROVE = Phrase(
    "turn.approve",
    ja="承認待ち［{step}］操作 {server}: {command}　承認する人: {who:list}",
    en="waiting for approval [{step}] {command} on {server}, to be approved by {who:list}",
)
APPROVE_SESSIONS = Phrase(
    "turn.approve_sessions",
    ja="承認待ち［{step}］{what}　承認する人: {who:list}",
    en="waiting for approval [{step}] {what}, to be approved by {who:list}",
)
APPROVER = Phrase("turn.approver", ja="{name}（{role}）", en="{name} ({role})")
SETTLE = Phrase(
    "turn.settle",
    ja="確認待ち［{step}］{server} で {command} が実行されたか、サーバを見て確かめてください。",
    en="in doubt [{step}]: see on {server} whether {command} was carried out.",
)
WAS_DONE = Phrase("turn.was_done", ja="実行済み", en="it was")
WAS_NOT = Phrase("turn.was_not", ja="未実行", en="it was not")
AGAIN = Phrase("turn.again", ja="もう一度実行", en="do it again")


@dataclass(frozen=True)
class Turn:
    """Something that only a person's word moves on. `since` is when it began to wait."""

    step: str
    what: Message
    hints: Sequence[Hint]
    since: int


def turns(drill: Drill) -> tuple[Turn, ...]:
    """Everything that waits for a person, in the order of the scenario."""
    steps = drill.started().scenario.steps
    return tuple(each for each in (turn_of(drill, step.id) for step in steps) if each is not None)


def turn_of(drill: Drill, step: str) -> Turn | None:
    """What waits for a person at a step, or None."""
    since = is_awaited(drill, step)
    if since is not None:
        return word_turn(drill, step, since)
    state, model = drill.step(step), drill.model(step)
    if not state.is_open or drill.closing is not None or state.due is None:
        return None
    if state.action is not None:
        return _to_settle(drill, step, state.action)
    if kind_of(model).by_person(drill, model):
        return _to_answer(drill, model, state.due) if state.answer is None else None
    return _to_decide(drill, model, state.due)


def _to_decide(drill: Drill, model: Step, since: int) -> Turn | None:
    """What machines do and people decide about."""
    step = model.id
    if (doubt := doubt_said(drill, step)) is not None:
        return Turn(step, *doubt)
    roles = missing_approvals(drill, step)
    if model.acts and roles:
        return _to_approve(drill, model, roles, since)
    return _of_ramp(drill, model, since) if isinstance(model.do, Ramp) else None


def _of_ramp(drill: Drill, model: Step, since: int) -> Turn:
    what = ANSWER(step=model.id, what=ramp_now(drill, model, words_of(drill, model.id)))
    if model.by is not None:
        what = BY(what=what, who=role_name(drill, model.by))
    return Turn(model.id, what, tuple(ramp_hints(drill, model)), since)


def word_turn(drill: Drill, step: str, since: int) -> Turn:
    """Word of another zone's step, which somebody here must write down."""
    return Turn(step, awaited_said(drill, step), (Hint(typed_for(step)),), since)


def words_here(drill: Drill, step: str) -> Words:
    """What a step is about in this mode: a machine's work that is only talked about says so."""
    model = drill.model(step)
    by_person = kind_of(model).by_person(drill, model)
    if call_by_people(model) is not None:
        words = words_of(drill, step)
        return ASSUMED(what=words) if drill.started().mode == "tabletop" else words
    if by_person and isinstance(model.do, Ramp):
        return ASSUMED(what=model.say or words_of(drill, step))
    if by_person and isinstance(model.do, Probe | Wait | Run | Sending):
        return ASSUMED(what=model.say or _supposed(drill, model.do))
    return words_of(drill, step)


def _supposed(drill: Drill, do: Probe | Wait | Run | Sending) -> Message:
    """Words for a machine's work that only people talk about."""
    if isinstance(do, Sending):
        return sending_said(drill, do)
    if isinstance(do, Run):
        return RUN(server=do.do.server, command=do.do.command)
    if do.call is None:
        return BACK(name=name_of(drill, getattr(do, "system", None) or ""))
    return CHECK(subject=do.call.subject)


def _to_answer(drill: Drill, model: Step, since: int) -> Turn:
    asked = words_here(drill, model.id)
    if isinstance(model.do, Notify):
        asked = REPORTED(what=asked)
    elif isinstance(model.do, CallOut):
        asked = so_far(drill, model, asked)
    elif isinstance(model.do, RollCall):
        asked = there_so_far(drill, model, asked)
    elif isinstance(model.do, MusterCall):
        asked = muster_so_far(drill, model, asked)
    what = ANSWER(step=model.id, what=asked)
    if model.by is not None:
        what = BY(what=what, who=role_name(drill, model.by))
    return Turn(model.id, what, _answers(drill, model), since)


def _answers(drill: Drill, model: Step) -> tuple[Hint, ...]:
    """What to type: one word where a thing is done, each word where it is looked at."""
    if isinstance(model.do, CallOut):
        return tuple(call_hints(drill, model))
    if isinstance(model.do, RollCall):
        return tuple(check_in_hints(model.id))
    if isinstance(model.do, MusterCall):
        return tuple(muster_hints(drill, model))
    typed = f"bcp-drill order last answer {model.id}"
    call = call_by_people(model)
    if call is None:
        return (Hint(f"{typed} done"),)
    who = ' --informant "…"' if said_by_people(call) == "attested" else ""
    who = " --merit 5" if wants_merit(call) else who
    words = ("fine", "in_part", "down")
    told = tuple(Hint(f"{typed} {word}{who}", said(ENDING, word)) for word in words)
    return (*told, Hint(f"{typed} unknown", said(ENDING, "unknown")))


def _to_approve(drill: Drill, model: Step, roles: Sequence[str], since: int) -> Turn:
    who, step = tuple(_approver(drill, role) for role in roles), model.id
    if isinstance(model.do, Run):
        run = model.do.do
        what = APPROVE(step=step, server=run.server, command=run.command, who=who)
    elif isinstance(model.do, Ramp):
        what = APPROVE_SESSIONS(
            step=step, what=accounts_said(drill.started().plan, model.do), who=who
        )
    persons = named_persons(drill, step)
    typed = f"bcp-drill order last approve {step}"
    hints = tuple(
        Hint(f'{typed} "{each}" --operator "{each}"' if each in persons else f"{typed} {each}")
        for each in roles
    )
    return Turn(step, what, hints, since)


def _approver(drill: Drill, role: str) -> Message:
    """A role with its id, because that is what is typed."""
    name = role_name(drill, role)
    told = role in name.said_in("ja")
    return AS_WRITTEN(word=name) if told else APPROVER(name=name, role=role)


def _to_settle(drill: Drill, step: str, number: int) -> Turn | None:
    action = drill.actions[number]
    if action.doubt is None or action.ended is not None or action.settled is not None:
        return None
    what = SETTLE(step=step, server=action.order.server, command=action.order.command)
    typed = f"bcp-drill order last settle {step}"
    hints = (
        Hint(f"{typed} done", WAS_DONE()),
        Hint(f"{typed} not_done", WAS_NOT()),
        Hint(f"{typed} repeat", AGAIN()),
    )
    return Turn(step, what, hints, action.doubt.at)
