"""How the values of a plan are said on paper: names, days, spans, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal

from bcp.durations import DAY, SECOND, BusinessDays, Span, spoken
from bcp.inventory import Business, Site
from bcp.message import Language, Message, Phrase, Text, render
from bcp.model import Plan, Server, System
from bcp.people import Contact, Vendor
from bcp.wareki import LocalTime, date_said, fiscal_year_named, offset_seconds
from bcp.written_times import day_number, read_date
from drills.core.roles import role_called
from drills.printed.document import gap
from drills.printed.kind_words import KINDS

BUSINESS_DAYS = Phrase("printed.business_days", ja="{days}営業日", en="{days} working day(s)")
CALENDAR_DAY = Phrase("printed.day", ja="{year}年{month}月{day}日", en="{year}-{month}-{day}")
OF_YEAR = Phrase("printed.of_fiscal_year", ja="{year}年度", en="{year}")
HOURS_SPAN = Phrase("printed.phase_hours", ja="{low}〜{high}時間", en="{low} to {high} h")
DAYS_SPAN = Phrase("printed.phase_days", ja="{low}〜{high}日", en="{low} to {high} d")
JOINT = Phrase("printed.joint", ja="、", en=", ")
YES = Phrase("printed.yes", ja="あり", en="yes")
NO = Phrase("printed.no", ja="なし", en="no")

_PHASE = re.compile(r"(\d+)-(\d+)([hd])")
# What has an id and a name.
_Named = Vendor | Business | Site | Server | System
Calendar = Literal["wareki", "gregorian"]


@dataclass(frozen=True)
class Wording:
    """Says values of `plan` in `lang`; nothing is said as an empty text.

    `as_of` is the time from which days still to come are told; without it, none are.
    """

    plan: Plan
    lang: Language
    as_of: datetime | None = None

    @property
    def calendar(self) -> Calendar:
        """Whether days are said by eras or by the Christian year."""
        return self.plan.printing.calendar

    def said(self, words: Message | Text | Phrase | str | None) -> str:
        """A message, a phrase without parameters, or an author's text."""
        match words:
            case None:
                return ""
            case str():
                return words
            case Text():
                return words.said_in(self.lang)
            case Phrase():
                return render(words(), self.lang)
        return render(words, self.lang)

    @property
    def gap(self) -> str:
        """What stands between two words that are no sentence."""
        return gap(self.lang)

    def joined(self, words: Iterable[str]) -> str:
        """Several, one after the other."""
        return self.said(JOINT).join(each for each in words if each)

    def day(self, iso: str | None) -> str:
        """「令和8年11月21日」; what is no date (still to be filled in) as it is written."""
        date = read_date(iso) if iso else None
        if date is None or date.year is None or self.lang == "en":
            return iso or ""
        days = day_number(date.year, date.month, date.day)
        # Columns of tables are narrow, and what is to be done by a day seldom asks for its weekday.
        return self._date(LocalTime(days * DAY, 0)).partition("（")[0]

    def _date(self, time: LocalTime) -> str:
        if self.calendar == "wareki" or self.lang == "en":
            return date_said(time, self.lang)
        year, month, day = time.day
        return render(CALENDAR_DAY(year=year, month=month, day=day), self.lang)

    def today(self, unix_s: int) -> str:
        """The day of an instant on the organisation's wall clock."""
        ahead = offset_seconds(self.plan.organisation.utc_offset)
        return self._date(LocalTime(unix_s * SECOND, ahead))

    def moment(self, at: datetime) -> str:
        """「令和9年9月1日（水） 13:30」, of a time with an offset."""
        ahead = at.utcoffset() or timedelta()
        local = LocalTime(int(at.timestamp()) * SECOND, int(ahead.total_seconds()))
        return f"{self._date(local)} {local.clock[: len('00:00')]}"

    def span(self, span: Span | BusinessDays | None) -> str:
        """「12時間」, 「3営業日」."""
        match span:
            case None:
                return ""
            case BusinessDays(days=days):
                return render(BUSINESS_DAYS(days=days), self.lang)
        return spoken(span.us, self.lang)

    def phase(self, phase: str) -> str:
        """「0〜1時間」 for ``0-1h``; a phase that is written otherwise as it is written."""
        found = _PHASE.fullmatch(phase)
        if found is None:
            return phase
        said = HOURS_SPAN if found[3] == "h" else DAYS_SPAN
        return self.said(said(low=found[1], high=found[2]))

    def kind(self, word: str) -> str:
        """What a kind of device or line is called."""
        return self.said(KINDS[word]) if word in KINDS else word

    def fiscal_year(self, year: int | None) -> str:
        """「令和9年度」."""
        if year is None:
            return ""
        if self.calendar == "wareki" or self.lang == "en":
            return fiscal_year_named(year, self.lang)
        return self.said(OF_YEAR(year=year))

    def whether(self, is_so: bool | None) -> str:
        """Yes, no, or nothing where nobody said."""
        return "" if is_so is None else self.said(YES if is_so else NO)

    def role(self, role: str | None) -> str:
        """What a role is called."""
        return self.said(role_called(self.plan, role)) if role else ""

    def person(self, who: str | None) -> str:
        """A contact's name, or the word itself where no contact has that id."""
        return self._persons.get(who or "", who or "")

    def contact(self, who: str | None) -> Contact | None:
        """The contact that is named by its id or by its name, or None."""
        found = (each for each in self.plan.contacts if who and who in (each.id, each.name))
        return next(found, None)

    def thing(self, id: str | None) -> str:
        """What anything in the plan is called that has an id; the id where it has no name."""
        return self._names.get(id or "", id or "")

    def things(self, ids: Iterable[str]) -> str:
        """The same of several."""
        return self.joined(self.thing(each) for each in ids)

    @cached_property
    def _persons(self) -> dict[str, str]:
        return {each.id: each.name or each.id for each in self.plan.contacts}

    @cached_property
    def _names(self) -> dict[str, str]:
        plan = self.plan
        zones = {each.id: each.label or each.id for each in plan.zones}
        lists: tuple[tuple[_Named, ...], ...] = (
            *(plan.vendors, plan.businesses, plan.sites, plan.servers, plan.watchables),
        )
        named = {each.id: self.said(each.name) or each.id for listed in lists for each in listed}
        return {**zones, **self._persons, **named}
