"""Who of the staff is expected to check in: words for many, read from the list of staff."""

from __future__ import annotations

from collections.abc import Iterable

from bcp.staff import Member

WORDS = ("@staff", "@department:NAME", "@group:NAME")


def is_word_for_staff(word: str) -> bool:
    """Whether `word` is one of `WORDS`, with a name where it wants one."""
    head, colon, rest = word.partition(":")
    return word == "@staff" or (head in ("@department", "@group") and bool(colon and rest))


def expected(staff: Iterable[Member], words: tuple[str, ...]) -> tuple[Member, ...]:
    """Those members of staff whom any of the words stands for, in the order of the list."""
    return tuple(each for each in staff if any(_is_meant(each, word) for word in words))


def _is_meant(member: Member, word: str) -> bool:
    head, _, rest = word.partition(":")
    fits = {
        "@staff": True,
        "@department": member.department == rest,
        "@group": rest in member.groups,
    }
    return fits.get(head, False)
