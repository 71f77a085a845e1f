"""The rules between the parts of a scenario, and between a scenario and its plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bcp.asking import ProbeCall
from bcp.cycles import cycles
from bcp.device_references import device_troubles
from bcp.did_you_mean import remedy
from bcp.inventory import Backup, Business, Telework
from bcp.meant import narrowed
from bcp.message import Message, Phrase
from bcp.model import CommandRef, Plan, Server, System, Zone
from bcp.path_references import path_troubles
from bcp.people import Contact, Role, Vendor
from bcp.reader import Mention
from bcp.references import (
    ID_TWICE,
    OTHER_ID,
    WATCHABLE,
    Ids,
    command_troubles,
    id_trouble,
    unknown_id,
)
from bcp.refused import Place, Refusal
from bcp.snmp import SnmpAccount
from scenarios.approver_checks import roles_as_persons
from scenarios.callees import WORDS as CALLEES
from scenarios.callees import callees, is_word_for_many, missing_of
from scenarios.conduct import BusinessTurn, Criterion
from scenarios.guard_forms import Requiring, Stopping
from scenarios.model import (
    Absent,
    After,
    Approval,
    CallOut,
    Clear,
    Due,
    Forbid,
    Goal,
    MusterCall,
    Pretend,
    Requirement,
    Run,
    Scenario,
    Sending,
    Step,
    StopCondition,
    Wait,
    Watched,
)
from scenarios.ramps import Ramp
from scenarios.selectors import WORDS, is_known, is_selector, selected
from scenarios.sending_checks import sending_mistakes
from scenarios.step_forms import Circumstances
from scenarios.things import LISTS, Listed

MOMENTS = ("onset", "detection", "declaration", "activation", "containment")
_ACTS = ((Run, "run"), (Run, "undo"))
# Where words for contacts stand.
_WHOM = (
    (CallOut, "who"),
    (Sending, "to"),
    (MusterCall, "who"),
    (Absent, "people"),
    (Absent, "from"),
)

NO_STEP = Phrase(
    "steps.unknown",
    ja="「{word}」という手順はこのシナリオにありません。",
    en="this scenario has no step {word!r}.",
)
NO_MOMENT = Phrase(
    "steps.unknown_moment",
    ja="「{word}」という起点はありません。",
    en="there is no moment {word!r} to count from.",
)
MOMENT_AS_ID = Phrase(
    "steps.moment_as_id",
    ja="「{word}」は起点の名前なので、手順のidには使えません。",
    en="{word!r} is the name of a moment, so no step can have it as its id.",
)
CIRCLE = Phrase(
    "steps.circle",
    ja="手順が互いに待ち合って始まりません: {path}。",
    en="these steps wait for each other and none would begin: {path}.",
)
CIRCLE_REMEDY = Phrase(
    "steps.circle_remedy",
    ja="afterを直すか、atで時刻を与えてください（atもafterもない手順は、すぐ上の手順を待ちます）。",
    en="Change an after, or give an at (a step with neither waits for the one above it).",
)
NOT_APPROVED = Phrase(
    "steps.not_approved",
    ja="手順「{step}」は状態を変えますが、承認者が決まっていません。",
    en="the step {step!r} changes the world and nobody is named to approve it.",
)
ADD_APPROVAL = Phrase(
    "steps.add_approval",
    ja="safety.approvalsに「{{step: {step}, by: [役割]}}」を加えるか、modesからoperationalを"
    "外してください。",
    en="Add {{step: {step}, by: [role]}} to safety.approvals, or leave operational out of modes.",
)
APPROVES_NOTHING = Phrase(
    "steps.approves_nothing",
    ja="手順「{step}」はrunではないため、承認は要りません。",
    en="the step {step!r} runs nothing, so there is nothing to approve.",
)
REMOVE_APPROVAL = Phrase(
    "steps.remove_approval",
    ja="この承認を消すか、stepを直してください。",
    en="Remove this approval or name another step.",
)
NO_RUNG = Phrase(
    "steps.no_rung",
    ja="システム「{of}」に「{word}」という段階（levels）はありません。",
    en="the system {of!r} has no level {word!r}.",
)
NO_STATE = Phrase(
    "steps.no_state",
    ja="サーバ「{of}」を「{word}」という状態にはできません。",
    en="the server {of!r} cannot be set to {word!r}.",
)
UNKNOWN_SECTION = Phrase(
    "watch.unknown_section",
    ja="「{word}」が所管するシステムは計画にありません。",
    en="the plan has no system of the section {word!r}.",
)
UNKNOWN_SELECTOR = Phrase(
    "watch.unknown_selector",
    ja="「{word}」という選び方はありません。",
    en="there is no selector {word!r}.",
)
CALLS_NOBODY = Phrase(
    "steps.calls_nobody",
    ja="「{word}」に当たる連絡先が計画にありません。",
    en="the plan has nobody to call for {word!r}.",
)
GIVE_A_CONTACT = Phrase(
    "steps.give_a_contact",
    ja="people/contacts.yaml に連絡先を加えるか、役割の担当者（holder）、事業者のcontact、"
    "連絡先のgroupsを書いてください。",
    en="Add a contact to people/contacts.yaml, or write the role's holder, the vendor's contact or "
    "the contacts' groups.",
)
NOTHING_TO_ASK = Phrase(
    "guards.nothing_to_ask",
    ja="システム「{word}」には確かめる問い（probe）がないため、前提条件にできません。",
    en="the system {word!r} has no probe, so nobody can see whether it works.",
)
ADD_A_PROBE = Phrase(
    "guards.add_a_probe",
    ja="計画でそのシステムに probe を加えるか、ここに「probe: …」を書いてください。",
    en='Give it a probe in the plan, or write "probe: …" here.',
)
SELECTORS = Phrase(
    "watch.selectors",
    ja="使えるのは{words:list}です。引用符も付けてください。",
    en="There are {words:list}; write the quotes, too.",
)
MEANT_SELECTOR = Phrase(
    "watch.meant_selector",
    ja='「"{word}"」のことですか。引用符も付けてください。',
    en='Did you mean "{word}"? Write the quotes, too.',
)


@dataclass(frozen=True)
class Written:
    """A scenario as it was read, with the words in it and where its steps stand."""

    scenario: Scenario
    mentions: tuple[Mention, ...]
    steps: Mapping[str, Place]


_STEP_WORDS = (
    (After, "step"),
    (Circumstances, "unless"),
    (Pretend, "until"),
    (Approval, "step"),
    (Forbid, "before"),
    (Forbid, "steps"),
    (Goal, "step"),
    (Sending, "link"),
    (Ramp, "checkin"),
    (Criterion, "step"),
)
_PLAN_WORDS: Mapping[tuple[type, str], type] = {
    (Approval, "by"): Role,
    (Circumstances, "by"): Role,
    (Circumstances, "zone"): Zone,
    (Scenario, "home_zone"): Zone,
    (Pretend, "system"): System,
    (Pretend, "server"): Server,
    (Clear, "system"): System,
    (Clear, "server"): Server,
    (Wait, "system"): System,
    (StopCondition, "system"): System,
    (Stopping, "zone"): Zone,
    (Requirement, "system"): System,
    (Requiring, "zone"): Zone,
    (Goal, "system"): System,
    (CommandRef, "server"): Server,
    (BusinessTurn, "business"): Business,
    (Ramp, "gateway"): Telework,
    (ProbeCall, "server"): Server,
    (ProbeCall, "snmp_account"): SnmpAccount,
    (ProbeCall, "system"): System,
    (ProbeCall, "backup"): Backup,
    **{(owner, word): kind for owner in (ProbeCall, Listed) for word, kind in LISTS.items()},
}


def step_places(mentions: Iterable[Mention]) -> tuple[Mapping[str, Place], tuple[Refusal, ...]]:
    """Where each step stands, and the ids that are no ids or are used twice."""
    places: dict[str, Place] = {}
    out: list[Refusal] = []
    for each in mentions:
        if (each.owner, each.field) == (Scenario, "scenario"):
            out += id_trouble(each)
        if (each.owner, each.field) != (Circumstances, "id"):
            continue
        out += id_trouble(each)
        first = places.get(each.word)
        if first is not None:
            what = ID_TWICE(word=each.word, file=first.file, line=first.line)
            out.append(Refusal(each.place, what, OTHER_ID()))
        elif each.word in MOMENTS:
            out.append(Refusal(each.place, MOMENT_AS_ID(word=each.word), OTHER_ID()))
        places.setdefault(each.word, each.place)
    return places, tuple(out)


def mistakes_inside(written: Written) -> Iterator[Refusal]:
    """Mistakes that can be seen without a plan."""
    marks = {each.marks for each in written.scenario.steps if each.marks}
    known = (*MOMENTS, *sorted(marks - set(MOMENTS)), *written.steps)
    for each in written.mentions:
        spot = (each.owner, each.field)
        if spot in _STEP_WORDS and each.word not in written.steps:
            then = remedy(each.word, written.steps)
            yield Refusal(each.place, NO_STEP(word=each.word), then)
        if spot in ((Due, "from"), (Goal, "from")) and each.word not in known:
            yield Refusal(each.place, NO_MOMENT(word=each.word), remedy(each.word, known))
        if spot == (Watched, "system") and not is_known(each.word):
            narrow = narrowed(each.word)
            shown = tuple(f'"{one}"' for one in WORDS)
            then = MEANT_SELECTOR(word=narrow) if is_known(narrow) else SELECTORS(words=shown)
            if is_selector(narrow):
                yield Refusal(each.place, UNKNOWN_SELECTOR(word=each.word), then)
    yield from _circles(written)
    yield from _approvals(written)
    yield from sending_mistakes(written.scenario, written.mentions)


def mistakes_against(written: Written, plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Words of the scenario that the plan does not know, and actions it does not allow."""
    # A word such as `link` is one mention, and the system that it stands for is another.
    refused: set[Place] = set()
    for each in written.mentions:
        kind = _PLAN_WORDS.get((each.owner, each.field))
        kinds = WATCHABLE if kind is System else (kind,) if kind else ()
        if kinds and each.word not in ids.of(*kinds) and each.place not in refused:
            refused.add(each.place)
            yield unknown_id(each.place, each.word, ids.of(*kinds), kind or System)
        if (each.owner, each.field) == (Watched, "system") and each.place not in refused:
            yield from _watched(each, plan, ids)
        if (each.owner, each.field) in _WHOM:
            yield from _called(each, plan, ids)
        if (each.owner, each.field) == (Requirement, "system"):
            yield from _required(each, plan)
        rung = _rung(each, plan)
        if rung is not None:
            yield rung
    yield from roles_as_persons(written.mentions, plan)
    yield from command_troubles(written.mentions, plan, _ACTS)
    yield from path_troubles(written.mentions, plan)
    yield from device_troubles(written.mentions, plan)


