"""Who must approve a step's action, whose word still counts, and who may not give it.

An approval belongs to a role, which anybody may speak for, or to a person who was named and speaks
for himself. In `Approve` and `Approved` the field `role` says which: a role's id, or that name.
"""

from __future__ import annotations

from bcp.message import Message, Phrase
from bcp.same_person import same_person
from bcp.wareki import LocalTime, offset_seconds
from drills.core.brief import Brief
from drills.core.events import Approved
from drills.core.state import Drill

OWN_REQUEST = Phrase(
    "order.own_request",
    ja="「{step}」の操作は{by}さん自身が求めたものなので、{by}さんは承認できません。"
    "別の人が、その人の名前で承認してください（bcp-drill order では --operator で名乗ります）。",
    en="{by} asked for the action of {step!r} and so cannot approve it. Have somebody else approve "
    "it under another name (with bcp-drill order: --operator).",
)
NOT_IN_PERSON = Phrase(
    "order.not_in_person",
    ja="「{step}」には{person}さん本人の承認が要ります。{by}さんは代わりに答えられません。"
    "本人が、その名前で答えてください（bcp-drill order では --operator で名乗ります）。",
    en="Step {step!r} wants the word of {person} in person, and {by} cannot speak for {person}. "
    "It is to be given under that very name (with bcp-drill order: --operator).",
)
NAMELESS = Phrase(
    "order.nameless_approval",
    ja="「{step}」の承認に、承認する人の名前がありません。名前を付けて承認してください"
    "（bcp-drill order では --operator で名乗ります）。",
    en="The approval of {step!r} bears no name. Give it under the name of who approves "
    "(with bcp-drill order: --operator).",
)
OWN_WORD = Phrase(
    "core.own_word",
    ja="手順「{step}」には{person}さん本人の承認が要りますが、訓練を始める本人は、"
    "自分が求めた操作を承認できません。別の人が、その人の名前で始めてください（--operator）。",
    en="Step {step!r} wants the approval of {person} in person, and who starts the drill cannot "
    "approve what it does. Somebody else is to start it, under another name (--operator).",
)


def approvers(drill: Drill, step: str) -> tuple[str, ...]:
    """Whose approval this step needs: roles first, then persons, by id and by name."""
    for each in drill.started().scenario.safety.approvals:
        if each.step == step:
            return (*each.by, *each.persons)
    return ()


def named_persons(drill: Drill, step: str) -> tuple[str, ...]:
    """The persons who must approve this step themselves."""
    found = (x.persons for x in drill.started().scenario.safety.approvals if x.step == step)
    return next(found, ())


def missing_approvals(drill: Drill, step: str) -> tuple[str, ...]:
    """Whose word is still awaited, as `approvers` names them."""
    said = {each.role for each in drill.step(step).approvals if _counts(drill, each)}
    return tuple(each for each in approvers(drill, step) if each not in said)


def _counts(drill: Drill, approval: Approved) -> bool:
    """Whether an approval holds now; one signed beforehand ends with its day."""
    if approval.signed is None:
        return True
    in_time = today_at(drill.started(), drill.now) <= approval.signed.until
    return in_time and not same_person(approval.by, requester(drill, approval.step))


def requester(drill: Drill, step: str) -> str:
    """Who wants this step's action: who began it by order, or else who ran the drill then."""
    state = drill.step(step)
    if state.begun_by:
        return state.begun_by
    due = drill.now if state.due is None else state.due
    led = (by for at, by in reversed(drill.taken_up_by) if at <= due)
    return next(led, drill.started().operator)


def never_approved(brief: Brief) -> tuple[Message, ...]:
    """The steps that wait in vain for the one who starts the drill to approve in person."""
    return tuple(
        OWN_WORD(step=each.step, person=person)
        for each in brief.scenario.safety.approvals
        for person in each.persons
        if same_person(person, brief.operator) and each.step not in brief.segment.foreign
    )


def asked_by(drill: Drill, step: str, word: str) -> str | None:
    """Whose open approval `word` means, as the scenario writes it, or None."""
    missing = missing_approvals(drill, step)
    if word in missing:
        return word
    persons = (each for each in named_persons(drill, step) if each in missing)
    return next((each for each in persons if same_person(each, word)), None)


def not_allowed(drill: Drill, step: str, role: str, by: str, granted: bool) -> Message | None:
    """Why `by` may not speak for `role`, or None. Anybody who may speak may refuse."""
    person = role if role in named_persons(drill, step) else None
    return why_not(step, by, person, requester(drill, step), granted)


def why_not(
    step: str, by: str, person: str | None, requester: str, granted: bool
) -> Message | None:
    """The same from the names alone; `person` is who must speak himself, or None for a role."""
    if person is not None and not same_person(person, by):
        return NOT_IN_PERSON(step=step, person=person, by=by)
    if granted and same_person(by, ""):
        return NAMELESS(step=step)
    if granted and same_person(by, requester):
        return OWN_REQUEST(step=step, by=by)
    return None


def also_given_for(drill: Drill, approval: Approved) -> tuple[str, ...]:
    """For whom else the same person had approved the same step before (兼務)."""
    said = drill.step(approval.step).approvals
    before = said[: said.index(approval)] if approval in said else said
    return tuple(
        each.role
        for each in before
        if each.granted
        and approval.granted
        and each.role != approval.role
        and same_person(each.by, approval.by)
    )


def signed_beforehand(drill: Drill) -> Approved | None:
    """The next approval that was signed beforehand and is not recorded yet."""
    elsewhere = drill.started().segment.foreign
    for each in drill.started().signed:
        said = drill.step(each.step).approvals
        known = any((one.role, one.signed) == (each.role, each.signature) for one in said)
        if not known and each.step not in elsewhere:
            return Approved(drill.now, each.step, each.role, each.by, True, "", each.signature)
    return None


def today_at(brief: Brief, now: int) -> str:
    """The day (ISO) at `now`, never one before the drill's first.

    A run that passes midnight, or is taken up days later, has another day than it began with.
    """
    offset = offset_seconds(brief.plan.organisation.utc_offset)
    year, month, day = LocalTime(brief.wall_ns // 1000 + now, offset).day
    return max(brief.today, f"{year:04}-{month:02}-{day:02}")
