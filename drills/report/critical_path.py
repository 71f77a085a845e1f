"""What decided when the last system came back: the chain from its loss to its return.

It is followed backwards: from the return to the step that is known to have ended it, and from each
step to the one whose end let it begin (`after`, or the step written above). What is between two
instants belongs to exactly one link, so the links join and sum up to the whole. It says where the
time was spent and nothing of what would have been, had a link been shorter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Message, Phrase, Text
from drills.core.across import all_compared
from drills.core.events import Answered, Approved, StepDue, StepEnded
from drills.core.measure import Verdict
from drills.core.on_paper import papers
from drills.core.outages import Outage, outages_of, put_back_by
from drills.core.ready import satisfies
from drills.core.recovery import Recovery, recoveries
from drills.core.state import Drill
from drills.report.ledger import Ledger
from drills.report.measured_lines import Period, Words
from drills.report.naming import role_name, step_name
from drills.report.path_anchor import anchor_of, before_of
from drills.report.step_spells import spells_of
from scenarios.model import Step
from scenarios.zones import waits_on

NOT_BACK = Phrase(
    "path.not_back",
    ja="止まったものは、訓練中にはどれも復旧していないため、経路はありません。",
    en="Nothing that was lost came back in the drill, so there is no way to a return.",
)
NO_CHAIN = Phrase(
    "path.no_chain",
    ja="どの手順によって復旧したかが記録から分からないため、経路は示せません。シナリオの手順に "
    "wait: {{system: {system}}} と after を書くと分かります。",
    en="The record does not tell which step brought it back, so no way is shown. Steps that say "
    "wait: {{system: {system}}} and after would tell.",
)


@dataclass(frozen=True)
class PathLink:
    """One link of the chain. `kind` is a word of `path_words.KINDS`, `step` None for no step's."""

    kind: str
    step: str | None
    name: Words | None
    who: Text
    period: Period
    us: int
    records: tuple[int, ...]


@dataclass(frozen=True)
class CriticalPath:
    """The chain of the last return; that of a target that was missed goes before all others.

    The links sum up to `us`, which is from the middle of the loss to the middle of the return;
    `error_us` is how far that may be off either way. `why` says why there is no link.
    """

    system: str
    level: str | None
    name: Text
    verdict: Verdict
    period: Period | None
    us: int
    error_us: int
    links: tuple[PathLink, ...]
    why: Message | None


@dataclass(frozen=True)
class _Piece:
    kind: str
    step: Step | None
    low: int
    high: int


def critical_path_of(ledger: Ledger) -> CriticalPath | None:
    """Follow the last return; None where nothing was lost, or several clocks tell of it."""
    drill = ledger.drill
    one = all_compared(drill) and not drill.municipalities and not papers(drill)
    lost = [
        (line, each)
        for line in (recoveries(drill) if one else ())
        for each in outages_of(drill, line.target.system, line.target.level)
    ]
    back = [pair for pair in lost if pair[1].returned and not put_back_by(drill, pair[1])]
    if not back:
        return _without(lost[0][0], NOT_BACK()) if lost else None
    line, outage = max(back, key=lambda pair: (pair[0].rto.verdict == "missed", *_ends(pair[1])))
    return _followed(ledger, line, outage)


def _without(line: Recovery, why: Message) -> CriticalPath:
    target = line.target
    name, verdict = target.name, line.rto.verdict
    return CriticalPath(target.system, target.level, name, verdict, None, 0, 0, (), why)