def _watched(each: Mention, plan: Plan, ids: Ids) -> Iterator[Refusal]:
    head, _, rest = each.word.partition(":")
    if not is_selector(narrowed(each.word)):
        if each.word not in ids.of(*WATCHABLE):
            yield unknown_id(each.place, each.word, ids.of(*WATCHABLE), System)
    elif head == "@zone" and rest not in ids.of(Zone):
        yield unknown_id(each.place, rest, ids.of(Zone), Zone)
    elif head == "@section" and not selected(plan, each.word):
        sections = sorted({one.owner_section for one in plan.systems if one.owner_section})
        yield Refusal(each.place, UNKNOWN_SECTION(word=rest), remedy(rest, sections))


def _called(each: Mention, plan: Plan, ids: Ids) -> Iterator[Refusal]:
    known = ids.of(Contact, Role, Vendor)
    if is_selector(narrowed(each.word)):
        if not is_word_for_many(each.word):
            narrow = narrowed(each.word)
            shown = tuple(f'"{one}"' for one in CALLEES)
            then = MEANT_SELECTOR(word=narrow) if is_word_for_many(narrow) else None
            yield Refusal(
                each.place, UNKNOWN_SELECTOR(word=each.word), then or SELECTORS(words=shown)
            )
            return
    elif each.word not in known:
        yield unknown_id(each.place, each.word, known, Contact)
        return
    if not callees(plan, (each.word,)) and not missing_of((each.word,)):
        yield Refusal(each.place, CALLS_NOBODY(word=each.word), GIVE_A_CONTACT())


