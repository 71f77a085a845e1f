"""The days by which items are due, as a calendar that other programs take in (RFC 5545).

It names roles, never people, and rings a fortnight before and on the day itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bcp.message import Phrase
from drills.items.standing import SOON_DAYS, ItemStanding
from drills.items.words import budget_said, owner_said
from drills.printed.wording import Wording
from drills.report.layout import harmless

SUMMARY = Phrase("ics.summary", ja="改善事項 {id} の期限: {what}", en="Due: {id} {what}")
DESCRIPTION = Phrase(
    "ics.description",
    ja="担当: {owner}\n予算: {budget}\n完了にするには: bcp-drill items close {id} --by 訓練",
    en="Owner: {owner}\nBudget: {budget}\nTo close it: bcp-drill items close {id} --by RUN",
)

# RFC 5545, 3.1: a line has at most 75 octets without its end.
_LONGEST = 75


def calendar_of(standings: Sequence[ItemStanding], wording: Wording, today: date) -> bytes:
    """A calendar of the open items that have a day. The same items give the same bytes on a day."""
    due = [each for each in standings if each.item.is_open and each.item.due]
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bcp-drill//action items//EN"),
        "CALSCALE:GREGORIAN",
        *(line for each in due for line in _event(each, wording, today)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(each: ItemStanding, wording: Wording, today: date) -> Iterator[str]:
    item = each.item
    day = date.fromisoformat(item.due or "")
    summary = wording.said(SUMMARY(id=item.id, what=wording.said(item.what)))
    owner, budget = owner_said(item, wording), budget_said(item.budget, wording)
    told = wording.said(DESCRIPTION(owner=owner, budget=budget, id=item.id))
    organisation = wording.plan.organisation
    whose = organisation.code or organisation.name
    yield "BEGIN:VEVENT"
    # The same item keeps its identifier, so that a later file moves it instead of doubling it.
    yield f"UID:{_text(f'{item.id}.{whose}')}@bcp-drill"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(told)}"
    yield "TRANSP:TRANSPARENT"
    # In an event of whole days the reminder counts from midnight: nine in the morning.
    for trigger in (f"-P{SOON_DAYS}D", "PT9H"):
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(summary)}")
        yield from (f"TRIGGER:{trigger}", "END:VALARM")
    yield "END:VEVENT"


def _text(words: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11), in which nothing begins a line of its own."""
    lines = [harmless(line) for line in words.split("\n")]
    said = "\n".join(lines).replace("\\", "\\\\")
    return said.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, none of which cuts a letter in two."""
    piece, room = "", _LONGEST
    for sign in line:
        if len((piece + sign).encode()) > room:
            yield piece
            piece = " "
        piece += sign
    yield piece
