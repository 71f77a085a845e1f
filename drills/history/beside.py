"""What past drills and the plan's action items say beside one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bcp.action_items import ActionItem, ItemBudget
from bcp.message import Message, Phrase, Text
from bcp.model import Plan
from bcp.wareki import LocalTime, fiscal_year_named
from drills.core.overall import Overall
from drills.history.rows import DrillRow, TargetRow
from drills.history.since_last import since_last
from drills.history.trend import changed, reason_of, turn
from drills.history.words import CHANGE, REASON
from drills.report.issues import IssueLine
from drills.report.measured_lines import When
from drills.report.model import Report
from drills.report.past import Earlier, Past, PastFigure, PastItem, PastRun, PastSight

FIRST = Phrase("past.first", ja="初めての測定です。", en="It was never measured before.")
CHANGED = Phrase(
    "past.changed",
    ja="条件が変わったため比べません（{changes:list}）。",
    en="Not compared, because the conditions changed: {changes:list}.",
)
NOT_NOW = Phrase(
    "past.not_now",
    ja="今回の値がないため比べません（{reason}）。",
    en="Not compared, because this drill gave no figure: {reason}.",
)
NOT_BACK = Phrase(
    "past.not_back",
    ja="前回（{run}）は復旧しなかったため、時間の差はありません。",
    en="In the drill before ({run}) it did not come back, so there is no difference in time.",
)
LAST = 3
"""How many earlier drills, and figures of each target, are told."""

_BUDGET = {
    "needed": ("予算必要", "budget needed"),
    "not_needed": ("予算不要", "no budget needed"),
    "undecided": ("未定", "undecided"),
}
_Figure = tuple[DrillRow, TargetRow]


def with_past(report: Report, own: DrillRow, rows: Iterable[DrillRow], plan: Plan | None) -> Report:
    """The report with its past; `own` is what history keeps of its own journal.

    What an action item of the plan says of an issue's owner, term and budget stands with it.
    """
    if plan is not None and plan.organisation.name != own.organisation:
        plan = None  # the items of one body say nothing of another's drill
    items = () if plan is None else plan.action_items
    issues = tuple(_decided(each, items, plan) for each in report.issues)
    return replace(report, past=past_of(own, rows, plan), issues=issues)


def past_of(own: DrillRow, rows: Iterable[DrillRow], plan: Plan | None) -> Past:
    """Everything that is told of earlier drills of the same scenario."""
    known = tuple(rows)
    earlier = [
        each
        for each in sorted(known, key=lambda each: (each.began_us, each.place), reverse=True)
        if (each.organisation, each.scenario) == (own.organisation, own.scenario)
        and each.began_us < own.began_us
        and each.standing not in ("part", "copy")
    ]
    return Past(
        runs=tuple(_run(each, own) for each in earlier[:LAST]),
        figures=tuple(_figure(own, each, earlier) for each in own.targets),
        items=() if plan is None else tuple(_items(plan, own, known)),
        since=_since(own, known),
        asked=own.counts and any(each.works is not None for each in own.seen),
    )


def _since(own: DrillRow, known: Sequence[DrillRow]) -> PastSight | None:
    found = since_last(own, (each for each in known if each.standing not in ("part", "copy")))
    if found is None:
        return None
    last = found.before
    return PastSight(last.run_id, last.head, _when(last), found.lost, found.back)


def _run(row: DrillRow, own: DrillRow) -> PastRun:
    return PastRun(
        run_id=row.run_id,
        head=row.head,
        began=_when(row),
        mode=row.mode or "tabletop",
        overall=Overall(row.overall or Overall.NOT_CLOSED),
        grade=row.grade,
        why=_why_not(row, own),
    )


def _why_not(row: DrillRow, own: DrillRow) -> Message | None:
    """Why nothing of an earlier drill is compared, where that is so."""
    if not row.counts:
        return REASON[row.standing]()
    apart = {"scenario": row.same != own.same, "mode": row.mode != own.mode}
    changes = tuple(CHANGE[word]() for word, differs in apart.items() if differs)
    return CHANGED(changes=changes) if changes else None


def _when(row: DrillRow) -> When:
    return When(0, row.began_us, LocalTime(row.began_us, row.offset_s).iso)


def _figure(own: DrillRow, target: TargetRow, earlier: Sequence[DrillRow]) -> PastFigure:
    found = list(_same_target(target, earlier))
    like = [each for each in found if not changed(each, (own, target))]
    now = own.counts and target.is_real
    lost = _lost_since(own, target, earlier, like[0][0].began_us if like else 0) if now else None
    before = like[0] if like and now and lost is None else None
    told = PastFigure(
        kind=target.kind,
        id=target.id,
        level=target.level,
        measure=target.measure,
        name=target.name,
        before=None if before is None else _earlier(before),
        change_low_us=None,
        change_us=None,
        change_high_us=None,
        turn=None,
        why=None if before else lost or _why((own, target), found, now=now),
        last=tuple(map(_earlier, like[:LAST])),
    )
    return told if before is None else _compared(told, before[1], target)


def _same_target(target: TargetRow, earlier: Iterable[DrillRow]) -> Iterator[_Figure]:
    """The earlier figures of a target that count, newest first."""
    for drill in earlier:
        for each in drill.targets if drill.counts else ():
            if each.key == target.key and each.is_real:
                yield drill, each


def _lost_since(
    own: DrillRow, target: TargetRow, earlier: Iterable[DrillRow], since_us: int
) -> Message | None:
    """What is told where, of the drills that may be compared, the newest showed no return."""
    for drill in earlier:
        for each in drill.targets if drill.counts and drill.began_us >= since_us else ():
            same = each.key == target.key and not changed((drill, each), (own, target))
            if same and reason_of(drill, each) == "not_recovered":
                return NOT_BACK(run=drill.run_id)
    return None


def _compared(told: PastFigure, before: TargetRow, now: TargetRow) -> PastFigure:
    (low, middle, high), (then_low, then, then_high) = _times(now), _times(before)
    return replace(
        told,
        change_low_us=low - then_high,
        change_us=middle - then,
        change_high_us=high - then_low,
        turn=turn((then_low, then_high), (low, high)),
    )


def _times(target: TargetRow) -> tuple[int, int, int]:
    return target.low_us or 0, target.actual_us or 0, target.high_us or 0


def _why(own: _Figure, found: Sequence[_Figure], *, now: bool) -> Message:
    if not now:
        return NOT_NOW(reason=REASON[reason_of(*own)]())
    if not found:
        return FIRST()
    return CHANGED(changes=tuple(CHANGE[each]() for each in changed(found[0], own)))


def _earlier(figure: _Figure) -> Earlier:
    drill, target = figure
    return Earlier(
        run_id=drill.run_id,
        began=_when(drill),
        verdict=target.verdict,
        limit_us=target.limit_us,
        low_us=target.low_us,
        actual_us=target.actual_us,
        high_us=target.high_us,
        source=target.source,
    )


def _items(plan: Plan, own: DrillRow, known: Sequence[DrillRow]) -> Iterator[PastItem]:
    """Those that came from this drill, then those still open about what it was about."""
    of_it = [each for each in plan.action_items if _is_of(each, own.run_id)]
    about = {each.id for each in own.targets}
    others = [
        each
        for each in plan.action_items
        if each.is_open and each not in of_it and about & {each.about.system, each.about.step}
    ]
    for each in (*of_it, *others):
        drills, years = _outlived(each, own, known) if each.is_open else (0, 0)
        yield PastItem(
            id=each.id,
            what=each.what,
            owner=_owner(each, plan) or Text(),
            due=each.due,
            budget=_budget(each.budget),
            status=each.status,
            of_this_run=each in of_it,
            drills=drills,
            years=years,
        )


def _outlived(item: ActionItem, own: DrillRow, known: Sequence[DrillRow]) -> tuple[int, int]:
    """How many drills and turns of the fiscal year lie between its finding and this drill."""
    found = next((each for each in known if each.run_id == item.found_in.run), None)
    if found is None:
        # Where its record is not here, nobody can say which drills came after it.
        return 0, 0
    held = {each.run_id for each in known if each.was_held and each.began_us <= own.began_us}
    later = [each for each in known if each.run_id in held and each.began_us > found.began_us]
    years = own.fiscal_year - found.fiscal_year
    return len({each.run_id for each in later}), max(years, 0)


def _is_of(item: ActionItem, run_id: str) -> bool:
    return any(each.run == run_id for each in (item.found_in, *item.seen_again))


def _owner(item: ActionItem, plan: Plan) -> Text | None:
    role = next((each for each in plan.roles if each.id == item.owner), None)
    if role is not None and role.name.said_in("ja"):
        return role.name
    return None if item.owner is None else Text(item.owner)


def _budget(budget: ItemBudget) -> Text:
    ja, en = _BUDGET[budget.need]
    year = budget.fiscal_year
    more_ja = [f"{budget.yen:,}円"] if budget.yen is not None else []
    more_en = [f"JPY {budget.yen:,}"] if budget.yen is not None else []
    if year is not None:
        more_ja.append(fiscal_year_named(year, "ja"))
        more_en.append(fiscal_year_named(year, "en"))
    if not more_ja:
        return Text(ja, en)
    return Text(f"{ja}（{'、'.join(more_ja)}）", f"{en} ({', '.join(more_en)})")


def _decided(issue: IssueLine, items: Iterable[ActionItem], plan: Plan | None) -> IssueLine:
    found = [each for each in items if issue.subject in (each.about.system, each.about.step)]
    item = next((each for each in found if each.is_open), None)
    if item is None or plan is None:
        return issue
    undecided = item.budget.need == "undecided"
    return replace(
        issue,
        owner=_owner(item, plan) or issue.owner,
        due=item.due or issue.due,
        budget=issue.budget if undecided else _budget(item.budget),
    )
