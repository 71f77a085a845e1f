"""Several segments become one drill on one clock."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from bcp.durations import MILLISECOND, SECOND, Span
from bcp.message import render
from bcp.model import Rto
from drills.core import events as e
from drills.core.clock_bounds import Bounds, ClockEvidence, Contradiction, joined
from drills.core.clock_evidence import contradiction_said, evidence_in, evidence_said
from drills.core.handed_in import Given, in_order, refusals, unreadable
from drills.core.machine import replay
from drills.core.merging import Merging, merged
from drills.core.orders import Amend, GoOn, Pause
from drills.core.overall import Overall, overall
from drills.core.recovery import Recovery, recoveries
from drills.core.state import Drill
from drills.core.step_goals import step_results
from tests.core import making as m
from tests.core.segments_made import PLAN, ahead, brief, lgwan, office, played, read_clock
from tests.core.simulation import World


def made(*given: Given, words: bool = True, without: tuple[str, ...] = ()) -> tuple[e.Event, ...]:
    segments = in_order(given)
    evidence = evidence_in(segments, words=words)
    bounds = joined(evidence)
    assert isinstance(bounds, Bounds)
    return merged(segments, bounds, Merging("merged", "係長", "test", evidence, without))


def of(drill: Drill, system: str) -> Recovery:
    return next(each for each in recoveries(drill) if each.target.system == system)


def alone(given: Given, system: str) -> Recovery:
    return of(replay(given.events), system)


NEAR, AWAY = office(), lgwan()
COMPARED = (read_clock(30 * SECOND, 30 * SECOND),)


def test_each_step_is_told_by_the_segment_that_carried_it_out_and_the_drill_ends_once() -> None:
    events = made(office(), lgwan())
    ends = [each for each in events if isinstance(each, e.StepEnded)]
    assert sorted(each.step for each in ends) == ["declare", "look", "quake", "report", "restore"]
    assert sum(isinstance(each, e.DrillEnded) for each in events) == 1
    assert sum(isinstance(each, e.SegmentEnded) for each in events) == 2
    assert sum(isinstance(each, e.SegmentWord) for each in events) == 2
    drill = replay(events)
    assert drill.ended is not None
    assert drill.ended.finish == "completed"
    assert all(drill.step(each.id).ended for each in drill.started().scenario.steps)


def test_a_merged_drill_passes_as_its_segments_do() -> None:
    drill = replay(made(office(*COMPARED), lgwan(*COMPARED)))
    assert overall(drill) == Overall.PASSED


@pytest.mark.parametrize("late", [0, 7 * SECOND])
def test_what_was_measured_within_one_zone_stays_as_it_was(late: int) -> None:
    away = lgwan(late=late, down={"files": [(5 * SECOND, 55 * SECOND)]})
    near = office(down={"web": [(20 * SECOND, 50 * SECOND)]})
    drill = replay(made(near, away, words=False))
    assert of(drill, "web").rto.actual == alone(near, "web").rto.actual
    assert of(drill, "web").rto.verdict == "met"


def test_a_time_from_zone_to_zone_carries_the_error_of_both_clocks() -> None:
    drill = replay(made(office(*COMPARED), lgwan(*COMPARED)))
    rto = of(drill, "files").rto
    assert rto.clocks > 0
    assert rto.actual is not None
    # Declared at T+15, back at T+55 by the true clock of both.
    assert rto.actual.low <= 40 * SECOND <= rto.actual.high
    assert rto.actual.error >= rto.clocks
    ((_, goal),) = step_results(drill)
    assert goal.actual is not None
    assert goal.actual.low <= 45 * SECOND <= goal.actual.high
    assert goal.actual.high - goal.actual.low == 2 * goal.clocks


def test_a_clock_that_is_three_seconds_ahead_is_put_right() -> None:
    compared = (read_clock(30 * SECOND, 30 * SECOND),)
    wrong = ahead(lgwan(*compared), 3 * SECOND)
    events = made(office(*compared), wrong)
    _, told, *_ = events
    assert isinstance(told, e.Merged)
    assert told.segments[0].ahead == 0
    assert abs(told.segments[1].ahead - 3 * SECOND) <= (told.segments[1].error or 0)
    rto = of(replay(events), "files").rto
    assert rto.actual is not None
    assert rto.actual.low <= 40 * SECOND <= rto.actual.high


def test_clocks_that_nobody_compared_give_no_measured_time_from_zone_to_zone() -> None:
    drill = replay(made(office(), lgwan(), words=False))
    rto = of(drill, "files").rto
    assert rto.actual is None
    assert rto.verdict == "not_measured"
    assert rto.why is not None
    assert rto.why.code == "merge.not_compared"
    assert overall(drill) == Overall.NOT_MEASURED


def test_words_in_both_directions_bound_the_clocks_from_both_sides() -> None:
    # Declared at 15 and heard there at 20; restored at 60 and heard here at 70.
    bounds = joined(evidence_in(in_order([office(), lgwan()])))
    assert isinstance(bounds, Bounds)
    assert bounds.high("lgwan", "office") == 5 * SECOND
    assert bounds.low("lgwan", "office") == -10 * SECOND


def test_a_word_before_what_it_tells_of_is_a_contradiction_with_both_sides_named() -> None:
    said = ClockEvidence("said", "lgwan", "office", 20 * SECOND, 22 * SECOND, by="係長")
    found = joined((*evidence_in(in_order([office(), lgwan()])), said))
    assert isinstance(found, Contradiction)
    assert {found.one.kind, found.other.kind} == {"said", "word"}
    assert {each.code for each in contradiction_said(found).params.values()} == {
        "merge.said",
        "merge.word",
    }


def test_the_order_in_which_the_segments_are_given_makes_no_difference() -> None:
    given = (office(*COMPARED), ahead(lgwan(*COMPARED), 3 * SECOND))
    first, second = (made(*each) for each in permutations(given))
    assert first == second


@forall(st.integers(-90_000_000, 90_000_000), st.booleans())
def test_wherever_the_clocks_stood_a_segments_own_times_and_order_stay(by: int, swap: bool) -> None:
    near, away = NEAR, ahead(AWAY, by)
    events = made(*((away, near) if swap else (near, away)), words=False)
    drill = replay(events)
    for place, segment in enumerate((near, away)):
        own = [each for each in segment.events if isinstance(each, e.Watched)]
        shift = drill.parts[place].zero
        told = [each for each in _of_segment(events, place) if isinstance(each, e.Watched)]
        assert [each.at - shift for each in told] == [each.at for each in own]
        assert [each.since - shift for each in told] == [each.since for each in own]
    instants = [each.at for each in events if not isinstance(each, e.Watched)]
    assert min(instants) == 0


def _of_segment(events: tuple[e.Event, ...], place: int) -> list[e.Event]:
    speaking = -1
    found: list[e.Event] = []
    for each in events:
        if isinstance(each, e.FromSegment):
            speaking = each.segment
        elif speaking == place:
            found.append(each)
    return found


def test_a_pause_in_one_zone_is_not_taken_out_of_another_ones_time() -> None:
    pause = ((22 * SECOND, Pause("係長")), (40 * SECOND, GoOn("係長")))
    drill = replay(made(office(*COMPARED, *pause), lgwan(*COMPARED)))
    ((_, goal),) = step_results(drill)
    assert goal.actual is not None
    assert goal.actual.low <= 45 * SECOND <= goal.actual.high
    assert [span[1] is not None for span in drill.pauses] == [True]


def test_a_correction_names_the_record_that_it_corrects_in_the_merged_record() -> None:
    near = office((30 * SECOND, Amend(4, "note", "x", "係長", "聞き間違い")))
    original = near.events[3]
    events = made(near, lgwan())
    amended = next(each for each in events if isinstance(each, e.Amended))
    assert type(events[amended.seq - 1]) is type(original)


def test_a_segment_without_its_end_leaves_the_merged_drill_unclosed() -> None:
    cut = lgwan()
    cut = replace(cut, events=cut.events[: len(cut.events) // 2])
    drill = replay(made(office(), cut))
    assert drill.ended is not None
    assert drill.merged is not None
    assert [each.closed for each in drill.merged.segments] == [True, False]
    assert overall(drill) == Overall.NOT_CLOSED


def test_what_was_left_out_deliberately_is_not_measured_and_fails_nobody() -> None:
    drill = replay(made(office(), without=("lgwan",)))
    assert overall(drill) == Overall.NOT_MEASURED
    rto = of(drill, "files").rto
    assert rto.why is not None
    assert rto.why.code == "merge.zone_absent"
    # Word of it came, so it is known how it ended.
    assert drill.step("restore").ended is not None


def _codes(*given: Given, without: tuple[str, ...] = ()) -> list[str]:
    return [each.code for each in refusals(in_order(given), without)]


def test_what_does_not_belong_together_is_refused_with_its_reason() -> None:
    near, away = office(), lgwan()
    assert _codes(near, away) == []
    assert _codes(near) == ["merge.missing"]
    assert _codes(near, without=("lgwan",)) == []
    assert _codes(near, away, without=("lgwan",)) == ["merge.not_without"]
    assert _codes(near, away, replace(away, file="copy")) == ["merge.twice"]
    other = replace(away, events=(_started(away, run_id="other"), *away.events[1:]))
    assert _codes(near, away, other) == ["merge.zone_twice"]
    foreign = _started(away, plan=replace(brief("lgwan").plan, organisation=m.plan().organisation))
    assert "merge.other_organisation" in _codes(near, replace(away, events=(foreign,)))
    edited = _started(away, files={"scenarios/s.yaml": "1" * 64})
    assert _codes(near, replace(away, events=(edited,))) == ["merge.other_scenario"]
    whole = _started(away, zone=None)
    assert "merge.no_zone" in _codes(near, replace(away, events=(whole,)))


def _started(given: Given, **changes: object) -> e.DrillStarted:
    return e.DrillStarted(0, replace(given.brief, **changes))  # type: ignore[arg-type]


def test_a_zone_without_a_terminal_is_never_missing() -> None:
    assert "field" not in str(refusals(in_order([office(), lgwan()]), ()))


def test_no_record_and_a_merged_record_are_no_segments() -> None:
    events = made(office(), lgwan())
    assert [each.code for each in unreadable([Given("a", ())])] == ["merge.empty"]
    assert [each.code for each in unreadable([Given("a", events)])] == ["merge.nested"]
    assert [each.code for each in unreadable([])] == ["merge.nothing"]


def test_a_system_that_two_terminals_watch_is_judged_by_both() -> None:
    shared = replace(brief("office").plan.systems[0], id="mail", zone=None, probe=(m.call("mail"),))
    plan = replace(brief("office").plan, systems=(shared,))
    segments = [
        played(zone, World(down={"mail": [spell]}), of=brief(zone, plan))
        for zone, spell in (
            ("office", (5 * SECOND, 9 * SECOND)),
            ("lgwan", (6 * SECOND, 20 * SECOND)),
        )
    ]
    drill = replay(made(*segments, words=False))
    assert sorted(drill.checks) == ["mail/tcp@lgwan", "mail/tcp@office"]
    assert of(drill, "mail").rto.why is not None


def test_a_watched_edge_moves_to_the_common_clock_with_both_its_answers() -> None:
    away = lgwan(late=4 * SECOND)
    lost = next(each for each in away.events if isinstance(each, e.CheckLost))
    events = made(office(), away, words=False)
    told = next(each for each in events if isinstance(each, e.CheckLost))
    assert told.first_bad.sent == lost.first_bad.sent + 4 * SECOND
    assert told.first_bad.received - told.first_bad.sent == 10 * MILLISECOND
    assert lost.last_good is not None
    assert told.last_good == replace(
        lost.last_good,
        sent=lost.last_good.sent + 4 * SECOND,
        received=lost.last_good.received + 4 * SECOND,
    )


def test_a_jump_of_the_event_clock_counts_once_for_the_whole_and_in_each_segment() -> None:
    night = m.scenario(
        m.inject("night", at=20 * SECOND, jump=3600 * SECOND),
        m.ask("restore", at=0, zone="lgwan"),
        home_zone="office",
    )
    plan = brief("office").plan
    segments = [played(zone, World(), of=brief(zone, plan, night)) for zone in ("office", "lgwan")]
    drill = replay(made(*segments))
    assert [each.by for each in drill.jumps] == [3600 * SECOND]
    own = {each.name: replay(each.events).jumps for each in segments}
    for place, name in enumerate(("office", "lgwan")):
        assert [each.by for each in drill.parts[place].jumps] == [each.by for each in own[name]]
    assert own["lgwan"]


def test_a_system_is_judged_by_the_plan_of_its_own_zone() -> None:
    edited = brief("lgwan").plan
    hurried = tuple(
        replace(each, rto=Rto(Span(SECOND))) if each.zone == "lgwan" else each
        for each in edited.systems
    )
    edited = replace(edited, systems=hurried)
    down = {"files": [(5 * SECOND, 55 * SECOND)]}
    for mine, theirs, within in ((PLAN, edited, SECOND), (edited, PLAN, 120 * SECOND)):
        segments = [
            played(zone, World(down=down), of=brief(zone, plan))
            for zone, plan in (("office", mine), ("lgwan", theirs))
        ]
        judged = of(replay(made(*segments)), "files").target
        own = alone(segments[1], "files").target
        assert judged == own
        assert judged.rto == Span(within)


@pytest.mark.parametrize(
    ("high", "told"), [(3, "at most 3.0 s ahead of"), (-3, "at least 3.0 s behind")]
)
def test_what_a_word_says_of_a_clock_is_never_a_negative_lead(high: int, told: str) -> None:
    word = ClockEvidence("word", "lgwan", "office", None, high * SECOND, "declare", "山田")
    assert told in render(evidence_said(word), "en")


@pytest.mark.parametrize(
    ("low", "high", "ja", "en"),
    [
        (10_799, 10_801, "3時間進んでいました（誤差1.0秒。", "3 h ahead of 'office', give or take"),
        (-10_801, -10_799, "3時間遅れていました（誤差1.0秒。", "3 h behind 'office', give or take"),
        (2, 4, "3.0秒進んでいました（誤差1.0秒。", "3.0 s ahead of 'office', give or take"),
    ],
)
def test_clocks_that_are_far_apart_are_not_told_in_seconds(
    low: int, high: int, ja: str, en: str
) -> None:
    read = ClockEvidence("compared", "lgwan", "office", low * SECOND, high * SECOND, "", "山田")
    assert ja in render(evidence_said(read), "ja")
    assert en in render(evidence_said(read), "en")


def test_word_of_a_step_whose_segment_is_there_changes_nothing_about_the_step() -> None:
    drill = replay(made(office(), lgwan()))
    assert drill.step("restore").word is None
    assert replay(made(office(), without=("lgwan",))).step("restore").word is not None
