"""How the notices stand, and what will go out in the next days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bcp.called import contacts_called
from bcp.did_you_mean import remedy
from bcp.instants import moment
from bcp.message import Message, Phrase
from bcp.messages import fits_way
from bcp.model import Plan
from bcp.notices import NoticeRule
from bcp.programme.dues import dues
from bcp.programme.local_time import zone_of
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal
from drills.notices.due import WEBHOOK, Notice, notices_ahead
from drills.notices.facts import Facts, reach
from drills.notices.kinds import KINDS, subject_of
from drills.notices.standing import NoticeStage, NoticeState, why_of
from drills.notices.telling import when
from drills.notices.words import written
from drills.report.layout import paragraph
from drills.schedule.notifying import due_lines
from drills.schedule.reasons import standing_to_show

NO_NOTICES = Phrase(
    "schedule_notices.none",
    ja="計画にお知らせ（notices）がありません。書き方は docs/notices.ja.md にあります。",
    en="The plan has no notices. docs/notices.md shows how to write them.",
)
NONE_YET = Phrase(
    "schedule_notices.none_yet",
    ja="送ったお知らせはまだありません。",
    en="No notice has been sent yet.",
)
COUNTS = Phrase("schedule_notices.counts", ja="{stage}: {count}件", en="{stage}: {count}")
ONE = Phrase(
    "schedule_notices.one",
    ja="{when} {stage}: {kind} {about} → {to}（{by}）{why}",
    en="{when} {stage}: {kind} {about} → {to} ({by}) {why}",
)
STAGES: dict[str, Phrase] = {
    stage: Phrase(f"schedule_notices.stage_{stage}", ja=ja, en=en)
    for stage, ja, en in (
        ("sent", "送信済み", "sent"),
        ("under_way", "送信中", "on its way"),
        ("again", "再送待ち", "to be tried again"),
        ("failed", "送れず", "not sent"),
        ("doubt", "送られたか不明", "in doubt"),
        ("given_up", "断念", "given up"),
        ("omitted", "送らず", "left out"),
    )
}
NO_DRILL = Phrase(
    "schedule_notices.no_drill",
    ja="「{word}」という訓練（drills）は計画にありません。{then}",
    en="The plan has no planned drill {word!r}. {then}",
)
AHEAD = Phrase(
    "schedule_notices.ahead",
    ja="{when} {kind} → {to}（{address}）",
    en="{when} {kind} → {to} ({address})",
)
SUBJECT = Phrase("schedule_notices.subject", ja="件名: {subject}", en="Subject: {subject}")
NOTHING_AHEAD = Phrase(
    "schedule_notices.nothing_ahead",
    ja="これから{days}日の間に、日時の決まったお知らせはありません。",
    en="No notice with a known time in the next {days} days.",
)
AS_IT_HAPPENS = Phrase(
    "schedule_notices.as_it_happens",
    ja="起きたときに送るもの（{id}）: {kinds:list} → {to:list}（{by}）",
    en="As it happens ({id}): {kinds:list} → {to:list} ({by})",
)
_FORESEEN = ("before", "overdue")
_TROUBLED: tuple[NoticeStage, ...] = ("doubt", "given_up", "failed", "again", "omitted")
_SHOWN = 20


def shown(plan: Plan, runs: Path, console: Console) -> ExitCode:
    """How the notices stand; STEP_FAILED where one is in doubt, given up or was refused."""
    if not plan.notices:
        console.tell(NO_NOTICES())
    states = standing_to_show(runs).notices.values()
    if not states:
        console.result(console.speak(NONE_YET()))
        return ExitCode.PASSED
    counts = Counter[str](each.stage for each in states)
    for stage, phrase in STAGES.items():
        if counts[stage]:
            console.result(console.speak(COUNTS(stage=phrase(), count=counts[stage])))
    troubled = [each for each in states if each.stage in _TROUBLED]
    zone = zone_of(plan)
    for each in sorted(troubled, key=lambda one: -one.at)[:_SHOWN]:
        at = when(moment(each.at, zone))
        console.result("\n".join(paragraph(console.speak(_one(each, at)), "    ", "  - ")))
    bad = any(each.stage in ("doubt", "given_up", "failed") for each in states)
    return ExitCode.STEP_FAILED if bad else ExitCode.PASSED


def previewed(plan: Plan, runs: Path, word: str, days: int, console: Console) -> None:
    """What will go out, word for word. Raises `Refusal` for a drill nobody planned."""
    known = tuple(each.id for each in plan.drills)
    if word != "all" and word not in known:
        raise Refusal(NO_DRILL(word=word, then=remedy(word, (*known, "all")) or ""))
    now = datetime.now(UTC)
    until = now + timedelta(days=days)
    ahead = dues(plan, now, until + reach(plan), standing_to_show(runs).held())
    facts = Facts(plan, zone_of(plan), ahead, (), due_lines(plan, runs, now))
    found = [e for e in notices_ahead(facts, now, until) if word in ("all", e.drill)]
    for each in found:
        console.result("\n".join((*_preview(plan, each, console), "")))
    if not found:
        console.result(console.speak(NOTHING_AHEAD(days=days)))
    for rule in plan.notices:
        kinds = [KINDS[each]() for each in rule.kinds if each not in _FORESEEN]
        if kinds:
            to = _whom(plan, rule)
            said = AS_IT_HAPPENS(id=rule.id, kinds=kinds, to=to, by=rule.by)
            console.result("\n".join(paragraph(console.speak(said), "  ")))


def _one(each: NoticeState, at: object) -> Message:
    of = {
        "stage": STAGES[each.stage](),
        "kind": KINDS[each.kind](),
        "about": subject_of(each.about),
        "to": each.to,
    }
    return ONE(when=at, by=each.by, why=why_of(each) or "", **of)


def _preview(plan: Plan, notice: Notice, console: Console) -> Iterator[str]:
    said = written(notice.words, notice.rule.language)
    head = AHEAD(
        when=when(notice.at),
        kind=KINDS[notice.kind](),
        to=notice.to,
        address=_masked(plan, notice),
    )
    yield console.speak(head)
    yield from paragraph(console.speak(SUBJECT(subject=said.subject)), "    ", "  ")
    yield from (f"  | {line}".rstrip() for line in said.text.rstrip().split("\n"))


def _masked(plan: Plan, notice: Notice) -> str:
    """The way, with just so much of an address that its owner knows it again."""
    contact = next((each for each in plan.contacts if each.id == notice.to), None)
    for way in contact.methods if contact and notice.by != "webhook" else ():
        if fits_way(way.kind, way.value, notice.by, plan.messages):
            name, at, domain = way.value.partition("@")
            return f"{notice.by}: {name[:1]}…{at}{domain if at else name[-2:]}"
    return notice.by


def _whom(plan: Plan, rule: NoticeRule) -> list[str]:
    if rule.by == "webhook":
        return [rule.webhook or WEBHOOK]
    return [each.id for each in contacts_called(plan, rule.to)]
