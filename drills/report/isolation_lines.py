"""Everything that must not answer: whether it kept silent, beside a control target that answered.

Silence proves nothing where our own network may be down. So it holds only where a control target
in the same zone answered at the same time; without that answer it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bcp.asking import ProbeCall
from bcp.message import Message
from drills.core.brief import Check
from drills.core.events import CheckLost, Outcome, Source, UnknownBegan, Watched
from drills.report.ledger import Ledger, sample_reasons
from drills.report.people import never_begun
from scenarios.model import Probe, Step, Wait


@dataclass(frozen=True)
class IsolationLine:
    """One question that wants silence: a watched check, a guard, or a step of the drill.

    `control` is the subject of its control target, empty where it has none. `held`, `broken` and
    `unknown` count the answers of a check; of a step, which is asked until it ends, they are all 0.
    `outcome` is broken where anything ever answered, and unknown where the silence was ever in
    doubt, or nobody asked.
    """

    id: str
    subject: str
    control: str
    outcome: Outcome
    held: int
    broken: int
    unknown: int
    why: tuple[Message, ...]
    source: Source
    records: tuple[int, ...]


def isolation_lines(ledger: Ledger) -> tuple[IsolationLine, ...]:
    """The watched checks and guards that want silence, then the steps, in their order."""
    checks = [_of_check(ledger, each) for each in ledger.brief.watched if each.call.wants_silence]
    return (*checks, *_of_steps(ledger))


def _of_check(ledger: Ledger, check: Check) -> IsolationLine:
    windows = [each for each in ledger.all(Watched) if _tells(each, check.id)]
    own = [tally for each in windows for tally in each.tallies if tally.check == check.id]
    held, broken = sum(each.held for each in own), sum(each.broken for each in own)
    unknown = sum(each.unknown for each in own)
    lost = [each for each in ledger.all(CheckLost) if each.check == check.id]
    doubted = [each for each in ledger.all(UnknownBegan) if each.check == check.id]
    samples = [*(each.first_bad for each in lost), *(each.sample for each in doubted)]
    return IsolationLine(
        id=check.id,
        subject=check.call.subject,
        control=_control(check.call),
        outcome=_outcome(held, broken or len(lost), unknown or len(doubted)),
        held=held,
        broken=broken,
        unknown=unknown,
        why=_once_each(why for each in samples for why in sample_reasons(each)),
        source="measured",
        records=ledger.records(*lost, *doubted, *windows[-1:]),
    )


def _once_each(reasons: Iterable[Message]) -> tuple[Message, ...]:
    found: list[Message] = []
    for each in reasons:
        if each not in found:
            found.append(each)
    return tuple(found)


def _tells(window: Watched, check: str) -> bool:
    return any(each.check == check for each in window.tallies)


def _outcome(held: int, broken: int, unknown: int) -> Outcome:
    if broken:
        return "broken"
    if unknown:
        return "unknown"
    return "held" if held else "skipped"


def _of_steps(ledger: Ledger) -> Iterator[IsolationLine]:
    for step in ledger.brief.scenario.steps:
        call = step.do.call if isinstance(step.do, Probe | Wait) else None
        if call is not None and call.wants_silence:
            yield _of_step(ledger, step, call)


def _of_step(ledger: Ledger, step: Step, call: ProbeCall) -> IsolationLine:
    ended = ledger.drill.step(step.id).ended
    return IsolationLine(
        id=step.id,
        subject=call.subject,
        control=_control(call),
        outcome=ended.outcome if ended is not None else "skipped",
        held=0,
        broken=0,
        unknown=0,
        why=ended.why if ended is not None else never_begun(ledger.drill, step),
        source=ended.source if ended is not None else "assumed",
        records=ledger.records(ended),
    )


def _control(call: ProbeCall) -> str:
    return call.control.subject if call.control is not None else ""
