"""Action items of the plan that are open, and those that came back."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Language, Phrase
from drills.cli.items_here import Here
from drills.errors import Refusal
from drills.items.listing import list_sheet
from drills.items.sheet import FORMS
from drills.printed.wording import Wording

TITLE = Phrase("overview.items", ja="改善事項", en="Action items")
NO_PLAN = Phrase(
    "overview.no_plan",
    ja="改善事項は計画に書かれています。計画のフォルダで serve を実行するか、"
    "--plan で指定してください。",
    en="Action items stand in the plan: run serve in the plan's folder, or name it with --plan.",
)


def page(runs: Path, plan: Path | None, lang: Language) -> str:
    """The list as `bcp-drill items show` gives it. Raises `Refusal` where there is no plan."""
    if plan is None:
        raise Refusal(NO_PLAN())
    found = Here.at(plan, runs)
    shown = [each for each in found.standings if each.item.is_open or each.came_back]
    return FORMS["html"](list_sheet(shown, Wording(found.plan, lang), found.today)).decode()
