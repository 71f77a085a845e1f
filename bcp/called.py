"""Which contacts a word of a plan stands for: an id, or a word for many such as ``@staff``."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.model import Plan
from bcp.people import Contact

ALL_CONTACTS, ALL_STAFF, ALL_VENDORS, GROUP = "@contacts", "@staff", "@vendors", "@group"
MANY = (ALL_CONTACTS, ALL_STAFF, ALL_VENDORS)


def is_group(word: str) -> bool:
    """Whether it is ``@group:NAME``."""
    head, colon, rest = word.partition(":")
    return head == GROUP and bool(colon and rest)


def contacts_called(plan: Plan, words: tuple[str, ...]) -> tuple[Contact, ...]:
    """The contacts that these words stand for, in the order of the words, each once.

    ``@staff`` are all contacts but those of vendors. A role stands for its holder, a vendor for
    its contact; what the plan gives no contact for stands for nobody.
    """
    found = {each.id: each for word in words for each in _called(plan, word)}
    return tuple(found.values())


def _called(plan: Plan, word: str) -> Iterator[Contact]:
    outside = {each.contact for each in plan.vendors if each.contact}
    head, _, rest = word.partition(":")
    meant = frozenset() if word.startswith("@") else _meant(plan, word)
    for each in plan.contacts:
        fits = {
            ALL_CONTACTS: True,
            ALL_STAFF: each.id not in outside,
            ALL_VENDORS: each.id in outside,
            GROUP: rest in each.groups,
        }
        if fits.get(head, each.id in meant):
            yield each


def _meant(plan: Plan, word: str) -> frozenset[str | None]:
    """The ids of the contacts behind an id: its own, a role's holder, or a vendor's."""
    holders = (each.holder for each in plan.roles if each.id == word)
    holding = (each.id for each in plan.contacts if each.role == word)
    desks = (each.contact for each in plan.vendors if each.id == word)
    return frozenset((word, *holders, *holding, *desks))
