"""Contacts to be tried within a month of the day on which staff change their posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bcp.battery_life import years_after
from bcp.fiscal_year import year_began
from bcp.message import Phrase, Text
from bcp.people import Contact
from drills.readiness.due import DueLine
from drills.readiness.dues._ground import Ground, day_of

CONTACTS = Phrase(
    "due.contacts",
    ja="連絡先の確認（今年度まだ確かめていないもの{count}件）",
    en="trying the contacts (not yet found to work this fiscal year: {count})",
)
TRY_THEM = Phrase(
    "due.try_contacts",
    ja="連絡訓練などで確かめ、通じた手段に verified: 日付 を書いてください。",
    en="Try them, in a communication drill for instance, and write verified: DATE at what worked.",
)
NAME = Text("連絡先", "contacts")
# The communication drill of the year is held in its first month.
A_MONTH = 1 / 12


def found(ground: Ground) -> Iterator[DueLine]:
    """One line for all of them, which names nobody."""
    since = year_began(ground.plan.organisation.fiscal_year_start, ground.today)
    stale = sum(_is_stale(each, since, ground.today) for each in ground.plan.contacts)
    if stale:
        by = years_after(since, A_MONTH)
        what, do = CONTACTS(count=stale), TRY_THEM()
        yield ground.line("contacts", "contacts", by, what, do, name=NAME)


def _is_stale(contact: Contact, since: date, today: date) -> bool:
    """Whether none of its ways, where it has any, worked since; a day to come proves nothing."""
    days = [day_of(each.verified) for each in contact.methods]
    return bool(days) and not any(day is not None and since <= day <= today for day in days)
