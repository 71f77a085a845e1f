"""What a step rests on that ran into its limit: nothing that nobody measured is called measured."""

from __future__ import annotations

from typing import Literal

import pytest

from bcp.durations import HOUR, MINUTE, SECOND
from drills.core import events as e
from drills.core.evidence import Source
from drills.core.silence import is_told_of
from scenarios.model import Mode, Step
from tests.core import making as m
from tests.core.simulation import Simulation, World, drilled
from tests.core.test_kinds import DOWN, WEB

DEAD = World(down={"web": [(0, HOUR)]})


def source(step: Step, mode: Mode, *before: Step, world: World = DEAD) -> Source:
    run = drilled(m.brief(*before, step, mode=mode, systems=(WEB,)), world)
    return expired(run).source


def expired(run: Simulation) -> e.StepEnded:
    return next(each for each in run.of(e.StepEnded) if each.ending == "expired")


@pytest.mark.parametrize(
    "step",
    [
        m.ask("s", within=MINUTE),
        m.probe("s", within=MINUTE),
        m.wait_probe("s", within=MINUTE),
        m.wait_for("s", "web", within=MINUTE),
        m.run("s", within=MINUTE),
    ],
    ids=["ask", "probe", "wait", "system", "run"],
)
def test_at_a_table_nothing_that_ran_into_its_limit_was_measured(step: Step) -> None:
    assert source(step, "tabletop") == "assumed"


def test_silence_of_people_is_no_measurement_in_any_mode() -> None:
    assert source(m.ask("s", within=MINUTE), "operational") == "observed"
    assert source(m.run("s", within=MINUTE), "walkthrough") == "observed"


def test_what_a_machine_was_asked_until_the_limit_is_measured() -> None:
    assert source(m.wait_probe("s", within=MINUTE), "walkthrough") == "measured"
    assert source(m.wait_for("s", "web", within=MINUTE), "walkthrough") == "measured"
    slow = World(latency=5 * SECOND)
    assert source(m.probe("s", within=SECOND), "walkthrough", world=slow) == "measured"


def test_what_only_a_pretended_state_kept_from_holding_is_injected() -> None:
    quake = m.inject("a", set=(DOWN,))
    wait = m.wait_for("s", "web", within=MINUTE)
    assert source(wait, "walkthrough", quake, world=World()) == "injected"


@pytest.mark.parametrize(
    ("mode", "rests_on"), [("tabletop", "assumed"), ("walkthrough", "observed")]
)
def test_the_time_limit_of_the_drill_measures_no_person_either(mode: Mode, rests_on: str) -> None:
    assert expired(drilled(m.brief(m.ask("s"), mode=mode, limit=MINUTE))).source == rests_on


@pytest.mark.parametrize(
    ("ending", "given", "told"),
    [
        ("expired", "measured", True),
        ("expired", "injected", True),
        ("expired", "observed", False),
        ("expired", "assumed", False),
        ("done", "assumed", True),
    ],
)
def test_where_nobody_answered_no_source_is_shown(
    ending: Literal["expired", "done"], given: Source, told: bool
) -> None:
    assert is_told_of(ending, "broken", given) is told
    assert not is_told_of("skipped", "skipped", given)
