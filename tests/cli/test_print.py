"""Printing forms as a person types it: which are written, where, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcp.message import render
from drills.cli.exit_codes import ExitCode
from drills.printed.forms import FORMS
from tests.cli.conversation import Seen, bcp_drill
from tests.printed.made import TOWN


def typed(folder: Path, *words: str) -> Seen:
    return bcp_drill("--lang", "en", "print", *words, cwd=folder)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_folder_alone_prints_every_form_of_the_plan(tmp_path: Path) -> None:
    seen = typed(tmp_path, str(TOWN))
    assert seen.code == ExitCode.PASSED
    assert names(tmp_path / "printed") == [
        *("checklists.html", "contacts.html", "damage-check.html"),
        *("drill-plan.html", "home-copy.html", "plan.html"),
    ]
    assert "ICT business continuity plan: printed/plan.html" in seen.out


def test_a_scenario_prints_the_forms_of_its_drill_for_word(tmp_path: Path) -> None:
    seen = typed(tmp_path, "quake-night", str(TOWN), "-f", "docx", "-o", "out")
    assert seen.code == ExitCode.PASSED
    made = ["evaluation-quake-night.docx", "injects-quake-night.docx", "timeline-quake-night.docx"]
    assert names(tmp_path / "out") == made
    assert (tmp_path / "out" / made[0]).read_bytes()[:2] == b"PK"


def test_forms_are_named_in_any_order_and_the_only_scenario_need_not_be(tmp_path: Path) -> None:
    seen = typed(tmp_path, "injects", str(TOWN), "contacts", "-o", "out")
    assert seen.code == ExitCode.PASSED
    assert names(tmp_path / "out") == ["contacts.html", "injects-quake-night.html"]


def test_whoever_prints_numbers_of_people_is_told_so_and_nobody_else_may_read_them(
    tmp_path: Path,
) -> None:
    seen = typed(tmp_path, "contacts", "plan", str(TOWN), "-o", "out")
    assert "personal contacts stand in out/contacts.html." in seen.err
    assert (tmp_path / "out" / "contacts.html").stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_over_and_then_nothing_else_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "plan.html").write_text("mine", encoding="utf-8")
    seen = typed(tmp_path, "contacts", "plan", str(TOWN), "-o", "out")
    assert seen.code == ExitCode.INVALID_INPUT
    assert "out/plan.html" in seen.err
    assert names(out) == ["plan.html"]
    assert (out / "plan.html").read_text(encoding="utf-8") == "mine"


def test_where_a_file_cannot_be_written_no_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("no folder", encoding="utf-8")
    seen = typed(tmp_path, "plan", str(TOWN), "-o", "out")
    assert seen.code == ExitCode.INVALID_INPUT
    assert "out cannot be written" in seen.err
    assert (tmp_path / "out").read_text(encoding="utf-8") == "no folder"


def test_a_planned_drill_without_its_scenario_is_printed_and_said(tmp_path: Path) -> None:
    plan = "organisation: 別の町\ndrills: [{id: spring, scenario: gone, name: 春}]\n"
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    seen = typed(tmp_path, "drill-plan")
    assert seen.code == ExitCode.PASSED
    assert "'spring' was printed without its scenario 'gone'" in seen.err


@pytest.mark.parametrize("word", ["no/where", "empty", "/no/plan.yaml"])
def test_a_folder_without_a_plan_is_named(tmp_path: Path, word: str) -> None:
    (tmp_path / "empty").mkdir()
    seen = typed(tmp_path, "contacts", word)
    assert seen.code == ExitCode.INVALID_INPUT
    assert f"There is no plan.yaml in {word}." in seen.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("contact",), 'Did you mean "contacts"?'),
        (("quake-nigth",), 'Did you mean "quake-night"?'),
        (("quake-night", "other.yaml"), "'other.yaml' is no form"),
        (("quake-night", "quake-night", "spring"), "'spring' is no form"),
        (("timeline", "--set", "speed"), "--set wants name=value"),
    ],
)
def test_a_word_that_stands_for_nothing_is_refused(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    seen = typed(tmp_path, *words, "--plan", str(TOWN))
    assert seen.code == ExitCode.INVALID_INPUT
    assert said in seen.err
    assert names(tmp_path) == []


def test_a_named_form_that_the_plan_has_nothing_for_is_refused_and_others_are_left_out(
    tmp_path: Path,
) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 別の町\n", encoding="utf-8")
    refused = typed(tmp_path, "checklists")
    assert refused.code == ExitCode.INVALID_INPUT
    assert "work/action_plans.yaml" in refused.err
    seen = typed(tmp_path)
    assert seen.code == ExitCode.PASSED
    assert names(tmp_path / "printed") == ["plan.html"]
    assert "Checklists was left out" in seen.err


def test_a_form_of_a_drill_asks_for_a_scenario_where_there_is_none_or_a_choice(
    tmp_path: Path,
) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 別の町\n", encoding="utf-8")
    seen = typed(tmp_path, "injects")
    assert seen.code == ExitCode.INVALID_INPUT
    assert "bcp-drill print injects" in seen.err


def test_the_help_names_every_form(tmp_path: Path) -> None:
    seen = typed(tmp_path, "--help")
    assert [each for each in FORMS if each not in "".join(seen.out.split())] == []


def test_the_japanese_help_says_the_japanese_name_of_every_form(tmp_path: Path) -> None:
    said = "".join(bcp_drill("--lang", "ja", "print", "--help", cwd=tmp_path).out.split())
    called = {word: render(form.title(), "ja") for word, form in FORMS.items()}
    # Its title says of what, and that stands in the same line already.
    called["plan"] = "計画書"
    assert [word for word, name in called.items() if f"{word}（{name}）" not in said] == []


@pytest.mark.parametrize(
    ("out", "instead"),
    [("out/plan.html", "out"), ("plan.docx", "printed"), ("out/PLAN.HTML", "out")],
)
def test_a_file_where_the_folder_is_asked_for_is_refused_and_nothing_is_made(
    tmp_path: Path, out: str, instead: str
) -> None:
    seen = typed(tmp_path, "plan", str(TOWN), "-o", out)
    assert seen.code == ExitCode.INVALID_INPUT
    assert f"-o takes the folder to write into, and {out} is the name of a file" in seen.err
    assert f"For instance: -o {instead}\n" in seen.err
    assert names(tmp_path) == []
