"""What every scenario of the library keeps to, so that any town can take it as it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bcp.lifelines import LIFELINES
from bcp.load import load_plan
from bcp.message import LANGUAGES, Text
from drills.cli.exit_codes import ExitCode
from drills.probes import catalogue
from drills.runtime.answers import Script, load_script
from scenarios.load import LoadedScenario, load_scenario
from scenarios.model import (
    Ask,
    CallOut,
    Inject,
    MusterCall,
    Notify,
    Probe,
    RollCall,
    Run,
    Scenario,
    Sending,
    Step,
    Wait,
)
from tests.cli.conversation import bcp_drill
from tests.house.source import ROOT
from tests.library.shelf import OnShelf, library, plans


@pytest.fixture(params=library(), ids=lambda each: each.id)
def on_shelf(request: pytest.FixtureRequest) -> OnShelf:
    found: OnShelf = request.param
    return found


@cache
def _loaded(on_shelf: OnShelf) -> LoadedScenario:
    plan = load_plan(on_shelf.plan, catalogue())
    return load_scenario(on_shelf.scenario, plan, catalogue())


@pytest.fixture
def scenario(on_shelf: OnShelf) -> Scenario:
    return _loaded(on_shelf).scenario


@pytest.fixture
def script(on_shelf: OnShelf, scenario: Scenario) -> Script:
    return load_script(on_shelf.answers, scenario)


@pytest.mark.parametrize("plan", plans(), ids=lambda each: each.name)
def test_every_plan_that_comes_along_passes_its_check(plan: Path) -> None:
    seen = bcp_drill("--lang", "en", "check", str(plan), cwd=ROOT)
    assert seen.code == ExitCode.PASSED, seen.err


def test_its_name_is_that_of_its_file_and_no_other_has_it(scenario: Scenario) -> None:
    assert [each.id for each in library()].count(scenario.id) == 1


def test_nothing_about_it_is_warned_of(on_shelf: OnShelf) -> None:
    # Whether a maker's own device says what its profile expects, each town sees on its own.
    warned = (each.remedy for each in _loaded(on_shelf).warnings)
    assert [each for each in warned if each is None or each.code != "profile.compare"] == []


def test_it_can_be_held_at_a_table_and_says_that_it_is_a_drill(scenario: Scenario) -> None:
    assert "tabletop" in scenario.modes
    assert scenario.safety.notice == Text("これは訓練です", "This is a drill")
    assert scenario.safety.real_event_word == Text("訓練中止、実災害", "Drill off, real event")


def test_it_says_what_it_is_for_who_plays_what_and_what_is_evaluated(scenario: Scenario) -> None:
    assert scenario.guidance
    assert scenario.evaluation
    assert None not in (scenario.roles.director, scenario.roles.controller)
    assert None not in (scenario.roles.evaluator, scenario.roles.recorder)
    assert scenario.roles.players
    said = [scenario.purpose, *scenario.guidance, *(each.text for each in scenario.evaluation)]
    assert [each for each in said if not _in_both(each)] == []
    lifelines = scenario.hazard.lifelines.values()
    assert [each for each in lifelines if not _in_both(each)] == []


def test_every_lifeline_has_a_name_in_both_languages(scenario: Scenario) -> None:
    assert set(scenario.hazard.lifelines) <= set(LIFELINES)


# What players have to find out by the drill's target, in words that would give it away.
GIVEN_AWAY = {
    "dns-failure": ("名前", "name"),
    "govcloud-outage": ("ほかの自治体", "municipalit", "異常なし|internet"),
    "lgwan-down": ("ルータ", "router", "異常なし|internet"),
    "vpn-device-down": ("庁舎も異常なし", "at the office|internet"),
}


@pytest.mark.parametrize("id", GIVEN_AWAY)
def test_no_lifeline_tells_players_what_the_drill_measures_whether_they_find(id: str) -> None:
    (on_shelf,) = (each for each in library() if each.id == id)
    lifelines = _loaded(on_shelf).scenario.hazard.lifelines
    said = [f"{text.said_in(lang)}|{key}" for key, text in lifelines.items() for lang in LANGUAGES]
    assert [(word, each) for word in GIVEN_AWAY[id] for each in said if word in each] == []


def test_everything_said_to_people_is_said_in_both_languages(scenario: Scenario) -> None:
    said = [("title", scenario.title)]
    said += [(each.id, text) for each in scenario.steps for text in _said_in(each)]
    assert [step for step, each in said if not _in_both(each)] == []


def _in_both(text: Text) -> bool:
    return bool(text.ja and text.en and text.ja != text.en)


def _said_in(step: Step) -> list[Text]:
    match step.do:
        case Inject(text=text) | Ask(text=text) | CallOut(text=text) | MusterCall(text=text):
            return [text]
        case RollCall(text=text, tasks=tasks):
            return [text, *tasks]
        case Sending(text=text, subject=subject):
            return [text, subject]
        case Notify(to=to, form=form):
            return [to, form]
        case Run() | Probe() | Wait():
            return [step.say or Text()]
    return []


def test_every_target_of_a_step_says_from_when_it_counts(scenario: Scenario) -> None:
    goals = [each for each in scenario.targets if each.step]
    assert goals
    assert [each.step for each in goals if each.start is None] == []


def test_something_is_tried_that_must_not_work(scenario: Scenario) -> None:
    silent = [each.id for each in scenario.steps if _wants_silence(each)]
    # Where no machine is asked, somebody tries it.
    by_people = [each.step for each in scenario.evaluation if each.id == "isolation"]
    assert silent or any(by_people)


def _wants_silence(step: Step) -> bool:
    return isinstance(step.do, Probe) and step.do.call.wants_silence


def test_every_action_is_approved_and_says_how_it_is_taken_back(scenario: Scenario) -> None:
    approved = {each.step for each in scenario.safety.approvals}
    runs = [(each.id, each.do) for each in scenario.steps if isinstance(each.do, Run)]
    assert {step for step, _ in runs} <= approved
    # What takes another one back needs nothing that takes it back.
    ways_back = {do.undo for _, do in runs}
    stuck = [step for step, do in runs if not (do.undo or do.stays or do.do in ways_back)]
    assert stuck == []


def test_everybody_named_is_somebody_of_its_plan(on_shelf: OnShelf, scenario: Scenario) -> None:
    roles = {each.id for each in load_plan(on_shelf.plan, catalogue()).plan.roles}
    doing = {each.by for each in scenario.steps if each.by}
    told = {each.do.to for each in scenario.steps if isinstance(each.do, Inject) and each.do.to}
    assert doing | told <= roles


def test_the_answers_are_for_every_question_of_it(scenario: Scenario, script: Script) -> None:
    answered = {each.step for each in script.answers} | {each.step for each in script.calls}
    people = {
        each.id
        for each in scenario.steps
        if (not isinstance(each.do, Inject) and each.due is None) or isinstance(each.do, Notify)
    }
    assert people <= answered


def test_the_answers_approve_every_action(scenario: Scenario, script: Script) -> None:
    wanted = {(each.step, role) for each in scenario.safety.approvals for role in each.by}
    assert wanted <= {(each.step, each.role) for each in script.approvals}


def test_its_injects_can_be_sped_up_to_try_it_out(scenario: Scenario) -> None:
    assert scenario.parameters["speed"] == 1
    assert scenario.time.compress == 1


def test_a_dry_run_tells_steps_and_targets_by_their_names(on_shelf: OnShelf) -> None:
    words = ("run", on_shelf.id, "--plan", str(on_shelf.plan), "--mode", "tabletop", "--dry-run")
    seen = bcp_drill("--lang", "en", *words, cwd=ROOT)
    assert seen.code == ExitCode.PASSED, seen.err
    assert "target: step [" in seen.out
    assert "@staff" not in seen.out
