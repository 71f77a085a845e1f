"""RPO: how much data is gone, by the markers that survived.

Data up to a marker that survived is there; a marker that was written and did not survive is gone.
So the point that was restored lies between the two, and the age of the data at the loss is known
within that. Where no marker tells, the age is not measured, and never taken for zero.
"""

from __future__ import annotations

from bcp.durations import BusinessDays
from bcp.message import Phrase
from drills.core.brief import Target
from drills.core.events import MarkersFound
from drills.core.measure import Measure, Result, Verdict, badness, weigh
from drills.core.outages import Bracket, Outage, put_back_by
from drills.core.state import ActionState, Drill

NOTHING_LOST = Phrase(
    "data_age.no_outage",
    ja="実際に止まったことが観測されていないため、測定していません。",
    en="Not measured: no real outage was seen.",
)
NONE_WRITTEN = Phrase(
    "data_age.none_written",
    ja="停止の前に目印を書き込めていないため、測定していません。",
    en="Not measured: no marker had been written before the loss.",
)
NONE_LEFT = Phrase(
    "data_age.none_left",
    ja="この訓練で書いた目印が一つも残っていません（少なくとも{lost:span}分のデータが失われています）。",
    en="None of this drill's markers survived: data of at least {lost:span} is gone.",
)
PUT_BACK = Phrase(
    "data_age.put_back",
    ja="訓練終了時の後始末（元に戻す操作）で戻ったもので、"
    "バックアップなどから復旧したデータではないため、測定していません。",
    en="Not measured: the drill's own clean-up put the system back, so the data that is there now "
    "was not recovered by anybody.",
)
NOT_READ = Phrase(
    "data_age.not_read",
    ja="復旧後に目印を読み出していないため、測定していません。",
    en="Not measured: the markers were not read after the return.",
)


def age_at_loss(drill: Drill, target: Target, outages: tuple[Outage, ...]) -> Result:
    """Weigh how much data each real outage cost against the RPO; the worst speaks for all."""
    real = [each for each in outages if each.lost_source == "measured"]
    found = [each for each in drill.markers_found if each.system == target.system]
    if not real:
        return Result("not_measured", None, why=NOTHING_LOST())
    results = [
        _credited(
            drill, outage, _of_outage(drill, target, outage, found[n] if n < len(found) else None)
        )
        for n, outage in enumerate(real)
    ]
    return max(results, key=badness)


def _credited(drill: Drill, outage: Outage, result: Result) -> Result:
    """Take no credit for data that the drill's own undo put back; what is gone all the same is."""
    if result.actual is None or result.verdict == "missed" or not put_back_by(drill, outage):
        return result
    return Result("not_measured", result.limit, why=PUT_BACK(), outage=outage)


def _of_outage(drill: Drill, target: Target, outage: Outage, found: MarkersFound | None) -> Result:
    limit = _limit(drill, target, outage.lost)
    if found is None:
        return Result("not_measured", limit, why=NOT_READ(), outage=outage)
    if found.could_not_read is not None:
        return Result("not_measured", limit, why=found.could_not_read, outage=outage)
    written = _written_before(drill, target.system, outage.lost)
    if not written:
        return Result("not_measured", limit, why=NONE_WRITTEN(), outage=outage)
    kept = [each for each in written if each.order.action in found.surviving]
    if not kept:
        gone = max(0, outage.lost.low - _done(written[0]))
        verdict: Verdict = "missed" if gone > limit else "not_measured"
        return Result(verdict, limit, why=NONE_LEFT(lost=gone), outage=outage)
    newest = kept[-1]
    lost = [each for each in written if each.order.action > newest.order.action]
    restored_to = _done(lost[0]) if lost else outage.lost.high
    low = max(0, outage.lost.low - restored_to)
    age = Measure(low, max(low, outage.lost.high - newest.order.at))
    return Result(weigh(age, limit), limit, age, "measured", outage=outage)


def _limit(drill: Drill, target: Target, lost: Bracket) -> int:
    if isinstance(target.rpo, BusinessDays):
        brief = drill.started()
        wall = brief.wall_ns // 1000 + lost.low
        return wall - brief.calendar.moved(wall, -target.rpo.days)
    return target.rpo.us if target.rpo else 0


def _written_before(drill: Drill, system: str, lost: Bracket) -> list[ActionState]:
    """Give the acknowledged markers whose writing was over before the loss was certain."""
    return [
        each
        for each in drill.actions.values()
        if (each.order.purpose, each.order.system) == ("marker_write", system)
        and each.ended is not None
        and each.ended.outcome == "held"
        and each.ended.at <= lost.high
    ]


def _done(action: ActionState) -> int:
    return action.ended.at if action.ended else action.order.at
