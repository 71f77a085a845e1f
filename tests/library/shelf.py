"""What there is to take: every plan that comes along, and every scenario that stands in one.

Found by the files alone. Whoever adds a plan or a scenario adds nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.house.source import ROOT

SHELVES = ROOT / "scenarios"
LIBRARY = SHELVES / "library"


@dataclass(frozen=True)
class OnShelf:
    """A scenario, and the plan that it is drilled with."""

    plan: Path
    id: str

    @property
    def scenario(self) -> Path:
        return self.plan / "scenarios" / f"{self.id}.yaml"

    @property
    def answers(self) -> Path:
        return self.plan / "answers" / f"{self.id}.yaml"

    @property
    def name(self) -> str:
        """Its plan's folder and its id: reference plans may drill the same scenario."""
        return f"{self.plan.relative_to(SHELVES).as_posix()}/{self.id}"


def plans() -> tuple[Path, ...]:
    """The folder of every plan that comes along; what `init` has to fill in first is none yet."""
    found = (each for each in SHELVES.rglob("plan.yaml") if "<<" not in each.read_text("utf-8"))
    return tuple(sorted(each.parent for each in found))


def all_scenarios() -> tuple[OnShelf, ...]:
    """Every scenario of every plan."""
    return tuple(
        OnShelf(plan, each.stem)
        for plan in plans()
        for each in sorted((plan / "scenarios").glob("*.yaml"))
    )


def library() -> tuple[OnShelf, ...]:
    """Those of the library, whose reports are kept."""
    return tuple(each for each in all_scenarios() if each.plan.parent == LIBRARY)
