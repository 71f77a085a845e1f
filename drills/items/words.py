"""How the items are said: states, money, days, and what a reader should look at first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bcp.action_items import ActionItem, ItemBudget
from bcp.message import Message, Phrase
from drills.items.standing import ItemStanding, Proof
from drills.printed.wording import Wording

STATUS = {
    "open": Phrase("items.open", ja="未着手", en="open"),
    "doing": Phrase("items.doing", ja="対応中", en="under way"),
    "closed": Phrase("items.closed", ja="完了", en="closed"),
}
OVERDUE = Phrase("items.overdue", ja="期限超過{days}日", en="{days} d overdue")
DUE_SOON = Phrase("items.due_soon", ja="あと{days}日", en="{days} d left")
DUE_TODAY = Phrase("items.due_today", ja="今日が期限", en="due today")
CAME_BACK = Phrase("items.came_back", ja="再発", en="came back")
CAME_BACK_IN = Phrase(
    "items.came_back_in",
    ja="再発: 完了後の {runs:list} で、また目標に間に合いませんでした。",
    en="Came back: {runs:list} missed the target again after it was closed.",
)
NOT_NOTED = Phrase(
    "items.not_noted",
    ja="{runs:list} でも間に合っていません（bcp-drill items from {first} で書き加えられます）。",
    en="{runs:list} missed it, too (bcp-drill items from {first} notes that).",
)
SEEN_AGAIN = Phrase(
    "items.seen_again", ja="その後 {count}回、同じ結果", en="the same result {count} more times"
)
CARRIED = Phrase(
    "items.carried",
    ja="{drills}回の訓練、{years}年度にわたり未完了",
    en="open for {drills} drills and {years} turns of the year",
)
CARRIED_DRILLS = Phrase(
    "items.carried_drills", ja="{drills}回の訓練を経て未完了", en="open for {drills} drills"
)
TARGET_CHANGED = Phrase(
    "items.target_changed",
    ja="目標を緩めたうえで完了（理由: {why}）",
    en="closed after its target was loosened (why: {why})",
)
BY_EYE = Phrase(
    "items.by_eye", ja="目視で完了（{by}）: {words}", en="closed by eye ({by}): {words}"
)
PROVED_BY = Phrase("items.proved_by", ja="根拠: {run}", en="proved by {run}")
PROOF: Mapping[Proof | None, Phrase] = {
    "agrees": PROVED_BY,
    "not_here": Phrase(
        "items.proof_not_here",
        ja="根拠: {run}（記録がここにないため未確認）",
        en="proved by {run} (its record is not here: not looked at)",
    ),
    "differs": Phrase(
        "items.proof_differs",
        ja="根拠として不足: {run} の記録は、目標を満たしたことを示していません",
        en="NOT proved: the record of {run} does not show that the target was met",
    ),
}
UNDECIDED = Phrase("items.undecided", ja="未定", en="undecided")
NOT_NEEDED = Phrase("items.not_needed", ja="不要", en="not needed")
NEEDED = Phrase("items.needed", ja="要", en="needed")
YEN = Phrase("items.yen", ja="{yen}円", en="{yen} yen")
OF_YEAR = Phrase("items.of_year", ja="{money}（{year}）", en="{money} ({year})")
COUNTED = Phrase(
    "items.counted",
    ja="未完了{open}件（期限超過{overdue}、14日以内{soon}、予算未定{undecided}）、再発{back}件",
    en="open: {open} (overdue {overdue}, due within 14 days {soon}, budget undecided {undecided}); "
    "came back: {back}",
)


def state_said(standing: ItemStanding, wording: Wording) -> str:
    """「未着手」, with a second line where its day presses or it came back."""
    said = wording.said(STATUS[standing.item.status])
    marks: list[Message] = []
    if standing.came_back:
        marks.append(CAME_BACK())
    if standing.days_left is not None and standing.is_overdue:
        marks.append(OVERDUE(days=-standing.days_left))
    elif standing.is_due_soon:
        left = standing.days_left or 0
        marks.append(DUE_SOON(days=left) if left else DUE_TODAY())
    return "\n".join((said, *map(wording.said, marks)))


def owner_said(item: ActionItem, wording: Wording) -> str:
    """The role's name, or the section; 未定 where nobody is."""
    role = next((each for each in wording.plan.roles if each.id == item.owner), None)
    if role is not None:
        return wording.said(role.name) or role.id
    return item.owner or wording.said(UNDECIDED)


def due_said(item: ActionItem, wording: Wording) -> str:
    """The day; 未定 where there is none."""
    return wording.day(item.due) or wording.said(UNDECIDED)


def budget_said(budget: ItemBudget, wording: Wording) -> str:
    """「800,000円（令和9年度）」, 「不要」, 「未定」."""
    if budget.need != "needed":
        return wording.said(NOT_NEEDED if budget.need == "not_needed" else UNDECIDED)
    money = YEN(yen=f"{budget.yen:,}") if budget.yen is not None else NEEDED()
    if budget.fiscal_year is None:
        return wording.said(money)
    return wording.said(OF_YEAR(money=money, year=wording.fiscal_year(budget.fiscal_year)))


def remarks_said(standing: ItemStanding, wording: Wording) -> tuple[str, ...]:
    """What else is to be known of an item: how long it is open, what showed it again, its proof."""
    return tuple(map(wording.said, _remarks(standing, wording)))


def _remarks(standing: ItemStanding, wording: Wording) -> tuple[Message, ...]:
    item, runs = standing.item, standing.again
    out: list[Message] = []
    if runs:
        came_back = standing.came_back
        out.append(CAME_BACK_IN(runs=runs) if came_back else NOT_NOTED(runs=runs, first=runs[0]))
    if standing.years:
        out.append(CARRIED(drills=standing.drills, years=standing.years))
    elif standing.drills:
        out.append(CARRIED_DRILLS(drills=standing.drills))
    if item.seen_again:
        out.append(SEEN_AGAIN(count=len(item.seen_again)))
    closed = item.closed
    if closed is not None and closed.target_changed is not None:
        out.append(TARGET_CHANGED(why=closed.target_changed))
    if closed is not None and closed.evidence is not None and closed.evidence.run:
        out.append(PROOF.get(standing.proof, PROVED_BY)(run=closed.evidence.run))
    elif closed is not None and closed.words is not None:
        out.append(BY_EYE(by=closed.by or wording.said(UNDECIDED), words=closed.words))
    return tuple(out)


def counted_said(standings: Sequence[ItemStanding]) -> Message:
    """How many there are of what a reader must act on."""
    still = [each for each in standings if each.item.is_open]
    return COUNTED(
        open=len(still),
        overdue=sum(each.is_overdue for each in still),
        soon=sum(each.is_due_soon for each in still),
        undecided=sum(each.item.budget.need == "undecided" for each in still),
        back=sum(each.came_back for each in standings),
    )
