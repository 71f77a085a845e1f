"""The schemas that are shipped: current, complete in words, and named by the files they are for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bcp.asking import Operator, Unit
from bcp.durations import BusinessDays, Span
from bcp.json_schema import DRAFT, SchemaWriter, Vocabulary
from bcp.message import LANGUAGES, Text
from bcp.model import Rto
from bcp.plan_forms import plan_forms
from bcp.plan_schema import plan_schema_forms
from bcp.probe_schema import OPERATOR_MEANINGS
from bcp.shape import Choice, Either, Leaf, Many, Maybe, Record
from drills.cli.schemas import ENDING, SHARED, folder_of_schemas, schemas
from drills.probes import catalogue
from scenarios.scenario_schema import scenario_schema_forms
from scenarios.step_forms import step_forms
from tests.cli.conversation import bcp_drill, from_the_start
from tests.house.source import ROOT
from tests.schema.reading import SCHEMAS, STEMS, practice_town, word_for

TEXTS = schemas(catalogue())
FILES = folder_of_schemas(catalogue())
_JAPANESE = re.compile(r"[\u3001-\u3002\u3040-\u30ff\u4e00-\u9fff]")
_NAMED = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)


@pytest.mark.parametrize("word", FILES)
def test_what_is_shipped_is_what_the_command_writes(word: str) -> None:
    shipped = (SCHEMAS / f"{word}{ENDING}").read_text(encoding="utf-8")
    assert shipped == FILES[word], "renew them: bcp-drill schema -o scenarios/schema"


def test_nothing_else_is_shipped_with_them() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{word}{ENDING}" for word in FILES}


def test_what_is_said_of_questions_is_said_in_two_files_alone() -> None:
    """In a scenario a parameter may stand for every value of a question."""
    probe = '"probe_tcp": {'
    assert {word for word, text in FILES.items() if probe in text} == {SHARED, "scenario"}
    assert {word for word, text in TEXTS.items() if probe in text} > {"plan", "systems", "links"}
    assert len(FILES["systems"]) < len(TEXTS["systems"]) / 10


def _refers_to(schema: Any) -> Iterator[str]:
    for each in schema if isinstance(schema, list) else ():
        yield from _refers_to(each)
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"]
        for each in schema.values():
            yield from _refers_to(each)


@pytest.mark.parametrize("word", FILES)
def test_everything_that_a_schema_in_a_folder_refers_to_is_there(word: str) -> None:
    for name in {*_refers_to(json.loads(FILES[word]))}:
        file, _, definition = name.partition("#/definitions/")
        assert definition in _defined_in(file.removesuffix(ENDING) if file else word)


@cache
def _defined_in(word: str) -> frozenset[str]:
    return frozenset(json.loads(FILES[word])["definitions"])


@pytest.mark.parametrize("word", TEXTS)
def test_a_schema_alone_refers_to_no_other_file(word: str) -> None:
    schema = json.loads(TEXTS[word])
    assert {*_refers_to(schema)} == {f"#/definitions/{name}" for name in schema["definitions"]}


def test_every_file_of_a_plan_has_a_schema() -> None:
    assert {*TEXTS} == {"plan", "scenario", "answers", "profile", "preset", *STEMS}


@pytest.mark.parametrize("word", TEXTS)
def test_each_is_a_schema(word: str) -> None:
    schema = json.loads(TEXTS[word])
    assert schema["$schema"] == DRAFT
    jsonschema.Draft7Validator.check_schema(schema)


def _keys(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key that can be written, with its schema; the two languages of a text need no words."""
    if isinstance(schema, list):
        for each in schema:
            yield from _keys(each, path)
    if not isinstance(schema, dict):
        return
    inside = schema.get("properties", {})
    if {*inside} != {"ja", "en"} and schema.get("additionalProperties") is False:
        for key, each in inside.items():
            yield f"{path}.{key}", each
    for key, each in schema.items():
        yield from _keys(each, f"{path}.{key}")


def _described(schema: Any) -> dict[str, str]:
    """What is said of every key, by its schema or by the definition that this refers to."""
    definitions = schema["definitions"]
    return {
        path: {**definitions.get(each.get("$ref", "").rpartition("/")[2], {}), **each}.get(
            "description", ""
        )
        for path, each in _keys(schema)
    }


@pytest.mark.parametrize("word", TEXTS)
def test_every_key_is_described_in_both_languages(word: str) -> None:
    described = _described(json.loads(TEXTS[word]))
    assert described
    lacking = [
        path
        for path, text in described.items()
        if "\n" not in text or not _JAPANESE.search(text.split("\n")[0])
    ]
    assert lacking == []


@pytest.mark.parametrize("word", TEXTS)
def test_one_language_can_be_had_alone(word: str) -> None:
    english, japanese = (_described(_in(lang)[word]) for lang in LANGUAGES[::-1])
    assert [path for path, text in english.items() if "\n" in text] == []
    assert [path for path, text in japanese.items() if not _JAPANESE.search(text)] == []


