"""A plan of one's own: from a template, with questions, or as small as can be."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pytest

from bcp.load import load_plan
from bcp.nodes import Plain
from bcp.strict_yaml import parse
from drills.cli import smallest
from drills.cli.adapting import adapted
from drills.cli.asking_lines import Asker
from drills.cli.checking import checked
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.cli.new_plan import Texts, write
from drills.cli.rewriting import scalar_at
from drills.cli.templates import Template, named, templates, texts_of
from drills.probes import catalogue
from tests.cli.conversation import Seen, bcp_drill

PEOPLE = (
    "情報係長 000-5550-0101",
    "０３（５５５０）０１０２ 情報係員",
    "建設係員　０９０－５５５５－０１０３",
    "総務係長 soumu@okanoue.example",
    "会計係員、000-5550-0105",
)
ANSWERS = ("丘の上町", *PEOPLE, "住民記録、メール", "見本システム 000-5552-0001", "文化会館")


def _init(*words: str, cwd: Path, given: str = "") -> Seen:
    return bcp_drill("--lang", "ja", "init", *words, cwd=cwd, given=given)


def _written(folder: Path) -> dict[str, str]:
    files = (each for each in sorted(folder.rglob("*")) if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_text("utf-8") for each in files}


def _asker(*lines: str) -> Asker:
    console = Console("ja", io.StringIO(), io.StringIO())
    return Asker(console, io.StringIO("".join(f"{line}\n" for line in lines)))


def _value(texts: Texts, file: str, *path: str) -> Plain:
    found = scalar_at(parse(texts[Path(file)].encode(), file)[0], *path)
    assert found is not None
    return found.value


@pytest.fixture(scope="module")
def town() -> Texts:
    return texts_of(named("town"), catalogue())


def test_from_nothing_to_a_report_takes_fewer_than_fifteen_commands_and_answers(
    tmp_path: Path,
) -> None:
    commands = (
        ("init", "town", "--smallest"),
        ("check", "town"),
        *(("run", "first-table", "--plan", "town", "--headless", "--set", "speed=600"),),
        ("report", "last", "-o", "report.html"),
    )
    assert len(commands) + len(ANSWERS) < 15
    begun = _init("town", "--smallest", cwd=tmp_path, given="\n".join(ANSWERS) + "\n")
    assert begun.code == ExitCode.PASSED, begun.err
    assert begun.err.count(":\n") == len(ANSWERS)
    checked = bcp_drill("--lang", "ja", *commands[1], cwd=tmp_path)
    assert checked.code == ExitCode.PASSED, checked.err
    answers = ("--answers", "town/answers/first-table.yaml")
    ran = bcp_drill(*commands[2], *answers, cwd=tmp_path)
    assert ran.code == ExitCode.PASSED, ran.err
    assert bcp_drill(*commands[3], cwd=tmp_path).code == ExitCode.PASSED
    assert "はじめての机上訓練" in (tmp_path / "report.html").read_text("utf-8")


def test_the_smallest_plan_holds_what_was_answered(tmp_path: Path) -> None:
    _init("town", "--smallest", cwd=tmp_path, given="\n".join(ANSWERS) + "\n")
    plan = load_plan(tmp_path / "town", catalogue()).plan
    assert plan.organisation.name == "丘の上町"
    assert [each.id for each in plan.systems] == ["resident", "mail", "system-3"]
    assert {each.name: each.methods[0].value for each in plan.contacts} == {
        "情報係長": "000-5550-0101",
        "情報係員": "03(5550)0102",
        "建設係員": "090-5555-0103",
        "総務係長": "soumu@okanoue.example",
        "会計係員": "000-5550-0105",
        "見本システム": "000-5552-0001",
    }
    assert [each.kind for each in plan.sites] == [None, "alternate"]
    assert [each.methods[0].kind for each in plan.contacts][:3] == ["電話", "電話", "携帯"]
    assert (tmp_path / "town/people/contacts.yaml").stat().st_mode & 0o777 == 0o600


def test_what_was_left_open_is_counted_and_the_next_three_are_named(tmp_path: Path) -> None:
    _init("town", "--smallest", cwd=tmp_path)
    seen = bcp_drill("--lang", "ja", "check", "town", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED, seen.err
    assert "ひな形の" in seen.out
    assert "people/contacts.yaml:5:" in seen.out
    *_, heading, first, second, third = seen.out.splitlines()
    assert heading == "次にするとよい三つ:"
    assert [line[:4] for line in (first, second, third)] == ["  1.", "  2.", "  3."]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("000-5550-0101", "名前か職名"),
        ("係長 000-5550-0101 000-5550-0102", "電話番号のような値"),
        ("係長\x1b[31m", "表示できない文字"),
        ("あ" * 201, "長すぎます"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_and_nothing_is_written(
    line: str, why: str, tmp_path: Path
) -> None:
    seen = _init("town", "--smallest", cwd=tmp_path, given=f"丘の上町\n{line}\n")
    assert seen.code == ExitCode.INVALID_INPUT
    assert why in seen.err
    assert not (tmp_path / "town").exists()


@pytest.mark.parametrize("name", ["丘: の町 #1", '"引用"町', "'町", "- 町", "true", "2026", "{町}"])
def test_any_name_can_be_written(name: str, tmp_path: Path, town: Texts) -> None:
    write(tmp_path, smallest.texts_of(_asker(), name, catalogue()))
    assert load_plan(tmp_path, catalogue()).plan.organisation.name == name
    assert _value(adapted(town, name, None), "plan.yaml", "organisation", "name") == name


@pytest.mark.parametrize("name", ["", "　", "町\n長", "000-5550-0101", "町" * 201])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    seen = _init("town", "--name", name, cwd=tmp_path)
    assert (seen.code, "--name" in seen.err) == (ExitCode.INVALID_INPUT, True)
    assert not (tmp_path / "town").exists()


def test_a_template_takes_the_name_everywhere_and_keeps_its_comments(tmp_path: Path) -> None:
    seen = _init("town", "--name", "丘の上町", cwd=tmp_path)
    assert seen.code == ExitCode.PASSED
    assert "自治体の名前" not in seen.err
    files = _written(tmp_path / "town")
    assert "\n  name: 丘の上町\n" in files["plan.yaml"]
    assert "# Three separated zones." in files["plan.yaml"]
    drilled = (each for each in files if each.startswith(("scenarios/", "answers/", "assets/")))
    assert [each for each in drilled if "見本町" in files[each]] == []


def test_what_is_answered_stands_in_the_files_and_loses_its_mark(tmp_path: Path) -> None:
    answers = ("丘の上町", "12000", "", "", "LGWAN系", "", "総務課長、情報係長", "6h")
    _init("town", cwd=tmp_path, given="\n".join(answers) + "\n")
    plan = load_plan(tmp_path / "town", catalogue()).plan
    assert (plan.organisation.population, plan.organisation.ict_staff) == (12000, 5)
    assert [each.label for each in plan.zones][1] == "LGWAN系"
    named = {each.id: each.name for each in plan.contacts}
    assert (named["ict-head"], named["ict-chief"]) == ("総務課長", "情報係長")
    resident = plan.system("resident")
    assert resident is not None
    assert resident.rto is not None
    assert resident.rto.within.us == 6 * 3_600_000_000
    checked = bcp_drill("--lang", "ja", "check", "town", cwd=tmp_path).out
    # The name and the population; the records with a new post or target hold more to look at.
    assert "か所のうち2か所が済みました" in checked


@pytest.mark.parametrize(
    ("line", "population"), [("12,345", 12345), ("１２３４５人", 12345), ("7", 7)]
)
def test_numbers_may_be_written_as_officers_write_them(
    line: str, population: int, town: Texts
) -> None:
    texts = adapted(town, None, _asker("", line))
    assert _value(texts, "plan.yaml", "organisation", "population") == population


@pytest.mark.parametrize("line", ["6時間以内", "６ｈ", "6 時間", "6h"])
def test_times_may_be_written_as_officers_write_them(line: str, town: Texts) -> None:
    texts = adapted(town, None, _asker(*[""] * 7, line))
    assert _value(texts, "assets/systems.yaml", "resident", "rto") == "6h"


def test_a_wrong_answer_names_its_question(tmp_path: Path) -> None:
    seen = _init("town", cwd=tmp_path, given="丘の上町\n五万\n")
    assert seen.code == ExitCode.INVALID_INPUT
    assert "「人口」への回答「五万」は使えません" in seen.err
    assert not (tmp_path / "town").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("organisation: 町\n", "utf-8")
    for words in (("--smallest",), ("--name", "丘の上町")):
        seen = _init(".", *words, cwd=tmp_path)
        assert seen.code == ExitCode.INVALID_INPUT
        assert "すでに計画" in seen.err
    (tmp_path / "plan.yaml").rename(tmp_path / "README.txt")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/systems.yaml").write_text("mine\n", "utf-8")
    seen = _init(".", "--name", "丘の上町", cwd=tmp_path)
    assert (seen.code, "assets/systems.yaml" in seen.err) == (ExitCode.INVALID_INPUT, True)
    assert sorted(_written(tmp_path)) == ["README.txt", "assets/systems.yaml"]


def test_what_is_in_the_way_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios/first-table.yaml").write_text("mine\n", "utf-8")
    (tmp_path / "file").write_text("no folder\n", "utf-8")
    (tmp_path / "links/people").mkdir(parents=True)
    (tmp_path / "links/people/contacts.yaml").symlink_to(tmp_path / "elsewhere")
    for place in (".", "file", "links"):
        seen = _init(place, "--smallest", cwd=tmp_path, given="丘の上町\n")
        assert (seen.code, "すでにファイル" in seen.err) == (ExitCode.INVALID_INPUT, True)
        assert "自治体の名前" not in seen.err


def test_where_writing_fails_nothing_half_done_is_left(tmp_path: Path) -> None:
    town = tmp_path / "town"
    town.mkdir()
    (town / "work").write_text("a file, no folder\n", "utf-8")
    seen = _init("town", "--name", "丘の上町", cwd=tmp_path)
    assert (seen.code, "書き出せません" in seen.err) == (ExitCode.INVALID_INPUT, True)
    assert [each.name for each in town.rglob("*")] == ["work"]
    assert _written(town) == {"work": "a file, no folder\n"}


def test_the_templates_are_listed_and_each_can_be_taken(tmp_path: Path) -> None:
    listed = _init("--list", cwd=tmp_path)
    assert listed.code == ExitCode.PASSED
    assert [line.split()[0] for line in listed.out.splitlines()] == [
        each.id for each in templates()
    ]
    seen = _init("x", "--template", "twon", cwd=tmp_path)
    assert (seen.code, "town" in seen.err) == (ExitCode.INVALID_INPUT, True)


@pytest.mark.parametrize("template", templates(), ids=lambda each: each.id)
def test_a_plan_from_any_template_has_no_mistakes(template: Template, tmp_path: Path) -> None:
    write(tmp_path, adapted(texts_of(template, catalogue()), "丘の上", None))
    found = checked(tmp_path)
    assert (found.refusals, found.plan and found.plan.organisation.name) == ((), "丘の上")
    at_first = json.loads((tmp_path / ".template.json").read_text("utf-8"))["marks"]
    # The name's own mark is gone where it had one.
    assert 20 < at_first - 1 <= len(found.marks) <= at_first
    for file, text in _written(tmp_path).items():
        if "yaml-language-server" in text and file.endswith(".yaml"):
            schema = text.splitlines()[0].rpartition("=")[2]
            assert (tmp_path / file).parent.joinpath(schema).exists(), file


def test_words_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    for words in (("x", "--smallest", "--template", "town"), ()):
        seen = _init(*words, cwd=tmp_path)
        assert seen.code == ExitCode.INVALID_INPUT
        assert len(seen.err.strip().splitlines()) == 1


def test_git_is_told_to_leave_out_what_holds_numbers_of_people(tmp_path: Path) -> None:
    _init("town", "--smallest", cwd=tmp_path)
    town = tmp_path / "town"
    words = ("export", "town/people.xlsx", "town", "--with-contacts")
    assert bcp_drill(*words, cwd=tmp_path).code == ExitCode.PASSED
    for each in ("people/calls.csv", "連絡網.csv", "連絡先一覧.csv"):
        (town / each).write_text("氏名,電話\n", "utf-8")
    for git in (("init", "-q"), ("add", "-A")):
        subprocess.run(["git", "-C", str(town), *git], check=True)
    listed = ["git", "-C", str(town), "ls-files", "-z"]
    staged = subprocess.run(listed, check=True, capture_output=True).stdout.decode().split("\0")
    assert "plan.yaml" in staged
    assert not [each for each in staged if each.endswith((".xlsx", ".csv", "contacts.yaml"))]
