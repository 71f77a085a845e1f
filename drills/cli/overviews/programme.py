"""The fiscal year's programme of drills, as ``bcp-drill schedule year`` prints it."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Language, Phrase
from drills.cli.year_here import year_here
from drills.errors import Refusal

TITLE = Phrase("overview.programme", ja="年間訓練計画", en="Programme of the year")
NO_PLAN = Phrase(
    "overview.programme_no_plan",
    ja="年間訓練計画は計画に書かれています。計画のフォルダで serve を実行するか、"
    "--plan で指定してください。",
    en="The programme stands in the plan: run serve in the plan's folder, or name it with --plan.",
)


def page(runs: Path, plan: Path | None, lang: Language) -> str:
    """The present year's sheets. Raises `Refusal` where there is no plan."""
    if plan is None:
        raise Refusal(NO_PLAN())
    return year_here(plan, runs, lang).written("html").decode()
