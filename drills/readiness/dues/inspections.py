"""Inspections (日常・定期・精密点検) by their day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bcp.durations import DAY, Span
from bcp.message import Phrase, Text
from bcp.upkeep import InspectionKind
from drills.readiness.due import DueLine
from drills.readiness.dues._ground import Ground, next_day

INSPECTION: Mapping[InspectionKind, Phrase] = {
    "daily": Phrase("due.daily", ja="{name}の日常点検", en="daily inspection of {name}"),
    "regular": Phrase("due.regular", ja="{name}の定期点検", en="regular inspection of {name}"),
    "detailed": Phrase("due.detailed", ja="{name}の精密点検", en="detailed inspection of {name}"),
}
DO_IT = Phrase(
    "due.do_inspection",
    ja="行って、manage/inspections.yaml の last と next（点検「{id}」）を直してください。",
    en="Do it and correct last and next of {id!r} in manage/inspections.yaml.",
)
# Without a word of how often: each day, month and year (北海道の点検基準による周期).
USUAL: Mapping[InspectionKind, Span] = {
    "daily": Span(DAY),
    "regular": Span(31 * DAY),
    "detailed": Span(365 * DAY),
}
A_MONTH = 30


def found(ground: Ground) -> Iterator[DueLine]:
    """Each inspection that was done once or has a day."""
    for each in ground.plan.inspections:
        day = next_day(each.last, each.next, each.every or USUAL[each.kind])
        if day is not None:
            name = ground.called(each.of)
            yield ground.line(
                "inspection",
                each.id,
                day,
                INSPECTION[each.kind](name=name),
                DO_IT(id=each.id),
                name=name,
                owner=each.by or Text(),
                tolerated=A_MONTH,
            )
