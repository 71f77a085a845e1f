"""What makes it doubtful that merged segments are of one and the same drill."""

from __future__ import annotations

from collections.abc import Iterable

from bcp.message import Message, Phrase
from drills.core import events as e
from drills.core.events import Merged
from drills.core.merging_events import FromSegment, Segment
from drills.report.words import MODE, said

ALONE_IN_TIME = Phrase(
    "merging.alone_in_time",
    ja="【時間の重なりなし】区分「{zone}」の記録は、他の区分と時間が重なっていません。"
    "同じ訓練の記録か確かめてください。",
    en="NO OVERLAP: the record of the zone {zone} overlaps in time with no other. Make sure that "
    "it is of the same drill.",
)
MODES_DIFFER = Phrase(
    "merging.modes_differ",
    ja="【実施方式が不一致】区分ごとに実施方式が異なります（{modes:list}）。"
    "同じ訓練の記録か確かめてください。",
    en="MODES DIFFER: not all zones were run in the same mode ({modes:list}). Make sure that the "
    "records are of the same drill.",
)
_IN_MODE = Phrase("merging.in_mode", ja="{zone}: {mode}", en="{zone}: {mode}")


def oddities(merged: Merged, events: Iterable[e.Event]) -> tuple[Message, ...]:
    """What is odd about the segments of a merged record, given all its events in order."""
    ends = _ends(events)
    spans = [
        (each.began, max(each.began, ends.get(place, 0)))
        for place, each in enumerate(merged.segments)
    ]
    alone = (
        ALONE_IN_TIME(zone=each.name)
        for place, each in enumerate(merged.segments)
        if len(spans) > 1 and not _meets_another(place, spans)
    )
    return (*_modes(merged.segments), *alone)


def _modes(segments: tuple[Segment, ...]) -> tuple[Message, ...]:
    if len({each.mode for each in segments}) < 2:
        return ()
    modes = tuple(_IN_MODE(zone=each.name, mode=said(MODE, each.mode)) for each in segments)
    return (MODES_DIFFER(modes=modes),)


def _ends(events: Iterable[e.Event]) -> dict[int, int]:
    """When each segment, by its place, told its last; what was added behind the end is left out."""
    found: dict[int, int] = {}
    place: int | None = None
    for event in events:
        match event:
            case e.DrillEnded():
                break
            case FromSegment(segment=place):
                pass
            case _ if place is not None:
                found[place] = max(found.get(place, 0), event.at)
    return found


def _meets_another(place: int, spans: list[tuple[int, int]]) -> bool:
    began, ended = spans[place]
    others = (each for other, each in enumerate(spans) if other != place)
    return any(since <= ended and began <= until for since, until in others)
