"""Which of the people who are there can fill which role: each person one role, holders first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bcp.model import Plan
from bcp.people import Contact, Role
from bcp.same_person import same_person


@dataclass(frozen=True)
class Filled:
    """A role that is filled by a contact; `deputy` where somebody stands in."""

    role: str
    person: str
    deputy: bool


def is_meant(contact: Contact, word: str | None) -> bool:
    """Whether a role's word for a person, an id or a name, means this contact."""
    return bool(word) and (
        word == contact.id or bool(contact.name and same_person(contact.name, word or ""))
    )


def holders(plan: Plan, role: Role) -> tuple[str, ...]:
    """The contacts who hold a role; in a section of survey or repair there are several."""
    found = (
        each.id for each in plan.contacts if is_meant(each, role.holder) or each.role == role.id
    )
    return tuple(found)


def deputies(plan: Plan, role: Role) -> tuple[str, ...]:
    """The contacts who stand in, in the order of the plan, without those who hold it."""
    own = holders(plan, role)
    found = (each.id for word in role.deputies for each in plan.contacts if is_meant(each, word))
    return tuple(each for each in dict.fromkeys(found) if each not in own)


def filled(plan: Plan, needs: Mapping[str, int], there: Collection[str]) -> tuple[Filled, ...]:
    """As many of the wanted roles as the contacts that are `there` can fill at once.

    Nobody counts twice. A deputy counts where a holder is not enough; the choice fills as many
    places as can be filled.
    """
    roles = {each.id: each for each in plan.roles}
    held = {name: holders(plan, roles[name]) for name in needs if name in roles}
    stands_in = {name: deputies(plan, roles[name]) for name in held}
    taken: dict[str, tuple[str, int]] = {}
    places = [(name, n) for name in held for n in range(needs[name])]
    for place in places:
        _placed(place, _present(held, there), taken, set())
    both = {name: (*held[name], *stands_in[name]) for name in held}
    for place in places:
        if place not in taken.values():
            _placed(place, _present(both, there), taken, set())
    role_of = {person: name for person, (name, _) in taken.items()}
    return tuple(
        Filled(name, person, person not in held[name])
        for name, people in both.items()
        for person in people
        if role_of.get(person) == name
    )


def _present(
    people: Mapping[str, tuple[str, ...]], there: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(each for each in ids if each in there) for name, ids in people.items()}


def _placed(
    place: tuple[str, int],
    able: Mapping[str, tuple[str, ...]],
    taken: dict[str, tuple[str, int]],
    asked: set[str],
) -> bool:
    """Fill one place, moving others to another of their roles where that makes room."""
    for person in able[place[0]]:
        if person in asked:
            continue
        asked.add(person)
        if person not in taken or _placed(taken[person], able, taken, asked):
            taken[person] = place
            return True
    return False


def lacking(
    plan: Plan, needs: Mapping[str, int], there: Collection[str]
) -> Iterator[tuple[str, int]]:
    """Each role that is short of people, and by how many."""
    found = [each.role for each in filled(plan, needs, there)]
    for role, wanted in needs.items():
        if found.count(role) < wanted:
            yield role, wanted - found.count(role)
