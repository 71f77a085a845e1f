"""The action items that press today, as things to do next: overdue, due soon, come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bcp.message import Message, Phrase
from bcp.model import Plan
from drills.cli.items_here import Here
from drills.items.standing import ItemStanding
from drills.runtime.calendar import local_now

OVERDUE = Phrase(
    "pressing.overdue",
    ja="期限を過ぎた改善事項 {ids:list} を進めるか、期限を改める（bcp-drill items）。",
    en="Action items that are overdue: {ids:list}. Do them or set another day (bcp-drill items).",
)
SOON = Phrase(
    "pressing.soon",
    ja="14日以内に期限が来る改善事項 {ids:list} を仕上げる（bcp-drill items）。",
    en="Action items due within 14 days: {ids:list} (bcp-drill items).",
)
BACK = Phrase(
    "pressing.back",
    ja="完了後に再発した改善事項 {ids:list} の対策を見直す（bcp-drill items）。",
    en="Action items that came back after they were closed: {ids:list} (bcp-drill items).",
)
MOST_NAMED = 3

_ASKED: Sequence[tuple[Phrase, Callable[[ItemStanding], bool]]] = (
    (BACK, lambda each: each.came_back),
    (OVERDUE, lambda each: each.is_overdue),
    (SOON, lambda each: each.is_due_soon),
)


def pressing_items(plan: Plan, runs: Path) -> tuple[Message, ...]:
    """What is to be done about the items of a plan that was read; nothing where none presses."""
    if not plan.action_items:
        return ()
    today = local_now(plan).date()
    return tuple(_said(Here(Path(plan.folder), plan, today, runs).standings))


def _said(standings: Sequence[ItemStanding]) -> Iterator[Message]:
    for phrase, presses in _ASKED:
        ids = [each.item.id for each in standings if presses(each)]
        if ids:
            yield phrase(ids=[*ids[:MOST_NAMED], *(["…"] if len(ids) > MOST_NAMED else [])])
