"""Which facts of a question are recorded while its verdict stays, by the word of its own probe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bcp.asking import Catalogue
from drills.core.brief import Check
from drills.core.telling import Teller
from drills.errors import Refusal
from drills.probes import catalogue


def tellers_of(checks: Iterable[Check]) -> dict[str, Teller]:
    """One for each check by its id; most probes have nothing to tell."""
    probes = catalogue()
    return {each.id: Teller(each.id, _news(probes, each.call.word)) for each in checks}


def _news(probes: Catalogue, word: str) -> Mapping[str, float]:
    try:
        kind = probes.get(word)
    except Refusal:
        return {}  # whoever asks it says so, in the place where it matters
    facts = {} if kind is None else kind.facts
    return {name: each.news for name, each in facts.items() if each.news is not None}
