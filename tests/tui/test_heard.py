"""What the screen believes of a drill is what the engine believes."""

from __future__ import annotations

import pytest

from bcp.durations import SECOND
from bcp.message import Message, render
from drills.core import events as e
from drills.core.machine import replay
from drills.core.players import page_of
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.simulation import Simulation
from tests.tui.drilling import brief, world
from tui import heard as h
from tui.feed import Beat, Gone, Happened, News, Page
from tui.heard import Heard, hear, sliced


@pytest.fixture(scope="module")
def events() -> tuple[e.Event, ...]:
    run = Simulation(world()).begin(brief())
    run.run(until=300 * SECOND)
    return tuple(run.events)


def told(*news: News, mono: float = 0.0) -> Heard:
    heard = Heard()
    for each in news:
        for piece in sliced(each):
            heard = hear(heard, piece, mono)
    return heard


def test_the_fold_is_the_engines_own(events: tuple[e.Event, ...]) -> None:
    assert told(*(Happened((each,)) for each in events)).drill == replay(events)


def test_a_history_told_at_once_gives_what_it_gave_bit_by_bit(events: tuple[e.Event, ...]) -> None:
    assert len(events) > h.SLICE
    bit_by_bit = told(*(Happened((each,)) for each in events))
    at_once = told(Happened(events))
    assert (at_once.drill, at_once.log) == (bit_by_bit.drill, bit_by_bit.log)


def test_a_history_is_folded_in_pieces_that_keep_no_key_waiting(
    events: tuple[e.Event, ...],
) -> None:
    pieces = list(sliced(Happened(events * 3)))
    assert all(isinstance(each, Happened) and len(each.events) <= h.SLICE for each in pieces)


def test_windows_that_a_later_one_supersedes_are_not_folded(events: tuple[e.Event, ...]) -> None:
    windows = [each for each in events if isinstance(each, e.Watched)]
    kept = [
        each
        for piece in sliced(Happened(events))
        if isinstance(piece, Happened)
        for each in piece.events
        if isinstance(each, e.Watched)
    ]
    assert kept == windows[-1:]


def test_the_log_has_a_sentence_for_what_happened_and_none_for_the_windows(
    events: tuple[e.Event, ...],
) -> None:
    log = told(Happened(events)).log
    assert "ICT-BCP" in " ".join(render(each.told.what, "ja") for each in log)
    assert len(log) < sum(not isinstance(each, e.Watched) for each in events) + 1


def test_the_log_keeps_its_newest_lines_and_counts_the_others(
    events: tuple[e.Event, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(h, "LOG_KEPT", 3)
    heard, whole = told(Happened(events)), told(Happened(events[:1]), Happened(events[1:]))
    assert heard.log == whole.log
    assert len(heard.log) == 3
    assert heard.dropped > 0


def test_the_clock_runs_on_between_two_beats_and_stands_when_the_engine_is_gone() -> None:
    heard = hear(Heard(), Beat(5 * SECOND), 100.0)
    assert heard.now(102.5) == 7_500_000
    gone = hear(heard, Gone(Message("test.gone")), 103.0)
    assert gone.now(500.0) == 5 * SECOND


def test_the_clock_never_goes_behind_what_has_happened(events: tuple[e.Event, ...]) -> None:
    heard = told(Beat(0), Happened(events))
    assert heard.now(0.0) == heard.drill.now


def test_the_clock_of_an_ended_drill_shows_its_end() -> None:
    run = Simulation(world()).begin(m.brief(m.inject("a", at=0)))
    run.run()
    heard = told(Beat(0), Happened(tuple(run.events)))
    assert heard.now(1_000_000.0) == heard.drill.now


def test_a_check_that_cannot_be_asked_is_known_until_it_can_be() -> None:
    lost = e.Sample(0, 1, "unknown", Reading.unknown(Message("test.no_route")))
    began, ended = e.UnknownBegan(1, "web/tcp", lost), e.UnknownEnded(2, "web/tcp", 0)
    start = e.DrillStarted(0, m.brief(m.inject("a", at=0), systems=(m.system("web"),)))
    assert set(told(Happened((start, began))).unasked) == {"web/tcp"}
    assert told(Happened((start, began, ended))).unasked == {}


def test_a_players_screen_knows_its_page_and_no_drill() -> None:
    run = Simulation(world()).begin(brief())
    heard = told(Page(page_of(run.drill, 0)))
    assert heard.page is not None
    assert heard.drill.brief is None
