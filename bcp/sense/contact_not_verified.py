"""Contacts that nobody has tried since the fiscal year began, when staff change their posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bcp.fiscal_year import year_began
from bcp.message import Phrase
from bcp.people import Contact
from bcp.refused import Refusal
from bcp.sense._ground import Ground, named

NOT_VERIFIED = Phrase(
    "sense.not_verified",
    ja="今年度（{since:date}から）に通じることを確かめていない連絡先があります: {contacts}。",
    en="contacts that were not found to work in this fiscal year (since {since:date}): {contacts}.",
)
TRY_THEM = Phrase(
    "sense.try_them",
    ja="連絡訓練などで確かめ、通じた手段に verified: 日付 を書いてください。",
    en="Try them, in a communication drill for instance, and write verified: DATE at what worked.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """One point for all of them."""
    since = year_began(ground.plan.organisation.fiscal_year_start, ground.today)
    stale = [each.id for each in ground.plan.contacts if _is_stale(each, since, ground.today)]
    if stale:
        what = NOT_VERIFIED(since=since.isoformat(), contacts=named(stale))
        yield Refusal(ground.place(stale[0], Contact), what, TRY_THEM())


def _is_stale(contact: Contact, since: date, today: date) -> bool:
    """Whether none of its ways, where it has any, worked since; a day to come proves nothing."""
    days = [each.verified for each in contact.methods]
    return bool(days) and not any(
        day is not None and since <= date.fromisoformat(day) <= today for day in days
    )
