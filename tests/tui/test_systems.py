"""Systems in words: what is down and for how long, and nothing that is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import Message
from bcp.model import Rto
from drills.core import events as e
from drills.core import orders as o
from scenarios.model import Pretend
from scenarios.reading import Reading
from tests.core import making as m
from tests.core.simulation import Simulation, World
from tests.tui.drilling import brief, world
from tests.tui.hearing import at, heard_of, night, rows
from tui.feed import Happened
from tui.heard import hear
from tui.present.bar import bar
from tui.present.system_rows import SystemRow, system_detail, system_row
from tui.present.systems import Standings, standings, weigh


def test_a_system_that_is_up_shows_its_target_and_no_time() -> None:
    row = rows(night(5 * SECOND))["homepage"]
    assert (row.word, row.bar, row.time, row.verdict) == ("正常", "", "目標 30秒", "")


def test_the_bar_runs_towards_the_target_while_a_system_is_down() -> None:
    row = rows(night(30 * SECOND))["register/all"]
    assert row.word == "応答なし"
    assert (row.time, row.verdict) == ("10秒 / 1分", "残り50秒")
    assert row.bar == "[=.........]"


def test_a_system_that_is_over_its_target_says_by_how_much() -> None:
    down = World(down={"web": [(5 * SECOND, HOUR)]})
    systems = (m.system("web", rto=Rto(Span(20 * SECOND))),)
    heard = at(m.brief(m.inject("a", at=MINUTE), systems=systems), down, 50 * SECOND)
    row = rows(heard)["web"]
    assert "!" in row.bar
    assert row.verdict == "24秒超過"


def test_a_rung_that_is_back_has_its_interval_and_its_verdict() -> None:
    row = rows(night(60 * SECOND))["register/all"]
    assert (row.word, row.time, row.verdict) == ("正常", "25秒 誤差1.0秒 / 1分", "達成")


def test_a_lower_rung_is_not_down_because_a_higher_one_is() -> None:
    found = rows(night(30 * SECOND))
    assert found["register/one"].word == "正常"


def test_what_is_pretended_is_called_so_and_never_measured() -> None:
    row = rows(night(60 * SECOND))["groupware"]
    assert row.word == "付与異常"
    over = rows(night(250 * SECOND))["groupware"]
    assert over.verdict == "未達(付与)"


def test_at_a_table_what_is_pretended_is_called_assumed() -> None:
    assert rows(night(60 * SECOND, mode="tabletop"))["groupware"].word == "想定異常"


def test_what_nobody_has_asked_is_unknown_and_not_up() -> None:
    assert rows(night(60 * SECOND))["mail"].word == "未確認"
    assert rows(night(60 * SECOND, mode="tabletop"))["homepage"].word == "未確認"


def test_what_can_no_longer_be_asked_is_unknown_however_good_it_was() -> None:
    lost = e.Sample(0, 1, "unknown", Reading.unknown(Message("test.no_route")))
    heard = hear(
        night(5 * SECOND), Happened((e.UnknownBegan(5 * SECOND, "homepage/tcp", lost),)), 0
    )
    assert rows(heard)["homepage"].word == "未確認"
    one = standings(heard, Standings()).rungs["homepage"]
    assert "test.no_route" in system_detail(heard, one, weigh(heard.drill, one), 0, "ja")


def test_a_check_set_aside_is_told_with_its_name_and_reason() -> None:
    aside = o.SetAside("homepage/tcp", "佐藤", "監視の故障")
    heard = night(10 * SECOND, aside)
    assert rows(heard)["homepage"].word == "対象外"
    one = standings(heard, Standings()).rungs["homepage"]
    assert "佐藤" in system_detail(heard, one, weigh(heard.drill, one), 0, "ja")


def test_a_target_whose_moment_has_not_come_does_not_count() -> None:
    down = World(down={"web": [(0, HOUR)]})
    systems = (m.system("web", rto=Rto(Span(20 * SECOND), start="declaration")),)
    heard = at(m.brief(m.inject("a", at=MINUTE), systems=systems), down, 30 * SECOND)
    assert rows(heard)["web"].verdict == "起点前"


def test_what_was_down_from_the_first_look_is_longer_than_anybody_knows() -> None:
    down = World(down={"web": [(-HOUR, HOUR)]})
    systems = (m.system("web", rto=Rto(Span(MINUTE))),)
    heard = at(m.brief(m.inject("a", at=MINUTE), systems=systems), down, 30 * SECOND)
    assert rows(heard)["web"].time == "29秒以上 / 1分"


def test_what_is_down_comes_first_and_the_rungs_of_a_system_stay_together() -> None:
    found = standings(night(30 * SECOND), Standings())
    assert found.order == ("register/one", "register/all", "groupware", "mail", "homepage")
    assert (found.counted.down, found.counted.unknown, found.counted.up) == (2, 1, 1)


def test_only_what_changed_is_weighed_again() -> None:
    run = Simulation(world()).begin(brief())
    run.run(until=19 * SECOND)
    first = standings(heard_of(run), Standings())
    run.run(until=22 * SECOND)
    second = standings(heard_of(run), first)
    same = {name for name in first.rungs if first.rungs[name] is second.rungs[name]}
    assert same == {"homepage", "register/one", "groupware", "mail"}
    run.run(until=24 * SECOND)
    assert standings(heard_of(run), second) is second


def said(run: Simulation, found: Standings) -> list[SystemRow]:
    rungs = (found.rungs[each] for each in found.order)
    return [
        system_row(run.drill, each, weigh(run.drill, each), now=run.now, lang="ja", width=12)
        for each in rungs
    ]


def test_a_standing_that_was_kept_is_what_it_would_be_if_it_were_made_anew() -> None:
    run = Simulation(world()).begin(brief())
    kept = Standings()
    for second in range(1, 300):
        run.run(until=second * SECOND)
        kept = standings(heard_of(run), kept)
        anew = standings(heard_of(run), Standings())
        assert (kept.order, kept.counted) == (anew.order, anew.counted)
        assert said(run, kept) == said(run, anew)


@pytest.mark.parametrize(
    ("elapsed", "limit", "drawn"),
    [
        (0, 60, "[..........]"),
        (30, 60, "[=====.....]"),
        (60, 60, "[==========]"),
        (61, 60, "[========|!]"),
        (120, 60, "[=====|!!!!]"),
        (60_000, 60, "[=|!!!!!!!!]"),
        (0, 0, "[==========]"),
        (5, 0, "[=|!!!!!!!!]"),
    ],
)
def test_a_bar_shows_the_way_and_what_is_behind_it(elapsed: int, limit: int, drawn: str) -> None:
    assert bar(elapsed, limit, 12) == drawn


def test_a_pretence_on_a_rung_leaves_the_lower_ones_alone() -> None:
    pretend = m.inject("a", at=0, set=(Pretend("system", "register", "one"),))
    made = brief()
    changed = replace(made, scenario=replace(made.scenario, steps=(pretend, *made.scenario.steps)))
    found = rows(at(changed, World(), SECOND))
    assert (found["register/one"].word, found["register/all"].word) == ("付与正常", "付与異常")
