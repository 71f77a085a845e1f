"""One marked test notice by each way that is asked for, and what the other side answered."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase, Text
from bcp.model import Plan
from bcp.notices import NoticeRule
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal
from drills.notices.due import WEBHOOK, Notice
from drills.notices.sender import Sender
from drills.notices.words import Words
from drills.runtime.masking import masked_message
from drills.runtime.sending.outcome import NotSent, Outcome, Sent

SUBJECT = Phrase("schedule_notices.test_subject", ja="お知らせの試し送り", en="Test of the notices")
TEXT = Phrase(
    "schedule_notices.test_text",
    ja="お知らせがこの手段で届くかを試しています。何もする必要はありません。",
    en="This only tries whether notices arrive by this way. Nothing needs to be done.",
)
NO_WAY = Phrase(
    "schedule_notices.no_way",
    ja="「{word}」という手段は計画の messages にありません。{then}",
    en="The plan's messages have no way {word!r}. {then}",
)
NOTHING = Phrase(
    "schedule_notices.nothing_to_test",
    ja="計画の messages に、送る手段がありません。plan.yaml に mail などを書いてください"
    "（docs/messages.ja.md）。",
    en="The plan's messages have no way to send by. Write mail or another into plan.yaml "
    "(docs/messages.md).",
)
NO_TESTER = Phrase(
    "schedule_notices.no_tester",
    ja="試し送りの相手がいません。plan.yaml の messages に test_to（連絡先のid）を書いてください。",
    en="There is nobody to send a test to. Write test_to, a contact's id, into messages in "
    "plan.yaml.",
)
SENT = Phrase(
    "schedule_notices.test_sent",
    ja="{way}: 相手が受け取りました（{said}）。届いたかどうかを見てください。",
    en="{way}: the other side took it ({said}). See whether it arrived.",
)
FAILED = Phrase(
    "schedule_notices.test_failed", ja="{way}: 送れません。{why}", en="{way}: not sent. {why}"
)
UNSURE = Phrase(
    "schedule_notices.test_unsure",
    ja="{way}: 送られたかどうか分かりません。{why}",
    en="{way}: it may have gone out. {why}",
)
ALL = "all"


def tested(plan: Plan, word: str, console: Console) -> ExitCode:
    """Send them, each once. Raises `Refusal` where there is no such way, or nobody to test with."""
    notices = tuple(_wanted(plan, word))
    outcomes = asyncio.run(_sent(plan, notices))
    for notice, outcome in zip(notices, outcomes, strict=True):
        way = notice.to if notice.by == "webhook" else f"{notice.by} → {notice.to}"
        console.result(console.speak(_told(way, outcome)))
    good = all(isinstance(each, Sent) for each in outcomes)
    return ExitCode.PASSED if good else ExitCode.STEP_FAILED


async def _sent(plan: Plan, notices: tuple[Notice, ...]) -> list[Outcome]:
    sender = Sender(plan)
    return await asyncio.gather(*(sender.send(each, lambda: True, "test") for each in notices))


def _told(way: str, outcome: Outcome) -> Message:
    if isinstance(outcome, Sent):
        return SENT(way=way, said=outcome.said)
    phrase = FAILED if isinstance(outcome, NotSent) else UNSURE
    return phrase(way=way, why=masked_message(outcome.why))


def _wanted(plan: Plan, word: str) -> Iterator[Notice]:
    ways = _ways(plan)
    if not ways:
        raise Refusal(NOTHING())
    if word != ALL and word not in ways:
        raise Refusal(NO_WAY(word=word, then=remedy(word, (*ways, ALL)) or ""))
    tester = plan.messages.test_to if plan.messages else None
    for name in ways if word == ALL else (word,):
        rule = ways[name]
        if rule.by != "webhook" and tester is None:
            raise Refusal(NO_TESTER())
        to = rule.webhook or WEBHOOK if rule.by == "webhook" else tester or ""
        parts = (SUBJECT(), (TEXT(),), (), Text(), plan.organisation.name)
        id_ = f"bcp-notice.test-{uuid.uuid4().hex}"
        now = datetime.now(UTC)
        yield Notice(id_, "before", "test", to, rule.by, now, rule, partial(Words, *parts))


def _ways(plan: Plan) -> dict[str, NoticeRule]:
    """Every way of the plan by what it is called on the command line."""
    messages = plan.messages
    if messages is None:
        return {}
    found = {
        "mail": messages.mail and NoticeRule("test", by="mail"),
        "command": messages.command and NoticeRule("test", by="command"),
        WEBHOOK: messages.webhook and NoticeRule("test", by="webhook"),
    }
    named = {e.id: NoticeRule("test", by="webhook", webhook=e.id) for e in messages.webhooks}
    return {**{name: each for name, each in found.items() if each}, **named}
