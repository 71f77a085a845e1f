"""Two drills beside each other: what is claimed, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bcp.asking import ProbeCall, Settled
from bcp.durations import SECOND, Span
from bcp.message import LANGUAGES, Text, render
from drills.comparing import pair_csv, pair_words
from drills.comparing.forms import Paper, page, text
from drills.comparing.pair import Comparison, Drilled, FigureLine, compared
from drills.core import events as e
from drills.core.brief import Brief
from drills.report.assembled import report_of
from drills.report.layout import width_of
from scenarios.model import Timing
from tests.report import made_up
from tests.report.poison import POISON

S = SECOND


def drilled(back_at: int, width: int = 1, *more: e.Event, **brief: Any) -> Drilled:
    """A drill in which the page was lost at 10 s and back within `width` seconds of `back_at`."""
    whole = (
        *made_up.simple(
            made_up.lost("web/http", 9 * S, 10 * S),
            e.CheckReturned(
                (back_at + 5) * S,
                "web/http",
                made_up.sample((back_at - width) * S, "broken"),
                made_up.sample(back_at * S),
            ),
            *more,
            **brief,
        ),
        e.DrillEnded(200 * S, "completed"),
    )
    started = whole[0]
    assert isinstance(started, e.DrillStarted)
    return Drilled(started.brief, report_of(made_up.recorded(whole)))


def later(seconds: int = 30, width: int = 1, **brief: Any) -> Drilled:
    after = made_up.BRIEF.wall_ns + 86_400 * 10**9
    return drilled(seconds, width, **{"wall_ns": after, "run_id": "20270101-x", **brief})


def web(found: Comparison) -> FigureLine:
    return next(each for each in found.figures if (each.about, each.id) == ("rto", "web"))


def reasons(found: Comparison) -> list[str]:
    return [render(each.what, "en") for each in found.differences]


def test_what_is_certain_of_a_difference_is_claimed_and_no_more() -> None:
    found = compared(drilled(50), later(30))
    line = web(found)
    assert found.comparable == "yes"
    assert line.change == "faster"
    assert line.low_us is not None
    assert line.high_us is not None
    # Each time is a second or two wide, so that of 20 s some 17 are certain.
    assert -23 * S < line.low_us < -20 * S < line.high_us < -17 * S
    assert "or more faster" in render(pair_words.change_said(line, "en"), "en")


def test_where_the_intervals_overlap_no_difference_is_claimed() -> None:
    line = web(compared(drilled(50, 25), later(40, 25)))
    assert line.change == "overlap"
    assert "measurement" in render(pair_words.change_said(line, "en"), "en")


def test_the_earlier_drill_stands_first_in_whichever_order_they_are_named() -> None:
    one, two = drilled(50), later(30)
    assert compared(two, one) == compared(one, two)
    assert web(compared(two, one)).change == "faster"


ANOTHER = replace(made_up.SCENARIO, id="another")
PACED = replace(made_up.SCENARIO, time=Timing(Span(1800 * S), 4.0))


@pytest.mark.parametrize(
    "brief", [{"mode": "walkthrough"}, {"scenario": ANOTHER}, {"scenario": PACED}]
)
def test_another_scenario_mode_or_pace_makes_every_time_incomparable(
    brief: dict[str, Any],
) -> None:
    found = compared(drilled(50), later(30, **brief))
    assert found.comparable == "no"
    assert {each.change for each in found.figures} <= {"not_comparable", "not_measured"}


def checked_otherwise() -> tuple[object, ...]:
    web_check = made_up.BRIEF.checks[2]
    other = replace(web_check, call=ProbeCall("tcp", "c"), settled=Settled(9))
    return (*made_up.BRIEF.checks[:2], other, made_up.BRIEF.checks[3])


def test_a_system_that_was_watched_otherwise_is_not_compared_and_the_reason_is_said() -> None:
    line = web(compared(drilled(50), later(30, checks=checked_otherwise())))
    assert line.change == "not_comparable"
    assert [each.code for each in line.why] == ["compare.other_checks"]


def test_what_changed_in_scenario_plan_and_targets_is_named() -> None:
    steps = (*made_up.SCENARIO.steps[1:-1], replace(made_up.SCENARIO.steps[-1], id="law-2"))
    scenario = replace(made_up.SCENARIO, steps=steps, parameters={"speed": 2})
    targets = tuple(
        replace(each, rto=Span(30 * S)) if each.system == "web" else each
        for each in made_up.BRIEF.targets
    )
    changed: dict[str, Any] = {
        "scenario": scenario,
        "targets": targets,
        "files": {"plan.yaml": "ee" * 32},
    }
    found = compared(drilled(50), later(30, **changed))
    assert found.comparable == "partly"
    assert web(found).change == "faster"
    assert web(found).limit_changed
    said = "\n".join(reasons(found))
    for part in ("Added: law-2", "Gone: quake, law", "speed", "plan.yaml", "Targets changed: web"):
        assert part in said


def test_a_record_that_cannot_be_trusted_is_never_compared() -> None:
    one, two = drilled(50), later(30)
    journal = replace(one.report.journal, trusted=False)
    found = compared(Drilled(one.brief, replace(one.report, journal=journal)), two)
    assert found.comparable == "no"


def hostile(brief: Brief) -> dict[str, Any]:
    """A plan, a scenario and targets in whose names stands all that could act."""
    named = tuple(replace(each, name=Text(POISON, POISON)) for each in brief.targets)
    organisation = replace(brief.plan.organisation, name=POISON)
    scenario = replace(brief.scenario, title=Text(POISON, POISON))
    plan = replace(brief.plan, organisation=organisation)
    return {"targets": named, "scenario": scenario, "plan": plan}


def written(found: Comparison) -> Sequence[tuple[str, str]]:
    paper = Paper("比較", found.later.organisation, "", "取扱注意")
    return [
        (made, lang)
        for lang in LANGUAGES
        for blocks in (pair_words.blocks(found, lang),)
        for made in (
            text(paper, blocks, lang),
            page(paper, blocks, lang),
            pair_csv.written(found, lang),
        )
    ]


def test_nothing_that_plans_say_acts_in_any_form() -> None:
    found = compared(drilled(50), later(30, **hostile(made_up.BRIEF)))
    for made, _ in written(found):
        assert "\x1b" not in made
        if made.startswith("<!DOCTYPE"):
            assert "<script" not in made
            assert "<img" not in made


def test_no_cell_of_the_table_for_excel_is_a_formula() -> None:
    titled = tuple(replace(each, name=Text("=1+1")) for each in made_up.BRIEF.targets)
    made = pair_csv.written(compared(drilled(50), later(30, targets=titled)), "ja")
    assert made.startswith("\ufeff")
    assert ",=1" not in made
    assert "'=1+1" in made


def test_the_text_fits_a_terminal_of_80_columns() -> None:
    for made, _ in written(compared(drilled(50), later(30))):
        if not made.startswith(("<!DOCTYPE", "\ufeff")):
            assert max(map(width_of, made.splitlines())) <= 80
