"""What was entered from paper, and what was recorded of the same things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Message, Phrase, Text
from drills.core.events import Entered, Source
from drills.core.paper_beside import About, Beside, beside
from drills.core.paper_events import Told
from drills.report.clock import written_clock
from drills.report.ledger import Ledger, name_of
from drills.report.measured_lines import When, Words
from drills.report.naming import words_of

NEXT_DIFFERS = Phrase(
    "next.paper_differs",
    ja="紙の記録と訓練中の記録が{count}件合いません。照合の表で確かめ、どちらが正しいかを残して"
    "ください。",
    en="The log on paper and the record differ (places: {count}). See the table of both, and note "
    "which is right.",
)
NEXT_STUMBLE = Phrase(
    "next.paper_stumble",
    ja="つまずき（紙の記録 {clock}）: {stumble}。手順書か事前対策に反映してください。",
    en="stumbled at {clock} (on paper): {stumble}. Amend the procedure or prepare for it.",
)


@dataclass(frozen=True)
class PaperEntry:
    """One line of a log on paper: between `written` and `until` it happened, as it was written.

    `by` entered it at `entered`, `late_us` after it. `file` and `place` say where it was read.
    """

    written: When
    until: When
    text: str
    stumble: str
    who: str
    step: str | None
    result: Told | None
    system: str | None
    by: str
    entered: When
    late_us: int
    file: str
    place: str
    sha256: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class BesideLine:
    """One line of a log beside the record: `recorded_low` to `recorded_high`, None for nothing.

    `off_us` is how far the paper is behind the record at least (negative: ahead of it).
    """

    written: When
    until: When
    text: str
    about: About
    id: str
    name: Words
    recorded_low: When | None
    recorded_high: When | None
    source: Source | None
    off_us: int | None
    differs: bool
    records: tuple[int, ...]


def paper_entries(ledger: Ledger) -> tuple[PaperEntry, ...]:
    """Every line that was entered, in the order in which it was written."""
    found = (
        PaperEntry(
            written=ledger.when(each.line.low),
            until=ledger.when(each.line.high),
            text=each.line.text,
            stumble=each.line.stumble,
            who=each.line.who,
            step=each.line.step,
            result=each.line.result,
            system=each.line.system,
            by=each.by,
            entered=ledger.when(each.at),
            late_us=max(0, each.at - each.line.high),
            file=each.file,
            place=each.line.place,
            sha256=each.sha256,
            records=ledger.records(each),
        )
        for each in ledger.drill.entered
    )
    return tuple(sorted(found, key=lambda each: each.written.at_us))


def beside_lines(ledger: Ledger) -> tuple[BesideLine, ...]:
    """Every line that names a step or a system, with what was recorded of it."""
    entered = {id(each.line): each for each in ledger.drill.entered}
    in_order = sorted((each.line for each in ledger.drill.entered), key=lambda line: line.low)
    return tuple(
        _beside_line(ledger, found, entered[id(found.line)])
        for found in beside(ledger.drill, in_order)
    )


def _beside_line(ledger: Ledger, found: Beside, entered: Entered) -> BesideLine:
    at = found.recorded
    return BesideLine(
        written=ledger.when(found.line.low),
        until=ledger.when(found.line.high),
        text=found.line.text,
        about=found.about,
        id=found.id,
        name=_name(ledger, found.about, found.id),
        recorded_low=ledger.when(at.low) if at else None,
        recorded_high=ledger.when(at.high) if at else None,
        source=found.source,
        off_us=found.off,
        differs=found.differs,
        records=ledger.records(entered, _step_end(ledger, found.about, found.id)),
    )


def _step_end(ledger: Ledger, about: About, id: str) -> object:
    return ledger.drill.step(id).ended if about == "step_end" else None


def _name(ledger: Ledger, about: About, id: str) -> Words:
    if about != "step_end":
        return name_of(ledger.drill, id)
    return words_of(ledger.drill, id) or Text(id)


def next_from_paper(ledger: Ledger) -> Iterator[Message]:
    """What is to be done because of what was written by hand."""
    differing = [each for each in beside_lines(ledger) if each.differs]
    if differing:
        yield NEXT_DIFFERS(count=len(differing))
    for each in paper_entries(ledger):
        if each.stumble:
            width = each.until.at_us - each.written.at_us
            clock = written_clock(each.written.unix_us, width, ledger.offset_s)
            yield NEXT_STUMBLE(clock=clock, stumble=each.stumble)
