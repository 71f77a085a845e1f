"""When an item is done: a later drill met its target, or a role says what was seen.

What is not proved stays open. Every refusal says why, and what would do instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bcp.action_items import ActionItem, ItemClosed, Occasion
from bcp.durations import BusinessDays, Span
from bcp.message import Message, Phrase, Text
from bcp.model import Plan
from drills.core.closing_events import Finish
from drills.errors import Refusal
from drills.items.shown import Shown
from drills.report.model import Report
from drills.report.words import SOURCE, VERDICT, said

CLOSED_ALREADY = Phrase(
    "proving.closed_already",
    ja="改善事項「{id}」は、すでに完了しています（{on}）。",
    en="The item {id!r} is closed already ({on}).",
)
NEEDS_WORDS = Phrase(
    "proving.needs_words",
    ja="改善事項「{id}」には目標がないため、訓練では完了にできません。"
    "確かめたことと役割を --words と --role で書いてください。",
    en="The item {id!r} has no target that a drill could meet. Say what was seen, and whose word "
    "it is, with --words and --role.",
)
NEEDS_RUN = Phrase(
    "proving.needs_run",
    ja="改善事項「{id}」は目標から出たものです。言葉では完了になりません。"
    "目標を満たした後の訓練を --by で示してください。",
    en="The item {id!r} comes from a target, so words do not close it. Name a later drill that met "
    "the target with --by.",
)
NOT_TRUSTED = Phrase(
    "proving.not_trusted",
    ja="訓練 {run} の記録は検証できないため、根拠になりません。"
    "bcp-drill verify {run} で理由を確かめてください。",
    en="The record of {run} cannot be verified, so it proves nothing. See bcp-drill verify {run}.",
)
NOT_ENDED = Phrase(
    "proving.not_ended",
    ja="訓練 {run} は終わっていないため、根拠になりません。"
    "bcp-drill resume {run} で終わらせてください。",
    en="The drill {run} is not closed, so it proves nothing. Finish it: bcp-drill resume {run}.",
)
CUT_SHORT = Phrase(
    "proving.cut_short",
    ja="訓練 {run} は途中で終わったため、根拠になりません。最後まで行った訓練を示してください。",
    en="The drill {run} was cut short, so it proves nothing. Name one that was held to its end.",
)
AT_A_TABLE = Phrase(
    "proving.at_a_table",
    ja="訓練 {run} は机上訓練なので、時間の根拠になりません。"
    "実際に確かめる訓練（確認・実動）を示してください。",
    en="The drill {run} was held at a table, so it proves no time. Name one with real systems.",
)
NOT_LATER = Phrase(
    "proving.not_later",
    ja="訓練 {run} は、この課題が見つかった {found} より後に始まっていません。"
    "対策の後に行った訓練を示してください。",
    en="The drill {run} did not begin after {found}, which showed the finding. "
    "Name one that was held after the measure was taken.",
)
NOT_SHOWN = Phrase(
    "proving.not_shown",
    ja="訓練 {run} は、改善事項「{id}」の目標を対象にしていません。"
    "同じ目標を測る訓練を示してください。",
    en="The drill {run} is not about the target of {id!r}. Name one that measures the same target.",
)
NOT_MET = Phrase(
    "proving.not_met",
    ja="訓練 {run} の結果は「{verdict}」です。目標を満たした訓練だけが根拠になります。",
    en="The drill {run} came to: {verdict}. Only a drill that met the target proves anything.",
)
NOT_REAL = Phrase(
    "proving.not_real",
    ja="訓練 {run} の結果の根拠は「{source}」です。"
    "実測・目視・事業者回答の訓練だけが根拠になります（机上や付与は除きます）。",
    en="What {run} says of it was {source}. Only what was measured, observed or attested proves "
    "anything, not what was pretended or assumed.",
)
OTHER_BODY = Phrase(
    "proving.other_body",
    ja="訓練 {run} は「{whose}」の記録です。「{own}」の改善事項の根拠にはなりません。"
    "自団体の訓練を示してください（団体名を改めたときは、訓練をもう一度行ってください）。",
    en="{run} is a drill of {whose}, and says nothing of the action items of {own}. Name a drill "
    "of your own; if the organisation was renamed, hold one under the new name.",
)
NO_SOURCE = Phrase("proving.no_source", ja="なし", en="nothing")
LOOSENED = Phrase(
    "proving.loosened",
    ja="目標が緩められています（{before} → {after}）。それでも完了とするときは、"
    "理由を --target-changed で書いてください（完了後も表示されます）。",
    en="The target was loosened since ({before} → {after}). To close it all the same, say why with "
    "--target-changed; that is shown for ever.",
)
START_MOVED = Phrase(
    "proving.start_moved",
    ja="目標を数え始める時点が変わっています（{before} → {after}）。それでも完了とするときは、"
    "理由を --target-changed で書いてください（完了後も表示されます）。",
    en="The target counts from another moment now ({before} → {after}). To close it all the same, "
    "say why with --target-changed; that is shown for ever.",
)
ASKED_OTHERWISE = Phrase(
    "proving.asked_otherwise",
    ja="訓練 {run} は、課題が見つかった {found} と違う方法で復旧を確かめています。"
    "それでも完了とするときは、理由を --target-changed で書いてください（完了後も表示されます）。",
    en="The drill {run} asked otherwise whether it was back than {found}, which showed the "
    "finding. To close it all the same, say why with --target-changed; that is shown for ever.",
)
SAY_WHOSE = Phrase(
    "proving.say_whose",
    ja="誰の確認かを --role で書いてください（個人名でなく役割）。",
    en="Say with --role whose word it is: a role, not a name.",
)
SPAN = Phrase("proving.span", ja="{us:span}", en="{us:span}")
DAYS = Phrase("proving.days", ja="{days}営業日", en="{days} working day(s)")

HELD_TO_ITS_END: tuple[Finish, ...] = ("completed", "time_limit")
"""How a drill ends whose figures count."""

_BEGAN = re.compile(r"(\d{8})-?(\d{6})?")


def closed_by_drill(
    item: ActionItem,
    report: Report,
    shown: Sequence[Shown],
    on: date,
    *,
    role: str | None,
    target_changed: Text | None,
    otherwise: Message | None = None,
) -> ItemClosed:
    """How a drill closes an item. Raises `Refusal`, which says why it does not.

    `otherwise` tells that the drill asked otherwise than the one that showed the finding, if so.
    """
    run = report.header.run_id
    why = next(_against(item, report, run), None)
    if why is not None:
        raise Refusal(why)
    found = next((each for each in shown if each.about == item.about), None)
    if found is None:
        raise Refusal(NOT_SHOWN(run=run, id=item.id))
    why = _unmet(found, run)
    if why is not None:
        raise Refusal(why)
    shown_by = (item.found_in, *item.seen_again)
    eased = (changed_since(each, found.occasion) for each in shown_by)
    loosened = next((each for each in eased if each is not None), otherwise)
    if loosened is not None and target_changed is None:
        raise Refusal(loosened)
    reason = target_changed if loosened is not None else None
    return ItemClosed(on.isoformat(), role, found.occasion, target_changed=reason)


def of_another_body(report: Report, plan: Plan) -> Message | None:
    """Why a drill has nothing to do with a plan's items: another body held it; else None."""
    whose, own = report.header.organisation, plan.organisation.name
    if whose == own:
        return None
    return OTHER_BODY(run=report.header.run_id, whose=whose, own=own)


