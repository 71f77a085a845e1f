"""The list of items: lines for a terminal of 80 columns, and a sheet for everything else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bcp.action_items import ActionItem
from bcp.days_said import day_said
from bcp.item_writing import as_plain
from bcp.message import Phrase
from drills.items.sheet import Sheet
from drills.items.standing import ItemStanding, fiscal_year
from drills.items.taking import figure_said, limit_said
from drills.items.words import (
    budget_said,
    counted_said,
    due_said,
    owner_said,
    remarks_said,
    state_said,
)
from drills.printed.wording import Wording
from drills.report.layout import paragraph, table

TITLE = Phrase("listing.title", ja="改善事項一覧", en="Action items")
ID = Phrase("listing.id", ja="番号", en="No.")
WHAT = Phrase("listing.what", ja="課題・対策", en="What, and what is done")
OWNER = Phrase("listing.owner", ja="担当", en="Owner")
DUE = Phrase("listing.due", ja="期限", en="Due")
STATE = Phrase("listing.state", ja="状況", en="State")
CAUSE = Phrase("listing.cause", ja="原因", en="Cause")
MEASURE = Phrase("listing.measure", ja="対策", en="Measure")
BUDGET = Phrase("listing.budget", ja="予算", en="Budget")
FOUND = Phrase("listing.found", ja="見つかった訓練", en="Found in")
LIMIT = Phrase("listing.limit", ja="目標", en="Target")
ACTUAL = Phrase("listing.actual", ja="実績", en="Actual")
DECISION = Phrase("listing.decision", ja="判断事項", en="To decide")
REMARKS = Phrase("listing.remarks", ja="備考", en="Remarks")
SHORT = Phrase("listing.issue", ja="課題", en="What")
TO_DO = Phrase("listing.to_do", ja="対策: {measure}", en="Measure: {measure}")
MONEY = Phrase("listing.money", ja="予算: {budget}", en="Budget: {budget}")
DECIDE = Phrase("listing.decide", ja="判断事項: {decision}", en="To decide: {decision}")
_WIDTHS = (6, 30, 10, 16, 10)


def list_lines(
    shown: Sequence[ItemStanding], every: Sequence[ItemStanding], wording: Wording
) -> list[str]:
    """The list for a terminal; `every` are those that the count below is about."""
    heads = [wording.said(each) for each in (ID, WHAT, OWNER, DUE, STATE)]
    rows = [
        (
            each.item.id,
            "\n".join(_told(each, wording)),
            owner_said(each.item, wording),
            due_said(each.item, wording),
            state_said(each, wording),
        )
        for each in shown
    ]
    return [*table(heads, rows, _WIDTHS), "", *paragraph(wording.said(counted_said(every)))]


def list_sheet(shown: Sequence[ItemStanding], wording: Wording, today: date) -> Sheet:
    """The same list with all that is known, for a spreadsheet, a page or Word."""
    columns = (
        *(("id", ID, 3), ("what", SHORT, 9), ("cause", CAUSE, 6), ("measure", MEASURE, 7)),
        *(("owner", OWNER, 4), ("due", DUE, 5), ("budget", BUDGET, 5), ("state", STATE, 4)),
        *(("found_in", FOUND, 6), ("limit", LIMIT, 4), ("actual", ACTUAL, 4)),
        *(("decision", DECISION, 5), ("remarks", REMARKS, 6)),
    )
    return Sheet(
        title=wording.said(TITLE),
        owner=wording.plan.organisation.name,
        printed=day_said(today, wording.lang),
        lang=wording.lang,
        keys=tuple(key for key, _, _ in columns),
        heads=tuple(wording.said(head) for _, head, _ in columns),
        rows=tuple(_row(each, wording) for each in shown),
        widths=tuple(width for _, _, width in columns),
        notes=(wording.said(counted_said(shown)),),
        plain=tuple(map(_plain, shown)),
    )


def of_year(item: ActionItem, year: int, year_start: str) -> bool:
    """Whether an item has to do with a fiscal year: found, due, closed or paid for in it."""
    closed = item.closed.on if item.closed else None
    days = (date.fromisoformat(iso) for iso in (item.found_in.on, item.due, closed) if iso)
    years = {fiscal_year(each, year_start) for each in days}
    return year in years or item.budget.fiscal_year == year


def _plain(each: ItemStanding) -> dict[str, Any]:
    """An item as the plan writes it, with how it stands today."""
    standing = {
        "overdue": each.is_overdue,
        "days_left": each.days_left,
        "open_for_drills": each.drills,
        "open_for_years": each.years,
        "came_back": each.came_back,
        "missed_again_in": list(each.again),
        "proof": each.proof,
    }
    item = as_plain(each.item)
    return {"status": each.item.status, **item, "standing": standing}


def _told(each: ItemStanding, wording: Wording) -> list[str]:
    item = each.item
    lines = [wording.said(item.what)]
    if item.measure is not None:
        lines.append(wording.said(TO_DO(measure=item.measure)))
    if item.is_open:
        lines.append(wording.said(MONEY(budget=budget_said(item.budget, wording))))
        if item.decision is not None:
            lines.append(wording.said(DECIDE(decision=item.decision)))
    return [*lines, *remarks_said(each, wording)]


def _row(each: ItemStanding, wording: Wording) -> tuple[str, ...]:
    item = each.item
    found = item.found_in
    return (
        item.id,
        wording.said(item.what),
        wording.said(item.cause),
        wording.said(item.measure),
        owner_said(item, wording),
        due_said(item, wording),
        budget_said(item.budget, wording),
        state_said(each, wording).replace("\n", wording.gap),
        found.run or wording.said(found.words),
        limit_said(found.limit, wording.lang),
        figure_said(found, wording.lang),
        wording.said(item.decision),
        "\n".join(remarks_said(each, wording)),
    )
