"""What is remarkable about an approval: that one person gave two, or that it was signed before."""

from __future__ import annotations

from bcp.message import Message, Phrase
from drills.core.approvals import also_given_for
from drills.core.events import Approved
from drills.core.state import Drill
from drills.report.naming import role_name

ALSO = Phrase(
    "report.also_approved",
    ja="兼務: {by}さんは{others:list}としても承認",
    en="one person, two roles: {by} approved as {others:list}, too",
)
SIGNED = Phrase(
    "report.signed_beforehand",
    ja="事前承認: {on} 署名、{until} まで有効、鍵 {key}",
    en="signed beforehand: on {on}, good until {until}, key {key}",
)


def remarks(drill: Drill, approval: Approved) -> tuple[Message, ...]:
    """What a reader must know of an approval besides who gave it; mostly nothing."""
    found: list[Message] = []
    if approval.signed is not None:
        made = approval.signed
        found.append(SIGNED(on=made.on, until=made.until, key=made.key))
    others = also_given_for(drill, approval)
    if others:
        named = tuple(role_name(drill, each) for each in others)
        found.append(ALSO(by=approval.by, others=named))
    return tuple(found)
