"""Whether the people who approve a step are really several."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import Plan
from bcp.reader import Mention
from bcp.refused import Place, Refusal
from bcp.same_person import same_person
from scenarios.model import Approval, Scenario

ROLE_AS_PERSON = Phrase(
    "steps.role_as_person",
    ja="「{word}」は人の名前ではなく、計画の役割です。",
    en="{word!r} is a role of the plan, not a person's name.",
)
PUT_UNDER_BY = Phrase(
    "steps.put_under_by",
    ja="役割は by に、本人の承認が要る人は名前を persons に書いてください。",
    en="Write roles under by, and under persons the names of those who must approve in person.",
)
ONE_PERSON = Phrase(
    "warn.one_approver",
    ja="手順「{step}」を承認する {seats:list} は同じ人（{name}）です。"
    "承認は記録されますが、兼務として示されます。",
    en="{seats:list}, who approve the step {step!r}, are one person ({name}). Both approvals will "
    "be recorded, and shown as given by one person.",
)
ANOTHER_PERSON = Phrase(
    "warn.another_approver",
    ja="一人で承認してよい操作でなければ、どちらかを別の人にしてください。",
    en="Unless one person may approve this alone, give one of the roles to somebody else.",
)


def roles_as_persons(mentions: tuple[Mention, ...], plan: Plan) -> Iterator[Refusal]:
    """Role ids where names of persons are wanted: nobody is called so, so nobody could approve."""
    roles = {each.id for each in plan.roles}
    for each in mentions:
        if (each.owner, each.field) == (Approval, "persons") and each.word in roles:
            yield Refusal(each.place, ROLE_AS_PERSON(word=each.word), PUT_UNDER_BY())


def one_person_twice(
    scenario: Scenario, mentions: tuple[Mention, ...], plan: Plan
) -> Iterator[Refusal]:
    """Approvals of one step that the same person would give (兼務)."""
    places = {
        each.word: each.place for each in mentions if (each.owner, each.field) == (Approval, "step")
    }
    for each in scenario.safety.approvals:
        place = places.get(each.step)
        if place is not None:
            yield from _conflicts(each, place, plan)


def _conflicts(approval: Approval, place: Place, plan: Plan) -> Iterator[Refusal]:
    people = {contact.id: contact.name or contact.id for contact in plan.contacts}
    held = {role.id: people.get(role.holder, role.holder) for role in plan.roles if role.holder}
    seats = [(role, held[role]) for role in approval.by if role in held]
    seats += [(person, person) for person in approval.persons]
    told: set[str] = set()
    for _, name in seats:
        same = tuple(other for other, who in seats if same_person(who, name))
        if len(same) > 1 and not told & {*same}:
            told |= {*same}
            what = ONE_PERSON(step=approval.step, seats=same, name=name)
            yield Refusal(place, what, ANOTHER_PERSON())
