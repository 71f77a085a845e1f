"""Plans of a few lines, on one day, for the rules of sense."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bcp.load import load_plan
from bcp.refused import Refusal
from bcp.sense import points, rules
from bcp.sense._ground import Ground
from tests.words import CATALOGUE

TODAY = date(2026, 11, 22)


def ground(
    folder: Path, text: str, scenarios: Mapping[str, frozenset[str]] | None = None
) -> Ground:
    """The plan of that text, after the line that says whose it is.

    Its planned drills hold their scenarios as these are written.
    """
    (folder / "plan.yaml").write_text(f"organisation: 見本町\n{text}", encoding="utf-8")
    loaded, known = load_plan(folder, CATALOGUE), scenarios or {}
    drills = [each for each in loaded.plan.drills if each.scenario in known]
    return Ground(loaded, TODAY, known, {each.id: known[each.scenario or ""] for each in drills})


def told(rule: str, on: Ground, lang: str = "en") -> list[str]:
    """What the rule of that name says, each as ``line: sentence`` without its remedy."""
    return [_line(each, lang) for each in rules()[rule](on)]


def told_by_all(on: Ground, most: int | None = None) -> list[str]:
    """What all rules say."""
    return [_line(each, "en") for each in points(on, most)]


def _line(each: Refusal, lang: str) -> str:
    said = Refusal(each.place, each.what).said_in("ja" if lang == "ja" else "en")
    return said.removeprefix(f"{each.place.file}:")
