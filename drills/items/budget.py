"""What is asked for in the budget (予算要求): per item its case, its money and its proof; totals.

A figure stands here with the drill it comes from. Where that drill's record lies here and can be
verified, the sheet says so; where it does not, it says that, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bcp.action_items import ActionItem
from bcp.days_said import day_said
from bcp.message import Message, Phrase
from drills.items.sheet import Cell, Sheet
from drills.items.standing import ItemStanding
from drills.items.taking import figure_said, limit_said
from drills.items.words import owner_said
from drills.printed.wording import Wording
from drills.report.words import SOURCE, said

TITLE = Phrase("budget.title", ja="予算要求資料（改善事項）", en="Budget request (action items)")
TITLE_OF = Phrase(
    "budget.title_of",
    ja="{year} 予算要求資料（改善事項）",
    en="Budget request for {year} (action items)",
)
RANK = Phrase("budget.rank", ja="優先度", en="Priority")
NAME = Phrase("budget.name", ja="事業（案）名", en="Project")
CASE = Phrase("budget.case", ja="現状と課題", en="Where we stand")
MEASURE = Phrase("budget.measure", ja="対策", en="Measure")
AMOUNT = Phrase("budget.amount", ja="必要額（円）", en="Amount (yen)")
YEAR = Phrase("budget.year", ja="年度", en="Year")
EFFECT = Phrase("budget.effect", ja="効果", en="Effect")
PROOF = Phrase("budget.proof", ja="根拠", en="Evidence")
SYSTEM = Phrase("budget.system", ja="対象システム", en="System")
OWNER = Phrase("budget.owner", ja="担当", en="Owner")
CRITICAL = Phrase("budget.critical", ja="最重要", en="critical")
IMPORTANT = Phrase("budget.important", ja="重要", en="important")
OTHER = Phrase("budget.other", ja="その他", en="other")
MEASURED = Phrase(
    "budget.measured",
    ja="目標 {limit} に対し、{day}の訓練で {actual}（{source}）",
    en="target {limit}; the drill of {day} took {actual} ({source})",
)
UNMET = Phrase(
    "budget.unmet",
    ja="目標 {limit} に対し、{day}の訓練で達成できなかった",
    en="target {limit}; not met in the drill of {day}",
)
SEEN = Phrase("budget.seen", ja="{day}の訓練で判明", en="shown by the drill of {day}")
TIMES = Phrase("budget.times", ja="同じ結果 {count}回", en="the same {count} times")
CAUSE = Phrase("budget.cause", ja="原因: {cause}", en="Cause: {cause}")
TO_MEET = Phrase(
    "budget.to_meet",
    ja="{name}を目標 {limit} 以内にする",
    en="brings {name} within its target of {limit}",
)
NO_RECUR = Phrase("budget.no_recur", ja="課題の再発を防ぐ", en="keeps this from coming back")
VERIFIED = Phrase(
    "budget.verified",
    ja="{run}（記録と照合済み {head}…）",
    en="{run} (agrees with its verified record {head}…)",
)
DIFFERS = Phrase(
    "budget.differs",
    ja="{run}（記録の値と違います。改善事項の値を確かめてください）",
    en="{run} (its record says otherwise: look at the item's figures)",
)
DAMAGED = Phrase(
    "budget.damaged",
    ja="{run}（記録が変わっており検証できません）",
    en="{run} (its record was changed and cannot be verified)",
)
NOT_HERE = Phrase(
    "budget.not_here",
    ja="{run}（記録がここにないため未検証）",
    en="{run} (its record is not here: not verified)",
)
NO_RUN = Phrase("budget.no_run", ja="訓練以外（{words}）", en="no drill ({words})")
TOTAL = Phrase("budget.total", ja="合計 {count}件 {yen}円", en="Total: {count} items, {yen} yen")
TOTAL_OF = Phrase(
    "budget.total_of", ja="{year}: {count}件 {yen}円", en="{year}: {count} items, {yen} yen"
)
NO_AMOUNT = Phrase(
    "budget.no_amount",
    ja="金額が未記入（合計に含まない）: {items:list}",
    en="Needed, but no amount yet (not in the total): {items:list}",
)
UNDECIDED = Phrase(
    "budget.undecided",
    ja="予算の要否が未定（上の表に含まない）: {items:list}",
    en="Undecided whether money is needed (not above): {items:list}",
)
NAMED = Phrase("budget.named", ja="{id} {what}", en="{id} {what}")
UNSAID = Phrase("budget.unsaid", ja="年度未定", en="no year yet")

Proof = Literal["verified", "differs", "damaged", "not_here"]
Look = Callable[[ActionItem], Proof]
_BY_PROOF = {
    **{"verified": VERIFIED, "differs": DIFFERS},
    **{"damaged": DAMAGED, "not_here": NOT_HERE},
}
_RANKS = {"critical": CRITICAL, "important": IMPORTANT}
_ORDER = ("critical", "important", "normal")
_WHEN_UNSAID = 9999


@dataclass(frozen=True)
class Request:
    """One item that needs money; `rank` is its place, 1 first."""

    rank: int
    item: ActionItem
    importance: str


def requests(
    standings: Sequence[ItemStanding], wording: Wording, year: int | None
) -> tuple[Request, ...]:
    """The open items that need money, the missed targets of critical systems first."""
    wanted = [
        each.item
        for each in standings
        if each.item.is_open
        and each.item.budget.need == "needed"
        and year in (None, each.item.budget.fiscal_year)
    ]
    ordered = sorted(wanted, key=lambda each: (*_weight(each, wording), each.id))
    return tuple(
        Request(rank, each, importance_of(each, wording)) for rank, each in enumerate(ordered, 1)
    )


def budget_sheet(
    standings: Sequence[ItemStanding],
    wording: Wording,
    today: date,
    year: int | None,
    look: Look,
) -> Sheet:
    """The request as a sheet; `look` says of a drill whether its record can be verified here."""
    asked = requests(standings, wording, year)
    title = TITLE() if year is None else TITLE_OF(year=wording.fiscal_year(year))
    columns = (
        *(("rank", RANK, 3), ("name", NAME, 7), ("system", SYSTEM, 5), ("case", CASE, 11)),
        *(("measure", MEASURE, 7), ("yen", AMOUNT, 5), ("year", YEAR, 4)),
        *(("effect", EFFECT, 7), ("proof", PROOF, 8), ("owner", OWNER, 4)),
    )
    return Sheet(
        title=wording.said(title),
        owner=wording.plan.organisation.name,
        printed=day_said(today, wording.lang),
        lang=wording.lang,
        keys=tuple(key for key, _, _ in columns),
        heads=tuple(wording.said(head) for _, head, _ in columns),
        rows=tuple(_row(each, wording, look) for each in asked),
        widths=tuple(width for _, _, width in columns),
        notes=tuple(map(wording.said, _notes(asked, standings, wording))),
    )


def importance_of(item: ActionItem, wording: Wording) -> str:
    """How important the plan says the system is; normal of what is none."""
    plan = wording.plan
    named = {item.about.system}
    for business in plan.businesses:
        named |= {*business.systems} if business.id == item.about.business else set()
    found = {each.importance for each in plan.systems if each.id in named}
    return next((each for each in _ORDER if each in found), "normal")


def _weight(item: ActionItem, wording: Wording) -> tuple[int, int, int]:
    missed = item.found_in.verdict == "missed"
    importance = _ORDER.index(importance_of(item, wording))
    return importance, 0 if missed else 1, -len(item.seen_again)


def _row(request: Request, wording: Wording, look: Look) -> tuple[Cell, ...]:
    item = request.item
    importance = wording.said(_RANKS.get(request.importance, OTHER))
    year = item.budget.fiscal_year
    return (
        f"{request.rank}\n{importance}",
        wording.said(item.measure) or wording.said(item.what),
        _system(item, wording),
        "\n".join(_case(item, wording)),
        wording.said(item.measure),
        item.budget.yen,
        wording.fiscal_year(year) or wording.said(UNSAID),
        wording.said(_effect(item, wording)),
        wording.said(_proof(item, wording, look)),
        owner_said(item, wording),
    )


def _system(item: ActionItem, wording: Wording) -> str:
    about = item.about
    system = wording.plan.system(about.system) if about.system else None
    if system is not None:
        return wording.said(system.name) or system.id
    business = next((each for each in wording.plan.businesses if each.id == about.business), None)
    return (wording.said(business.name) or business.id) if business else ""


def _case(item: ActionItem, wording: Wording) -> list[str]:
    found, lines = item.found_in, [wording.said(item.what)]
    limit = limit_said(found.limit, wording.lang)
    actual = figure_said(found, wording.lang)
    day = wording.day(found.on)
    if limit and actual and limit in lines[0] and actual in lines[0]:
        # What was taken from the drill says both already.
        lines.append(wording.said(SEEN(day=day)))
    elif limit and actual:
        source = said(SOURCE, found.source or "measured")
        told = MEASURED(limit=limit, day=day, actual=actual, source=source)
        lines.append(wording.said(told))
    elif limit and found.run:
        lines.append(wording.said(UNMET(limit=limit, day=day)))
    elif found.run:
        lines.append(wording.said(SEEN(day=day)))
    if item.seen_again:
        lines.append(wording.said(TIMES(count=1 + len(item.seen_again))))
    if item.cause is not None:
        lines.append(wording.said(CAUSE(cause=item.cause)))
    return lines


def _effect(item: ActionItem, wording: Wording) -> Message:
    limit = limit_said(item.found_in.limit, wording.lang)
    if not limit:
        return NO_RECUR()
    about = item.about
    name = _system(item, wording) or about.step or item.id
    return TO_MEET(name=name, limit=limit)


def _proof(item: ActionItem, wording: Wording, look: Look) -> Message:
    found = item.found_in
    if found.run is None:
        return NO_RUN(words=wording.said(found.words) or wording.day(found.on) or "—")
    return _BY_PROOF[look(item)](run=found.run, head=(found.head or "")[:12])


def _notes(
    asked: Sequence[Request], standings: Sequence[ItemStanding], wording: Wording
) -> list[Message]:
    with_money = [each.item for each in asked if each.item.budget.yen is not None]
    total = sum(each.budget.yen or 0 for each in with_money)
    notes = [TOTAL(count=len(with_money), yen=f"{total:,}")]
    years = sorted({each.budget.fiscal_year or _WHEN_UNSAID for each in with_money})
    for year in years if len(years) > 1 else ():
        of_it = [each for each in with_money if (each.budget.fiscal_year or _WHEN_UNSAID) == year]
        named = wording.said(UNSAID) if year == _WHEN_UNSAID else wording.fiscal_year(year)
        yen = sum(each.budget.yen or 0 for each in of_it)
        notes.append(TOTAL_OF(year=named, count=len(of_it), yen=f"{yen:,}"))
    bare = [each.item for each in asked if each.item.budget.yen is None]
    if bare:
        notes.append(NO_AMOUNT(items=[NAMED(id=each.id, what=each.what) for each in bare]))
    open_ones = [each.item for each in standings if each.item.is_open]
    unsure = [each for each in open_ones if each.budget.need == "undecided"]
    if unsure:
        notes.append(UNDECIDED(items=[NAMED(id=each.id, what=each.what) for each in unsure]))
    return notes
