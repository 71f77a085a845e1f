"""The lever that ends every drill, as an order to a running one; and what a guard refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bcp.message import Phrase
from drills.core.events import ClosingBegan, Event

if TYPE_CHECKING:
    from drills.core.state import Drill

PULLED = Phrase(
    "guards.lever_pulled",
    ja="{by}さんが訓練を止めました（訓練停止）: {reason}",
    en="{by} pulled the no-drills lever: {reason}",
)
GUARD_STAYS = Phrase(
    "guards.stays",
    ja="「{check}」は訓練を守る中止条件なので、判定から外せません。訓練を中止してください。",
    en="{check} guards the drill and cannot be set aside. Abort the drill instead.",
)


LEVER_UNREADABLE = Phrase(
    "guards.lever_unreadable",
    ja="訓練停止の記録（{reason}）を読み取れないため、念のため中止します。",
    en="The file of the no-drills lever ({reason}) cannot be read; to be safe, the drill ends.",
)


@dataclass(frozen=True)
class PullLever:
    """No drill may run now: this one ends, and what it did is taken back.

    `by` is empty where the lever does not tell any more who pulled it; then `reason` is its file.
    """

    by: str
    reason: str


def pull_lever(drill: Drill, order: PullLever, now: int) -> tuple[Event, ...]:
    """End the drill as aborted, with who says so and why."""
    said = PULLED(by=order.by, reason=order.reason)
    reason = said if order.by else LEVER_UNREADABLE(reason=order.reason)
    return (ClosingBegan(now, "aborted", order.by, reason),)
