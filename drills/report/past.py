"""What earlier drills and the plan's action items say beside a report, where they were asked.

A report is made from its own journal alone. This part is not: it names every run that it rests on
by its id and by the hash of its last record, so that anybody can look at the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Text
from drills.core.events import Source
from drills.core.measure import Verdict
from drills.core.overall import Overall
from drills.report.measured_lines import When
from scenarios.model import Mode

Turn = Literal["shorter", "longer", "no_difference"]
"""How a figure stands to an earlier one; no difference where the two intervals overlap."""


@dataclass(frozen=True)
class PastRun:
    """An earlier drill of the same scenario. `why` says why its figures count for nothing here."""

    run_id: str
    head: str
    began: When
    mode: Mode
    overall: Overall
    grade: str | None
    why: Message | None


@dataclass(frozen=True)
class Earlier:
    """One figure of an earlier drill."""

    run_id: str
    began: When
    verdict: Verdict
    limit_us: int | None
    low_us: int | None
    actual_us: int | None
    high_us: int | None
    source: Source


@dataclass(frozen=True)
class PastFigure:
    """One target of this drill, and what it came to before.

    `before` is the newest earlier figure under the same conditions, and `change_us` how much this
    drill's differs from it, from `change_low_us` to `change_high_us`; all None where there is
    none, and then `why` says so. `last` are the newest three such figures, newest first.
    """

    kind: Literal["system", "step", "business"]
    id: str
    level: str | None
    measure: Literal["rto", "rpo", "time"]
    name: Text
    before: Earlier | None
    change_low_us: int | None
    change_us: int | None
    change_high_us: int | None
    turn: Turn | None
    why: Message | None
    last: tuple[Earlier, ...]


@dataclass(frozen=True)
class PastItem:
    """An action item of the plan that is still open, or that this drill was the cause of.

    `due` is an ISO date, `budget` what the plan says of money, in its own words. `of_this_run`
    says that it came from this drill. `drills` and `years` are how many drills, this one among
    them, and turns of the fiscal year an open one has outlived.
    """

    id: str
    what: Text
    owner: Text
    due: str | None
    budget: Text | None
    status: str
    of_this_run: bool
    drills: int = 0
    years: int = 0


@dataclass(frozen=True)
class PastSight:
    """What this drill found otherwise than the newest earlier one that asked the same things.

    `lost` was well then and is not, `back` the reverse: ids of the plan. What could not be asked,
    then or now, is in neither.
    """

    run_id: str
    head: str
    began: When
    lost: tuple[str, ...]
    back: tuple[str, ...]


@dataclass(frozen=True)
class Past:
    """All of it: the newest three earlier drills, the figures before, and the action items.

    `since` is what was found otherwise than before, None where no earlier drill asked the same;
    `asked` is whether this one found out anything that could be set beside another.
    """

    runs: tuple[PastRun, ...]
    figures: tuple[PastFigure, ...]
    items: tuple[PastItem, ...]
    since: PastSight | None = None
    asked: bool = False
