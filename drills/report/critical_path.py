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
from drills.core.brief import Target
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
from drills.report.spell_line import SpellKind
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
    ja="{name}は、どの手順によって復旧したかが記録から分からないため、経路は示せません。"
    "シナリオの手順に wait: {{system: {system}}} と after を書くと分かります。",
    en="The record does not tell which step brought {name} back, so no way is shown. Steps that "
    "say wait: {{system: {system}}} and after would tell.",
)


# Nobody worked meanwhile: the step that is named was waited for.
WAITS = ("timetable", "other", "before")


@dataclass(frozen=True)
class PathLink:
    """One link of the chain. `kind` is a word of `path_words.KINDS`.

    `step` is whose time it is; between steps it is the one that was waited for. None: of no step.
    """

    kind: SpellKind
    step: str | None
    name: Words | None
    who: Text
    period: Period
    us: int
    records: tuple[int, ...]


@dataclass(frozen=True)
class CriticalPath:
    """The chain of the last return; what really happened goes first, and then what was missed.

    The links sum up to `us`, which is from the middle of the loss to the middle of the return;
    `error_us` is how far that may be off either way. `why` says why there is no link, or why
    something that came back later is not followed.
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
    kind: SpellKind
    step: Step | None
    low: int
    high: int


@dataclass(frozen=True)
class _Wait:
    """What was waited for when a step had ended, and why."""

    kind: SpellKind
    step: Step | None


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
    last, *others = sorted(back, key=_last, reverse=True)
    anchors = ((pair, _anchor(drill, *pair)) for pair in (last, *others))
    found = next(((pair, anchor) for pair, anchor in anchors if anchor is not None), None)
    target = last[0].target
    why = NO_CHAIN(name=_name(target), system=target.system)
    if found is None:
        return _without(last[0], why)
    (line, outage), anchor = found
    return _followed(ledger, line, outage, anchor, None if line is last[0] else why)


def _last(pair: tuple[Recovery, Outage]) -> tuple[bool, bool, int, int]:
    """What really happened goes before what was only pretended, then what was missed."""
    line, outage = pair
    real = outage.source not in ("injected", "assumed")
    return real, line.rto.verdict == "missed", *_ends(outage)


def _without(line: Recovery, why: Message) -> CriticalPath:
    target, verdict = line.target, line.rto.verdict
    return CriticalPath(target.system, target.level, _name(target), verdict, None, 0, 0, (), why)


def _ends(outage: Outage) -> tuple[int, int]:
    """When it returned and when it was lost, each in the middle of what is known."""
    lost, back = outage.lost, outage.returned or outage.lost
    began = lost.high if outage.unseen_loss else (lost.low + lost.high) // 2
    return max(began, (back.low + back.high) // 2), began


def _anchor(drill: Drill, line: Recovery, outage: Outage) -> Step | None:
    return anchor_of(drill, line.target.system, line.target.level, outage)


def _name(target: Target) -> Text:
    name = target.name
    return Text(name.said_in("ja") or target.system, name.said_in("en") or target.system)


def _followed(
    ledger: Ledger, line: Recovery, outage: Outage, anchor: Step, why: Message | None
) -> CriticalPath:
    target, (ended, began) = line.target, _ends(outage)
    lost, back = outage.lost, outage.returned or outage.lost
    # What was done before it was certain that it was down did nothing for its return.
    certain = min(max(began, lost.high), ended)
    edge = (_Piece("edge", None, began, certain),) if began < certain else ()
    pieces = (*edge, *reversed(tuple(_back(ledger.drill, anchor, certain, ended))))
    width = back.high - back.low + (0 if outage.unseen_loss else lost.high - lost.low)
    return CriticalPath(
        system=target.system,
        level=target.level,
        name=_name(target),
        verdict=line.rto.verdict,
        period=ledger.period(began, ended),
        us=ended - began,
        error_us=width // 2,
        links=tuple(_link(ledger, cut) for each in pieces for cut in _paused(ledger.drill, each)),
        why=why,
    )


def _back(drill: Drill, anchor: Step, began: int, ended: int) -> Iterator[_Piece]:
    """The pieces from the return back to the loss, each ending where the one before begins."""
    cursor, step, seen = ended, anchor, set[str]()
    kind: SpellKind = "seen"
    later: Step | None = None
    while cursor > began:
        for piece in (*_gap(drill, step, _Wait(kind, later), cursor), *_own(drill, step, cursor)):
            if min(piece.high, cursor) > began:
                low = max(piece.low, began)
                yield _Piece(piece.kind, piece.step, low, cursor)
                cursor = low
        seen.add(step.id)
        found = _decided_by(drill, step)
        if found is None or found.id in seen:
            break
        kind, later, step = _why_then(drill, step, found), step, found
    if cursor > began:
        yield _Piece("before", step, began, cursor)


def _gap(drill: Drill, step: Step, wait: _Wait, cursor: int) -> Iterator[_Piece]:
    """What passed between the end of a step and what it let happen."""
    ended = drill.step(step.id).ended
    if ended is not None and ended.at < cursor:
        yield _Piece(wait.kind, wait.step, ended.at, cursor)


def _own(drill: Drill, step: Step, cursor: int) -> Iterator[_Piece]:
    for each in reversed(spells_of(drill, step)):
        if each.low < cursor:
            high = cursor if each.high is None else min(each.high, cursor)
            yield _Piece(each.kind, step, each.low, high)


def _decided_by(drill: Drill, step: Step) -> Step | None:
    """The step whose end let this one begin: of all that it waited for, the last to end."""
    begun, scenario = drill.step(step.id).due or 0, drill.started().scenario
    ends = {
        each.step: ended.at
        for each in waits_on(step, before_of(drill, step))
        if (ended := drill.step(each.step).ended) is not None
        and satisfies(ended, each)
        and ended.at <= begun
    }
    return scenario.step(max(ends, key=ends.__getitem__)) if ends else None


def _why_then(drill: Drill, step: Step, found: Step) -> SpellKind:
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
    return PathLink(
        kind=piece.kind,
        step=None if step is None else step.id,
        name=None if step is None else step_name(drill, step),
        who=_who(drill, piece),
        period=ledger.period(piece.low, piece.high),
        us=piece.high - piece.low,
        records=() if step is None else _records(ledger, step.id),
    )


def _who(drill: Drill, piece: _Piece) -> Text:
    step = piece.step
    if step is None or piece.kind in WAITS:
        return Text()
    ended = drill.step(step.id).ended
    return Text(ended.by) if ended is not None and ended.by else role_name(drill, step.by)


def _records(ledger: Ledger, step: str) -> tuple[int, ...]:
    """The records that tell of a step: its beginning and end, and what was said and done for it."""
    acts = [each for each in ledger.drill.actions.values() if each.order.step == step]
    kinds = StepDue | Approved | Answered | StepEnded
    own = [x for _, x in ledger.entries if isinstance(x, kinds) and x.step == step]
    return ledger.records(*own, *(x for each in acts for x in (each.order, each.ended)))
