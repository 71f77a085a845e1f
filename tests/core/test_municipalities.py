"""Municipalities that drilled together are placed side by side, and each keeps its own figures."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bcp.durations import SECOND
from bcp.model import Organisation
from drills.core import events as e
from drills.core.clock_bounds import Bounds, ClockEvidence, joined
from drills.core.handed_in import Given
from drills.core.machine import replay
from drills.core.merging import Merging, merged
from drills.core.municipalities import by_code, refused_together
from drills.core.overall import Overall, overall
from drills.core.recovery import recoveries
from drills.core.step_goals import step_results
from drills.journal.codec import decode, encode
from drills.report import as_json
from drills.report.assembled import report_from
from drills.report.ledger import Ledger
from drills.report.model import JournalState, Report
from scenarios.model import Scenario
from tests.core import segments_made as made
from tests.core.municipalities_made import FIRST, OTHER, alone, one_terminal, together, two_zones


def reported(events: tuple[e.Event, ...]) -> Report:
    ledger = Ledger.of(enumerate(events, start=1))
    return report_from(ledger, JournalState(len(events), "h", True, True, None))


def refused(*given: Given, without: tuple[str, ...] = ()) -> list[str]:
    return [each.code for each in refused_together(by_code(given), without)]


# What differs although nothing of a municipality's own has changed: where it stands in the record.
_ELSEWHERE = ("records", "unix_us", "at_us", "local")
_OWN = ("recoveries", "goals", "steps", "answers", "moments", "counts", "heard", "obligations")


def without_places(value: object, code: str) -> object:
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k not in (*_ELSEWHERE, "iso", "formula")}
        return {key: without_places(each, code) for key, each in kept.items()}
    if isinstance(value, list):
        return [without_places(each, code) for each in value]
    return value.replace(f"{code}/", "") if isinstance(value, str) else value


@pytest.mark.parametrize("code", [FIRST.code, OTHER.code])
def test_within_a_municipality_everything_stays_what_it_was(code: str) -> None:
    late = one_terminal(late=90 * SECOND)
    own = {FIRST.code: two_zones(), OTHER.code: (late,)}
    joint = json.loads(as_json.written(reported(together(*two_zones(), late)), "ja"))
    single = json.loads(as_json.written(reported(alone(own[code])), "ja"))
    for part in _OWN:
        lines = [each for each in joint[part] if f"{code}/" in json.dumps(each)]
        assert without_places(lines, code) == without_places(single[part], code), part
        assert bool(lines) == bool(single[part])


def test_a_municipalitys_own_drill_is_that_of_its_own_merged_record() -> None:
    drill = replay(together(*two_zones(), one_terminal(late=90 * SECOND)))
    mine = replay(alone(two_zones()))
    own = drill.municipalities[FIRST.code]
    assert [each.rto.actual for each in recoveries(own)] == [
        each.rto.actual for each in recoveries(mine)
    ]
    assert [result for _, result in step_results(own)] == [r for _, r in step_results(mine)]
    assert overall(own) == overall(mine)
    assert recoveries(drill)[: len(recoveries(own))] == recoveries(own)


def test_each_counts_from_its_own_declaration() -> None:
    drill = replay(together(*two_zones(), one_terminal(slow=30 * SECOND)))
    declared = {code: each.moments["declaration"] for code, each in drill.municipalities.items()}
    assert declared[OTHER.code] - declared[FIRST.code] == 30 * SECOND


def test_the_same_id_in_two_municipalities_is_two_things() -> None:
    drill = replay(together(*two_zones(), one_terminal()))
    steps = [each.id for each in drill.started().scenario.steps]
    assert len(steps) == len(set(steps))
    assert {"01204/declare", "01213/declare"} <= set(steps)
    assert {"01204/files/tcp", "01213/files/tcp"} <= set(drill.checks)
    assert {each.id for each in drill.started().plan.zones} >= {"01204/lgwan"}


def test_no_id_of_a_segment_is_left_behind_in_the_merged_record() -> None:
    bare = {"declare", "restore", "files", "web", "quake", "lgwan", "office", "files/tcp"}
    for event in together(*two_zones(), one_terminal()):
        _, _, body = encode(event)
        if isinstance(event, e.DrillStarted | e.Merged):
            continue
        fields = json.loads(body)
        for name in ("step", "check", "system", "zone", "server", "id"):
            assert fields.get(name) not in bare, event


def test_a_record_of_municipalities_is_read_back_as_it_was_written() -> None:
    events = together(*two_zones(), one_terminal())
    assert tuple(decode(*encode(each)) for each in events) == events


def test_the_order_in_which_they_are_given_makes_no_difference() -> None:
    near, away = two_zones()
    other = one_terminal()
    assert together(near, away, other) == together(other, away, near)


def test_the_worst_of_the_municipalities_is_the_result_of_the_drill() -> None:
    drill = replay(together(*two_zones(), one_terminal()))
    each = {code: overall(own) for code, own in drill.municipalities.items()}
    assert each == {FIRST.code: Overall.PASSED, OTHER.code: Overall.TARGET_MISSED}
    assert overall(drill) == Overall.TARGET_MISSED


def test_a_municipality_that_is_left_out_leaves_no_pass() -> None:
    drill = replay(together(*two_zones(), without=("01214",)))
    assert overall(drill.municipalities[FIRST.code]) == Overall.PASSED
    assert overall(drill) == Overall.NOT_MEASURED
    report = reported(together(*two_zones(), without=("01214",)))
    assert report.merging is not None
    assert "merging.municipality_absent" in [each.code for each in report.merging.doubts]


def test_clocks_of_municipalities_are_not_compared_by_a_clock_of_the_same_name() -> None:
    other = tuple(replace(each, file=f"b-{each.file}") for each in two_zones(OTHER))
    report = reported(together(*two_zones(), *other))
    assert report.merging is not None
    codes = [each.code for each in report.merging.doubts]
    assert codes.count("merging.municipalities_not_compared") == 1
    assert {(each.one[:5], each.other[:5]) for each in report.merging.pairs} == {
        (FIRST.code, FIRST.code),
        (OTHER.code, OTHER.code),
    }
    assert report.split is None


def test_clocks_that_a_person_bounds_are_compared() -> None:
    ordered = by_code((*two_zones(), one_terminal()))
    said = ClockEvidence("said", "01213", "01204/office", -SECOND, SECOND, by="県")
    bounds = joined([said])
    assert isinstance(bounds, Bounds)
    drill = replay(merged(ordered, bounds, Merging("joint", "県", "test", (said,))))
    assert drill.merged is not None
    pairs = {(each.one, each.other): each.error for each in drill.merged.pairs}
    names = [each.name for each in drill.merged.segments]
    assert pairs[names.index("01204/office"), names.index("01213")] == SECOND


def test_scenarios_that_were_adapted_are_named_as_a_difference() -> None:
    shorter = replace(made.SCENARIO, steps=made.SCENARIO.steps[:-1])
    report = reported(together(*two_zones(), adapted(one_terminal(), shorter)))
    assert report.merging is not None
    (told,) = [each for each in report.merging.doubts if each.code == "merging.scenarios_differ"]
    assert told.params["steps"] == ("report",)


def adapted(given: Given, scenario: Scenario) -> Given:
    first = given.events[0]
    assert isinstance(first, e.DrillStarted)
    kept = replace(
        first.brief.scenario,
        steps=tuple(each for each in first.brief.scenario.steps if scenario.step(each.id)),
    )
    files = {"scenarios/s.yaml": "1" * 64}
    brief = replace(first.brief, scenario=kept, files=files)
    ids = {each.id for each in kept.steps}
    events = tuple(each for each in given.events[1:] if getattr(each, "step", None) in {None, *ids})
    return replace(given, events=(replace(first, brief=brief), *events))


def test_what_cannot_be_placed_side_by_side_is_refused_with_its_reason() -> None:
    near, away = two_zones()
    nameless = replace(one_terminal(Organisation("丙村")), code="")
    namesake = one_terminal(Organisation("丁市", code=FIRST.code))
    assert refused(near, away, nameless) == ["merge.no_code"]
    assert "merge.same_code" in refused(near, away, namesake)
    assert refused(near, away, one_terminal()) == []
    assert refused(near, one_terminal()) == ["merge.missing"]
    assert refused(near, one_terminal(), without=("01204/lgwan",)) == []
    assert refused(near, away, without=("01204",)) == ["merge.municipality_there"]
    assert refused(near, away, without=("01299/lgwan",)) == ["merge.no_municipality"]
    assert "merge.twice" in refused(near, away, one_terminal(), one_terminal())


def test_another_scenario_is_refused() -> None:
    other = one_terminal()
    first = other.events[0]
    assert isinstance(first, e.DrillStarted)
    brief = replace(first.brief, scenario=replace(first.brief.scenario, id="flood"))
    flooded = replace(other, events=(replace(first, brief=brief), *other.events[1:]))
    assert refused(*two_zones(), flooded) == ["merge.other_drill"]
