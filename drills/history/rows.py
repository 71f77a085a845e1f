"""What is kept of a drill among its past ones: values only, light to load.

Numbers named ``*_us`` are microseconds. Nothing here is the truth; a journal is, and each row names
the hash that its journal ended with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bcp.message import Text

if TYPE_CHECKING:  # the core takes long to load, and only its words are used here
    from drills.core.events import Finish, Source
    from drills.core.measure import Verdict
    from scenarios.model import Mode

Seen = Literal["survey", "probe", "certificate", "gate"]
"""By what something was seen: a survey entered into the record, a step's question, the certificate
behind an answer, one gate of a way of telework."""

Standing = Literal[
    "counted",
    "tabletop",
    "aborted",
    "stopped",
    "real_event",
    "open",
    "damaged",
    "empty",
    "part",
    "copy",
]
"""Whether a drill's figures count: only those of ``counted`` do. A ``part`` was merged into another
run, a ``copy`` is another record of a run that counts already."""

Kind = Literal["system", "step", "business"]
Measured = Literal["rto", "rpo", "time"]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One promise of one drill against what happened; the words are those of the report.

    `kind`, `id` and `level` say what it is about, `measure` which of its promises. `importance` is
    the plan's word of the system, empty for what is none. `asked` stands for the questions that
    decided: two rows may be compared where it, `limit_us` and `start` are the same. `assumed_us`
    is the part that only jumps of the event clock added. `safe`: it was looked at, and there was
    nothing to measure, as it was never lost. `prepared`: an answer out of a file made beforehand
    began or ended it, so it tells nothing of the time that people take.
    """

    kind: Kind
    id: str
    level: str | None
    measure: Measured
    name: Text
    importance: str
    limit_us: int | None
    start: str
    asked: str
    verdict: Verdict
    source: Source
    low_us: int | None
    actual_us: int | None
    high_us: int | None
    assumed_us: int
    safe: bool = False
    prepared: bool = False

    @property
    def key(self) -> tuple[str, str, str | None, str]:
        """What the row is about, the same in every drill."""
        return self.kind, self.id, self.level, self.measure

    @property
    def is_real(self) -> bool:
        """Whether a figure was found, and it comes from what happened."""
        return self.actual_us is not None and self.happened

    @property
    def happened(self) -> bool:
        """Whether nothing of it was pretended, assumed or prepared, figure or none."""
        real = self.source in ("measured", "observed", "attested")
        return real and not self.assumed_us and not self.prepared


@dataclass(frozen=True, slots=True)
class SeenRow:
    """What a run really saw of something of the plan, beside its promises: nothing pretended.

    `of` is its id and `at_us` the instant, as Unix time. `part` is the gate, the step or the id of
    a question. `works` is None where it could not be told. `until` is the day (ISO) on which the
    certificate ends, empty for all else. `by_people`: a person's word is a part of it.
    """

    of: str
    seen: Seen
    part: str
    works: bool | None
    at_us: int
    until: str = ""
    by_people: bool = False


@dataclass(frozen=True)
class DrillRow:
    """One record in the folder of runs.

    `place` is the name of the run's folder, or of a bundle's file, in the folder of runs.
    `same` stands for everything of the scenario that makes drills comparable. `parts` are the runs
    that were merged into it. `why` says what is wrong with a damaged one, of which nothing else is
    known. `fiscal_year` is that of the plan it was held under. `grade` is None where none is given.
    `from_file` says that answers of people stood in a file, `assumed` that a step ended by what was
    assumed or pretended.
    """

    place: str
    standing: Standing
    run_id: str = ""
    records: int = 0
    head: str = ""
    scenario: str = ""
    title: Text = Text()
    same: str = ""
    organisation: str = ""
    mode: Mode | Literal[""] = ""
    hazard: str = ""
    zones: tuple[str, ...] = ()
    began_us: int = 0
    offset_s: int = 0
    fiscal_year: int = 0
    finish: Finish | None = None
    overall: str | None = None
    grade: str | None = None
    parts: tuple[str, ...] = ()
    why: Text | None = None
    targets: tuple[TargetRow, ...] = ()
    seen: tuple[SeenRow, ...] = ()
    from_file: bool = False
    assumed: bool = False

    @property
    def counts(self) -> bool:
        """Whether its figures count."""
        return self.standing == "counted"

    @property
    def was_held(self) -> bool:
        """Whether a drill was held to its end, at a table or with real systems."""
        return self.standing in ("counted", "tabletop")

    def standing_as(self, standing: Standing) -> DrillRow:
        """The same drill, seen beside the others."""
        return replace(self, standing=standing)