@cache
def _in(lang: Any) -> dict[str, Any]:
    return {word: json.loads(text) for word, text in schemas(catalogue(), lang).items()}


def test_every_form_of_the_reader_has_one_in_the_schema() -> None:
    probes = catalogue()
    assert {*plan_forms(probes)} <= {*plan_schema_forms(probes)}
    assert {*step_forms(probes)} <= {*scenario_schema_forms(probes)}


def test_every_operator_and_unit_has_its_words() -> None:
    assert {*OPERATOR_MEANINGS} == {*Operator.__args__}  # type: ignore[attr-defined]
    units = {fact.unit for each in catalogue().values() for fact in each.facts.values()}
    assert units <= {*Unit.__args__}  # type: ignore[attr-defined]


def test_a_word_that_yaml_reads_as_a_value_may_stand_without_quotes() -> None:
    schema = SchemaWriter(Vocabulary({})).of(Choice(("true", "none", "1")))
    assert schema["enum"] == ["true", "none", "1", True, 1]
    assert "type" not in schema


def test_a_list_of_one_may_be_the_thing_itself() -> None:
    schema = SchemaWriter(Vocabulary({})).of(Maybe(Many(Leaf(bool))))
    assert schema["type"] == ["array", "boolean", "null"]
    assert schema["items"]["type"] == "boolean"


def test_an_editor_says_what_is_wanted_and_not_which_pattern() -> None:
    schema = SchemaWriter(Vocabulary({})).of(Either((Leaf(Span), Leaf(BusinessDays))))
    assert schema["patternErrorMessage"] == schema["errorMessage"]
    assert schema["errorMessage"].split("\n") == [
        "ここには時間（例: 4h30m、90s）を書きます。",
        "This must be a span such as 4h30m or 90s.",
        "ここには営業日数（例: 5bd）を書きます。",
        "This must be working days such as 5bd.",
    ]


def test_what_is_wanted_is_not_said_of_the_fields_of_a_table() -> None:
    """Editors would say it of an unknown field, too."""
    schema = SchemaWriter(Vocabulary({})).of(Maybe(Record(Rto)))
    assert "properties" in schema
    assert "errorMessage" not in schema


def test_a_parameter_may_stand_for_any_value_of_a_scenario() -> None:
    writer = SchemaWriter(Vocabulary({}, parameters=True))
    schema = writer.of(Leaf(int))
    assert jsonschema.Draft7Validator(schema).is_valid("$people")
    assert jsonschema.Draft7Validator(schema).is_valid("${people}")
    assert not jsonschema.Draft7Validator(schema).is_valid("${people} or so")


def test_one_text_in_both_languages_is_said_once() -> None:
    assert SchemaWriter(Vocabulary({})).said(Text(ja="dBm", en="dBm")) == "dBm"


def _misnamed(path: Path) -> str | None:
    found = _NAMED.search(path.read_text(encoding="utf-8"))
    if found is None:
        return "names none"
    named = path.parent / found[1]
    right = named.name == f"{word_for(path)}{ENDING}" and named.is_file()
    return None if right else f"names {found[1]}"


def test_every_yaml_file_we_ship_names_its_schema() -> None:
    shipped = sorted((ROOT / "drills").rglob("*.yaml")) + sorted(
        (ROOT / "scenarios").rglob("*.yaml")
    )
    assert {str(path): _misnamed(path) for path in shipped if _misnamed(path)} == {}


def test_the_practice_town_brings_its_schemas(tmp_path: Path) -> None:
    files = practice_town(tmp_path)
    assert {str(path): _misnamed(path) for path in files if _misnamed(path)} == {}


def test_the_command_writes_one_schema_or_all(tmp_path: Path) -> None:
    assert from_the_start("schema", "plan", cwd=tmp_path).out == TEXTS["plan"]
    assert bcp_drill("schema", "scenario", "-o", "one.json", cwd=tmp_path).code == 0
    assert (tmp_path / "one.json").read_text(encoding="utf-8") == TEXTS["scenario"]
    assert bcp_drill("schema", "-o", "all", cwd=tmp_path).code == 0
    assert len([*(tmp_path / "all").iterdir()]) == len(FILES)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["plann"], "There is no schema for 'plann'. Did you mean \"plan\"?"),
        ([], "Say with -o in which folder to write all schemas, or name one of: plan, roles, "),
        (["plan", "-o", "."], ". cannot be written (it is a folder)."),
    ],
)
def test_the_command_says_what_it_needs(words: list[str], told: str, tmp_path: Path) -> None:
    seen = bcp_drill("schema", *words, "--lang", "en", cwd=tmp_path)
    assert seen.code == 6
    assert seen.err.startswith(told)


def test_a_schema_takes_the_place_of_no_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("organisation: Mihon Town\n", encoding="utf-8")
    seen = bcp_drill("schema", "plan", "-o", "plan.yaml", "--lang", "en", cwd=tmp_path)
    assert (seen.code, seen.out) == (6, "")
    assert "left as it is" in seen.err
    assert plan.read_text(encoding="utf-8") == "organisation: Mihon Town\n"
