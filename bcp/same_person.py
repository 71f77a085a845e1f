"""Whether two names, typed by hand, are the same person's."""

from __future__ import annotations

import unicodedata


def same_person(one: str, other: str) -> bool:
    """Compare two names; width, spaces and case are no difference.

    「訓練　花子」 and 「訓練花子」 are one person. A name says who somebody claims to be;
    nothing here proves it.
    """
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
