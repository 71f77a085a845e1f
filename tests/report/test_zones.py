"""What is said of other zones: on the line, in the turns, in the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.message import LANGUAGES, Language, render
from bcp.model import Zone
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.machine import replay
from drills.report.as_text import written
from drills.report.assembled import report_of
from drills.report.line import line_of, live_lines
from drills.report.turns import turns
from tests.core import making as m
from tests.report.made_up import recorded

ZONES = (
    Zone("lgwan", "LGWAN接続系", terminal="pc-lg"),
    Zone("internet", "インターネット接続系", terminal="pc-in"),
)


def brief() -> Brief:
    steps = (m.ask("cut", zone="lgwan", at=0), m.ask("own", zone="internet", after=("cut",)))
    made = m.brief(*steps, mode="walkthrough")
    return replace(made, zone="internet", plan=replace(made.plan, zones=ZONES))


WORD = e.SegmentWord(60_000_000, "cut", "lgwan", "done", "係長", "山田", "内線で")
EVENTS: tuple[e.Event, ...] = (
    e.DrillStarted(0, brief()),
    WORD,
    e.StepEnded(60_000_000, "cut", "done", "held", "observed", (), "山田"),
)


def test_what_is_awaited_is_said_at_the_start_with_what_to_type() -> None:
    drill = replay(EVENTS[:1])
    (turn,) = turns(drill)
    said = render(turn.what, "ja")
    assert said == "LGWAN接続系区分の［cut］の完了連絡を待っています: cut"
    lines = live_lines(EVENTS[0], drill, "ja", 80)
    assert lines[-1].strip() == "→ bcp-drill order last heard cut done --told-by NAME"


def test_what_was_heard_is_one_line() -> None:
    drill = replay(EVENTS)
    assert line_of(WORD, drill, "ja") == (
        "T+01:00 LGWAN接続系の山田さんから聞き取り［cut］: 完了（内線で）　担当: 係長"
    )
    assert line_of(EVENTS[2], drill, "ja") is None
    assert turns(drill) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_names_who_said_it_and_who_wrote_it_down(lang: Language) -> None:
    report = report_of(recorded(EVENTS))
    (line,) = report.heard
    assert (line.zone, line.told_by, line.by, line.ending) == ("lgwan", "山田", "係長", "done")
    text = written(report, lang)
    assert "山田" in text
    assert report.summary.tally.steps == 1


def test_a_step_that_nothing_was_heard_of_is_not_called_left_out() -> None:
    report = report_of(recorded(EVENTS[:1]))
    cut = next(each for each in report.steps if each.id == "cut")
    assert [each.code for each in cut.why] == ["report.elsewhere"]
    assert not cut.counts
