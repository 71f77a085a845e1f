"""The examples of what a plan may say are read, in both languages, and every word is among them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bcp import action_items, action_plans, plan_head, upkeep
from bcp.fiscal_year import is_start, year_began
from bcp.load import LoadedPlan, load_plan
from bcp.programme import rule
from bcp.shape import fields_of
from drills.probes import catalogue
from tests.house.source import ROOT

DOCUMENTS = (ROOT / "docs" / "plan-words.md", ROOT / "docs" / "plan-words.ja.md")
_EXAMPLE = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = (plan_head.Trigger, plan_head.PaperCopy, plan_head.Revision, plan_head.Printing)
WORK = (
    *(action_plans.AssumedHazard, action_plans.ActionPlan, action_plans.ActionStep),
    *(action_plans.DamageSheet, action_plans.DamageItem),
)
UPKEEP = (
    *(upkeep.Countermeasure, upkeep.Indicator, upkeep.Inspection),
    *(upkeep.PlannedDrill, upkeep.DrillRoles, upkeep.Turn),
    *(rule.PlanCalendar, rule.Blackout, rule.Outage),
)
ITEMS = (
    *(action_items.ActionItem, action_items.Occasion, action_items.ItemTarget),
    *(action_items.ItemBudget, action_items.PlanRevision, action_items.ItemClosed),
)


def _read(document: Path, folder: Path) -> LoadedPlan:
    for name, text in _EXAMPLE.findall(document.read_text(encoding="utf-8")):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load_plan(folder, catalogue())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_examples_load(document: Path, tmp_path: Path) -> None:
    plan = _read(document, tmp_path).plan
    assert plan.printing.numbers.of("damage-check")
    assert plan.copies[1].count == 1
    assert plan.hazards[0].lifelines["power"].en
    assert [step.decision for step in plan.action_plans[0].steps] == [False, False, True]
    assert plan.damage_check[0].items[1].of == "generator"
    assert plan.drills[0].roles.recorder is not None
    assert plan.backups[0].restore_to == "host1"


@pytest.mark.parametrize("kind", [*HEAD, *WORK, *UPKEEP, *ITEMS], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_word_is_shown(kind: type, document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert [each.key for each in fields_of(kind) if f"{each.key}:" not in text] == []


def test_both_languages_say_the_same_words_in_the_same_order() -> None:
    keys = [re.findall(r"\b([a-z][a-z_-]*):", "".join(text)) for text in _examples()]
    assert keys[0] == keys[1]


def _examples() -> list[list[str]]:
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    return [[found for _, found in _EXAMPLE.findall(text)] for text in texts]


@pytest.mark.parametrize(
    ("start", "today", "began"),
    [
        ("04-01", "2026-11-22", "2026-04-01"),
        ("04-01", "2026-04-01", "2026-04-01"),
        ("04-01", "2026-03-31", "2025-04-01"),
        ("01-01", "2026-03-31", "2026-01-01"),
    ],
)
def test_a_fiscal_year_began_on_the_last_such_day(start: str, today: str, began: str) -> None:
    assert year_began(start, date.fromisoformat(today)) == date.fromisoformat(began)


@pytest.mark.parametrize("word", ["4-1", "02-30", "13-01", "04-31", "02-29", "2026-04-01"])
def test_a_day_that_not_every_year_has_begins_no_fiscal_year(word: str) -> None:
    assert not is_start(word)
