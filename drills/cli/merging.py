"""From the files of segments to the record of the whole drill."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from bcp.durations import MILLISECOND, SECOND, parse_span
from bcp.message import Message, Phrase
from bcp.wareki import offset_seconds
from drills.cli.console import Console
from drills.cli.records import place_of
from drills.core import merging_words as w
from drills.core.clock_bounds import Bounds, ClockEvidence, Contradiction, joined, placed
from drills.core.clock_evidence import contradiction_said, evidence_in
from drills.core.events import Event
from drills.core.handed_in import Given, in_order, refusals, unreadable
from drills.core.merging import Merging, merged
from drills.core.municipalities import by_code, groups, refused_together
from drills.errors import JournalBroken, NotMerged, Refusal
from drills.journal.folder import Runs
from drills.journal.sqlite import SqliteJournal
from drills.runtime.sources import Source, coded, keep, named, read_source, signed_by

BAD_OFFSET = Phrase(
    "merge.bad_offset",
    ja="--offset は「区分=+3s+-1s」の形で指定してください（{given}）。",
    en="--offset wants ZONE=+3s+-1s, not {given!r}.",
)
TOO_EXACT = Phrase(
    "merge.too_exact",
    ja="時計のずれを0.1秒より正確に知ることはできません。--offset の誤差は100ms以上にしてください"
    "（{given}）。",
    en="Nobody knows a clock more exactly than to 0.1 s. State an error of 100ms or more in "
    "--offset, not {given!r}.",
)
NOBODY = Phrase(
    "merge.nobody",
    ja="時計のずれ（--offset）を述べるのは誰か、--operator で氏名を指定してください。",
    en="Say by --operator who it is that states the --offset of a clock.",
)
_OFFSET = re.compile(r"(?P<zone>.+?)=(?P<sign>[+-]?)(?P<ahead>[^±+]+?)(?:±|\+-)(?P<error>.+)")
# A wrong error of nothing would make times between zones look exact, and honest readings false.
_LEAST_ERROR = 100 * MILLISECOND
# Terminals of one drill may begin an hour or two apart, but not on different days.
_FAR_APART = 6 * 3600 * SECOND


@dataclass(frozen=True)
class Wanted:
    """What a person wants merged, and how."""

    files: Sequence[str]
    runs: Path
    by: str
    tool: str
    offsets: Sequence[str] = ()
    without: Sequence[str] = ()
    words: bool = True
    municipalities: bool = False


def merge(wanted: Wanted, known: Mapping[str, str], console: Console) -> Path:
    """Make the merged run and give its folder.

    `known` has the public keys of the zones' terminals. Raises `NotMerged` with every reason why
    these cannot be merged, `JournalBroken` where one of them cannot be trusted.
    """
    sources = _read(wanted, known, console)
    _refuse_where(unreadable([each.given for each in sources]))
    if wanted.municipalities:
        sources = [signed_by(each, known) for each in coded(sources)]
        ordered = by_code([named(each).given for each in sources])
        _refuse_where(refused_together(ordered, wanted.without))
    else:
        ordered = in_order([named(each).given for each in sources])
        _refuse_where(refusals(ordered, wanted.without))
    said = _offsets(wanted, ordered)
    # By words alone, the run of another day would look like a clock that is a day off.
    _refuse_where(_far_apart(ordered, _joined(said)))
    evidence = _evidence(ordered, said, words=wanted.words)
    bounds = _joined(evidence)
    folder = _folder(wanted.runs, ordered, bounds)
    around = Merging(folder.name, wanted.by, wanted.tool, evidence, tuple(wanted.without))
    try:
        for each in sources:
            keep(named(each), folder)
        _write(folder, merged(ordered, bounds, around))
    except BaseException:
        # Half of it would look like a run that was cut off.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _read(wanted: Wanted, known: Mapping[str, str], console: Console) -> list[Source]:
    """Read every file; where some cannot be trusted, all of them are told before it is refused."""
    found, broken = [], []
    for each in wanted.files:
        place = Path(each)
        try:
            at = place if place.exists() else place_of(wanted.runs, each)
            found.append(read_source(at, each, {} if wanted.municipalities else known))
        except JournalBroken as error:
            broken.append(error)
    for other in broken[1:]:
        console.tell(other.message)
    if broken:
        raise broken[0]
    return found


def _refuse_where(reasons: Sequence[Message]) -> None:
    if reasons:
        raise NotMerged.because(reasons)


def _joined(evidence: Sequence[ClockEvidence]) -> Bounds:
    found = joined(evidence)
    if isinstance(found, Contradiction):
        raise Refusal(contradiction_said(found))
    return found


def _offsets(wanted: Wanted, segments: Sequence[Given]) -> list[ClockEvidence]:
    """What a person says of the clocks, as ``ZONE=+3s±1s`` against the first segment's."""
    if wanted.offsets and not wanted.by.strip("- "):
        raise Refusal(NOBODY())
    return [_offset(each, segments, wanted.by) for each in wanted.offsets]


