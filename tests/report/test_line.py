from __future__ import annotations

import pytest

from bcp.durations import SECOND
from bcp.message import LANGUAGES, Language, Message, Text
from drills.core import events as e
from drills.core.machine import evolve, replay
from drills.core.state import Drill
from drills.report.clock import clock, fine_clock
from drills.report.line import line_of
from tests.report.made_up import HOSTILE, rich, simple


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_but_the_noise_has_its_line(lang: Language) -> None:
    drill = Drill()
    silent = set()
    for event in rich():
        drill = evolve(drill, event)
        if line_of(event, drill, lang) is None:
            silent.add(type(event).__name__)
    assert silent == {"Watched", "StepEnded", "ActionOrdered", "ActionEnded"}


def test_a_line_may_be_said_in_a_later_state_than_its_own() -> None:
    last = replay(rich())
    assert all(isinstance(line_of(each, last, "ja"), str | None) for each in rich())


def test_an_answer_says_who_and_where_they_stumbled() -> None:
    events = simple(e.Answered(65 * SECOND, "declare", "done", "佐藤", "口頭", "様式がない"))
    line = line_of(events[-1], replay(events), "ja")
    assert line == "T+01:05 回答［declare］完了（口頭）　担当: 佐藤　つまづき: 様式がない"


def test_a_line_is_one_line_and_acts_on_no_terminal() -> None:
    events = simple(e.InjectGiven(SECOND, "lead", Text(HOSTILE), "x"))
    line = line_of(events[-1], replay(events), "en")
    assert line is not None
    assert line.isprintable()
    assert "\n" not in line


def test_a_sentence_this_version_does_not_know_is_shown_by_its_code() -> None:
    events = simple(e.ClosingBegan(0, "aborted", "佐藤", Message("later.code")))
    line = line_of(events[-1], replay(events), "ja")
    assert line is not None
    assert "later.code" in line


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (0, "T+00:00.000"),
        (65 * SECOND + 1_999, "T+01:05.001"),
        (3_600 * SECOND, "T+1:00:00.000"),
        (-1_500_000, "T-00:01.500"),
    ],
)
def test_the_clock_counts_from_the_start_and_before_it(at: int, shown: str) -> None:
    assert fine_clock(at) == shown
    assert clock(at) == shown[:-4]
