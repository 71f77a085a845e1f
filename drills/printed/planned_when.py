"""When a planned drill is held, on paper: rules in words, the plan's words, the next days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from bcp.message import Phrase
from bcp.programme.dues import Due, Programme
from bcp.programme.rule_words import rule_words
from bcp.upkeep import PlannedDrill
from drills.printed.wording import Wording

NEXT = Phrase("printed.next_time", ja="次回 {at}", en="next: {at}")
MOVED = Phrase(
    "printed.next_time_moved", ja="次回 {at}（{why}変更）", en="next: {at} (moved: {why})"
)
NONE_WITHIN_A_YEAR = Phrase(
    "printed.no_next_time", ja="今後1年の予定はありません", en="none within a year"
)

_A_YEAR = timedelta(days=400)
# A drill of every night has no room for all of them, and nobody needs them.
MOST = 2


def planned_when(wording: Wording, drill: PlannedDrill) -> str:
    """Each rule on a line, then the plan's words, then its next days."""
    names = {each.id: each.name for each in wording.plan.drills}
    rules = (wording.said(rule_words(rule, names)) for rule in drill.starts)
    lines = (*rules, wording.said(drill.when), *_next(wording, drill))
    return "\n".join(line for line in lines if line)


def _next(wording: Wording, drill: PlannedDrill) -> Iterator[str]:
    since = wording.as_of
    if since is None or not drill.starts:
        return
    programme = Programme.of(wording.plan, {})
    found = programme.of_drill(drill, since, since + _A_YEAR)
    held = list(islice((due for due in found if due.omitted is None), MOST))
    yield from (_said(wording, due) for due in held)
    if not held:
        yield wording.said(NONE_WITHIN_A_YEAR)


def _said(wording: Wording, due: Due) -> str:
    at = wording.moment(due.at)
    if due.because is None:
        return wording.said(NEXT(at=at))
    return wording.said(MOVED(at=at, why=due.because))
