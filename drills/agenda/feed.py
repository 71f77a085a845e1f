"""A plan's days as one calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bcp.message import Language, Phrase
from drills.agenda.due_days import events_of_due, is_inspection
from drills.agenda.material import AGENDA_PARTS, FOR_PEOPLE, AgendaPart, Material
from drills.agenda.planned import events_of_dues
from drills.agenda.veil import Veil, veil_of
from drills.ics.values import CalendarEvent, EventCalendar
from drills.items.calendar_file import events_of
from drills.printed.wording import Wording

NAME = Phrase("agenda.name", ja="{town} 訓練・点検の予定", en="{town}: drills and inspections")

REFRESH = timedelta(hours=6)
"""How often a subscriber should ask. Most groupware asks as often as it likes."""


def agenda(
    material: Material, lang: Language, parts: Collection[str] = FOR_PEOPLE
) -> EventCalendar:
    """The calendar; nothing in it names a person, or tells where a machine is to be reached."""
    wording, veil = Wording(material.plan, lang), veil_of(material.plan, lang)
    found = [
        each
        for part in AGENDA_PARTS
        if part in parts
        for each in _part(part, material, wording, veil)
    ]
    events = [_without_past_alarms(each, material.today) for each in found]
    name = wording.said(NAME(town=material.plan.organisation.name))
    return EventCalendar("drills", material.revised, tuple(events), name, REFRESH)


def _part(
    part: AgendaPart, material: Material, wording: Wording, veil: Veil
) -> Iterator[CalendarEvent]:
    match part:
        case "drills" | "unattended":
            alone = {each.id for each in material.plan.drills if each.unattended is not None}
            dues = [
                each for each in material.dues if (each.drill in alone) == (part == "unattended")
            ]
            yield from events_of_dues(dues, wording, veil)
        case "items":
            yield from events_of(material.items, wording, veil)
        case _:
            lines = [each for each in material.lines if is_inspection(each) == (part != "due")]
            yield from events_of_due(lines, wording, veil)


def _without_past_alarms(event: CalendarEvent, today: date) -> CalendarEvent:
    """Some programs ring at once for everything that they missed."""
    starts = event.starts.date() if isinstance(event.starts, datetime) else event.starts
    return replace(event, reminders=()) if starts < today else event
