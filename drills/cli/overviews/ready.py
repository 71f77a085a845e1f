"""Whether the plan would work today, as `bcp-drill ready` says it."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Language, Phrase
from drills.cli.readying import ready_at
from drills.errors import Refusal
from drills.readiness import as_html

TITLE = Phrase("overview.ready", ja="備えの状況", en="Readiness")
NO_PLAN = Phrase(
    "overview.ready_no_plan",
    ja="備えの状況は計画と記録から求めます。計画のフォルダで serve を実行するか、"
    "--plan で指定してください。",
    en="Readiness follows from the plan and its records: run serve in the plan's folder, or name "
    "it with --plan.",
)


def page(runs: Path, plan: Path | None, lang: Language) -> str:
    """The page of today. Raises `Refusal` where there is no plan."""
    if plan is None:
        raise Refusal(NO_PLAN())
    return as_html.written(ready_at(plan, runs), lang)
