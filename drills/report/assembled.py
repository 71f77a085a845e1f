"""From a journal's records to the report: the same records give the same report, always."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bcp.message import Message
from drills.core.machine import evolve
from drills.core.state import Drill
from drills.report import actions, changes, figures, people, summary, watching
from drills.report.absence_lines import absent_lines, stood_in_lines
from drills.report.alarm_lines import alarm_lines, listening_lines
from drills.report.auditing import order_lines
from drills.report.business_lines import business_lines, criterion_lines, setting_of
from drills.report.by_municipality import of_each
from drills.report.call_lines import call_out_lines, callee_lines
from drills.report.checkin_lines import check_in_lines, department_lines
from drills.report.cited import record_lines
from drills.report.critical_path import critical_path_of
from drills.report.decisions import decisions_of
from drills.report.event_words import told
from drills.report.evidence_lines import evidence_lines
from drills.report.graded import grading_of
from drills.report.guarding import guard_lines
from drills.report.happened_lines import TimelineLine
from drills.report.indicator_lines import indicator_lines
from drills.report.isolation_lines import isolation_lines
from drills.report.issues_found import issue_lines
from drills.report.ledger import Ledger
from drills.report.level_lines import level_lines
from drills.report.measured_lines import When
from drills.report.merging_lines import merging_part
from drills.report.message_lines import messages_lines, unsent_lines
from drills.report.model import JournalState, Report
from drills.report.muster_lines import head_lines, muster_lines, mustered_lines
from drills.report.paper import beside_lines, paper_entries
from drills.report.paper_run import paper_runs
from drills.report.participation import participation_of
from drills.report.ramp_lines import wave_lines
from drills.report.retraction import retraction_lines
from drills.report.room_lines import room_lines
from drills.report.simulated import simulated_lines
from drills.report.survey_lines import survey_lines
from drills.report.time_split import split_of
from drills.report.upcoming import upcoming_of
from drills.report.zone_lines import heard_lines

if TYPE_CHECKING:  # only their shape matters here, and SQLite would come with them
    from drills.journal.record import Record
    from drills.journal.verify import Verification


def report_of(
    records: Iterable[Record],
    verification: Verification | None = None,
    signature: Message | None = None,
) -> Report:
    """Make the report of a run from its records, in order.

    With a `verification` the report says whether they can be trusted, with a `signature` who signed
    the bundle that they came in. Raises `JournalBroken` where
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
        signature=signature,
    )
    return report_from(ledger, journal)


def report_from(ledger: Ledger, journal: JournalState) -> Report:
    """Make the report of events that were read already."""
    report = Report(
        header=summary.header_of(ledger),
        journal=journal,
        summary=summary.summary_of(ledger),
        **_judged(ledger),
        merging=merging_part(ledger),
        on_paper=paper_runs(ledger),
        recoveries=of_each(ledger, figures.recovery_lines),
        goals=of_each(ledger, figures.goal_lines),
        setting=setting_of(ledger),
        businesses=of_each(ledger, business_lines),
        evaluation=of_each(ledger, criterion_lines),
        split=split_of(ledger),
        **_inside(ledger),
        moments=of_each(ledger, changes.moment_lines),
        outages=of_each(ledger, watching.outage_lines),
        flaps=of_each(ledger, watching.flap_lines),
        unknowns=of_each(ledger, watching.unknown_lines),
        asides=of_each(ledger, watching.aside_lines),
        counts=of_each(ledger, watching.count_lines),
        alarms=of_each(ledger, alarm_lines),
        listened=of_each(ledger, listening_lines),
        guards=of_each(ledger, guard_lines),
        heard=of_each(ledger, heard_lines),
        **_reached(ledger),
        waves=of_each(ledger, wave_lines),
        steps=of_each(ledger, people.step_lines),
        answers=of_each(ledger, people.answer_lines),
        approvals=of_each(ledger, people.approval_lines),
        obligations=of_each(ledger, people.obligation_lines),
        actions=of_each(ledger, actions.action_lines),
        markers=of_each(ledger, watching.marker_lines),
        by_hand=of_each(ledger, actions.by_hand_lines),
        retractions=of_each(ledger, retraction_lines),
        injects=of_each(ledger, changes.inject_lines),
        pretences=of_each(ledger, changes.pretence_lines),
        jumps=of_each(ledger, changes.jump_lines),
        pauses=of_each(ledger, changes.pause_lines),
        restarts=of_each(ledger, changes.restart_lines),
        clock_steps=of_each(ledger, changes.clock_lines),
        amendments=changes.amendment_lines(ledger),
        orders=order_lines(ledger),
        deviations=of_each(ledger, changes.deviation_lines),
        paper=paper_entries(ledger),
        beside_paper=beside_lines(ledger),
        surveys=survey_lines(ledger),
        timeline=_timeline(ledger),
    )
    return replace(report, other_records=record_lines(ledger, report, report.timeline))


def _judged(ledger: Ledger) -> dict[str, Any]:
    """What the one page says of the drill as a whole."""
    grading = grading_of(ledger)
    issues = issue_lines(ledger, grading.lines, split_of(ledger))
    return {
        "grading": grading,
        "indicators": indicator_lines(ledger, grading.lines),
        "issues": issues,
        "decisions": decisions_of(issues, grading.lines),
        "simulated": of_each(ledger, simulated_lines),
        "participation": participation_of(ledger),
        "upcoming": upcoming_of(ledger),
    }


def _inside(ledger: Ledger) -> dict[str, Any]:
    """What the pages behind the first one tell beside the tables."""
    return {
        "critical_path": critical_path_of(ledger),
        "levels": of_each(ledger, level_lines),
        "isolation": of_each(ledger, isolation_lines),
        "head_room": of_each(ledger, room_lines),
        "evidence": evidence_lines(ledger),
    }


def _reached(ledger: Ledger) -> dict[str, Any]:
    """What the report says of people who were called, written to, gathered and checked in."""
    return {
        "call_outs": of_each(ledger, call_out_lines),
        "callees": of_each(ledger, callee_lines),
        "messages": of_each(ledger, messages_lines),
        "unsent": of_each(ledger, unsent_lines),
        "check_ins": of_each(ledger, check_in_lines),
        "check_in_departments": of_each(ledger, department_lines),
        "musters": of_each(ledger, muster_lines),
        "head_counts": of_each(ledger, head_lines),
        "mustered": of_each(ledger, mustered_lines),
        "absent": of_each(ledger, absent_lines),
        "stood_in": of_each(ledger, stood_in_lines),
    }


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
