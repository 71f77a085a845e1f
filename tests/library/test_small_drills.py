"""The small drills, held with nobody attending in a practice town: well first, then with faults.

Every question is put to a real server over its real protocol, every restore is really made.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bcp.durations import SECOND
from drills.cli.exit_codes import ExitCode
from drills.core.expiring import EXPIRED
from drills.report.assembled import report_of
from drills.town.breaking import broken
from drills.town.town import Town
from tests.cli.conversation import bcp_drill
from tests.library.holding import NobodyAnswers
from tests.library.holding import held as on_a_moved_clock
from tests.library.shelf import LIBRARY, OnShelf
from tests.report.made_up import recorded as in_a_journal
from tests.town.drilled import Drilled, recorded

SHELF = LIBRARY / "town"
FAULTS = ("website", "gateway-certificate", "radio-level", "backup")
# In the town one server shows another key than the plan knows, on purpose.
NIGHT = "things=homepage, groupware, names, web01, branch-hop, home-vpn"


@dataclass(frozen=True)
class Small:
    """A small drill, and how the town is told to it."""

    id: str
    settings: tuple[str, ...]
    mode: str = "walkthrough"
    more: tuple[str, ...] = ()


def _drills(town: Town) -> tuple[Small, ...]:
    web = f"127.0.0.1:{town.ports['gw01']['web']}"
    restore = (f"alive={web}", "closed=127.0.0.1:1", "backup=bk-homepage", "restored=/restored")
    answers = ("--answers", str(SHELF / "answers" / "restore-in-turn.yaml"))
    gates = (f"alive={web}", "admin=127.0.0.1:1", "days=5", "warn_days=6")
    radio = (f"alive={web}", "telnet=127.0.0.1:1", "power=null", "calls=null")
    return (
        Small("nightly-survey", (NIGHT, "silent=null")),
        Small("weekly-gates", gates),
        Small("radio-levels", radio),
        Small("restore-in-turn", restore, "operational", ("--yes", *answers)),
    )


async def _held(town: Town, small: Small, folder: Path) -> Drilled:
    script = town.plan / "scenarios" / f"{small.id}.yaml"
    shutil.copyfile(SHELF / "scenarios" / script.name, script)
    runs = folder / small.id
    words = ["run", str(script), "--mode", small.mode, "--unattended", "--runs", str(runs)]
    words += [word for each in small.settings for word in ("--set", each)]
    seen = await asyncio.to_thread(partial(bcp_drill, *words, *small.more, cwd=folder, timeout=200))
    return recorded(seen.code, runs, small.id, seen.out + seen.err)


async def _all(folder: Path) -> tuple[Mapping[str, Drilled], Mapping[str, Drilled]]:
    async with Town(folder / "town", copying_s=0.2, indexing_s=0.2) as town:
        small = _drills(town)
        names = [each.id for each in small]
        well = await asyncio.gather(*(_held(town, each, folder / "well") for each in small))
        for each in FAULTS:
            await broken(town.folder, each)
        hurt = await asyncio.gather(*(_held(town, each, folder / "hurt") for each in small))
    return dict(zip(names, well, strict=True)), dict(zip(names, hurt, strict=True))


@pytest.fixture(scope="module")
def held(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Mapping[str, Drilled], Mapping[str, Drilled]]:
    folder = tmp_path_factory.mktemp("small")
    (folder / "well").mkdir()
    (folder / "hurt").mkdir()
    return asyncio.run(_all(folder))


Held = tuple[Mapping[str, Drilled], Mapping[str, Drilled]]
# What each fault must turn, and what must stay as it was.
TURNED = {
    "nightly-survey": ({"answers-homepage"}, {"answers-web01", "answers-names"}),
    "weekly-gates": ({"gates-home-vpn", "certificate-home-vpn"}, {"no-admin-page"}),
    "radio-levels": ({"level-branch-hop"}, {"closed"}),
    "restore-in-turn": ({"fresh-bk-homepage"}, {"restore-bk-homepage", "whole-bk-homepage"}),
}


@pytest.mark.parametrize("id", TURNED)
def test_where_all_is_well_it_passes_with_nobody_there(held: Held, id: str) -> None:
    each = held[0][id]
    outcomes = {step: each.outcome(step) for step in each.drill.steps}
    failed = {step: (outcome, each.codes(step)) for step, outcome in outcomes.items()}
    assert set(outcomes.values()) <= {"held", "skipped"}, failed
    assert each.code in (ExitCode.PASSED, ExitCode.TARGET_MISSED)
    assert each.code == ExitCode.PASSED


@pytest.mark.parametrize("id", TURNED)
def test_one_fault_turns_its_verdict_and_is_named(held: Held, id: str) -> None:
    each = held[1][id]
    turned, stayed = TURNED[id]
    assert each.code == ExitCode.STEP_FAILED
    assert {step: each.outcome(step) for step in turned} == dict.fromkeys(turned, "broken")
    assert {step: each.outcome(step) for step in stayed} == dict.fromkeys(stayed, "held")


def test_the_report_says_why_something_was_silent_and_not_only_for_how_long(held: Held) -> None:
    report = report_of(in_a_journal(held[1]["nightly-survey"].events))
    (cause,) = [each.cause for each in report.issues if each.subject == "answers-homepage"]
    assert cause is not None
    assert cause.code not in (EXPIRED.code, "")


def test_the_failing_gate_is_named(held: Held) -> None:
    assert "probes.telework.not_ready" in held[1]["weekly-gates"].codes("gates-home-vpn")


@pytest.mark.parametrize("round", [0, 1], ids=["well", "hurt"])
def test_what_was_restored_for_the_trial_is_destroyed_however_it_ended(
    held: Held, round: int
) -> None:
    drill = held[round]["restore-in-turn"].drill
    done = [
        (each.order.command, each.ended and each.ended.outcome) for each in drill.actions.values()
    ]
    assert done == [("restore-bk-homepage", "held"), ("wipe-bk-homepage", "held")]


def test_a_round_in_which_everything_is_dead_ends_as_soon_as_one_in_which_one_thing_is(
    tmp_path: Path,
) -> None:
    plan = tmp_path / "city"
    shutil.copytree(LIBRARY.parent / "templates" / "city", plan)
    for each in ("scenarios", "answers"):
        (plan / each).mkdir(exist_ok=True)
        shutil.copyfile(SHELF / each / "nightly-survey.yaml", plan / each / "nightly-survey.yaml")
    dead = on_a_moved_clock(
        OnShelf(plan, "nightly-survey"), "walkthrough", tmp_path / "held", machines=NobodyAnswers
    )
    asked = [each for each in dead.drill.steps if each.startswith("answers-")]
    assert len(asked) > 60
    outcomes = {dead.drill.step(each).ended.outcome for each in asked}  # type: ignore[union-attr]
    assert (outcomes, dead.open_steps) == ({"broken"}, [])
    assert dead.drill.ended is not None
    assert dead.drill.ended.at < 60 * SECOND
