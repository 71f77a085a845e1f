"""What a rule may look at, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bcp.load import LoadedPlan
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.refused import Place, Refusal

MOST_NAMES = 6

NAMES = Phrase("sense.names", ja="{names:list}", en="{names:list}")
AND_MORE = Phrase(
    "sense.and_more", ja="{names:list} ほか{more}件", en="{names:list} and {more} more"
)


@dataclass(frozen=True)
class Ground:
    """A plan, the day, and the scenarios that lie with the plan.

    `scenarios` has what each of them watches or has a target for, by the scenario's id; `planned`
    has the same of each planned drill, with its own `set`, by the drill's id.
    """

    loaded: LoadedPlan
    today: date
    scenarios: Mapping[str, frozenset[str]] = field(default_factory=dict)
    planned: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.loaded.plan

    @property
    def drilled(self) -> frozenset[str]:
        """What any scenario watches or has a target for, as it is written or as it is planned."""
        return frozenset().union(*self.scenarios.values(), *self.planned.values())

    def place(self, id: str, *kinds: type) -> Place:
        """Where the thing of that id is written."""
        return self.loaded.ids.place(id, *kinds) or Place(self.plan.folder, 1, 1)

    def day(self, word: str | None) -> date | None:
        """An ISO date of the plan, or None; that it is one was checked when it was loaded."""
        return None if word is None else date.fromisoformat(word)


class Passed(Refusal):
    """A point whose day has passed: told before those that are still to come."""


class Rule(Protocol):
    """What a file in this folder must have: a function ``found``."""

    def __call__(self, ground: Ground) -> Iterator[Refusal]:
        """Each point that makes no sense: where, what, and what to do."""


def named(ids: Sequence[str]) -> Message:
    """Several ids in a few words."""
    if len(ids) <= MOST_NAMES:
        return NAMES(names=tuple(ids))
    return AND_MORE(names=tuple(ids[:MOST_NAMES]), more=len(ids) - MOST_NAMES)
