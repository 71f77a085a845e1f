"""What the watch saw: losses, returns, flaps, times without an answer, counts."""

from __future__ import annotations

from drills.core.events import (
    CheckFlapped,
    CheckSetAside,
    MarkersFound,
    Sample,
    UnknownBegan,
    UnknownEnded,
    Watched,
)
from drills.report.ledger import Ledger, name_of, sample_reasons
from drills.report.measured_lines import (
    AsideLine,
    CountLine,
    FlapLine,
    MarkerLine,
    OutageLine,
    Seen,
    UnknownLine,
)


def seen(ledger: Ledger, sample: Sample) -> Seen:
    """One answer, as it came, with why it was not good."""
    reading, why = sample.reading, sample_reasons(sample)
    sent, received = ledger.when(sample.sent), ledger.when(sample.received)
    return Seen(sent, received, sample.outcome, dict(reading.facts), why, reading.said)


def outage_lines(ledger: Ledger) -> tuple[OutageLine, ...]:
    """Every loss of every check, in the order in which they were seen."""
    pairs = [
        pair
        for check in ledger.brief.checks
        if (state := ledger.drill.checks.get(check.id)) is not None
        for pair in state.outages
    ]
    lines = []
    for lost, returned in sorted(pairs, key=lambda pair: ledger.records(pair[0])):
        system = system_of(ledger, lost.check)
        lines.append(
            OutageLine(
                system=system,
                name=name_of(ledger.drill, system),
                check=lost.check,
                last_good=seen(ledger, lost.last_good) if lost.last_good else None,
                first_bad=seen(ledger, lost.first_bad),
                last_bad=seen(ledger, returned.last_bad) if returned else None,
                first_good=seen(ledger, returned.first_good) if returned else None,
                records=ledger.records(lost, returned),
            )
        )
    return tuple(lines)


def flap_lines(ledger: Ledger) -> tuple[FlapLine, ...]:
    """Every time a check was good for a moment only."""
    return tuple(
        FlapLine(
            system=system_of(ledger, each.check),
            check=each.check,
            last_bad=seen(ledger, each.last_bad),
            first_good=seen(ledger, each.first_good),
            last_good=seen(ledger, each.last_good),
            first_bad=seen(ledger, each.first_bad),
            good_answers=each.good_answers,
            records=ledger.records(each),
        )
        for each in ledger.all(CheckFlapped)
    )


def unknown_lines(ledger: Ledger) -> tuple[UnknownLine, ...]:
    """Every time in which a check could not be asked, with why."""
    ends = list(ledger.all(UnknownEnded))
    lines = []
    for began in ledger.all(UnknownBegan):
        if ledger.brief.guard(began.check) is not None:
            continue  # it guards the drill and is told with the guards
        later = (each for each in ends if each.check == began.check and each.at >= began.at)
        ended = next(later, None)
        lines.append(
            UnknownLine(
                system=system_of(ledger, began.check),
                check=began.check,
                period=ledger.period(began.sample.sent, ended.at if ended else None),
                why=sample_reasons(began.sample),
                records=ledger.records(began, ended),
            )
        )
    return tuple(lines)


def aside_lines(ledger: Ledger) -> tuple[AsideLine, ...]:
    """Every check that a person took out of the judgement."""
    return tuple(
        AsideLine(
            check=each.check,
            when=ledger.when(each.at),
            by=each.by,
            second=each.second,
            reason=each.reason,
            records=ledger.records(each),
        )
        for each in ledger.all(CheckSetAside)
    )


def count_lines(ledger: Ledger) -> tuple[CountLine, ...]:
    """How often each check was asked, in all windows together."""
    tallies = [tally for window in ledger.all(Watched) for tally in window.tallies]
    lines = []
    for check in ledger.brief.checks:
        own = [each for each in tallies if each.check == check.id]
        held, broken = sum(each.held for each in own), sum(each.broken for each in own)
        unknown, late = sum(each.unknown for each in own), sum(each.late for each in own)
        lines.append(CountLine(check.system, check.id, held, broken, unknown, late))
    return tuple(lines)


def marker_lines(ledger: Ledger) -> tuple[MarkerLine, ...]:
    """The markers written into each system, and what was found of them."""
    lines = []
    actions = list(ledger.drill.actions.values())
    for system in ledger.brief.plan.watchables:
        written = [
            each
            for each in actions
            if (each.order.purpose, each.order.system) == ("marker_write", system.id)
        ]
        found = [each for each in ledger.all(MarkersFound) if each.system == system.id]
        if not written and not found:
            continue
        good = [each for each in written if each.ended and each.ended.outcome == "held"]
        surviving = found[-1].surviving if found else ()
        kept = [each.order.at for each in good if each.order.action in surviving]
        lines.append(
            MarkerLine(
                system=system.id,
                written=len(good),
                failed=len(written) - len(good),
                surviving=surviving,
                looked=len(found),
                could_not_read=found[-1].could_not_read if found else None,
                records=ledger.records(*found),
                newest_kept=ledger.when(max(kept)) if kept else None,
            )
        )
    return tuple(lines)


def system_of(ledger: Ledger, check: str) -> str:
    """The system that a check belongs to."""
    found = ledger.brief.check(check)
    return found.system if found else check
