"""The sentences about merging and clocks in the timeline of a drill."""

from __future__ import annotations

from bcp.durations import DAY, HOUR, MINUTE, SECOND
from bcp.message import Message, Phrase
from drills.core import events as e
from drills.core.state import Drill
from drills.report.words import FINISH, said

MERGED = Phrase(
    "told.merged",
    ja="{count}つの区分の記録（{zones:list}）を一つに結合した記録です",
    en="this record was merged from {count} segments: {zones:list}",
)
COMPARED = Phrase(
    "told.clock_compared",
    ja="端末の時計を「{reference}」（{shown}、誤差{error:exact}）と比べました",
    en="compared this terminal's clock with {reference!r}, which showed {shown} "
    "(error {error:exact})",
)
SEGMENT_ENDED = Phrase(
    "told.segment_ended",
    ja="この区分の訓練が終了しました（{finish}）",
    en="this segment ended ({finish})",
)
IN_ZONE = Phrase("told.in_zone", ja="［{zone}］{what}", en="[{zone}] {what}")


def merging_said(event: e.Event) -> tuple[Message, str] | None:
    """What happened, and who did it; None where it is about something else."""
    match event:
        case e.Merged(by=by, segments=segments):
            return MERGED(count=len(segments), zones=tuple(each.name for each in segments)), by
        case e.ClockCompared(reference=reference, shown=shown, error=error, by=by):
            return COMPARED(reference=reference, shown=_of_day(shown), error=error), by
        case e.SegmentEnded(finish=finish):
            return SEGMENT_ENDED(finish=said(FINISH, finish)), ""
    return None


def in_its_zone(what: Message, event: e.Event, after: Drill) -> Message:
    """The sentence, in a merged drill with the zone whose record tells it."""
    whole = isinstance(event, e.DrillStarted | e.Merged | e.DrillEnded)
    if after.merged is None or after.segment is None or whole:
        return what
    return IN_ZONE(zone=after.merged.segments[after.segment].name, what=what)


def _of_day(us: int) -> str:
    return f"{us // HOUR % 24:02}:{us // MINUTE % 60:02}:{us % DAY // SECOND % 60:02}"
