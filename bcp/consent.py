"""Whether what a person typed says yes."""

from __future__ import annotations

import unicodedata

_YES = {"y", "yes", "はい"}


def says_yes(typed: str) -> bool:
    """Whether it is yes; capitals and full-width letters count, as an IME types them."""
    return unicodedata.normalize("NFKC", typed).strip().casefold() in _YES
