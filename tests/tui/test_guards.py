"""Guards on the board: a line while one is in trouble, and figures in a title."""

from __future__ import annotations

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Text
from drills.core.brief import Brief
from scenarios.model import Safety, StopCondition
from tests.core import making as m
from tests.core.simulation import World
from tests.tui.hearing import at
from tui.present.guards import guard_line, with_guards

NAME = Text("住民票の窓口", "the counter")


def guarded(broken_for: int = 30 * SECOND) -> Brief:
    rule = StopCondition(None, Span(broken_for), m.call("counter"), Span(SECOND), NAME)
    return m.brief(m.ask("a"), safety=Safety(stop_when=(rule,)))


def test_while_every_guard_holds_there_is_no_line() -> None:
    drill = at(guarded(), World(), MINUTE).drill
    assert guard_line(drill, MINUTE, "ja") is None
    assert with_guards("S", drill, "ja") == "S　見張り 異常0 不明0 正常1"


def test_a_broken_guard_says_why_and_how_long_the_drill_may_still_go_on() -> None:
    now = MINUTE + 11 * SECOND
    drill = at(guarded(), World(down={"counter": [(MINUTE, HOUR)]}), now).drill
    line = guard_line(drill, now, "ja")
    assert line is not None
    assert line.words.startswith("中止条件「住民票の窓口」異常: ")
    assert (line.left, line.tone) == ("残り20秒", "bad")
    assert with_guards("S", drill, "en") == "S; guards 1 BROKEN 0 unknown 0 good"


def test_a_guard_that_cannot_be_asked_is_told_and_loudly_once_it_is_blind() -> None:
    world = World(unasked={"counter": [(MINUTE, HOUR)]})
    tones = []
    for now in (MINUTE + 10 * SECOND, 2 * MINUTE):
        line = guard_line(at(guarded(), world, now).drill, now, "ja")
        assert line is not None
        assert "確かめられず" in line.words
        tones.append(line.tone)
    assert tones == ["unknown", "bad"]


def test_a_drill_without_guards_has_its_plain_title() -> None:
    drill = at(m.brief(m.ask("a")), World(), SECOND).drill
    assert with_guards("S", drill, "ja") == "S"
    assert guard_line(drill, SECOND, "ja") is None
