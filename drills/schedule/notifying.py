"""What the service tells the notices of: the programme's standing as their values, each minute."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bcp.durations import DAY, HOUR
from bcp.instants import micros
from bcp.model import Plan
from bcp.programme.dues import Due, dues
from bcp.programme.local_time import zone_of
from drills.core.overall import Overall
from drills.history.index import rows
from drills.history.reading import row_of
from drills.items.standing import standings
from drills.notices.facts import Facts, reach
from drills.notices.happenings import DrillResult, Happened, Happening
from drills.notices.post import Claim, NoticePost, NoticeRecord
from drills.notices.results import result_of
from drills.readiness.due import DueLine
from drills.readiness.reading import past_of
from drills.readiness.what_is_due import what_is_due
from drills.schedule.standing import DueStanding, DueState, Standing

_TOLD: Mapping[DueState, Happened] = {
    "running": "started",
    "ended": "ended",
    "held": "ended",
    "omitted": "omitted",
    "missed": "missed",
    "asked": "asked",
}
# Of what is older, nobody is told as if it were new.
_RECENT = 48 * HOUR
# What is due changes with the days, the plan and the drills held; it is worked out anew so often.
_LOOK = timedelta(minutes=10)


class Notifying:
    """The notices of a running service. Call `tick` about once a minute, on the service's loop."""

    def __init__(
        self,
        runs: Path,
        record: NoticeRecord,
        clock: Callable[[], int],
        troubled: Callable[[BaseException], None],
        claim: Claim | None = None,
    ) -> None:
        self._runs = runs
        self._post = NoticePost(record, clock, troubled, claim)
        self._results: dict[str, DrillResult] = {}
        self._plan: Plan | None = None
        self._looked: datetime | None = None
        self._ahead: Sequence[Due] = ()
        self._lines: Sequence[DueLine] = ()

    def tick(self, plan: Plan, standing: Standing, now: datetime) -> None:
        """Begin to send what is due now. What it raises, its loop tells; no drill waits for it."""
        if not plan.notices:
            return
        self._look(plan, standing, now)
        happened = tuple(happenings(standing, micros(now), self._result))
        facts = Facts(plan, zone_of(plan), self._ahead, happened, self._lines)
        self._post.tick(facts, standing.notices, now)

    async def drain(self, seconds: float) -> None:
        """Let what is on its way come to its end, for so long at most."""
        await self._post.drain(seconds)

    def _look(self, plan: Plan, standing: Standing, now: datetime) -> None:
        fresh = self._looked is not None and timedelta() <= now - self._looked < _LOOK
        if fresh and plan is self._plan:
            return
        self._ahead = dues(plan, now, now + reach(plan), standing.held())
        self._lines = due_lines(plan, self._runs, now)
        self._plan, self._looked = plan, now

    def _result(self, each: DueStanding) -> DrillResult:
        """Read once: a record that has ended stays as it is."""
        run = each.run or ""
        if run not in self._results:
            place = self._runs / run
            is_there = bool(run) and place.is_dir()
            none = DrillResult(run, overall=each.overall, good=each.overall == Overall.PASSED)
            self._results[run] = _read(self._runs, place) if is_there else none
        return self._results[run]


def _read(runs: Path, place: Path) -> DrillResult:
    return result_of(row_of(place), place, rows(runs))


def happenings(
    standing: Standing, now: int, result_of_run: Callable[[DueStanding], DrillResult]
) -> Iterator[Happening]:
    """What happened lately, as notices tell of it.

    Of what was passed over long after its time, as while the machine was off, the newest of each
    drill is told; the record has the others.
    """
    passed_over = [each for each in standing.dues.values() if _was_passed_over(each)]
    newest = {each.drill: each for each in sorted(passed_over, key=lambda due: due.due)}
    for each in standing.dues.values():
        is_older = _was_passed_over(each) and newest[each.drill] is not each
        if 0 <= now - each.at < _RECENT and not is_older:
            yield from _happenings_of(each, result_of_run)
    refused = standing.refused
    if refused is not None and now - refused.at < _RECENT:
        yield Happening("refused", refused.at, refused.hash)


def _was_passed_over(each: DueStanding) -> bool:
    return each.state in ("omitted", "missed") and each.at - each.due > DAY


def _happenings_of(
    each: DueStanding, result_of_run: Callable[[DueStanding], DrillResult]
) -> Iterator[Happening]:
    why = each.why[0] if each.why else None
    # That people held a drill is told with its result; by then its beginning is no news.
    if each.state == "held" and not each.run:
        return
    if each.began is not None and each.state != "held":
        yield Happening("started", each.began, each.key, each.drill, due=each.due)
    kind = _TOLD.get(each.state)
    if kind == "ended":
        yield Happening(
            *(kind, each.at, each.key, each.drill, why),
            result=result_of_run(each),
            run_id=each.run or "",
            due=each.due,
        )
    elif kind is not None and kind != "started":
        yield Happening(kind, each.at, each.key, each.drill, why, due=each.due)


def due_lines(plan: Plan, runs: Path, now: datetime) -> tuple[DueLine, ...]:
    """What is due of the plan, its items and its drills, on the day that it is there."""
    own, today = plan.organisation, now.astimezone(zone_of(plan)).date()
    drills = [each for each in rows(runs) if each.organisation in (own.name, "")]
    items = standings(plan.action_items, drills, today, own.fiscal_year_start)
    return what_is_due(plan, items, today, past_of(runs, plan).certificates())
