"""How a drill stands now, for whoever asks from another terminal."""

from __future__ import annotations

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import LANGUAGES
from drills.core import events as e
from drills.core.machine import evolve, replay
from drills.core.orders import Abort, Answer, Hold, Pause
from drills.core.state import Drill
from drills.report.at_hand import standing
from drills.report.layout import width_of
from tests.core import making as m
from tests.core.simulation import Simulation, World
from tests.report.made_up import rich


def drill(*orders: Pause | Hold | Answer | Abort) -> Drill:
    brief = m.brief(
        m.ask("declare", at=0),
        m.wait_for("back", "web", at=0),
        m.inject("rain", at=HOUR),
        m.ask("report", at=5 * MINUTE),
        m.ask("after", after=("declare",)),
        systems=(m.system("web"),),
    )
    simulation = Simulation(World(down={"web": [(0, HOUR)]})).begin(brief)
    simulation.run(until=2 * SECOND)
    for each in orders:
        simulation.order(each)
    return simulation.drill


def test_it_says_what_waits_for_whom_and_what_comes_next_by_time() -> None:
    assert standing(drill(), 65 * SECOND, "ja", 80, running=True) == [
        "「s」（実動訓練） T+01:05 進行中",
        "人を待っているもの:",
        "  回答待ち［declare］declare",
        "  → bcp-drill order last answer declare done",
        "進行中の手順:",
        "  ［back］復旧を待って確認: web",
        "この後の手順:",
        "  T+05:00 ［report］report",
        "  T+1:00:00 ［rain］【訓練】rain",
        "  前の手順の後 ［after］after",
    ]


def test_a_pause_a_held_step_and_a_drill_that_nobody_runs_are_told() -> None:
    paused = drill(Pause("x"), Hold("report", "x"))
    lines = standing(paused, 65 * SECOND, "ja", 80, running=True)
    assert lines[0].endswith("一時停止中")
    assert "  保留中 ［report］report" in lines
    assert "resume" in standing(paused, 65 * SECOND, "ja", 80, running=False)[0]


def test_a_drill_that_is_over_waits_for_nobody() -> None:
    over = evolve(drill(Abort("x")), e.DrillEnded(70 * SECOND, "aborted"))
    assert standing(over, 70 * SECOND, "ja", 80, running=False) == [
        "「s」（実動訓練） T+01:10 終了（中止）"
    ]


def test_every_moment_of_a_drill_can_be_told_in_both_languages() -> None:
    events = rich()
    for count in range(1, len(events) + 1):
        state = replay(events[:count])
        for lang in LANGUAGES:
            lines = standing(state, state.now, lang, 60, running=True)
            assert all(width_of(each) <= 60 or "→" in each for each in lines)
