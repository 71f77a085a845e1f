"""Every scenario that can act, run for real in a practice town: things stop, and come back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from drills.cli.exit_codes import ExitCode
from drills.cli.loading import load
from drills.core.audit_events import OrderRefused
from scenarios.model import Run
from tests.library.practising import BINDINGS, binding, practised
from tests.library.shelf import OnShelf, library
from tests.town.drilled import Drilled

# Each has a town of its own, and they wait more than they reckon.
AT_ONCE = 4


def _acting() -> list[OnShelf]:
    loaded = ((each, load(str(each.scenario), each.plan, ())) for each in library())
    return [each for each, found in loaded if "operational" in found.scenario.scenario.modes]


@pytest.fixture(scope="module")
def drills(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Drilled]:
    return asyncio.run(_all(tmp_path_factory.mktemp("practice")))


async def _all(folder: Path) -> Mapping[str, Drilled]:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(on_shelf: OnShelf) -> Drilled:
        async with room:
            return await practised(on_shelf, folder / on_shelf.id)

    acting = _acting()
    held = await asyncio.gather(*map(one, acting))
    return {each.id: drilled for each, drilled in zip(acting, held, strict=True)}


def test_every_scenario_that_acts_is_bound_to_the_practice_town() -> None:
    assert {each.stem for each in BINDINGS.glob("*.yaml")} == {each.id for each in _acting()}


@pytest.mark.parametrize("id", [each.id for each in _acting()])
def test_a_scenario_runs_to_its_end_on_real_machines(
    drills: Mapping[str, Drilled], id: str
) -> None:
    each = drills[id]
    assert each.drill.ended is not None
    assert each.drill.ended.finish == "completed"
    wanted = [step.id for step in each.drill.started().scenario.steps if step.if_broken == "fail"]
    failed = {step: each.codes(step) for step in wanted if each.outcome(step) != "held"}
    assert (failed, each.drill.impossible) == ({}, ())
    assert each.code in (ExitCode.PASSED, ExitCode.TARGET_MISSED)
    assert [event for event in each.events if isinstance(event, OrderRefused)] == []


@pytest.mark.parametrize("id", [each.id for each in _acting()])
def test_what_it_breaks_is_seen_to_be_lost_and_to_be_back(
    drills: Mapping[str, Drilled], id: str
) -> None:
    broken = binding(id).breaks
    seen = {each: (drills[id].lost(each), drills[id].back(each)) for each in broken}
    assert seen == dict.fromkeys(broken, (True, True))


@pytest.mark.parametrize("id", [each.id for each in _acting()])
def test_every_action_of_it_was_really_done(drills: Mapping[str, Drilled], id: str) -> None:
    drill = drills[id].drill
    steps = [step.id for step in drill.started().scenario.steps if isinstance(step.do, Run)]
    done = {each.order.step for each in drill.actions.values() if each.ended is not None}
    assert steps
    assert set(steps) <= done


@pytest.mark.parametrize("id", [each.id for each in _acting()])
def test_what_must_not_answer_was_asked_and_did_not(drills: Mapping[str, Drilled], id: str) -> None:
    held = [
        step.id
        for step in drills[id].drill.started().scenario.steps
        if (call := getattr(step.do, "call", None)) is not None
        and call.wants_silence
        and drills[id].outcome(step.id) == "held"
    ]
    assert held
