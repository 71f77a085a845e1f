"""What stands behind the results as evidence: isolation, head-room, and files with hashes."""

from __future__ import annotations

from dataclasses import replace

from bcp.asking import Control, Expectation, ProbeCall, Settled
from bcp.durations import HOUR, SECOND, Span
from bcp.inventory import Power, Radio
from bcp.message import Text
from drills.core import events as e
from drills.core.brief import Check
from drills.core.judging import CONTROL_SILENT, sample_of
from drills.report import as_text
from drills.report.assembled import report_of
from drills.report.model import Report
from scenarios.reading import Reading
from tests.report.made_up import BRIEF, recorded, simple

S = SECOND
CALL = ProbeCall(
    "icmp",
    "192.0.2.9",
    expect=(Expectation("reply", "equals", False),),
    control=Control("icmp", "192.0.2.1"),
)
APART = Check("apart/icmp", "mail", None, CALL, Span(S), Settled(1))
NOTHING, ANSWER = Reading({"reply": False}), Reading({"reply": True})


def asked(at: int, reading: Reading, control: Reading) -> e.Sample:
    return sample_of(CALL, at, at + S, reading, control)


def tally(held: int, broken: int, unknown: int) -> e.Watched:
    own = e.CheckTally("apart/icmp", held, broken, unknown, 0, None, None, None, 0)
    return e.Watched(30 * S, 0, (own,))


def report(*events: e.Event, **brief: object) -> Report:
    return report_of(recorded(simple(*events, **{"checks": (APART,), "targets": (), **brief})))


def test_silence_beside_a_control_that_answered_has_held() -> None:
    (line,) = report(tally(30, 0, 0)).isolation
    assert (line.outcome, line.subject, line.control) == ("held", "192.0.2.9", "192.0.2.1")
    assert line.records == (2,)


def test_silence_without_the_controls_answer_is_unknown_and_says_why() -> None:
    doubt = e.UnknownBegan(2 * S, "apart/icmp", asked(S, NOTHING, NOTHING))
    (line,) = report(doubt, tally(28, 0, 2)).isolation
    assert line.outcome == "unknown"
    assert [each.code for each in line.why] == [CONTROL_SILENT.code]
    assert line.records == (2, 3)


def test_one_answer_breaks_the_isolation_whatever_came_before_and_after() -> None:
    quiet, heard = asked(S, NOTHING, ANSWER), asked(2 * S, ANSWER, ANSWER)
    lost = e.CheckLost(3 * S, "apart/icmp", quiet, heard)
    (line,) = report(lost, tally(29, 1, 0)).isolation
    assert (line.outcome, line.held, line.broken) == ("broken", 29, 1)
    assert "192.0.2.9" in as_text.written(report(lost, tally(29, 1, 0)), "ja")


def test_what_was_never_asked_is_neither_held_nor_broken() -> None:
    (line,) = report().isolation
    assert line.outcome == "skipped"


def test_every_file_that_the_journal_names_is_evidence_with_its_hash() -> None:
    kept = e.EvidenceKept(9 * S, "evidence/watch-1.jsonl", "ef" * 32, 1234, False)
    found = report(kept).evidence
    assert [(each.kind, each.file, each.sha256, each.size, each.complete) for each in found] == [
        ("brief", "plan.yaml", "ab" * 32, None, True),
        ("brief", "scenarios/quake-at-night.yaml", "cd" * 32, None, True),
        ("readings", "evidence/watch-1.jsonl", "ef" * 32, 1234, False),
    ]
    assert [each.records for each in found] == [(1,), (1,), (2,)]
    said = as_text.written(report(kept), "en")
    assert "(its end is missing)" in " ".join(said.split())
    assert "bcp-drill verify" in said


def test_head_room_tells_the_least_and_the_last_and_keeps_assumptions_apart() -> None:
    ups = Power("ups", "ups", Text("サーバ室のUPS", "UPS"), runtime=Span(HOUR // 2))
    dish = Radio("dish", "multiplex", Text("多重無線", "Radio"))
    plan = replace(BRIEF.plan, power=(ups,), radio=(dish,))
    watch = replace(APART, id="dish/radio", system="dish", call=ProbeCall("radio", "dish"))
    told = (
        e.DeviceTold(at, at, "dish/radio", {"rx_level_dbm": level})
        for at, level in ((S, -52.0), (60 * S, -66.5), (90 * S, -55.25))
    )
    room = report(*told, plan=plan, checks=(watch,)).head_room
    assert [(x.id, x.fact, x.last, x.least, x.most, x.source) for x in room] == [
        ("dish", "rx_level_dbm", -55.25, -66.5, -52.0, "measured"),
        ("ups", "runtime_h", 0.5, None, None, "assumed"),
    ]
    assert room[0].records == (2, 3, 4)
    assert room[1].when is None
