"""Where a plan and its scenarios lie."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Phrase
from drills.errors import Refusal

NO_PLAN = Phrase(
    "cli.no_plan",
    ja="「{near}」から上のフォルダに plan.yaml がありません。--plan で計画を指定してください。",
    en="There is no plan.yaml in {near} or above. Name the plan with --plan.",
)


def plan_above(folder: Path) -> Path:
    """Give the nearest folder with a plan.yaml, from `folder` upwards. Raises `Refusal`."""
    for each in (folder, *folder.parents):
        if (each / "plan.yaml").is_file():
            return each
    raise Refusal(NO_PLAN(near=str(folder)))


def scenario_files(plan: Path) -> tuple[Path, ...]:
    """Give the scenarios that lie with a plan, in order."""
    folder = (plan if plan.is_dir() else plan.parent) / "scenarios"
    return tuple(sorted(folder.glob("*.yaml"))) if folder.is_dir() else ()