def _required(each: Mention, plan: Plan) -> Iterator[Refusal]:
    system = plan.system(each.word)
    if system is not None and not (system.probe or any(one.probe for one in system.levels)):
        yield Refusal(each.place, NOTHING_TO_ASK(word=each.word), ADD_A_PROBE())


def _rung(each: Mention, plan: Plan) -> Refusal | None:
    """A level, or a pretended state, that the system it is said of does not have."""
    fixed: tuple[str, ...]
    if (each.owner, each.field) in ((Wait, "level"), (Goal, "level")):
        fixed = ()
    elif (each.owner, each.field) in ((Pretend, "system state"), (Pretend, "server state")):
        fixed = ("down", "up")
    else:
        return None
    of = each.of or ""
    system = plan.system(of)
    if system is None and (plan.server(of) is None or each.field != "server state"):
        return None
    levels = tuple(level.id for level in system.levels) if system else ()
    if each.word in (*fixed, *levels):
        return None
    said = NO_RUNG if system else NO_STATE
    what: Message = said(of=of, word=each.word)
    return Refusal(each.place, what, remedy(each.word, (*fixed, *levels)))


def waits_for(steps: tuple[Step, ...]) -> Mapping[str, tuple[str, ...]]:
    """What each step waits for, with the step above it where it has neither `at` nor `after`."""
    out: dict[str, tuple[str, ...]] = {}
    above: str | None = None
    for each in steps:
        named = tuple(one.step for one in each.after)
        implied = above is not None and each.at is None and not named
        out[each.id] = (above,) if implied and above else named
        above = each.id
    return out


def _circles(written: Written) -> Iterator[Refusal]:
    for circle in cycles(waits_for(written.scenario.steps)):
        path = " → ".join((*circle, circle[0]))
        yield Refusal(written.steps[circle[0]], CIRCLE(path=path), CIRCLE_REMEDY())


def _approvals(written: Written) -> Iterator[Refusal]:
    scenario = written.scenario
    runs = {each.id for each in scenario.steps if each.acts}
    approved = {each.step for each in scenario.safety.approvals if each.by or each.persons}
    if "operational" in scenario.modes:
        for step in sorted(runs - approved):
            what = NOT_APPROVED(step=step)
            yield Refusal(written.steps[step], what, ADD_APPROVAL(step=step))
    others = {each.id for each in scenario.steps} - runs
    for each in written.mentions:
        if (each.owner, each.field) == (Approval, "step") and each.word in others:
            yield Refusal(each.place, APPROVES_NOTHING(step=each.word), REMOVE_APPROVAL())
