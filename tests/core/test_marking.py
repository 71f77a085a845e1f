"""The mark of a drill stands in front of whatever players are told, and is safe for any server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import SECOND
from bcp.message import LANGUAGES, Language, Text
from drills.core.marking import command_mark, marked
from drills.core.players import page_of
from tests.core import making as m
from tests.core.simulation import Simulation, World


def test_what_is_told_is_marked_once_in_each_language_that_it_has() -> None:
    assert marked(Text("停電です", "Power is out")) == Text(
        "【訓練】停電です", "[DRILL] Power is out"
    )
    assert marked(Text("停電です")).said_in("en") == "【訓練】停電です"
    assert marked(marked(Text("停電です", "Power"))) == marked(Text("停電です", "Power"))
    assert marked(Text()) == Text()


@given(st.text())
def test_a_command_mark_is_ascii_and_nothing_that_a_shell_reads(run_id: str) -> None:
    for real in (True, False):
        mark = command_mark(run_id, real=real)
        assert mark.isascii()
        assert not set(mark) & set(" \t\n'\"`$\\;&|<>()*?[]{}~#!%")


def test_a_drill_and_what_comes_behind_the_real_event_are_told_apart() -> None:
    assert command_mark("r", real=False) != command_mark("r", real=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_on_the_players_page_is_marked(lang: Language) -> None:
    steps = (m.inject("news"), m.ask("decide", at=0), m.notify("headquarters", at=0))
    run = Simulation(World()).begin(m.brief(*steps))
    run.run(until=SECOND)
    page = page_of(run.drill, run.now)
    told = [*(each.text for each in page.given), *(each.text for each in page.wanted)]
    assert len(told) == 3
    assert all(each.said_in(lang)[0] in "【[" for each in told)
