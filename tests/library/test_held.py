"""Every scenario that comes along, held to its end; of the library's, the report is as kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bcp.message import LANGUAGES, Language
from drills.cli.exit_codes import ExitCode
from drills.cli.loading import load
from drills.core.audit_events import OrderRefused
from scenarios.model import Mode
from tests.library.goldens import GOLDEN, golden_file, written
from tests.library.holding import Held, NobodyAnswers, held
from tests.library.pages import page, table, with_table
from tests.library.shelf import OnShelf, all_scenarios, library

# Where nothing can be asked, what must not answer is unknown, and its step fails.
ENDS = {
    "tabletop": {ExitCode.PASSED, ExitCode.TARGET_MISSED},
    "walkthrough": {ExitCode.PASSED, ExitCode.TARGET_MISSED, ExitCode.STEP_FAILED},
}


@cache
def _held(on_shelf: OnShelf, mode: Mode) -> Held:
    # What machines are asked again and again is not asked for hours: injects come faster there.
    settings = () if mode == "tabletop" else ("speed=60",)
    with TemporaryDirectory() as folder:
        return held(on_shelf, mode, Path(folder), settings)


def _modes(on_shelf: OnShelf) -> tuple[Mode, ...]:
    return load(str(on_shelf.scenario), on_shelf.plan, ()).scenario.scenario.modes


def _without_machines() -> list[tuple[OnShelf, Mode]]:
    wanted = ((each, mode) for each in all_scenarios() for mode in _modes(each))
    return [(each, mode) for each, mode in wanted if mode in ENDS]


@pytest.mark.parametrize(
    ("on_shelf", "mode"), _without_machines(), ids=lambda each: getattr(each, "name", each)
)
def test_a_scenario_runs_to_its_end_in_every_mode_that_needs_no_machines(
    on_shelf: OnShelf, mode: Mode
) -> None:
    drilled = _held(on_shelf, mode)
    assert drilled.drill.ended is not None
    assert (drilled.drill.ended.finish, drilled.open_steps) == ("completed", [])
    assert drilled.code in ENDS[mode]
    refused = [each for each in drilled.events if isinstance(each, OrderRefused)]
    assert (refused, list(drilled.not_taken)) == ([], [])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("on_shelf", library(), ids=lambda each: each.id)
def test_the_report_of_a_scenario_of_the_library_is_the_one_that_is_kept(
    on_shelf: OnShelf, lang: Language
) -> None:
    kept = golden_file(on_shelf.id, lang)
    assert kept.exists(), f"python -m tests.library.renew {on_shelf.id}"
    assert written(_held(on_shelf, "tabletop"), lang) == kept.read_text(encoding="utf-8")


def test_no_report_is_kept_of_a_scenario_that_is_not_there() -> None:
    wanted = {golden_file(each.id, lang).name for each in library() for lang in LANGUAGES}
    assert {each.name for each in GOLDEN.glob("*.txt")} == wanted


def test_a_drill_that_is_held_again_takes_the_same_instants(tmp_path: Path) -> None:
    (on_shelf,) = (each for each in library() if each.id == "comms-only")
    again = held(on_shelf, "tabletop", tmp_path)
    # The first record has the folder of the plan.
    assert again.events[1:] == _held(on_shelf, "tabletop").events[1:]


def test_hours_are_drilled_without_being_waited_for() -> None:
    (on_shelf,) = (each for each in library() if each.id == "april-contacts")
    (began, *_, ended) = _held(on_shelf, "tabletop").events
    assert ended.at - began.at > 3_600_000_000


def test_a_lost_line_is_decided_about_where_nothing_answers_before_the_drill_is_stopped(
    tmp_path: Path,
) -> None:
    (on_shelf,) = (each for each in library() if each.id == "fibre-to-radio")
    drilled = held(on_shelf, "walkthrough", tmp_path, ("speed=60",), NobodyAnswers)
    assert drilled.drill.ended is not None
    assert (drilled.drill.ended.finish, drilled.open_steps) == ("completed", [])
    declared, back = (drilled.drill.steps[each].ended for each in ("declare", "over-fibre"))
    assert declared is not None and declared.ending == "done"
    assert back is not None and back.outcome != "held"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_about_the_library_has_every_scenario_as_it_is(lang: Language) -> None:
    drills = {each: _held(each, "tabletop") for each in library()}
    text = page(lang)
    assert with_table(text, table(drills, lang)) == text, "python -m tests.library.renew"
