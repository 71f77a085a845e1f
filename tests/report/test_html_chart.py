from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import DAY, HOUR, SECOND
from drills.core import events as e
from drills.report.assembled import report_of
from drills.report.html_axis import Lane
from drills.report.html_chart import Chart, chart_of
from tests.core import making as m
from tests.report.made_up import SCENARIO, ended, lost, recorded, returned, rich, sample, simple

S = SECOND


def drawn(*events: e.Event) -> Chart:
    return chart_of(report_of(recorded(simple(*events))), "ja")


def lane(chart: Chart, name: str) -> Lane:
    return next(each for each in chart.lanes if each.name == name)


def test_an_outage_is_drawn_with_both_its_uncertain_edges() -> None:
    chart = drawn(
        lost("web/http", 10 * S, 11 * S),
        returned("web/http", 50 * S, 51 * S),
        e.DrillEnded(100 * S, "completed"),
    )
    marks = [(each.kind, each.x, each.width) for each in lane(chart, "web/http").marks]
    assert marks == [("edge", 10.0, 1.1), ("down", 11.1, 38.9), ("edge", 50.0, 1.1)]


def test_what_did_not_return_is_drawn_open_to_the_end() -> None:
    chart = drawn(lost("mail/tcp", None, 40 * S), e.DrillEnded(100 * S, "completed"))
    marks = [(each.kind, each.x, each.width) for each in lane(chart, "mail/tcp").marks]
    assert marks == [("down", 40.1, 59.9), ("open", 100.0, 0.0)]


def test_edges_that_overlap_leave_nothing_certain_between_them() -> None:
    chart = drawn(
        lost("web/http", 10 * S, 20 * S),
        returned("web/http", 20 * S, 30 * S),
        e.DrillEnded(100 * S, "completed"),
    )
    kinds = {each.kind: each.width for each in lane(chart, "web/http").marks}
    assert kinds["down"] == 0


def test_a_look_before_the_start_moves_the_axis() -> None:
    chart = drawn(lost("mail/tcp", None, -2 * S), e.DrillEnded(8 * S, "completed"))
    assert lane(chart, "mail/tcp").marks[0].x == 1.0
    assert next(each for each in chart.ticks if each.clock == "T+00:00").x == 20.0


@pytest.mark.parametrize("length", [1, 70 * S, 3 * HOUR, 9 * DAY, 400 * DAY])
def test_the_axis_has_few_ticks_however_long_a_drill_was(length: int) -> None:
    chart = drawn(e.DrillEnded(length, "completed"))
    assert 1 <= len(chart.ticks) <= 6
    assert all(0 <= each.x <= 100 for each in chart.ticks)


def test_everything_that_a_drill_can_tell_has_a_lane() -> None:
    chart = chart_of(report_of(recorded(rich())), "ja")
    assert [each.name for each in chart.lanes] == [
        *("検知", "宣言", "復旧までの経路"),
        *("quake", "muster", "declare", "early", "wipe", "back", "page", "morning", "tell-hq"),
        *("register/one", "register/all", "web/http", "mail/tcp"),
        *("register のデータ", "groupware（付与）", "サーバへの操作", "中断・時計"),
    ]
    assert set(chart.kinds) == {
        *("down", "edge", "open", "flap", "unknown", "aside", "pretended", "run", "undo"),
        *("paused", "gap", "jump", "step", "s-done", "s-failed"),
        *("s-people", "s-other", "s-work", "s-check", "s-late", "s-paused"),
        *("gone", "kept"),
    }
    assert all(
        0 <= each.x <= each.x + each.width <= 100.01 for row in chart.lanes for each in row.marks
    )


def test_only_a_check_that_was_asked_and_always_good_is_called_quiet() -> None:
    asked = e.CheckTally("web/http", 18, 0, 0, 0, 20 * S, None, 0, 18)
    chart = drawn(e.Watched(21 * S, 0, (asked,)), e.DrillEnded(30 * S, "completed"))
    assert chart.quiet == ("web/http",)
    assert chart.lanes == ()


def test_a_time_without_an_answer_that_never_ended_is_drawn_open() -> None:
    chart = drawn(e.UnknownBegan(5 * S, "web/http", sample(5 * S, "unknown")), e.Paused(7 * S, "x"))
    kinds = [each.kind for each in lane(chart, "web/http").marks]
    assert kinds == ["unknown", "open"]
    assert [each.kind for each in chart.bands] == ["paused", "open"]


def many(count: int) -> Chart:
    """A drill of so many questions, each of which takes a second more than the one before."""
    steps = tuple(m.ask(f"q{n}", at=n * 60 * S, by="liaison") for n in range(count))
    told: list[e.Event] = []
    for n in range(count):
        at = n * 60 * S
        told.append(e.StepDue(at, f"q{n}", at))
        told.append(ended(at + (n + 1) * S, f"q{n}", "done", "held", "observed", by="鈴木"))
    failed = ended(count * 60 * S, "q1", "failed", "broken", "observed", by="佐藤")
    told = [each for each in told if not (isinstance(each, e.StepEnded) and each.step == "q1")]
    rest = {"targets": (), "forbid": ()}
    scenario = replace(SCENARIO, steps=steps, **rest)  # type: ignore[arg-type]
    return chart_of(report_of(recorded(simple(*told, failed, scenario=scenario))), "ja")


def test_of_three_hundred_steps_those_that_matter_keep_a_lane_and_the_rest_are_drawn_together() -> (
    None
):
    chart = many(300)
    own = [each.name for each in chart.lanes if each.kind == "step"]
    assert len(own) == 41
    assert own[0] == "q1"
    assert own[1:-1] == [f"q{n}" for n in range(261, 300)]
    assert own[-1] == "鈴木（260手順）"
    assert len(lane(chart, "鈴木（260手順）").marks) == 2 * 260
    assert "300" in chart.grouped
    assert "40だけ" in chart.grouped


def test_few_steps_all_have_a_lane_that_leads_to_their_records() -> None:
    chart = many(3)
    steps = [each for each in chart.lanes if each.kind == "step"]
    assert [each.name for each in steps] == ["q0", "q1", "q2"]
    assert [each.records for each in steps] == [(2,), (4,), (5,)]
    assert chart.grouped == ""
    assert "人の回答・作業" in steps[0].marks[0].says
