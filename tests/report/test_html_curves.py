"""Shares of people and levels of systems, drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import MINUTE, SECOND
from drills.core import events as e
from drills.report.assembled import report_of
from drills.report.call_lines import CalleeLine, CallOutLine
from drills.report.html_curves import Curve, curves_of
from drills.report.measured_lines import When
from drills.report.model import Report
from drills.report.ramp_lines import WaveLine
from tests.report.made_up import lost, recorded, returned, rich, simple

S = SECOND
AT = When(0, 0, "2026-11-21T10:00:00.000000+09:00")


def report(*events: e.Event) -> Report:
    return report_of(recorded(simple(*events, e.DrillEnded(100 * S, "completed"))))


def callee(n: int, after: int | None) -> CalleeLine:
    standing = "not_reached" if after is None else "reached"
    fields = ("step", "contact", "name", "standing", "result", "way", "deputy", "tries", "at")
    values = ("call", str(n), "", standing, None, "", "", 1, None)
    rest = {"after_us": after, "by": "", "arrives": "", "note": "", "records": ()}
    return CalleeLine(**dict(zip(fields, values, strict=True)), **rest)  # type: ignore[arg-type]


def called(*after: int | None) -> Curve:
    line = CallOutLine("call", len(after), 0, 0.0, 75.0, False, 0, 0, 0, AT, (), ())
    people = tuple(callee(n, each) for n, each in enumerate(after))
    made = replace(report(), call_outs=(line,), callees=people)
    return curves_of(made, "ja")["calls"][0]


def test_a_share_stays_what_it_was_until_the_next_person_was_reached() -> None:
    curve = called(8 * MINUTE, 16 * MINUTE, None, None)
    (stair,) = curve.stairs
    assert stair.pieces == (
        (0.0, 100.0, 47.06, 100.0),
        (47.06, 100.0, 47.06, 75.0),
        (47.06, 75.0, 94.12, 75.0),
        (94.12, 75.0, 94.12, 50.0),
        (94.12, 50.0, 100.0, 50.0),
    )
    assert [(each.y, each.label) for each in curve.frame.goals] == [(25.0, "目標 75%")]
    assert "実績は16分で50%" in curve.says


def test_nobody_reached_draws_no_line_and_not_one_at_zero() -> None:
    assert called(None, None).stairs == ()


def test_levels_fall_with_their_losses_and_climb_with_their_returns() -> None:
    made = report(
        lost("register/one", 9 * S, 10 * S),
        lost("register/all", 9 * S, 10 * S),
        returned("register/one", 49 * S, 50 * S),
        returned("register/all", 89 * S, 90 * S),
    )
    (curve,) = curves_of(made, "ja")["levels"]
    heights = [piece[3] for piece in curve.stairs[0].pieces]
    assert heights == [100.0, 100.0, 50.0, 50.0, 0.0, 0.0]
    assert [word for _, word in curve.frame.steps] == ["窓口1台", "全窓口"]
    assert [(each.label, each.y) for each in curve.frame.goals] == [("20秒", 50.0)]


def test_a_ramp_draws_who_was_told_and_what_was_in_use_and_leaves_out_what_nobody_measured() -> (
    None
):
    def wave(number: int, staff: int, percent: float | None) -> WaveLine:
        began = replace(AT, at_us=number * MINUTE)
        measured = (None, None, percent, None, None, None, None)
        return WaveLine("ramp", number, staff, began, 1, 0, *measured, 0, None, None, "", ())

    made = replace(report(), waves=(wave(0, 0, 5.0), wave(1, 50, None), wave(2, 100, 90.0)))
    (curve,) = curves_of(made, "en")["ramp"]
    assert [each.kind for each in curve.stairs] == ["told", "used"]


@pytest.mark.parametrize("events", [rich(), simple()])
def test_every_place_lies_in_the_frame(events: tuple[e.Event, ...]) -> None:
    for curves in curves_of(report_of(recorded(events)), "en").values():
        for curve in curves:
            assert all(0 <= x <= 100 for stair in curve.stairs for at in stair.pieces for x in at)
            assert all(0 <= x <= 100 for x, _ in (*curve.ticks, *curve.frame.steps))
