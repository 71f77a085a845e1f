"""Planned drills whose rules name no day on which they could be held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from bcp.message import Message, Phrase
from bcp.programme.dues import Programme
from bcp.refused import Refusal
from bcp.sense._ground import Ground
from bcp.upkeep import PlannedDrill

NO_DAY = Phrase(
    "sense.drill_no_day",
    ja="訓練「{drill}」の規則（starts）に当たる日が、この先{years}年ありません。",
    en="the rules (starts) of the drill {drill!r} name no day within {years} years.",
)
ALWAYS_OMITTED = Phrase(
    "sense.drill_always_omitted",
    ja="訓練「{drill}」は、この先{years}年、行える日がありません。直近は{day:date}です: {why}。",
    en="the drill {drill!r} cannot be held on any day within {years} years. First: {day:date}, "
    "{why}.",
)
WRITE_OUTAGE = Phrase(
    "sense.write_the_outage",
    ja="次の計画停電の日時を、plan.yaml の calendar の outages に書いてください。",
    en="Write the next planned outage to the outages of calendar in plan.yaml.",
)
CHANGE_RULE = Phrase(
    "sense.change_the_rule",
    ja="日時を変えるか、if_closed または despite を書いてください。確かめるには bcp-drill schedule "
    "next {drill} を使います。",
    en="Change the rule, or write if_closed or despite; bcp-drill schedule next {drill} shows it.",
)

_YEARS = 4
# A leap day comes within four years; most drills come within one, and nightly ones at once.
_FAR = tuple(timedelta(days=days) for days in (16, 400, 366 * _YEARS))


def found(ground: Ground) -> Iterator[Refusal]:
    """Each such drill; one that was planned for single days only may well be over."""
    programme = Programme.of(ground.plan, {})
    since = datetime.combine(ground.today, time(), UTC)
    for drill in ground.plan.drills:
        repeated = [rule for rule in drill.starts if rule.date is None]
        why = _why_never(programme, drill, since) if repeated else None
        if why is not None:
            outage = all(rule.with_ is not None for rule in repeated)
            then = WRITE_OUTAGE() if outage else CHANGE_RULE(drill=drill.id)
            yield Refusal(ground.place(drill.id, PlannedDrill), why, then)


def _why_never(programme: Programme, drill: PlannedDrill, since: datetime) -> Message | None:
    first = None
    for far in _FAR:
        for due in programme.of_drill(drill, since, since + far):
            if due.omitted is None:
                return None
            first = first or due
    if first is None:
        return NO_DAY(drill=drill.id, years=_YEARS)
    day = first.at.date().isoformat()
    return ALWAYS_OMITTED(drill=drill.id, years=_YEARS, day=day, why=first.omitted)
