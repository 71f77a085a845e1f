"""What the segments themselves tell of how far their clocks were apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bcp.durations import DAY, SECOND
from bcp.message import Message
from bcp.wareki import offset_seconds
from drills.core import events as e
from drills.core import merging_words as w
from drills.core.clock_bounds import ClockEvidence, Contradiction
from drills.core.handed_in import Given, step_owners
from drills.core.prefixing import prefixed


def evidence_in(
    segments: Sequence[Given], said: Sequence[ClockEvidence] = (), *, words: bool = True
) -> tuple[ClockEvidence, ...]:
    """What a person said, every comparison with a named clock and, with `words`, every word."""
    about = {each.one: each.low for each in said if each.low is not None}
    found = [each for given in segments for each in _compared(given, about.get(given.name, 0))]
    return (*said, *found, *(_words(segments) if words else ()))


def _compared(given: Given, about: int) -> Iterator[ClockEvidence]:
    offset = offset_seconds(given.brief.plan.organisation.utc_offset) * SECOND
    for event in given.events:
        if isinstance(event, e.ClockCompared):
            wall = given.wall_us + event.at
            # The hands of a clock tell no day: it is less than half a day from what was said.
            off = wall + offset - event.shown - about
            ahead = about + (off + DAY // 2) % DAY - DAY // 2
            yield ClockEvidence(
                kind="compared",
                one=given.name,
                # A clock that was carried around in one town hall was never in another.
                other=prefixed(given.code, event.reference),
                low=ahead - event.error,
                high=ahead + event.error,
                by=event.by,
                at=wall,
            )


def _words(segments: Sequence[Given]) -> Iterator[ClockEvidence]:
    """A word was heard after what it tells of: that bounds how far the hearer's clock is ahead."""
    owners = step_owners(segments)
    ends = _ends(segments, owners)
    for place, given in enumerate(segments):
        for event in given.events:
            if not isinstance(event, e.SegmentWord) or owners.get(event.step, place) == place:
                continue
            teller, ended = owners[event.step], ends.get(event.step)
            if ended is not None:
                heard = given.wall_us + event.at
                most = heard - ended
                teller_name = segments[teller].name
                yield ClockEvidence(
                    "word", given.name, teller_name, None, most, event.step, event.by, heard
                )


def _ends(segments: Sequence[Given], owners: Mapping[str, int]) -> Mapping[str, int]:
    """When each step ended by the clock of the segment that carried it out: Unix time (µs)."""
    return {
        event.step: given.wall_us + event.at
        for place, given in enumerate(segments)
        for event in given.events
        if isinstance(event, e.StepEnded) and owners.get(event.step) == place
    }


def contradiction_said(found: Contradiction) -> Message:
    """Both sides of a contradiction, named."""
    return w.CONTRADICTION(one=evidence_said(found.one), other=evidence_said(found.other))


def evidence_said(each: ClockEvidence) -> Message:
    """One piece of evidence in words."""
    low, high = each.low or 0, each.high or 0
    off, error = (low + high) // 2, (high - low + 1) // 2
    apart = w.BEHIND(by=-off) if off < 0 else w.AHEAD(by=off)
    told = {"off": apart, "error": error, "by": each.by}
    match each.kind:
        case "compared":
            return w.COMPARED(one=each.one, reference=each.other, **told)
        case "word":
            word = w.WORD if high >= 0 else w.WORD_BEHIND
            return word(one=each.one, other=each.other, step=each.what, gap=abs(high), by=each.by)
        case _:
            return w.SAID(one=each.one, other=each.other, **told)
