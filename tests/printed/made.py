"""The forms of the made-up town, as documents in one language."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bcp.business_days import Calendar
from bcp.load import load_plan
from bcp.message import Language
from bcp.model import Plan
from drills.core.brief import Brief
from drills.core.prepare import Circumstances, prepared
from drills.printed.document import Document
from drills.printed.forms import document_of
from drills.printed.matter import Matter
from drills.printed.wording import Wording
from drills.probes import catalogue
from scenarios.load import load_scenario
from scenarios.model import Scenario

TOWN = Path(__file__).parent / "town"
SCENARIO = "quake-night"


def matter(lang: Language = "ja", plan: Plan | None = None) -> Matter:
    """The town, or another plan with the town's scenario."""
    own, found = _town()
    told = plan or own
    around = Circumstances(
        run_id="-",
        mode="tabletop",
        calendar=Calendar(),
        wall_ns=0,
        today="2026-11-22",
        operator="-",
        tool="-",
    )
    brief: Brief = prepared(told, found, around)
    today = {"ja": "令和8年11月22日（日）", "en": "Sun 2026-11-22"}[lang]
    return Matter(Wording(told, lang), today, brief, {found.id: found})


@cache
def _town() -> tuple[Plan, Scenario]:
    """Frozen values, read once."""
    loaded = load_plan(TOWN, catalogue())
    path = TOWN / "scenarios" / f"{SCENARIO}.yaml"
    return loaded.plan, load_scenario(path, loaded, catalogue()).scenario


@cache
def form(word: str, lang: Language = "ja") -> Document:
    """One form, which has something in it."""
    found = document_of(word, matter(lang))
    assert found is not None
    return found


def words_of(value: Any) -> list[str]:
    """Every text of a form in its order, however deep it lies."""
    match value:
        case str():
            return [value]
        case tuple():
            return [text for each in value for text in words_of(each)]
    if is_dataclass(value):
        return [text for each in fields(value) for text in words_of(getattr(value, each.name))]
    return []


def text_of(value: Any) -> str:
    """All of them in one."""
    return "\n".join(words_of(value))