def _offset(given: str, segments: Sequence[Given], by: str) -> ClockEvidence:
    found = _OFFSET.fullmatch(given)
    ahead = parse_span(found["ahead"]) if found else None
    error = parse_span(found["error"]) if found else None
    if found is None or ahead is None or error is None:
        raise Refusal(BAD_OFFSET(given=given))
    if error.us < _LEAST_ERROR:
        raise Refusal(TOO_EXACT(given=given))
    zone, names = found["zone"], [each.name for each in segments]
    if zone == names[0]:
        raise Refusal(w.THE_FIRST(zone=zone))
    if zone not in names:
        raise Refusal(w.NO_SUCH_SEGMENT(zone=zone, zones=tuple(names[1:])))
    middle = -ahead.us if found["sign"] == "-" else ahead.us
    other = _reference(segments[names.index(zone)], segments)
    return ClockEvidence("said", zone, other, middle - error.us, middle + error.us, by=by)


def _reference(segment: Given, segments: Sequence[Given]) -> str:
    """Whose clock a segment's is held against: its municipality's first, that against the first."""
    own = next(each for each in segments if each.code == segment.code)
    return segments[0].name if own is segment else own.name


def _evidence(
    ordered: Sequence[Given], said: Sequence[ClockEvidence], *, words: bool
) -> tuple[ClockEvidence, ...]:
    """What was said, and what the segments of each organisation tell of their own clocks."""
    own = (evidence_in(each, said, words=words) for each in groups(ordered))
    return (*said, *(one for each in own for one in each if one not in said))


def _far_apart(segments: Sequence[Given], bounds: Bounds) -> list[Message]:
    ahead = placed([each.name for each in segments], bounds)
    spans = sorted(
        (
            each.wall_us - ahead[each.name],
            each.wall_us - ahead[each.name] + _length(each),
            each.file,
        )
        for each in segments
    )
    return [
        w.FAR_APART(one=later[2], other=before[2], gap=later[0] - before[1])
        for before, later in pairwise(spans)
        if later[0] - before[1] > _FAR_APART
    ]


def _length(given: Given) -> int:
    """How long a segment lasted; what was added behind its end does not count."""
    return given.ended.at if given.ended else max(each.at for each in given.events)


def _folder(runs: Path, segments: Sequence[Given], bounds: Bounds) -> Path:
    ahead = placed([each.name for each in segments], bounds)
    began = min(each.wall_us - ahead[each.name] for each in segments)
    brief = segments[0].brief
    local = datetime.fromtimestamp(began // SECOND, UTC) + timedelta(
        seconds=offset_seconds(brief.plan.organisation.utc_offset)
    )
    return Runs(runs).new(f"{brief.scenario.id}-merged", local)


def _write(folder: Path, events: tuple[Event, ...]) -> None:
    async def appended(journal: SqliteJournal) -> None:
        await journal.append(events)

    with SqliteJournal.create(folder) as journal:
        asyncio.run(appended(journal))
