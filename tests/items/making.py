"""A town of a few lines, with drills that were really recorded, and its items."""

from __future__ import annotations

from pathlib import Path

from bcp.action_items import ActionItem
from bcp.durations import MINUTE
from bcp.load import load_plan
from drills.probes import catalogue
from tests.cli.conversation import Seen, bcp_drill
from tests.history.making import Held, hold

PLAN = """\
organisation: 見本町   # 本町
sections: [情報係]
roles: {lead: 情報係長}
systems:
  - {id: mail, name: 電子メール, importance: critical, rto: 1h, owner_section: 情報係}
  - {id: files, name: ファイル共有, rto: 1h}
"""
JUNE, JULY, MAY = "2026-06-10", "2026-07-12", "2026-05-08"


def slow(day: str, **changes: object) -> Held:
    """A drill in which the mail was down for longer than it may be."""
    return Held(day, back=(("mail", 80 * MINUTE),), **changes)  # type: ignore[arg-type]


def quick(day: str, **changes: object) -> Held:
    """One in which it came back in time."""
    return Held(day, back=(("mail", 20 * MINUTE),), **changes)  # type: ignore[arg-type]


def town(folder: Path, *drills: Held) -> Path:
    """The plan and the records of these drills."""
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    hold(folder / "runs", *drills)
    return folder


def typed(folder: Path, *words: str) -> Seen:
    """What ``bcp-drill items`` says there."""
    return bcp_drill("items", *words, cwd=folder)


def items(folder: Path) -> tuple[ActionItem, ...]:
    """The items of the plan, strictly read."""
    return load_plan(folder, catalogue()).plan.action_items
