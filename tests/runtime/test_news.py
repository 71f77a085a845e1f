"""The watch tells what devices say of themselves, by the marks of their probes and nothing else."""

from __future__ import annotations

import pytest

from bcp.asking import ProbeCall, Settled
from bcp.durations import MINUTE, SECOND, Span
from bcp.model import Rto
from drills.core.brief import Check
from drills.core.events import DeviceTold, Event, Sample
from drills.core.state import CheckState
from drills.runtime.asking import Asker
from drills.runtime.clock import DrillClock
from drills.runtime.news import tellers_of
from drills.runtime.watcher import Watcher
from scenarios.reading import Fact, Reading
from tests.core import making as m

HOP = m.system("hop", probe=(ProbeCall("radio", "hop"),), rto=Rto(Span(MINUTE)))
BRIEF = m.brief(m.inject("end", at=MINUTE), systems=(HOP,))


def said(at: int, level: float) -> Sample:
    facts: dict[str, Fact] = {"reply": True, "rx_level_dbm": level, "took_ms": at / 7}
    return Sample(at, at + 1, "held", Reading(facts))


def watcher() -> Watcher:
    return Watcher(BRIEF, Asker(BRIEF.plan), DrillClock())


def told(watcher: Watcher, *samples: Sample) -> list[Event]:
    return [each for sample in samples for each in watcher.heard("hop/radio", sample)]


def test_the_watch_tells_a_level_that_changed_and_never_how_long_the_answer_took() -> None:
    found = told(watcher(), said(0, -45.0), said(11 * SECOND, -45.0), said(22 * SECOND, -47.0))
    assert [(each.at, dict(each.facts)) for each in found if isinstance(each, DeviceTold)] == [
        (1, {"rx_level_dbm": -45.0}),
        (22 * SECOND + 1, {"rx_level_dbm": -47.0}),
    ]


def test_a_run_that_is_taken_up_goes_on_from_what_was_told_last() -> None:
    again = watcher()
    again.take_up(
        {"hop/radio": CheckState(told=DeviceTold(1, 0, "hop/radio", {"rx_level_dbm": -45.0}))}
    )
    assert told(again, said(5 * SECOND, -60.0), said(12 * SECOND, -45.2)) == []
    assert len(told(again, said(13 * SECOND, -60.0))) == 1


@pytest.mark.parametrize("word", ["tcp", "http", "icmp", "dns", "no-such-probe"])
def test_a_question_whose_probe_marks_nothing_has_nothing_to_tell(word: str) -> None:
    check = Check("c", "s", None, ProbeCall(word, "x"), Span(SECOND), Settled())
    (teller,) = tellers_of((check,)).values()
    assert teller.news == {}
    assert teller.heard(said(0, -45.0)) == (teller, ())
