"""Lines from paper: when they are of, that none counts twice, and that none changes anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import LANGUAGES, Message, Text, render
from bcp.model import System
from drills.core import events as e
from drills.core.machine import advance, evolve, replay
from drills.core.orders import Answer, take
from drills.core.outages import Bracket
from drills.core.overall import overall
from drills.core.paper_beside import Beside, beside
from drills.core.paper_events import PaperLine
from drills.core.paper_orders import Enter, fresh
from drills.core.paper_time import Around, typed_at
from drills.core.state import Drill
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.segments_made import ahead, lgwan, office
from tests.core.test_merging import COMPARED, made

PORTAL = Text("庁内ポータル", "Staff portal")
SYSTEMS = (
    System("web", PORTAL, probe=(m.call("web"),)),
    System("mail", Text("ポータル", "Portal"), probe=(m.call("mail"),)),
    System("paper-only", Text("紙台帳", "Ledger")),
)
LINE = PaperLine(60 * SECOND, 120 * SECOND, "復旧を確認", who="山田", place="記録!C7")
ENTER = Enter((LINE,), "佐藤", "log.xlsx", "ab" * 32)


def began() -> Drill:
    return replay((e.DrillStarted(0, m.brief(m.ask("q"), m.ask("r"), systems=SYSTEMS)),))


def events_of(drill: Drill, order: Enter, now: int = HOUR) -> tuple[e.Event, ...]:
    taken = take(drill, order, now)
    assert not isinstance(taken, Message), render(taken, "en")
    return taken


def with_entered(drill: Drill, order: Enter) -> Drill:
    for event in events_of(drill, order):
        drill = evolve(drill, event)
    return drill


def ended() -> Drill:
    return evolve(
        evolve(began(), e.ClosingBegan(5 * SECOND, "completed")),
        e.DrillEnded(6 * SECOND, "completed"),
    )


@pytest.mark.parametrize("drill", [began(), ended()])
def test_a_line_is_taken_while_the_drill_goes_on_and_behind_its_end(drill: Drill) -> None:
    after = with_entered(drill, ENTER)
    assert after.entered == (e.Entered(HOUR, LINE, "佐藤", "log.xlsx", "ab" * 32),)
    assert replace(after, entered=(), now=drill.now) == drill
    if drill.ended is not None:
        assert after.now == drill.now


def test_a_line_about_a_step_neither_answers_nor_ends_it() -> None:
    drill, _, _ = advance(began(), (), 0)
    assert drill.step("q").is_open
    after = with_entered(drill, replace(ENTER, lines=(replace(LINE, step="q"),)))
    assert after.steps == drill.steps
    assert not isinstance(take(after, Answer("q", "done", "山田"), HOUR), Message)


def test_the_same_file_again_and_a_file_with_more_lines_bring_only_what_is_new() -> None:
    drill = with_entered(began(), ENTER)
    again = take(drill, ENTER, HOUR)
    assert isinstance(again, Message)
    assert "1行" in render(again, "ja")
    more = replace(LINE, text="別のこと", place="記録!C8")
    longer = Enter((replace(LINE, place="記録!C9"), more), "佐藤", "log.xlsx", "cd" * 32)
    assert tuple(fresh(drill, longer)) == (more,)
    typed = Enter((replace(LINE, place=""),), "鈴木")
    assert isinstance(take(drill, typed, HOUR), Message)


def test_what_two_people_write_differently_is_kept_and_so_are_equal_lines_of_one_file() -> None:
    drill = with_entered(began(), ENTER)
    other = Enter((replace(LINE, who="鈴木"),), "鈴木", "log2.xlsx", "cd" * 32)
    assert len(with_entered(drill, other).entered) == 2
    twice = replace(ENTER, lines=(LINE, replace(LINE, place="記録!C8")))
    assert len(with_entered(began(), twice).entered) == 2


@pytest.mark.parametrize(
    "order",
    [
        replace(ENTER, by=" "),
        replace(ENTER, lines=()),
        replace(ENTER, lines=(replace(LINE, text=" "),)),
        replace(ENTER, lines=(replace(LINE, step="nobody"),)),
    ],
)
def test_a_line_of_nobody_or_of_nothing_is_refused_in_words(order: Enter) -> None:
    taken = take(began(), order, HOUR)
    assert isinstance(taken, Message)
    for lang in LANGUAGES:
        assert "[" not in render(taken, lang)


def test_a_typed_time_is_understood_by_the_drills_own_day() -> None:
    brief = began().started()
    around = Around.of(brief, 2 * HOUR)
    clock = around.local(around.began_us + 90 * MINUTE).clock[:5]
    line = typed_at(around, clock, LINE)
    assert isinstance(line, PaperLine)
    assert line.low <= 90 * MINUTE < line.high
    for wrong in ("夜", "2026-02-30 10:00", "3/30 x"):
        assert isinstance(typed_at(around, wrong, LINE), Message)


@pytest.mark.parametrize("late", [0, 7 * SECOND])
def test_a_merged_drill_tells_the_lines_of_its_segments_on_its_clock_and_takes_more(
    late: int,
) -> None:
    away = ahead(lgwan(*COMPARED, late=late), 3 * SECOND)
    line = e.Entered(away.events[-1].at + MINUTE, LINE, "佐藤", "log.xlsx", "ab" * 32)
    events = made(office(*COMPARED), replace(away, events=(*away.events, line)))
    drill = replay(events)
    assert drill.merged is not None
    segment = drill.merged.segments[-1]
    (told,) = drill.entered
    assert told.line == replace(LINE, low=LINE.low + segment.began, high=LINE.high + segment.began)
    more = replace(ENTER, lines=(replace(LINE, text="別のこと"),), sha256="cd" * 32)
    after = with_entered(drill, more)
    assert len(after.entered) == 2
    assert (after.ended, overall(after)) == (drill.ended, overall(drill))


@pytest.mark.parametrize("behind", [(), (LINE,)])
def test_a_line_that_is_entered_into_a_merged_drill_is_of_no_segment(
    behind: tuple[PaperLine, ...],
) -> None:
    away = lgwan(*COMPARED)
    late = tuple(e.Entered(away.events[-1].at, each, "佐藤") for each in behind)
    drill = replay(made(office(*COMPARED), replace(away, events=(*away.events, *late))))
    assert [len(part.entered) for part in drill.parts.values()] == [0, len(behind)]
    after = with_entered(drill, replace(ENTER, lines=(replace(LINE, text="別のこと"),)))
    assert after.segment is None
    assert after.parts == drill.parts


def sample(at: int, *, good: bool) -> e.Sample:
    return e.Sample(at * SECOND, at * SECOND, "held" if good else "broken", Reading())


def with_outage() -> Drill:
    """The portal was lost between 100 and 102 s and back between 598 and 600 s."""
    drill = began()
    check = drill.started().checks_of["web"][0].id
    lost = e.CheckLost(102 * SECOND, check, sample(100, good=True), sample(102, good=False))
    back = e.CheckReturned(600 * SECOND, check, sample(598, good=False), sample(600, good=True))
    for event in (lost, back, e.StepEnded(300 * SECOND, "q", "done", "held", "observed")):
        drill = evolve(drill, event)
    return drill


def said(text: str, low: int, high: int, step: str | None = None) -> tuple[Beside, ...]:
    return beside(with_outage(), (PaperLine(low * SECOND, high * SECOND, text, step=step),))


def test_a_return_on_paper_stands_beside_the_measured_one_with_the_least_they_differ() -> None:
    (early,) = said("庁内ポータルが復旧", 420, 480)
    assert (early.about, early.id, early.source) == ("return", "web", "measured")
    assert early.recorded == Bracket(598 * SECOND, 600 * SECOND)
    assert (early.off, early.differs) == (-118 * SECOND, True)
    (late,) = said("web is back", 660, 720)
    assert late.off == 60 * SECOND
    (fits,) = said("Staff Portal: restored", 540, 600)
    assert (fits.off, fits.differs) == (0, False)


def test_a_loss_on_paper_stands_beside_the_measured_loss_and_plain_words_beside_both() -> None:
    (lost,) = said("ｗｅｂが停止", 60, 120)
    assert (lost.about, lost.off) == ("loss", 0)
    assert [each.about for each in said("庁内ポータルについて電話", 300, 360)] == ["loss", "return"]


def test_a_system_is_meant_by_its_longest_name_and_never_by_a_part_of_a_word() -> None:
    assert {each.id for each in said("庁内ポータルが復旧", 0, 60)} == {"web"}
    assert said("webmaster に連絡", 0, 60) == ()
    assert said("紙台帳が復旧", 0, 60) == ()


def test_what_was_never_seen_down_but_is_down_on_paper_is_to_be_looked_into() -> None:
    (lost,) = said("mail が停止", 0, 60)
    assert (lost.recorded, lost.off, lost.differs) == (None, None, True)
    (back,) = said("mail が復旧", 0, 60)
    assert (back.about, back.recorded, back.differs) == ("return", None, True)
    assert said("mail で連絡", 0, 60) == ()


def test_the_end_of_a_step_is_compared_and_an_unanswered_one_is_only_observed() -> None:
    (answered,) = said("済み", 60, 120, "q")
    assert (answered.about, answered.off, answered.differs) == ("step_end", -180 * SECOND, True)
    (alone,) = said("済み", 60, 120, "r")
    assert (alone.recorded, alone.off, alone.differs) == (None, None, False)