def closed_by_words(item: ActionItem, words: Text, on: date, role: str | None) -> ItemClosed:
    """How a role's word closes an item that has no target. Raises `Refusal`."""
    if not item.is_open:
        raise Refusal(_closed_already(item))
    if item.about.target is not None:
        raise Refusal(NEEDS_RUN(id=item.id))
    if not role:
        raise Refusal(SAY_WHOSE())
    return ItemClosed(on.isoformat(), role, words=words)


def changed_since(before: Occasion, after: Occasion) -> Message | None:
    """How a target is easier now than it was when it was missed; None where it is not."""
    one, other = before.limit, after.limit
    if one is not None and other is not None and _is_looser(other, one):
        return LOOSENED(before=_said(before.limit), after=_said(after.limit))
    if before.start and after.start and before.start != after.start:
        return START_MOVED(before=before.start, after=after.start)
    return None


def began(occasion: Occasion) -> str:
    """When a drill began, so that two can be put in order: the digits of its id, or its day."""
    found = _BEGAN.match(occasion.run or "")
    if found is not None:
        return found[1] + (found[2] or "")
    return (occasion.on or "").replace("-", "")


def _closed_already(item: ActionItem) -> Message:
    return CLOSED_ALREADY(id=item.id, on=item.closed.on if item.closed else "")


def _against(item: ActionItem, report: Report, run: str) -> Iterator[Message]:
    if not item.is_open:
        yield _closed_already(item)
    if item.about.target is None:
        yield NEEDS_WORDS(id=item.id)
    if report.journal.trusted is not True:
        yield NOT_TRUSTED(run=run)
    if not report.journal.closed:
        yield NOT_ENDED(run=run)
    if report.header.mode == "tabletop" and item.about.target in ("rto", "rpo"):
        yield AT_A_TABLE(run=run)
    if report.summary.finish not in HELD_TO_ITS_END:
        yield CUT_SHORT(run=run)
    this = Occasion(run, on=report.header.began.iso[:10])
    for each in (item.found_in, *item.seen_again):
        if each.run == run or (began(each) and began(this) <= began(each)):
            yield NOT_LATER(run=run, found=each.run or each.on or "")


def _unmet(found: Shown, run: str) -> Message | None:
    verdict, source = found.occasion.verdict, found.occasion.source
    if verdict != "met":
        return NOT_MET(run=run, verdict=said(VERDICT, verdict or "not_measured"))
    if not found.is_real:
        assumed = "assumed" if found.assumed else source
        return NOT_REAL(run=run, source=said(SOURCE, assumed) if assumed else NO_SOURCE())
    return None


def _is_looser(now: Span | BusinessDays, then: Span | BusinessDays) -> bool:
    """Whether a limit is longer; of hours against working days nobody can say that it is not."""
    if isinstance(now, Span) and isinstance(then, Span):
        return now.us > then.us
    if isinstance(now, BusinessDays) and isinstance(then, BusinessDays):
        return now.days > then.days
    return True


def _said(limit: Span | BusinessDays | None) -> Message:
    match limit:
        case BusinessDays():
            return DAYS(days=limit.days)
        case Span():
            return SPAN(us=limit.us)
    return NO_SOURCE()
