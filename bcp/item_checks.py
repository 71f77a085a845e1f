"""What may be wrong with the action items, beyond any single field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bcp.action_items import ActionItem, ItemClosed, Occasion
from bcp.did_you_mean import remedy
from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.reader import Mention
from bcp.references import Ids
from bcp.refused import Refusal

NO_OWNER = Phrase(
    "items.no_owner",
    ja="「{word}」という役割も課も計画にありません（個人名は書きません）。",
    en="the plan has no role and no section {word!r} (names of people do not belong here).",
)
NO_HEAD = Phrase(
    "items.no_head",
    ja="「{word}」は記録のハッシュ（16進64文字）ではありません。",
    en="{word!r} is no hash of a record (64 hexadecimal digits).",
)
COPY_HEAD = Phrase(
    "items.copy_head",
    ja="bcp-drill verify が示すハッシュを写すか、この行を消してください。",
    en="Copy the one that bcp-drill verify shows, or remove the line.",
)
CLOSED_HOW = Phrase(
    "items.closed_how",
    ja="改善事項「{id}」は完了（closed）ですが、closed に日付と根拠がありません。",
    en="the item {id!r} is closed, but closed does not say when and why.",
)
NOT_CLOSED = Phrase(
    "items.not_closed",
    ja="改善事項「{id}」には closed がありますが、status が closed ではありません。",
    en="the item {id!r} says how it was closed, but its status is not closed.",
)
NO_PROOF = Phrase(
    "items.no_proof",
    ja="改善事項「{id}」の完了に根拠がありません（evidence か words）。",
    en="nothing proves that the item {id!r} is done: neither evidence nor words.",
)
NEEDS_DRILL = Phrase(
    "items.needs_drill",
    ja="改善事項「{id}」は目標から出たものなので、言葉だけでは完了になりません。",
    en="the item {id!r} comes from a target, so words alone do not close it.",
)
NOT_MET = Phrase(
    "items.evidence_not_met",
    ja="改善事項「{id}」の根拠（evidence）は、目標を満たした訓練ではありません"
    "（run、verdict: met、実測・目視・事業者回答の source が必要です）。",
    en="the evidence of the item {id!r} is no drill that met the target: it needs run, verdict: "
    "met, and a source that is measured, observed or attested.",
)
WHO_SAYS = Phrase(
    "items.who_says",
    ja="改善事項「{id}」の完了を確認した役割（by）がありません。",
    en="the item {id!r} is closed by words, but by does not say whose.",
)
CLOSE_BY_COMMAND = Phrase(
    "items.close_by_command",
    ja="「bcp-drill items close {id} --by 訓練」で完了にできます。",
    en="bcp-drill items close {id} --by RUN does it.",
)
MATCH_STATUS = Phrase(
    "items.match_status", ja="どちらかに合わせてください。", en="Make the two agree."
)
BAD_YEN = Phrase(
    "items.bad_yen",
    ja="改善事項「{id}」の必要額{yen}円は、0以上ではありません。",
    en="the item {id!r} costs {yen} yen, which is less than nothing.",
)
BAD_YEAR = Phrase(
    "items.bad_year",
    ja="改善事項「{id}」の予算の年度{year}は、西暦の年度ではありません。",
    en="the item {id!r} has the fiscal year {year}, which is no year of our era.",
)
LIKE_A_YEAR = Phrase(
    "items.like_a_year", ja="令和9年度なら2027と書いてください。", en="Write it like 2027."
)
YEN_NOT_NEEDED = Phrase(
    "items.yen_not_needed",
    ja="改善事項「{id}」は予算不要（not_needed）ですが、必要額が書かれています。",
    en="the item {id!r} needs no money, but states an amount.",
)

_SEEN = ("measured", "observed", "attested")
_HEAD = re.compile(r"[0-9a-f]{64}")
_WHO = ((ActionItem, "owner"), (ItemClosed, "by"))


def item_words(mentions: Iterable[Mention], plan: Plan) -> Iterator[Refusal]:
    """Owners that are no role and no section, and hashes that are none."""
    roles = tuple(each.id for each in plan.roles)
    known = (*roles, *plan.sections)
    for each in mentions:
        spot = (each.owner, each.field)
        # A plan that lists neither may call them as it likes; one that does knows them all.
        if spot in _WHO and known and each.word not in known:
            yield Refusal(each.place, NO_OWNER(word=each.word), remedy(each.word, known))
        if spot == (Occasion, "head") and not _HEAD.fullmatch(each.word):
            yield Refusal(each.place, NO_HEAD(word=each.word), COPY_HEAD())


def item_mistakes(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Items whose parts do not go together."""
    for item in plan.action_items:
        place = ids.place(item.id, ActionItem)
        if place is not None:
            yield from (Refusal(place, what, then) for what, then in _wrong(item))


def _wrong(item: ActionItem) -> Iterator[tuple[Message, Message | None]]:
    budget = item.budget
    yield from _wrongly_closed(item, item.closed)
    if budget.yen is not None and budget.yen < 0:
        yield BAD_YEN(id=item.id, yen=budget.yen), None
    if budget.fiscal_year is not None and not 2000 <= budget.fiscal_year <= 2100:
        yield BAD_YEAR(id=item.id, year=budget.fiscal_year), LIKE_A_YEAR()
    if budget.yen and budget.need == "not_needed":
        yield YEN_NOT_NEEDED(id=item.id), MATCH_STATUS()


def _wrongly_closed(
    item: ActionItem, closed: ItemClosed | None
) -> Iterator[tuple[Message, Message | None]]:
    if not item.is_open and closed is None:
        yield CLOSED_HOW(id=item.id), CLOSE_BY_COMMAND(id=item.id)
    if item.is_open and closed is not None:
        yield NOT_CLOSED(id=item.id), MATCH_STATUS()
    if closed is not None and closed.evidence is None and closed.words is None:
        yield NO_PROOF(id=item.id), CLOSE_BY_COMMAND(id=item.id)
    if closed is not None and closed.evidence is None and closed.words and closed.by is None:
        yield WHO_SAYS(id=item.id), None
    if closed is not None and closed.evidence is None and closed.words and item.about.target:
        yield NEEDS_DRILL(id=item.id), CLOSE_BY_COMMAND(id=item.id)
    if closed is not None and closed.evidence is not None and not _proves(closed.evidence):
        yield NOT_MET(id=item.id), CLOSE_BY_COMMAND(id=item.id)


def _proves(evidence: Occasion) -> bool:
    return bool(evidence.run) and evidence.verdict == "met" and evidence.source in _SEEN
