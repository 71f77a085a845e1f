"""The library of scenarios: what is in it, and how a town takes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.message import Text
from drills.cli.exit_codes import ExitCode
from drills.cli.library import Entry, entries
from drills.probes import catalogue
from drills.runtime.answers import load_script
from scenarios.load import load_scenario
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
    Wait,
)
from tests.cli.conversation import bcp_drill
from tests.house.source import ROOT

# In each something is tried that must not work.
MUST_FAIL = {
    "april-contacts": "old-account",
    "comms-only": "kept-private",
    "first-hour": "separation",
    "telework-650": "no-admin-page",
}


@pytest.fixture(params=entries(), ids=lambda each: each.id)
def entry(request: pytest.FixtureRequest) -> Entry:
    found: Entry = request.param
    return found


@pytest.fixture
def scenario(entry: Entry) -> Scenario:
    plan = load_plan(entry.folder, catalogue())
    loaded = load_scenario(entry.scenario, plan, catalogue())
    # Whether a maker's own device says what its profile expects, each town sees on its own.
    warned = (each.remedy for each in (*plan.warnings, *loaded.warnings))
    assert [each for each in warned if each is None or each.code != "profile.compare"] == []
    return loaded.scenario


def test_everything_of_it_can_be_drilled_at_a_table(entry: Entry, scenario: Scenario) -> None:
    assert scenario.id == entry.id
    assert "tabletop" in scenario.modes
    assert scenario.safety.notice == Text("これは訓練です", "This is a drill")


def test_everything_said_to_people_is_said_in_both_languages(scenario: Scenario) -> None:
    said = [scenario.title]
    for step in scenario.steps:
        match step.do:
            case Inject(text=text) | Ask(text=text) | CallOut(text=text) | MusterCall(text=text):
                said.append(text)
            case RollCall(text=text, tasks=tasks):
                said += [text, *tasks]
            case Sending(text=text, subject=subject):
                said += [text, subject]
            case Notify(to=to, form=form):
                said += [to, form]
            case Run() | Probe() | Wait():
                said.append(step.say or Text())
            case _:
                pass
    assert [each for each in said if not (each.ja and each.en and each.ja != each.en)] == []


def test_every_target_of_a_step_says_from_when_it_counts(scenario: Scenario) -> None:
    goals = [each for each in scenario.targets if each.step]
    assert goals
    assert [each.step for each in goals if each.start is None] == []


def test_something_is_tried_that_must_not_work(scenario: Scenario) -> None:
    assert scenario.step(MUST_FAIL[scenario.id]) is not None


def test_everybody_named_is_somebody_of_the_sample_plan(entry: Entry, scenario: Scenario) -> None:
    roles = {each.id for each in load_plan(entry.folder, catalogue()).plan.roles}
    doing = {each.by for each in scenario.steps if each.by}
    told = {each.do.to for each in scenario.steps if isinstance(each.do, Inject) and each.do.to}
    assert doing | told <= roles


def test_the_answers_are_for_questions_of_the_scenario(entry: Entry, scenario: Scenario) -> None:
    script = load_script(entry.answers, scenario)
    answered = {each.step for each in script.answers} | {each.step for each in script.calls}
    people = {
        each.id
        for each in scenario.steps
        if (not isinstance(each.do, Inject) and each.due is None) or isinstance(each.do, Notify)
    }
    assert people <= answered


def test_a_dry_run_tells_steps_and_targets_by_their_names(entry: Entry) -> None:
    words = ("run", entry.id, "--plan", str(entry.folder), "--dry-run")
    seen = bcp_drill("--lang", "en", *words, cwd=ROOT)
    assert seen.code == ExitCode.PASSED, seen.err
    assert "target: step [" in seen.out
    assert "@staff" not in seen.out


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_about_the_library_names_everything_in_it(language: str) -> None:
    page = "library.ja.md" if language == "ja" else "library.md"
    words = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert [each.id for each in entries() if f"`{each.id}`" not in words] == []


def test_the_library_is_listed_where_there_is_no_plan_at_all(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "scenarios", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    assert "comms-only  Communication drill  (walkthrough, tabletop)" in seen.out


def test_a_town_without_a_plan_gets_the_sample_plan_and_what_to_type(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "scenarios", "--copy", "comms-only", "town", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    first, *_ = seen.out.splitlines()
    assert first.strip() == "bcp-drill check town"
    checked = bcp_drill("--lang", "en", "check", "town", cwd=tmp_path)
    assert (checked.code, checked.err) == (ExitCode.PASSED, "")
    assert "scenarios: 1" in checked.out
    town = tmp_path / "town"
    for private in ("people/contacts.yaml", "answers/comms-only.yaml"):
        assert (town / private).stat().st_mode & 0o777 == 0o600
    assert "people/contacts.yaml" in (town / ".gitignore").read_text("utf-8")
    named = (town / "people/roles.yaml").read_text("utf-8").splitlines()[0].rpartition("=")[2]
    assert (town / "people" / named).exists()


def test_a_town_with_a_plan_gets_the_scenario_only(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 別の町\n", "utf-8")
    seen = bcp_drill("--lang", "en", "scenarios", "--copy", "first-hour", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    written = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*"))
    assert written == ["answers/first-hour.yaml", "plan.yaml", "scenarios/first-hour.yaml"]
    # What the town's own plan does not have is named, each with its line.
    checked = bcp_drill("--lang", "en", "check", cwd=tmp_path)
    assert checked.code == ExitCode.INVALID_INPUT
    assert "scenarios/first-hour.yaml:" in checked.err


def test_nothing_is_written_over(tmp_path: Path) -> None:
    words = ("--lang", "en", "scenarios", "--copy", "comms-only", "town")
    bcp_drill(*words, cwd=tmp_path)
    mine = tmp_path / "town" / "scenarios" / "comms-only.yaml"
    mine.write_text("mine\n", "utf-8")
    again = bcp_drill(*words, cwd=tmp_path)
    assert again.code == ExitCode.INVALID_INPUT
    assert "Nothing was copied" in again.err
    assert mine.read_text("utf-8") == "mine\n"


def test_a_name_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    seen = bcp_drill("--lang", "en", "scenarios", "--copy", "comms-onyl", "town", cwd=tmp_path)
    assert seen.code == ExitCode.INVALID_INPUT
    assert 'Did you mean "comms-only"?' in seen.err
    assert not (tmp_path / "town").exists()
