"""Which bad files an editor underlines, and which only `check` can see; the first can only grow."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from bcp.plan_schema import plan_schemas
from scenarios.scenario_schema import scenario_schema
from tests.house.source import ROOT
from tests.schema.reading import as_an_editor, as_we_do
from tests.words import CATALOGUE

PLANS = sorted((ROOT / "tests" / "bcp" / "bad").glob("*.yaml"))
SCENARIOS = sorted((ROOT / "tests" / "scenarios" / "bad").glob("*.yaml"))
VALIDATORS = {
    "plan": jsonschema.Draft7Validator(plan_schemas(CATALOGUE)["plan"]),
    "scenario": jsonschema.Draft7Validator(scenario_schema(CATALOGUE)),
}

# No editor shows these as text, or it shows another text than the one that was saved.
NO_TEXT = {
    *("a_portable_document", "a_workbook", "broken_utf_8", "cut_off_in_a_letter", "euc_jp"),
    *("half_width_kana", "shift_jis", "utf_16", "utf_16_without_a_mark", "utf_32"),
}
# Nothing is wrong with any single value: things name each other wrongly, or mean too much.
ONLY_CHECK_SEES = {
    *(
        "circles",
        "drills_that_wait",
        "half_a_character",
        "jump_elsewhere",
        "keys_twice",
        "marks_a_step",
    ),
    "messages",
    "not_approved",
    *("number_in_contacts", "pattern_of_tomorrow", "sending_command", "unknown_ids"),
    "waiting_for_each_other",
}


def _seen(word: str, path: Path) -> str:
    raw = path.read_bytes()
    try:
        value = as_an_editor(raw)
    except UnicodeDecodeError:
        return "no text"
    except (yaml.YAMLError, RecursionError):
        return "no YAML"
    return "only check" if VALIDATORS[word].is_valid(value) else "underlined"


SEEN = {
    path.stem: _seen(word, path)
    for word, paths in (("plan", PLANS), ("scenario", SCENARIOS))
    for path in paths
}


def test_what_is_no_text_is_known() -> None:
    assert {name for name, seen in SEEN.items() if seen == "no text"} == NO_TEXT


def test_whatever_else_is_bad_is_underlined_or_known_to_need_check() -> None:
    assert {name for name, seen in SEEN.items() if seen == "only check"} == ONLY_CHECK_SEES


@pytest.mark.parametrize("path", [*PLANS, *SCENARIOS], ids=lambda path: path.stem)
def test_our_own_reading_underlines_no_less(path: Path) -> None:
    """A file that only we read otherwise than YAML 1.2 does is no worse for it."""
    word = "plan" if path in PLANS else "scenario"
    underlined = SEEN[path.stem] == "underlined"
    assert not underlined or not VALIDATORS[word].is_valid(as_we_do(path.read_bytes()))
