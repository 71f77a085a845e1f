"""Whom a step calls: contacts, roles and vendors by their ids, or a word for many (``@staff``)."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.model import Plan
from bcp.people import Contact

WORDS = ("@contacts", "@staff", "@vendors", "@group:NAME", "@missing:STEP")
MISSING = "@missing"


def is_word_for_many(word: str) -> bool:
    """Whether `word` is one of `WORDS`, with a name where it wants one."""
    head, colon, rest = word.partition(":")
    return word in WORDS[:3] or (head in ("@group", MISSING) and bool(colon and rest))


def missing_of(who: tuple[str, ...]) -> tuple[str, ...]:
    """The steps whose missing people these words stand for (``@missing:STEP``)."""
    parts = (word.partition(":") for word in who)
    return tuple(rest for head, _, rest in parts if head == MISSING and rest)


def callees(plan: Plan, who: tuple[str, ...]) -> tuple[Contact, ...]:
    """The contacts that these words stand for, in the order of the words, each once.

    ``@staff`` are all contacts but those of vendors. A role stands for its holder, a vendor for
    its contact; what the plan gives no contact for stands for nobody. Who is missing from a step
    only the drill knows.
    """
    found = {each.id: each for word in who for each in _named(plan, word)}
    return tuple(found.values())


def _named(plan: Plan, word: str) -> Iterator[Contact]:
    outside = {each.contact for each in plan.vendors if each.contact}
    head, _, rest = word.partition(":")
    meant = frozenset() if is_word_for_many(word) else _meant(plan, word)
    for each in plan.contacts:
        fits = {
            "@contacts": True,
            "@staff": each.id not in outside,
            "@vendors": each.id in outside,
            "@group": rest in each.groups,
        }
        if fits.get(head, each.id in meant):
            yield each


def _meant(plan: Plan, word: str) -> frozenset[str | None]:
    """The ids of the contacts behind an id: its own, a role's holder, or a vendor's."""
    holders = (each.holder for each in plan.roles if each.id == word)
    holding = (each.id for each in plan.contacts if each.role == word)
    desks = (each.contact for each in plan.vendors if each.id == word)
    return frozenset((word, *holders, *holding, *desks))
