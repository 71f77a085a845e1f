"""What the guards of a drill saw, from its journal."""

from __future__ import annotations

from collections.abc import Iterator

from drills.core.brief import Guard
from drills.core.events import GuardBlind, UnknownBegan, UnknownEnded, Watched
from drills.core.guards import GUARD_BROKEN, why
from drills.core.state import CheckState
from drills.report.guard_lines import GuardLine, GuardTrouble
from drills.report.ledger import Ledger


def guard_lines(ledger: Ledger) -> tuple[GuardLine, ...]:
    """Every guard, in the scenario's order."""
    return tuple(_line(ledger, each) for each in ledger.brief.guards)


def _line(ledger: Ledger, guard: Guard) -> GuardLine:
    check = guard.check
    windows = ledger.all(Watched)
    own = [each for window in windows for each in window.tallies if each.check == check.id]
    blind = [each for each in ledger.all(GuardBlind) if each.guard == check.id]
    closing = ledger.drill.closing
    reason = closing.reason if closing is not None else None
    ended = reason is not None and reason.code == GUARD_BROKEN.code
    ended_by_it = ended and reason is not None and reason.params.get("guard") == check.id
    return GuardLine(
        name=guard.name,
        check=check.id,
        word=check.call.word,
        subject=check.call.subject,
        every_us=check.every.us,
        broken_for_us=guard.broken_for.us,
        held=sum(each.held for each in own),
        broken=sum(each.broken for each in own),
        unknown=sum(each.unknown for each in own),
        ended_drill=ended_by_it,
        blind=bool(blind),
        troubles=(*_broken(ledger, check.id), *_unknown(ledger, check.id)),
        records=ledger.records(*blind, *((closing,) if ended_by_it else ())),
    )


def _broken(ledger: Ledger, check: str) -> Iterator[GuardTrouble]:
    for lost, returned in ledger.drill.checks.get(check, CheckState()).outages:
        ended = returned.first_good.received if returned is not None else None
        period = ledger.period(lost.first_bad.sent, ended)
        records = ledger.records(lost, returned)
        yield GuardTrouble("broken", period, why(lost.first_bad), records)


def _unknown(ledger: Ledger, check: str) -> Iterator[GuardTrouble]:
    ends = [each for each in ledger.all(UnknownEnded) if each.check == check]
    for began in ledger.all(UnknownBegan):
        if began.check == check:
            ended = next((each for each in ends if each.at >= began.at), None)
            period = ledger.period(began.sample.sent, ended.at if ended else None)
            records = ledger.records(began, ended)
            yield GuardTrouble("unknown", period, why(began.sample), records)
