"""Notices of the last days that did not reach anybody, or of which nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from bcp.durations import DAY
from bcp.instants import micros
from bcp.message import Message, Phrase
from drills.notices.standing import NoticeState

LOST = Phrase(
    "schedule_status.lost_notices",
    ja="お知らせ: この{days}日間に、送れず{failed}件、送られたか不明{doubt}件（bcp-drill schedule "
    "notices で理由が分かります）",
    en="notices: in the last {days} days {failed} not sent, {doubt} in doubt "
    "(bcp-drill schedule notices says why)",
)
_DAYS = 7


def lost_notices(states: Iterable[NoticeState], now: datetime) -> Message | None:
    """How many were lost lately; None where all is well."""
    since = micros(now) - _DAYS * DAY
    counts = Counter[str](each.stage for each in states if each.at >= since)
    failed, doubt = counts["failed"] + counts["given_up"], counts["doubt"]
    return LOST(days=_DAYS, failed=failed, doubt=doubt) if failed or doubt else None
