"""The days by which items are due, as a calendar that other programs take in (RFC 5545).

It names roles, never people, and rings a fortnight before and on the day itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from bcp.message import Phrase
from bcp.model import Plan
from drills.ics.values import CalendarEvent, EventCalendar
from drills.ics.writing import written
from drills.items.standing import SOON_DAYS, ItemStanding
from drills.items.words import budget_said, owner_said
from drills.printed.wording import Wording

SUMMARY = Phrase("ics.summary", ja="改善事項 {id} の期限: {what}", en="Due: {id} {what}")
DESCRIPTION = Phrase(
    "ics.description",
    ja="担当: {owner}\n予算: {budget}\n完了にするには: bcp-drill items close {id} --by 訓練",
    en="Owner: {owner}\nBudget: {budget}\nTo close it: bcp-drill items close {id} --by RUN",
)
ACTION_ITEMS = Phrase("ics.action_items", ja="改善事項", en="Action items")
# In an event of whole days a reminder counts from midnight: nine in the morning.
REMINDERS = (-timedelta(days=SOON_DAYS), timedelta(hours=9))


def calendar_of(standings: Sequence[ItemStanding], wording: Wording, revised: datetime) -> bytes:
    """A calendar of the open items that have a day; `revised` is when the plan was last changed."""
    events = tuple(events_of(standings, wording))
    name = wording.said(ACTION_ITEMS)
    return written(EventCalendar("action items", revised, events, name))


def whose(plan: Plan) -> str:
    """How a plan's organisation is named in identifiers of events: by its code, if it has one."""
    return plan.organisation.code or plan.organisation.name


def events_of(
    standings: Sequence[ItemStanding], wording: Wording, veil: Callable[[str], str] = str
) -> Iterator[CalendarEvent]:
    """The open items that have a day; `veil` takes out of their words what must not be told."""
    town = whose(wording.plan)
    for each in standings:
        item = each.item
        if not (item.is_open and each.days_left is not None and item.due):
            continue
        owner, budget = owner_said(item, wording), budget_said(item.budget, wording)
        yield CalendarEvent(
            # The same item keeps its identifier: a later file moves it instead of doubling it.
            uid=f"{item.id}.{town}@bcp-drill",
            starts=date.fromisoformat(item.due),
            summary=veil(wording.said(SUMMARY(id=item.id, what=wording.said(item.what)))),
            description=veil(wording.said(DESCRIPTION(owner=owner, budget=budget, id=item.id))),
            categories=(wording.said(ACTION_ITEMS),),
            reminders=REMINDERS,
        )
