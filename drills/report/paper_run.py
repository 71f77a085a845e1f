"""What a report says of a record that was read from paper as a whole, on its first page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Message, Phrase, Text
from bcp.wareki import LocalTime, date_said
from drills.core import events as e
from drills.core.on_paper import papers, untold_on_paper
from drills.core.state import Drill
from drills.report.ledger import Ledger, name_of
from drills.report.measured_lines import When

WHOLE = Phrase(
    "report.on_paper",
    ja="【紙の記録のみ】この記録はすべて、手書きの記録（{file}）を{by}が{date} {clock}に入力した"
    "ものです。目視によるもので、測った値はありません。時刻は書かれた分の単位です。",
    en="ON PAPER ONLY: this whole record was entered by {by} on {date} at {clock} from a log "
    "written by hand ({file}). All of it is observed and nothing was measured; times are as exact "
    "as they were written, mostly to the minute.",
)
PART = Phrase(
    "report.zone_on_paper",
    ja="【紙の記録のみ】区分「{zone}」の記録はすべて、手書きの記録（{file}）を{by}が{date} {clock}"
    "に入力したものです。目視によるもので、測った値はありません。",
    en="ON PAPER ONLY: the whole record of the zone {zone} was entered by {by} on {date} at "
    "{clock} from a log written by hand ({file}). All of it is observed, nothing was measured.",
)
UNTOLD = Phrase(
    "report.untold_on_paper",
    ja="紙に結果が書かれていない手順が{count}件あります（{steps:list}）。行わなかったとも、できたとも"
    "みなしません。",
    en="The paper tells no result of {count} steps ({steps:list}). They count neither as done nor "
    "as left out.",
)
NOT_TOLD = Phrase(
    "report.step_not_told",
    ja="紙の記録に、この手順の結果が書かれていません。",
    en="The paper does not say how this step ended.",
)
READ = Phrase(
    "told.kept_on_paper",
    ja="この記録は、手書きの記録（{file}）から入力したものです",
    en="this record was entered from a log written by hand ({file})",
)
STOPPED = Phrase(
    "told.seen_down",
    ja="停止（紙の記録、目視）: {name}",
    en="stopped, as written on paper: {name}",
)
BACK = Phrase(
    "told.seen_back",
    ja="復旧（紙の記録、目視）: {name}",
    en="back, as written on paper: {name}",
)


@dataclass(frozen=True)
class PaperRun:
    """A record that is from paper as a whole: of the drill, or of one zone of a merged one."""

    zone: str | None
    by: str
    entered: When
    file: str
    sha256: str
    records: tuple[int, ...]


@dataclass(frozen=True)
class PaperRuns:
    """Every such record, the steps that none of them tells of, and what to say before all else."""

    runs: tuple[PaperRun, ...]
    untold: tuple[str, ...]
    doubts: tuple[Message, ...]


def paper_runs(ledger: Ledger) -> PaperRuns | None:
    """What of the drill is from paper as a whole; None where nothing is."""
    drill = ledger.drill
    runs = tuple(
        PaperRun(
            zone=drill.merged.segments[place].name if drill.merged else None,
            by=each.by,
            entered=ledger.when(each.entered),
            file=each.file,
            sha256=each.sha256,
            records=ledger.records(each),
        )
        for place, each in papers(drill).items()
    )
    if not runs:
        return None
    untold = tuple(each.id for each in untold_on_paper(drill))
    return PaperRuns(runs, untold, tuple(_doubts(ledger, runs, untold)))


def _doubts(
    ledger: Ledger, runs: tuple[PaperRun, ...], untold: tuple[str, ...]
) -> Iterator[Message]:
    for each in runs:
        at = LocalTime(each.entered.unix_us, ledger.offset_s)
        date = Text(date_said(at, "ja"), date_said(at, "en"))
        words = {"by": each.by, "file": each.file, "date": date, "clock": at.clock[:5]}
        yield WHOLE(**words) if each.zone is None else PART(zone=each.zone, **words)
    if untold:
        yield UNTOLD(count=len(untold), steps=untold)


def not_told(drill: Drill, step: str) -> tuple[Message, ...]:
    """That the paper does not say how a step ended; empty where it is not the paper's to say."""
    told = step not in (each.id for each in untold_on_paper(drill))
    return () if told else (NOT_TOLD(),)


def paper_said(event: e.Event, after: Drill) -> tuple[Message, str] | None:
    """What a record from paper says happened, and who said so; None for any other event."""
    match event:
        case e.KeptOnPaper(file=file, by=by):
            return READ(file=file), by
        case e.SystemSeen(system=system, works=works):
            return (BACK if works else STOPPED)(name=name_of(after, system)), ""
    return None
