"""Whether two names, typed by hand, are the same person's."""

from __future__ import annotations

import unicodedata


def same_person(one: str, other: str) -> bool:
    """Compare two names; width, spaces, case and letters that nobody sees are no difference.

    「訓練　花子」 and 「訓練花子」 are one person. A name says who somebody claims to be;
    nothing here proves it.
    """
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    # Cc, Cf: tabs, zero-width spaces and marks of direction, as they come with a copied name.
    seen = (each for each in folded if unicodedata.category(each) not in ("Cc", "Cf"))
    return "".join("".join(seen).split())
