"""What a segment's report says of the other zones: what was heard, when, and from whom."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase, Text
from drills.core.events import SegmentWord
from drills.core.segments import is_foreign, outcome_of
from drills.core.state import Drill
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from drills.report.naming import step_name
from scenarios.model import Ending, Step
from scenarios.zones import zone_name

ELSEWHERE = Phrase(
    "report.elsewhere",
    ja="{zone}の端末で行う手順です。結果はその端末の記録にあります。",
    en="Done at the terminal of {zone}; its result stands in that terminal's record.",
)


@dataclass(frozen=True)
class HeardLine:
    """Word of a step of another zone: who said it there, who wrote it down here, and when."""

    step: str
    name: Message | Text
    zone: str
    zone_name: str
    ending: Ending
    outcome: str
    when: When
    told_by: str
    by: str
    note: str
    records: tuple[int, ...]


def heard_lines(ledger: Ledger) -> tuple[HeardLine, ...]:
    """Every word of another zone, in the order in which they came."""
    plan = ledger.brief.plan
    return tuple(
        HeardLine(
            step=each.step,
            name=step_name(ledger.drill, ledger.drill.model(each.step)),
            zone=each.zone,
            zone_name=zone_name(plan, each.zone),
            ending=each.ending,
            outcome=outcome_of(each.ending) or "unknown",
            when=ledger.when(each.at),
            told_by=each.told_by,
            by=each.by,
            note=each.note,
            records=ledger.records(each),
        )
        for each in ledger.all(SegmentWord)
    )


def done_elsewhere(drill: Drill, step: Step) -> tuple[Message, ...]:
    """That a step of which nothing was heard is another zone's; empty where it is not."""
    brief = drill.started()
    if not is_foreign(brief, step):
        return ()
    return (ELSEWHERE(zone=zone_name(brief.plan, brief.segment.foreign[step.id])),)
