"""What a form is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bcp.model import Plan
from drills.core.brief import Brief
from drills.printed.wording import Wording
from scenarios.model import Scenario


@dataclass(frozen=True)
class Matter:
    """A plan in one language, the day of printing as words, and the drill that is to be held.

    `brief` is None where a form of the plan alone is printed. `scenarios` are those that lie with
    the plan, by their ids. `unfinished` is how many places of the plan are still to be filled in.
    """

    wording: Wording
    today: str
    brief: Brief | None = None
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    unfinished: int = 0

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.wording.plan

    def drill(self) -> Brief:
        """The drill. Raises `ValueError` where there is none, which only a mistake of ours does."""
        if self.brief is None:
            raise ValueError("a form of a drill is printed without one")
        return self.brief
