"""Sends one notice by its way; the ways are those of a drill's messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from bcp.durations import SECOND
from bcp.message import Phrase
from bcp.messages import MailServer, SendingCommand, Webhook, fits_way
from bcp.model import Plan
from bcp.secret_source import SecretSource
from drills.errors import Refusal
from drills.notices.due import NO_REACH, Notice
from drills.notices.events import NoticeFailed, NoticeInDoubt, NoticeNews, NoticeSent
from drills.notices.words import written
from drills.runtime.masking import masked_message
from drills.runtime.secret_sources import kept_secret
from drills.runtime.secret_variables import variables_in
from drills.runtime.secrets import Secret
from drills.runtime.sending.outcome import (
    Addressed,
    NotSent,
    Outcome,
    Sent,
    Unsure,
    hidden_addresses,
)
from drills.runtime.sending.way import Way, opened_way, way_called

PROGRAMME = "programme"
"""What stands for the run of a message that belongs to none."""
LONGEST_S = 300
"""No way may take longer with one notice, whatever its server does."""

TOO_LONG = Phrase(
    "notices.too_long",
    ja="{seconds}秒たっても終わらないため、打ち切りました。送られたかどうかは分かりません。",
    en="it was cut off, because it had not ended after {seconds} seconds. It may have gone out.",
)

SecretAt = Callable[[str, SecretSource], Secret]
"""A secret by the plan's folder and its source. Raises `drills.errors.Refusal`; it may block."""


class Sender:
    """The ways of one plan; a way's secret is fetched when it is first used, or failed before."""

    def __init__(self, plan: Plan, secret_at: SecretAt = kept_secret) -> None:
        self.plan = plan
        self._secret_at = secret_at
        self._hidden = hidden_addresses(plan.contacts)
        # A service leaves them where its drills find them; no other program needs them.
        self._kept_back = frozenset(variables_in(plan))
        self._ways: dict[str, Way] = {}

    async def send(self, notice: Notice, may_go: Callable[[], bool], kind: str = "") -> Outcome:
        """Send one notice once; `may_go` is asked last before it can no longer be held back."""
        address = self._address(notice)
        try:
            way = await asyncio.to_thread(self._way, notice)
        except Refusal as refusal:
            return NotSent(refusal.message, again=True)
        if way is None or address is None:
            return NotSent(NO_REACH())
        said = written(notice.words, notice.rule.language)
        message = Addressed(
            id=notice.id,
            address=address,
            hidden=self._hidden,
            subject=said.subject,
            text=said.text,
            run_id=notice.drill or PROGRAMME,
            may_go=may_go,
            parts={
                "kind": kind or notice.kind,
                "about": notice.about,
                "planned_drill": notice.drill,
            },
        )
        try:
            async with asyncio.timeout(LONGEST_S):
                return await way.send(message)
        except TimeoutError:
            return Unsure(TOO_LONG(seconds=LONGEST_S))

    def per_minute(self, notice: Notice) -> int:
        """At most so many go out by the notice's way in a minute."""
        found = way_called(self.plan.messages, notice.by, notice.rule.webhook)
        return 60 if found is None else found.per_minute

    def _way(self, notice: Notice) -> Way | None:
        found = way_called(self.plan.messages, notice.by, notice.rule.webhook)
        if found is None:
            return None
        name = lane_of(notice)
        if name not in self._ways:
            self._ways[name] = self._opened(found)
        return self._ways[name]

    def _opened(self, found: MailServer | Webhook | SendingCommand) -> Way:
        folder = self.plan.folder
        return opened_way(found, folder, partial(self._secret_at, folder), self._kept_back)

    def _address(self, notice: Notice) -> str | None:
        """Where it goes; empty for a chat, whose webhook knows."""
        if notice.by == "webhook":
            return ""
        contact = next((each for each in self.plan.contacts if each.id == notice.to), None)
        for way in contact.methods if contact else ():
            if fits_way(way.kind, way.value, notice.by, self.plan.messages):
                return way.value
        return None


def lane_of(notice: Notice) -> str:
    """The name of the way, which no other way may hold up: each webhook is one of its own."""
    return f"{notice.by} {notice.to}" if notice.by == "webhook" else notice.by


def news_of(notice: Notice, outcome: Outcome, now: int) -> NoticeNews:
    """What the record is told of it, with every known secret hidden."""
    if isinstance(outcome, Sent):
        return NoticeSent(now, notice.id, outcome.said)
    why = masked_message(outcome.why)
    if isinstance(outcome, NotSent):
        wait = now + outcome.wait_s * SECOND if outcome.wait_s else 0
        return NoticeFailed(now, notice.id, why, outcome.again, wait)
    return NoticeInDoubt(now, notice.id, why)
