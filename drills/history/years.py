"""All drills at a glance: by fiscal year, what counts and what does not, what was covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bcp.message import Text
from drills.history.coverage import CoverageLine, Matters, coverage, of_drills
from drills.history.rows import DrillRow, Standing, TargetRow


@dataclass(frozen=True)
class DrillLine:
    """One record. `met`, `missed` and `within_error` count its figures, none of them pretended."""

    place: str
    run_id: str
    head: str
    began_us: int
    offset_s: int
    fiscal_year: int
    scenario: str
    title: Text
    organisation: str
    mode: str
    hazard: str
    zones: tuple[str, ...]
    standing: Standing
    overall: str | None
    grade: str | None
    met: int
    missed: int
    within_error: int
    why: Text | None


@dataclass(frozen=True)
class YearLine:
    """The drills of one fiscal year: `held` to their end, `tabletop` of those, `cut_short`."""

    fiscal_year: int
    held: int
    tabletop: int
    cut_short: int
    met: int
    missed: int
    within_error: int


@dataclass(frozen=True)
class History:
    """The drills that were asked for, newest first, and what they come to by year.

    `year` is the fiscal year that `coverage` is about; `by_plan` says that the systems are those
    of the plan, and not only those that some drill knew.
    """

    drills: tuple[DrillLine, ...]
    years: tuple[YearLine, ...]
    year: int
    coverage: tuple[CoverageLine, ...]
    by_plan: bool
    counted: int
    tabletop: int
    left_out: int


Wanted = Callable[[DrillRow], bool]


def history(
    rows: Sequence[DrillRow], wanted: Wanted, systems: Sequence[Matters] | None, year: int
) -> History:
    """Everything of the drills that are wanted; coverage rests on all of them.

    `systems` None: there is no plan to name those that matter.
    """
    own = [each for each in rows if wanted(each)]
    lines = tuple(map(_line, own))
    known = [each for each in lines if each.run_id]
    kinds = Counter(each.standing for each in lines)
    matters = of_drills(rows) if systems is None else systems
    return History(
        drills=lines,
        years=tuple(
            _year(number, [each for each in known if each.fiscal_year == number])
            for number in sorted({each.fiscal_year for each in known}, reverse=True)
        ),
        year=year,
        coverage=coverage(matters, rows, year),
        by_plan=systems is not None,
        counted=kinds["counted"],
        tabletop=kinds["tabletop"],
        left_out=len(lines) - kinds["counted"] - kinds["tabletop"],
    )


def _line(row: DrillRow) -> DrillLine:
    verdicts = Counter(each.verdict for each in row.targets if _is_judged(row, each))
    return DrillLine(
        place=row.place,
        run_id=row.run_id,
        head=row.head,
        began_us=row.began_us,
        offset_s=row.offset_s,
        fiscal_year=row.fiscal_year,
        scenario=row.scenario,
        title=row.title,
        organisation=row.organisation,
        mode=row.mode,
        hazard=row.hazard,
        zones=row.zones,
        standing=row.standing,
        overall=row.overall,
        grade=row.grade,
        met=verdicts["met"],
        missed=verdicts["missed"],
        within_error=verdicts["within_error"],
        why=row.why,
    )


def _is_judged(row: DrillRow, target: TargetRow) -> bool:
    real = target.source in ("measured", "observed", "attested")
    return row.counts and real and not target.prepared


def _year(number: int, lines: Iterable[DrillLine]) -> YearLine:
    own = list(lines)
    kinds = Counter(each.standing for each in own)
    return YearLine(
        fiscal_year=number,
        held=kinds["counted"] + kinds["tabletop"],
        tabletop=kinds["tabletop"],
        cut_short=sum(kinds[each] for each in ("aborted", "stopped", "real_event")),
        met=sum(each.met for each in own),
        missed=sum(each.missed for each in own),
        within_error=sum(each.within_error for each in own),
    )
