"""The segments that a merged report is made from, and how their clocks stood to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core.clock_evidence import evidence_said
from drills.core.events import Merged
from drills.core.merging_events import ClockPair, Segment, Signed
from drills.core.municipalities import absent_municipalities
from drills.report.by_municipality import MunicipalityLine, doubts_between, municipality_lines
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from drills.report.merging_oddities import oddities
from scenarios.model import Mode
from scenarios.zones import segment_label

NOT_COMPARED = Phrase(
    "merging.not_compared",
    ja="【時計未照合】{one}と{other}の端末の時計は照合されていません。この二つの区分にまたがる時間と"
    "前後関係は、測定したものではありません。",
    en="CLOCKS NOT COMPARED: the clocks of {one} and {other} were never compared. No time from one "
    "to the other is measured, nor which came first.",
)
UNCLOSED = Phrase(
    "merging.unclosed",
    ja="【未完了】区分「{zone}」の記録に終了がありません。",
    en="NOT CLOSED: the record of the zone {zone} has no end.",
)
LEFT_OUT = Phrase(
    "merging.without",
    ja="【区分欠落】区分「{zone}」の記録なしで結合しました（{by}）。",
    en="SEGMENT MISSING: merged without the record of the zone {zone} (by {by}).",
)


@dataclass(frozen=True)
class SegmentLine:
    """One segment; `own_start` is what its own clock showed at its start.

    Its clock was `ahead_us` ahead of the first segment's, give or take `error_us`; None where
    nothing bounds it. `key` is the fingerprint of the key that signed it. `label` is the town's own
    name for its zone.
    """

    name: str
    label: str
    terminal: str | None
    operator: str
    mode: Mode
    run_id: str
    records: int
    head: str
    key: str | None
    signature: Signed
    left_out: tuple[str, ...]
    closed: bool
    kept: str
    own_start: When
    ahead_us: int
    error_us: int | None


@dataclass(frozen=True)
class PairLine:
    """How far a time between two segments may be off through their clocks; None: not compared."""

    one: str
    other: str
    error_us: int | None


@dataclass(frozen=True)
class MergingPart:
    """Of what a merged report is made; `doubts` is what must be known before anything else."""

    by: str
    segments: tuple[SegmentLine, ...]
    pairs: tuple[PairLine, ...]
    evidence: tuple[Message, ...]
    without: tuple[str, ...]
    doubts: tuple[Message, ...]
    municipalities: tuple[MunicipalityLine, ...]


def merging_part(ledger: Ledger) -> MergingPart | None:
    """What a merged record says of its segments; None of any other record."""
    merged = ledger.drill.merged
    if merged is None:
        return None
    names = [each.name for each in merged.segments]
    return MergingPart(
        by=merged.by,
        segments=tuple(_line(ledger, each) for each in merged.segments),
        pairs=tuple(PairLine(names[p.one], names[p.other], p.error) for p in _pairs(merged)),
        evidence=tuple(evidence_said(each) for each in merged.evidence),
        without=merged.without,
        doubts=tuple(_all_doubts(ledger, merged)),
        municipalities=municipality_lines(ledger),
    )


def _all_doubts(ledger: Ledger, merged: Merged) -> Iterator[Message]:
    yield from _doubts(merged)
    if merged.municipalities:
        yield from doubts_between(ledger, merged)
    yield from oddities(merged, (each for _, each in ledger.entries))


def _pairs(merged: Merged) -> Iterator[ClockPair]:
    """The pairs worth naming: that two municipalities were not compared is said once for all."""
    homes = {place: each.code for each in merged.municipalities for place in each.segments}
    for each in merged.pairs:
        if each.error is not None or homes.get(each.one) == homes.get(each.other):
            yield each


def _line(ledger: Ledger, segment: Segment) -> SegmentLine:
    own = ledger.when(segment.began + segment.ahead)
    return SegmentLine(
        name=segment.name,
        label=segment_label(ledger.drill.started().plan, segment.name),
        terminal=segment.terminal,
        operator=segment.operator,
        mode=segment.mode,
        run_id=segment.run_id,
        records=segment.records,
        head=segment.head,
        key=segment.key,
        signature=segment.signature,
        left_out=segment.left_out,
        closed=segment.closed,
        kept=segment.kept,
        own_start=own,
        ahead_us=segment.ahead,
        error_us=segment.error,
    )


def _doubts(merged: Merged) -> tuple[Message, ...]:
    names = [each.name for each in merged.segments]
    return (
        *(UNCLOSED(zone=each.name) for each in merged.segments if not each.closed),
        *(LEFT_OUT(zone=each, by=merged.by) for each in _zones_left_out(merged)),
        *(
            NOT_COMPARED(one=names[each.one], other=names[each.other])
            for each in _pairs(merged)
            if each.error is None
        ),
    )


def _zones_left_out(merged: Merged) -> tuple[str, ...]:
    whole = absent_municipalities(merged.without) if merged.municipalities else ()
    return tuple(each for each in merged.without if each not in whole)
