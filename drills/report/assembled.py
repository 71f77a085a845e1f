"""From a journal's records to the report: the same records give the same report, always."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from drills.core.machine import evolve
from drills.core.state import Drill
from drills.report import actions, changes, figures, people, summary, watching
from drills.report.auditing import order_lines
from drills.report.event_words import told
from drills.report.guarding import guard_lines
from drills.report.happened_lines import TimelineLine
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from drills.report.merging_lines import merging_part
from drills.report.model import JournalState, Report
from drills.report.paper import beside_lines, paper_entries
from drills.report.paper_run import paper_runs
from drills.report.retraction import retraction_lines
from drills.report.survey_lines import survey_lines
from drills.report.time_split import split_of
from drills.report.zone_lines import heard_lines

if TYPE_CHECKING:  # only their shape matters here, and SQLite would come with them
    from drills.journal.record import Record
    from drills.journal.verify import Verification


def report_of(records: Iterable[Record], verification: Verification | None = None) -> Report:
    """Make the report of a run from its records, in order.

    With a `verification` the report says whether they can be trusted. Raises `JournalBroken` where
    a record cannot be read, and `ValueError` where there is none, or the first is no start.
    """
    kept = tuple(records)
    ledger = Ledger.of((each.seq, each.event()) for each in kept)
    journal = JournalState(
        records=len(kept),
        head=kept[-1].hash,
        closed=ledger.drill.ended is not None,
        trusted=None if verification is None else verification.trusted,
        fault=None if verification is None else verification.what,
    )
    return report_from(ledger, journal)


def report_from(ledger: Ledger, journal: JournalState) -> Report:
    """Make the report of events that were read already."""
    return Report(
        header=summary.header_of(ledger),
        journal=journal,
        summary=summary.summary_of(ledger),
        merging=merging_part(ledger),
        on_paper=paper_runs(ledger),
        recoveries=figures.recovery_lines(ledger),
        goals=figures.goal_lines(ledger),
        split=split_of(ledger),
        moments=changes.moment_lines(ledger),
        outages=watching.outage_lines(ledger),
        flaps=watching.flap_lines(ledger),
        unknowns=watching.unknown_lines(ledger),
        asides=watching.aside_lines(ledger),
        counts=watching.count_lines(ledger),
        guards=guard_lines(ledger),
        heard=heard_lines(ledger),
        steps=people.step_lines(ledger),
        answers=people.answer_lines(ledger),
        approvals=people.approval_lines(ledger),
        obligations=people.obligation_lines(ledger),
        actions=actions.action_lines(ledger),
        markers=watching.marker_lines(ledger),
        by_hand=actions.by_hand_lines(ledger),
        retractions=retraction_lines(ledger),
        injects=changes.inject_lines(ledger),
        pretences=changes.pretence_lines(ledger),
        jumps=changes.jump_lines(ledger),
        pauses=changes.pause_lines(ledger),
        restarts=changes.restart_lines(ledger),
        clock_steps=changes.clock_lines(ledger),
        amendments=changes.amendment_lines(ledger),
        orders=order_lines(ledger),
        deviations=changes.deviation_lines(ledger),
        paper=paper_entries(ledger),
        beside_paper=beside_lines(ledger),
        surveys=survey_lines(ledger),
        timeline=_timeline(ledger),
    )


def _timeline(ledger: Ledger) -> tuple[TimelineLine, ...]:
    lines = []
    drill = Drill()
    for seq, event in ledger.entries:
        drill = evolve(drill, event)
        said = told(event, drill)
        if said is not None:
            when: When = ledger.when(event.at)
            lines.append(TimelineLine(when, said.what, said.stumble, said.who, (seq,)))
    return tuple(lines)
