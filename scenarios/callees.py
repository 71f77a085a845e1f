"""Whom a step calls: contacts, roles and vendors by their ids, or a word for many (``@staff``)."""

from __future__ import annotations

from bcp.called import GROUP, MANY, contacts_called, is_group
from bcp.model import Plan
from bcp.people import Contact

WORDS = (*MANY, f"{GROUP}:NAME", "@missing:STEP")
MISSING = "@missing"


def is_word_for_many(word: str) -> bool:
    """Whether `word` is one of `WORDS`, with a name where it wants one."""
    head, colon, rest = word.partition(":")
    return word in MANY or is_group(word) or (head == MISSING and bool(colon and rest))


def missing_of(who: tuple[str, ...]) -> tuple[str, ...]:
    """The steps whose missing people these words stand for (``@missing:STEP``)."""
    parts = (word.partition(":") for word in who)
    return tuple(rest for head, _, rest in parts if head == MISSING and rest)


def callees(plan: Plan, who: tuple[str, ...]) -> tuple[Contact, ...]:
    """The contacts that these words stand for; see `bcp.called.contacts_called`.

    Who is missing from a step only the drill knows.
    """
    return contacts_called(plan, tuple(each for each in who if _is_of_the_plan(each)))


def _is_of_the_plan(word: str) -> bool:
    return is_word_for_many(word) or not word.startswith("@")