def _ends(outage: Outage) -> tuple[int, int]:
    """When it returned and when it was lost, each in the middle of what is known."""
    lost, back = outage.lost, outage.returned or outage.lost
    began = lost.high if outage.unseen_loss else (lost.low + lost.high) // 2
    return max(began, (back.low + back.high) // 2), began


def _followed(ledger: Ledger, line: Recovery, outage: Outage) -> CriticalPath:
    target, (ended, began) = line.target, _ends(outage)
    anchor = anchor_of(ledger.drill, target.system, target.level, outage)
    if anchor is None:
        return _without(line, NO_CHAIN(system=target.system))
    lost, back = outage.lost, outage.returned or outage.lost
    # What was done before it was certain that it was down did nothing for its return.
    certain = min(max(began, lost.high), ended)
    edge = (_Piece("edge", None, began, certain),) if began < certain else ()
    pieces = (*edge, *reversed(tuple(_back(ledger.drill, anchor, certain, ended))))
    width = back.high - back.low + (0 if outage.unseen_loss else lost.high - lost.low)
    return CriticalPath(
        system=target.system,
        level=target.level,
        name=target.name,
        verdict=line.rto.verdict,
        period=ledger.period(began, ended),
        us=ended - began,
        error_us=width // 2,
        links=tuple(_link(ledger, cut) for each in pieces for cut in _paused(ledger.drill, each)),
        why=None,
    )


def _back(drill: Drill, anchor: Step, began: int, ended: int) -> Iterator[_Piece]:
    """The pieces from the return back to the loss, each ending where the one before begins."""
    cursor, step, seen, kind = ended, anchor, set[str](), "seen"
    while cursor > began:
        for piece in (*_gap(drill, step, kind, cursor), *_own(drill, step, cursor)):
            if min(piece.high, cursor) > began:
                low = max(piece.low, began)
                yield _Piece(piece.kind, piece.step, low, cursor)
                cursor = low
        seen.add(step.id)
        found = _decided_by(drill, step)
        if found is None or found.id in seen:
            break
        kind = _why_then(drill, step, found)
        step = found
    if cursor > began:
        yield _Piece("before", None, began, cursor)


def _gap(drill: Drill, step: Step, kind: str, cursor: int) -> Iterator[_Piece]:
    """What passed between the end of a step and what it let happen."""
    ended = drill.step(step.id).ended
    if ended is not None and ended.at < cursor:
        yield _Piece(kind, None, ended.at, cursor)


def _own(drill: Drill, step: Step, cursor: int) -> Iterator[_Piece]:
    for each in reversed(spells_of(drill, step)):
        if each.low < cursor:
            high = cursor if each.high is None else min(each.high, cursor)
            yield _Piece(each.kind, step, each.low, high)


def _decided_by(drill: Drill, step: Step) -> Step | None:
    """The step whose end let this one begin: of all that it waited for, the last to end."""
    before = before_of(drill, step)
    ends = [
        (ended.at, drill.model(each.step))
        for each in waits_on(step, before)
        if (ended := drill.step(each.step).ended) is not None
        and satisfies(ended, each)
        and ended.at <= (drill.step(step.id).due or 0)
    ]
    return max(ends, key=lambda one: one[0])[1] if ends else None


def _why_then(drill: Drill, step: Step, found: Step) -> str:
    """Why a step did not begin at once when the one before it had ended."""
    ended, state = drill.step(found.id).ended, drill.step(step.id)
    planned = state.planned if state.planned is not None else state.due
    waited = ended is not None and planned is not None and planned > ended.at
    return "timetable" if waited and step.at is not None else "other"


def _paused(drill: Drill, piece: _Piece) -> Iterator[_Piece]:
    """The piece, with the time in which the drill stood still cut out of it."""
    at = piece.low
    for low, high in drill.pauses:
        began, ended = max(low, at), piece.high if high is None else min(high, piece.high)
        if began < ended:
            if at < began:
                yield _Piece(piece.kind, piece.step, at, began)
            yield _Piece("paused", piece.step, began, ended)
            at = ended
    if at < piece.high:
        yield _Piece(piece.kind, piece.step, at, piece.high)


def _link(ledger: Ledger, piece: _Piece) -> PathLink:
    drill, step = ledger.drill, piece.step
    state = None if step is None else drill.step(step.id)
    by = state.ended.by if state is not None and state.ended is not None else None
    return PathLink(
        kind=piece.kind,
        step=None if step is None else step.id,
        name=None if step is None else step_name(drill, step),
        who=Text(by) if by else role_name(drill, None if step is None else step.by),
        period=ledger.period(piece.low, piece.high),
        us=piece.high - piece.low,
        records=() if step is None else _records(ledger, step.id),
    )


def _records(ledger: Ledger, step: str) -> tuple[int, ...]:
    """The records that tell of a step: its beginning and end, and what was said and done for it."""
    acts = [each for each in ledger.drill.actions.values() if each.order.step == step]
    kinds = StepDue | Approved | Answered | StepEnded
    own = [x for _, x in ledger.entries if isinstance(x, kinds) and x.step == step]
    return ledger.records(*own, *(x for each in acts for x in (each.order, each.ended)))
